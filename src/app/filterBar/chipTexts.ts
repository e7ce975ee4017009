import { type Choice, type Choices, compareOf, type FilterKey, windowOf } from '../../filters/filters'
import type { ListKey } from '../../filters/useChoices'
import { regionLabel, type Texts, wordLabel } from '../../i18n'

/** The name of one value of a list filter. `names` are those of regions, by code. */
export function choiceLabel(
  key: ListKey,
  value: Choice,
  { t, language }: Texts,
  names: ReadonlyMap<string, string>,
): string {
  if (value === null) return t('words.notStated')
  switch (key) {
    case 'regions':
      return regionLabel(value, names.get(value), language)
    case 'kinds':
      return wordLabel('complaint_kind', value, language)
    case 'results':
      return wordLabel('result', value, language)
    case 'classes':
      return t('app.classes.one', { letter: value })
    case 'industries':
    case 'departments':
    case 'categories':
      return value
  }
}

export const joined = (labels: readonly string[], { language }: Texts): string =>
  labels.join(language === 'zh' ? '、' : ', ')

/** Values of a chip: up to two are named, of more the first and how many. */
export function listText(labels: readonly string[], texts: Texts): string {
  const first = labels[0] ?? ''
  if (labels.length <= 2) return joined(labels, texts)
  return texts.t('app.filters.several', { first, more: labels.length - 1 })
}

/** The days of the window; while the as-of day is not known, the choice's name. */
export function windowText(choice: Choices['window'], asOf: string | null, { t, formats }: Texts): string {
  if (typeof choice === 'object') return formats.window(choice)
  if (asOf === null) return t(`app.window.${choice}`)
  if (choice === 'all') return t('app.window.all.chip', { day: formats.day(asOf) })
  return formats.window(windowOf(choice, asOf))
}

export function compareText(choices: Choices, { t, formats }: Texts): string {
  const { compare } = choices
  return typeof compare === 'object'
    ? t('app.compare.free.chip', { window: formats.window(compare) })
    : t(`app.compare.${namedCompare(compare, choices)}.chip`)
}

/** What a preset is called: before a year so far lies the same part of the year before. */
export const namedCompare = <Preset extends string>(preset: Preset, { window }: Choices): Preset | 'lastYear' =>
  preset === 'previous' && window === 'ytd' ? 'lastYear' : preset

/** The days compared with, null where nothing lies before the window or the as-of day is not known. */
export function comparedDays(choices: Choices, asOf: string | null): { from: string | null; to: string } | null {
  return asOf === null ? null : compareOf(choices.compare, windowOf(choices.window, asOf), choices.window, asOf)
}

/** The name of a filter: "not filtered by …". */
export const filterTitle = (key: FilterKey, { t }: Texts): string => t(`app.${key}.title`)
