import { type LinkRule, linkRules } from '../../queries/linkStates'
import type { SharedRows } from '../../queries/siloRows'

/** Rows of a holder that lead to businesses that another one knows. */
export interface LinkedRows {
  /** All rows of the holder, linked or not. */
  readonly of: number
  readonly rows: number
  /** Of all, 0-1; null without rows. */
  readonly share: number | null
  readonly by: Readonly<Record<LinkRule, number>>
}

/** `rowsOf` gives all rows of a holder, those without a business too: what is not linked is known to nobody else. */
export function linkedRowsOf(
  rows: readonly SharedRows[],
  rowsOf: (holder: string) => number,
): (first: string, second: string) => LinkedRows {
  const counts = new Map(rows.map(row => [JSON.stringify([row.first, row.second, row.rule]), row.rows]))
  return (first, second) => {
    const by = Object.fromEntries(
      linkRules.map(rule => [rule, counts.get(JSON.stringify([first, second, rule])) ?? 0]),
    ) as Record<LinkRule, number>
    const linked = linkRules.reduce((sum, rule) => sum + by[rule], 0)
    const of = rowsOf(first)
    return { of, rows: linked, share: of === 0 ? null : linked / of, by }
  }
}
