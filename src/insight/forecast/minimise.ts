/** A point of the unit cube and the value there. */
export interface Least {
  readonly at: readonly number[]
  readonly value: number
}

const clamped = (x: number): number => Math.min(1, Math.max(0, x))

/** Of the cube's edge, and of the value: closer nobody needs it. */
const within = 2e-3

/**
 * The least value of `f` that is found in the unit cube, from the best of `starts` on (Nelder and Mead 1965, points
 * beyond the cube moved to its side). Nothing in it is left to chance: the same function gives the same answer. `f` may
 * answer Infinity where it has no value. At most `most` calls beside those of the starts.
 */
export function minimise(
  f: (at: readonly number[]) => number,
  starts: readonly (readonly number[])[],
  most: number,
): Least {
  let best: Least = { at: [], value: Number.POSITIVE_INFINITY }
  for (const at of starts) {
    const value = f(at)
    if (value < best.value) best = { at, value }
  }
  const dimensions = best.at.length
  if (dimensions === 0 || most <= 0) return best
  let calls = 0
  const asked = (at: readonly number[]): Least => {
    calls += 1
    const inside = at.map(clamped)
    return { at: inside, value: f(inside) }
  }
  // Steps towards the middle of the cube, so that no corner of the first simplex is cut.
  let simplex: Least[] = [
    best,
    ...best.at.map((x, i) => asked(best.at.map((y, j) => (i === j ? y + (x > 0.5 ? -0.2 : 0.2) : y)))),
  ]
  while (calls < most) {
    simplex = simplex.sort((a, b) => a.value - b.value)
    const [first, worst, second] = [simplex[0], simplex[dimensions], simplex[dimensions - 1]]
    if (first === undefined || worst === undefined || second === undefined) break
    const size = Math.max(...worst.at.map((x, i) => Math.abs(x - (first.at[i] ?? x))))
    if (size < within && worst.value - first.value < within) break
    const others = simplex.slice(0, dimensions)
    const middle = worst.at.map((_, i) => others.reduce((sum, each) => sum + (each.at[i] ?? 0), 0) / dimensions)
    const along = (by: number): Least => asked(middle.map((m, i) => m + by * ((worst.at[i] ?? m) - m)))
    const mirrored = along(-1)
    if (mirrored.value < first.value) {
      const further = along(-2)
      simplex[dimensions] = further.value < mirrored.value ? further : mirrored
    } else if (mirrored.value < second.value) {
      simplex[dimensions] = mirrored
    } else {
      const nearer = along(mirrored.value < worst.value ? -0.5 : 0.5)
      if (nearer.value < Math.min(worst.value, mirrored.value)) simplex[dimensions] = nearer
      else
        simplex = [first, ...simplex.slice(1).map(each => asked(each.at.map((x, i) => (x + (first.at[i] ?? x)) / 2)))]
    }
  }
  return simplex.reduce((least, each) => (each.value < least.value ? each : least), best)
}
