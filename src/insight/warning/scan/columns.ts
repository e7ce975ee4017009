import type { ScanCount } from '../../../queries/scanCounts'

/** Counts as columns: little to hand to a worker. Row `i` is `complaints[i]` cases in hexagon `q[i]`, `r[i]`. */
export interface ScanColumns {
  readonly q: Int32Array
  readonly r: Int32Array
  readonly step: Int32Array
  readonly complaints: Int32Array
  /** Index into `categories`. */
  readonly category: Int32Array
  readonly categories: readonly (string | null)[]
}

/** The columns of rows in an order of their own: the same rows, however the engine sorted them, give the same scan. */
export function scanColumns(rows: readonly ScanCount[]): ScanColumns {
  const categories = [...new Set(rows.map(row => row.category))].sort(inOrder)
  const indexOf = new Map(categories.map((category, i) => [category, i]))
  const index = (row: ScanCount): number => indexOf.get(row.category) ?? 0
  const sorted = [...rows].sort((a, b) => index(a) - index(b) || a.r - b.r || a.q - b.q || a.step - b.step)
  const column = (of: (row: ScanCount) => number): Int32Array => Int32Array.from(sorted, of)
  return {
    q: column(row => row.q),
    r: column(row => row.r),
    step: column(row => row.step),
    complaints: column(row => row.complaints),
    category: column(index),
    categories,
  }
}

/** By code points, "not stated" last. */
function inOrder(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return a < b ? -1 : Number(a > b)
}
