import type { Formats } from '../../i18n'
import type { Figure } from '../../queries/figures'
import { definitions } from '../../queries/figures'
import type { Delta } from '../../ui/KpiTile'

/** A figure as a tile shows it. */
export const figureText = (figure: Figure, formats: Formats): string =>
  definitions[figure.key].unit === 'rate' ? formats.rate(figure.value) : formats.count(figure.value)

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
