import type { Profile } from '../../extracts/report'
import { parseChoices } from '../../filters/codecs'
import { defaults } from '../../filters/filters'
import type { Texts } from '../../i18n'
import { choiceLabel, listText } from '../filterBar/chipTexts'
import { pageTitle } from '../pageTitle'
import { isWithoutDays } from '../routes'
import { mostName } from './savedViews'

const lists = ['regions', 'industries', 'departments', 'kinds', 'categories', 'results', 'classes'] as const

/** A name for what an address shows: the page, what it is filtered by, and its window where that is not the usual one. */
export function viewName(path: string, search: string, profile: Profile | null, texts: Texts): string {
  const { t, formats } = texts
  const parts = [pageTitle(path, profile, texts)]
  if (!isWithoutDays(path, search)) {
    const choices = parseChoices(new URLSearchParams(search))
    const names = new Map(profile?.regions.regions.map(region => [region.code, region.name]))
    for (const key of lists) {
      const labels = choices[key].map(value => choiceLabel(key, value, texts, names))
      if (labels.length > 0) parts.push(listText(labels, texts))
    }
    if (choices.area !== null) parts.push(t('app.area.chip'))
    const { window } = choices
    if (typeof window === 'object') parts.push(formats.window(window))
    else if (window !== defaults.window) parts.push(t(`app.window.${window}`))
  }
  return parts.join(' · ').slice(0, mostName)
}
