import { meetsTarget, type Targets } from '../../extracts/targets'
import type { Choices } from '../../filters/filters'
import type { Formats, Texts } from '../../i18n'
import type { Figure } from '../../queries/figures'
import { definitions } from '../../queries/figures'
import type { Delta } from '../../ui/KpiTile'

/** What a change is from, in words: "vs previous". */
export const againstText = ({ compare }: Choices, t: Texts['t']): string =>
  t(`overview.change.${typeof compare === 'string' ? compare : 'free'}`)

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
