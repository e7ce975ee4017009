import type { ContributionRow, Dimension, PairRow } from '../../queries/contributions'
import type { Figure, Inputs } from '../../queries/figures'
import type { FigureKey } from '../../schema'
import type { ComparedDays } from '../comparison'
import { combinations, type Search } from './combinations'
import { type Decomposition, decomposed, divisorsOf } from './parts'
import { figureFrom } from './reasons'

/** A figure's change, taken apart by every dimension that it has. */
export interface Explained {
  readonly figure: FigureKey
  readonly value: Figure
  /** Lengths of the windows in days, which counts are divided by where they differ. */
  readonly days: ComparedDays
  /** Empty where there is no change to take apart, and `value` does not say why: the compare window has no denominator. */
  readonly by: ReadonlyMap<Dimension, Decomposition>
}

/** What the rows of `contributions` say; `dimensions` are those that were asked for. */
export function explained(
  figure: FigureKey,
  dimensions: readonly Dimension[],
  rows: readonly ContributionRow[],
  days: ComparedDays,
  inputs: Inputs,
): Explained {
  const value = figureFrom(figure, rows, inputs)
  const by = new Map<Dimension, Decomposition>()
  if (value.missing === null) {
    for (const dimension of dimensions) {
      const parts = rows.filter(row => row.dimension === dimension)
      const found = decomposed(figure, parts, divisorsOf(figure, days))
      if (found !== null) by.set(dimension, found)
    }
  }
  return { figure, value, days, by }
}

/** What the rows of `contributionPairs` say. */
export const searched = (figure: FigureKey, rows: readonly PairRow[], days: ComparedDays): Search =>
  combinations(figure, rows, divisorsOf(figure, days))

/** The part that moves most in the direction of the whole; of a whole that stays, the one that moves most. */
export function leading({ parts, change }: Decomposition) {
  const moved = parts.filter(part => part.change !== 0 && (change === 0 || part.change > 0 === change > 0))
  return moved.reduce<(typeof parts)[number] | null>(
    (most, part) => (most === null || Math.abs(part.change) > Math.abs(most.change) ? part : most),
    null,
  )
}

/** The part that moves most against the whole, where it is at least a tenth of what the whole moves. */
export function opposing({ parts, change }: Decomposition) {
  const against = parts.filter(part => part.share !== null && part.share < 0)
  const most = against.reduce<(typeof parts)[number] | null>(
    (found, part) => (found === null || Math.abs(part.change) > Math.abs(found.change) ? part : found),
    null,
  )
  return most !== null && Math.abs(most.change) >= Math.abs(change) / 10 ? most : null
}
