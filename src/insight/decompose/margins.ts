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
/** A sweep that changes no margin by more than this share ends. */
const enough = 1e-6

/**
 * What each cell would have now if its change were that of its two parts and nothing more: the log-linear model without an
 * interaction of all three, fitted to the margins first × second, first × side and second × side by iterative proportional
 * fitting (W. E. Deming and F. F. Stephan, Ann. Math. Stat. 11, 1940; Y. Bishop, S. Fienberg and P. Holland, "Discrete
 * Multivariate Analysis", 1975, 3.5), beginning with `nowBy` and `pastBy`. Before is `now + past` less it.
 */
export function expectedNow(cells: readonly Cell[]): number[] {
  const now = cells.map(cell => (cell.now + cell.past > 0 ? cell.nowBy : 0))
  const past = cells.map(cell => (cell.now + cell.past > 0 ? cell.pastBy : 0))
  const firsts = groupsOf(cells.map(cell => cell.first))
  const seconds = groupsOf(cells.map(cell => cell.second))
  const wantedNow = [firsts, seconds].map(groups => groups.sums(cells.map(cell => cell.now)))
  const wantedPast = [firsts, seconds].map(groups => groups.sums(cells.map(cell => cell.past)))
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    for (const [i, groups] of [firsts, seconds].entries()) {
      groups.scale(now, wantedNow[i] ?? [])
      groups.scale(past, wantedPast[i] ?? [])
    }
    let moved = 0
    for (const [i, cell] of cells.entries()) {
      const [a, b] = [now[i] ?? 0, past[i] ?? 0]
      const wanted = cell.now + cell.past
      const by = a + b === 0 ? 0 : wanted / (a + b)
      if (wanted > 0) moved = Math.max(moved, Math.abs(by - 1))
      now[i] = a * by
      past[i] = b * by
    }
    if (moved < enough) break
  }
  return now
}

function groupsOf(values: readonly (string | null)[]) {
  const numbers = new Map<string | null, number>()
  const group = values.map(value => {
    const known = numbers.get(value) ?? numbers.size
    numbers.set(value, known)
    return known
  })
  const sums = (of: readonly number[]): number[] => {
    const found = new Array<number>(numbers.size).fill(0)
    for (const [i, value] of of.entries()) found[group[i] ?? 0] = (found[group[i] ?? 0] ?? 0) + value
    return found
  }
  return {
    sums,
    /** Makes the sums of `of` those that are wanted. */
    scale: (of: number[], wanted: readonly number[]): void => {
      const had = sums(of)
      for (const [i, value] of of.entries()) {
        const sum = had[group[i] ?? 0] ?? 0
        of[i] = sum === 0 ? 0 : (value * (wanted[group[i] ?? 0] ?? 0)) / sum
      }
    },
  }
}
