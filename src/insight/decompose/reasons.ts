import type { Window } from '../../filters/filters'
import { type ContributionRow, type Dimension, dimensionColumns, dimensionKeys } from '../../queries/contributions'
import { definitions, type Figure, figureOf, type Inputs } from '../../queries/figures'
import type { Scorecard } from '../../risk/scorecard'
import type { FigureKey } from '../../schema'
import type { ComparedDays } from '../comparison'

/** Why a figure cannot be taken apart by a dimension: its rows do not state it, no extract fills it, or it is the figure itself. */
export type NoDimension = 'not_of_table' | 'not_filled' | 'same_as_figure'

/** Null where it can. */
export function noDimension(figure: FigureKey, dimension: Dimension, filled: Inputs['filled']): NoDimension | null {
  const { table, unit } = definitions[figure]
  const column = dimensionColumns[table][dimension]
  if (column === undefined) return 'not_of_table'
  // A visit's result says whether it is counted: every part's rate would be 0 or 1.
  if (dimension === 'result' && unit === 'rate') return 'same_as_figure'
  // Every row lies in a region, outside them or nowhere.
  if (dimension === 'region') return null
  const known =
    table === 'entities'
      ? filled.permits.includes(column) || filled.inspections.includes(column)
      : filled[table].includes(column)
  return known ? null : 'not_filled'
}

/** The dimensions that a figure can be taken apart by, in their order. */
export const dimensionsOf = (figure: FigureKey, filled: Inputs['filled']): Dimension[] =>
  dimensionKeys.filter(dimension => noDimension(figure, dimension, filled) === null)

/**
 * Why a figure's change cannot be taken apart, before anything is asked: `all_time` and `no_compare` for want of a second
 * window, `compare_before_data` where that begins before the rows do, `by_share` where classes are shares of all businesses
 * and as many are of high risk at any time, `no_days` where a window holds no day on which rows could be. Null where it can be asked.
 */
export type NoQuestion = 'all_time' | 'no_compare' | 'compare_before_data' | 'by_share' | 'no_days'

export function noQuestion(
  figure: FigureKey,
  window: Window,
  compare: Window | null,
  days: ComparedDays,
  inputs: Inputs,
  card: Scorecard,
): NoQuestion | null {
  const { table } = definitions[figure]
  if (window.from === null) return 'all_time'
  if (compare === null) return 'no_compare'
  if (figure === 'high_risk' && card.thresholds.by === 'percentile') return 'by_share'
  const hasRows = table === 'entities' || inputs.rows[table] > 0
  if (!hasRows) return null
  if (!inputs.comparable[table]) return 'compare_before_data'
  return days.now < 1 || days.before < 1 ? 'no_days' : null
}

/** The figure as its tile shows it, from the rows of `contributions`. */
export function figureFrom(figure: FigureKey, rows: readonly ContributionRow[], inputs: Inputs): Figure {
  const { value, of } = definitions[figure]
  const whole = rows.find(row => row.dimension === null)
  // Of high risk the second sum is of businesses that have a score; any part at all is a business.
  const beside = (scored: number | null) =>
    figure === 'high_risk' ? { scored: scored ?? 0, businesses: rows.some(row => row.dimension !== null) ? 1 : 0 } : {}
  const side = (period: 'window' | 'compare', counted: number, by: number | null) => ({
    ...{ period, bucket: null, [value]: counted },
    ...(of === null ? beside(by) : { [of]: by ?? 0 }),
  })
  const sides = [
    side('window', whole?.now ?? 0, whole?.now_of ?? null),
    side('compare', whole?.past ?? 0, whole?.past_of ?? null),
  ]
  return figureOf(figure, sides, inputs)
}
