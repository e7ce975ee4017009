import { useMemo } from 'react'
import type { Profile } from '../extracts/report'
import { type Choices, defaults } from '../filters/filters'
import { type Texts, useTexts } from '../i18n'
import type { AboutLine } from '../ui/exportTable'
import { choiceLabel, comparedDays, filterTitle, joined, windowText } from './filterBar/chipTexts'

const lists = ['regions', 'industries', 'departments', 'kinds', 'categories', 'results', 'classes'] as const

/** What every export says of itself: the filters in words, the as-of day, the version of the extracts. */
export function useExportAbout(choices: Choices, profile: Profile | null, version: string | null) {
  const texts = useTexts()
  return useMemo(() => aboutLines(choices, profile, version, texts), [choices, profile, version, texts])
}

export function aboutLines(choices: Choices, profile: Profile | null, version: string | null, texts: Texts) {
  const { t, formats } = texts
  const asOf = profile?.asOf ?? null
  const lines: AboutLine[] = [[t('app.window.title'), windowText(choices.window, asOf, texts)]]
  const compared = comparedDays(choices, asOf)
  if (compared !== null) lines.push([t('app.compare.title'), formats.window(compared)])
  lines.push(...filterLines(choices, profile, texts))
  if (asOf !== null) lines.push([t('app.export.asOf'), formats.day(asOf)])
  if (version !== null) lines.push([t('app.export.version'), version.slice(0, 12)])
  return lines
}

/** Every filter in force but the window, in words. */
export function filterLines(choices: Choices, profile: Profile | null, texts: Texts): AboutLine[] {
  const names = new Map(profile?.regions.regions.map(region => [region.code, region.name]))
  const lines: AboutLine[] = []
  for (const key of lists) {
    if (choices[key].length > 0)
      lines.push([
        filterTitle(key, texts),
        joined(
          choices[key].map(value => choiceLabel(key, value, texts, names)),
          texts,
        ),
      ])
  }
  if (choices.area !== defaults.area && choices.area !== null)
    lines.push([texts.t('app.area.chip'), choices.area.map(point => point.join(' ')).join(', ')])
  return lines
}
