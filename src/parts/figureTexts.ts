import { meetsTarget, type Targets } from '../extracts/targets'
import type { Choices } from '../filters/filters'
import type { Formats, Texts } from '../i18n'
import type { Figure } from '../queries/figures'
import { definitions } from '../queries/figures'
import type { Delta } from '../ui/KpiTile'

/**
 * A figure as a tile shows it. A rate that would be rounded to its target, but is not the target, is cut off on its own
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

/** What a change is from, in words: "vs previous". */
export const againstText = ({ compare }: Choices, t: Texts['t']): string =>
  t(`overview.change.${typeof compare === 'string' ? compare : 'free'}`)

/** The name of what is compared with; the choice of nothing has the name of what it would be. */
export const comparedText = ({ compare }: Choices, t: Texts['t']): string =>
  t(`overview.compare.${typeof compare === 'object' ? 'free' : compare === 'none' ? 'previous' : compare}`)

/** The target of a figure in words, and whether it is met; undefined without one. */
export function targetOf({ key, value }: Pick<Figure, 'key' | 'value'>, targets: Targets, formats: Formats) {
  const target = targets.figures[key]
  const met = meetsTarget(value, target)
  if (target === undefined || met === null) return undefined
  const bound = target.atMost ?? target.atLeast
  const text = definitions[key].unit === 'rate' ? formats.rate(bound) : formats.count(bound)
  return { text: `${target.atMost === null ? '≥' : '≤'} ${text}`, met }
}

/** The change against the compare window: relative for counts, percentage points for rates; null where there is none. */
export function deltaOf(figure: Figure, formats: Formats, against: string): Delta | undefined {
  const { key, value, before } = figure
  if (value === null || before === null) return undefined
  const { unit, more } = definitions[key]
  if (unit === 'count' && before === 0) return undefined
  const change = unit === 'rate' ? value - before : (value - before) / before
  // What rounds to 0.0 is no change to a reader.
  const direction = Math.abs(change) < 0.0005 ? 'flat' : change > 0 ? 'up' : 'down'
  const size = Math.abs(change)
  const welcome =
    more === null || direction === 'flat' ? 'neutral' : (more === 'good') === (direction === 'up') ? 'good' : 'bad'
  return { text: unit === 'rate' ? formats.points(size) : formats.change(size), direction, tone: welcome, against }
}
