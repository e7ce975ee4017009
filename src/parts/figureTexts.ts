import type { Choices } from '../filters/filters'
import type { Formats, Texts } from '../i18n'
import { definitions, type Figure } from '../queries/figures'

/**
 * A figure as tiles and reports show it. A rate that would be rounded to its target, but is not the target, is cut off on its own
 * side: beside "at least 95.0%", 94.98% is 94.9%.
 */
export function figureText(
  { key, value }: Pick<Figure, 'key' | 'value'>,
  formats: Formats,
  bound?: number | null,
): string {
  if (definitions[key].unit !== 'rate') return formats.count(value)
  const text = formats.rate(value)
  if (value === null || bound == null || value === bound || formats.rate(bound) !== text) return text
  const cut = value < bound ? Math.floor : Math.ceil
  return formats.rate(cut(value * 1000) / 1000)
}

/** The name of what is compared with; the choice of nothing has the name of what it would be. */
export const comparedText = ({ compare }: Choices, t: Texts['t']): string =>
  t(`overview.compare.${typeof compare === 'object' ? 'free' : compare === 'none' ? 'previous' : compare}`)
