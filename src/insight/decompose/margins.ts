/** A cell of a table of two dimensions on both sides: rows now and before, and what they are measured by (1 for counts). */
export interface Cell {
  readonly first: string | null
  readonly second: string | null
  readonly now: number
  readonly past: number
  readonly nowBy: number
  readonly pastBy: number
}

/** Sweeps over all margins; a table that needs more is fitted well enough for a search. */
const mostSweeps = 60
/** A sweep that changes no cell by more than this share ends. */
const enough = 1e-6

export interface Fit {
  /** What each cell has on both sides where its change is that of its two parts and nothing more. */
  readonly now: Float64Array
  readonly past: Float64Array
}

/**
 * Fits the log-linear model without an interaction of all three to the margins first × second, first × side and second ×
 * side by iterative proportional fitting (W. E. Deming and F. F. Stephan, Ann. Math. Stat. 11, 1940; Y. Bishop, S. Fienberg
 * and P. Holland, "Discrete Multivariate Analysis", 1975, 3.5), beginning with `nowBy` and `pastBy`. Cells that are set
 * `apart` say nothing to the others (quasi-independence, L. A. Goodman, J. Am. Stat. Assoc. 63, 1968): of theirs only the
 * quotient of both sides means something, which is what the others let expect.
 */
export function fitted(cells: readonly Cell[], apart: ReadonlySet<number> = new Set()): Fit {
  const now = Float64Array.from(cells, cell => (cell.now + cell.past > 0 ? cell.nowBy : 0))
  const past = Float64Array.from(cells, cell => (cell.now + cell.past > 0 ? cell.pastBy : 0))
  const groups = [groupsOf(cells.map(cell => cell.first)), groupsOf(cells.map(cell => cell.second))]
  const sides = groups.map(group => ({
    ...group,
    now: sums(
      group,
      Float64Array.from(cells, cell => cell.now),
      apart,
    ),
    past: sums(
      group,
      Float64Array.from(cells, cell => cell.past),
      apart,
    ),
  }))
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    for (const side of sides) {
      scale(side, now, side.now, apart)
      scale(side, past, side.past, apart)
    }
    let moved = 0
    for (const [i, cell] of cells.entries()) {
      if (apart.has(i)) continue
      const both = (now[i] ?? 0) + (past[i] ?? 0)
      const by = both === 0 ? 0 : (cell.now + cell.past) / both
      if (both > 0) moved = Math.max(moved, Math.abs(by - 1))
      now[i] = (now[i] ?? 0) * by
      past[i] = (past[i] ?? 0) * by
    }
    if (moved < enough) break
  }
  return { now, past }
}

interface Groups {
  readonly of: Int32Array
  readonly count: number
}

function groupsOf(values: readonly (string | null)[]): Groups {
  const numbers = new Map<string | null, number>()
  const of = Int32Array.from(values, value => {
    const known = numbers.get(value) ?? numbers.size
    numbers.set(value, known)
    return known
  })
  return { of, count: numbers.size }
}

function sums({ of, count }: Groups, values: Float64Array, apart: ReadonlySet<number>): Float64Array {
  const found = new Float64Array(count)
  for (let i = 0; i < values.length; i++) {
    if (apart.has(i)) continue
    const group = of[i] ?? 0
    found[group] = (found[group] ?? 0) + (values[i] ?? 0)
  }
  return found
}

/** Makes the sums of `values` those that are wanted. A group of which nothing is left tells its cells nothing. */
function scale(groups: Groups, values: Float64Array, wanted: Float64Array, apart: ReadonlySet<number>): void {
  const had = sums(groups, values, apart)
  for (let i = 0; i < values.length; i++) {
    const group = groups.of[i] ?? 0
    const sum = had[group] ?? 0
    if (sum !== 0) values[i] = ((values[i] ?? 0) * (wanted[group] ?? 0)) / sum
  }
}
