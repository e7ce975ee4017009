import type { ExtractSettings } from '../../extracts/settings'
import type { Comparison } from '../../extracts/workspace/workspace'
import { mappable, type TableName } from '../../schema'

/** Canonical columns that settings fill. */
export function needsIn({ columns, constants, point }: ExtractSettings): ReadonlySet<string> {
  return new Set([...Object.keys(columns), ...Object.keys(constants), ...(point ? ['lon', 'lat'] : [])])
}

/** Columns that a table needs and lacks: one list for each need, of which any one column would do. */
export function missingNeeds(table: TableName, filled: ReadonlySet<string>): string[][] {
  const all = mappable(table)
  const required = all.filter(({ name, need }) => need === 'required' && !filled.has(name)).map(({ name }) => [name])
  const groups = (['entity', 'region', 'time'] as const).flatMap(group => {
    const names = all.filter(({ need }) => need === group).map(({ name }) => name)
    // Coordinates give a region, and an extract without any place is poorer, not wrong.
    const optional = group === 'region'
    return optional || names.length === 0 || names.some(name => filled.has(name)) ? [] : [names]
  })
  return [...required, ...groups]
}

/** Share of the rows before that may go without a question. */
export const quietLoss = 0.2

export const isLoss = ({ before, after }: Comparison): boolean => before > 0 && after < before * (1 - quietLoss)

/** A commit that loses much, or fills a column with something else, is asked about. */
export const asksToConfirm = (comparisons: readonly Comparison[]): boolean =>
  comparisons.some(comparison => isLoss(comparison) || comparison.shifted.length > 0)
