/** Beyond this many standard errors a difference is seldom chance alone: one time in twenty. */
export const beyondChance = 1.96

/**
 * The difference of two counts per day over its standard error, where both come by chance at the same rate (a Poisson
 * process): Przyborowski and Wilenski, Biometrika 31 (1940). 0 where both are none. Days are positive.
 */
export function countsApart(now: number, before: number, days: readonly [number, number] = [1, 1]): number {
  const all = now + before
  return all === 0 ? 0 : (now / days[0] - before / days[1]) / Math.sqrt(all / (days[0] * days[1]))
}

/**
 * The difference of two shares over its standard error, with the share of both together: the two-sample test of
 * proportions (Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, ch. 3). Null without a denominator.
 */
export function sharesApart(
  now: readonly [part: number, of: number],
  before: readonly [part: number, of: number],
): number | null {
  const [a, m] = now
  const [b, n] = before
  if (m <= 0 || n <= 0) return null
  const p = (a + b) / (m + n)
  const error = Math.sqrt(p * (1 - p) * (1 / m + 1 / n))
  return error === 0 ? 0 : (a / m - b / n) / error
}

/** A share's distance from a bound over its standard error at the bound: the score test of one proportion. Null where there is none. */
export function shareFrom(part: number, of: number, bound: number): number | null {
  const error = of > 0 ? Math.sqrt((bound * (1 - bound)) / of) : 0
  return error === 0 ? null : (part / of - bound) / error
}

/** A count's distance from what is expected, over its standard error there. Null where nothing is expected. */
export const countFrom = (observed: number, expected: number): number | null =>
  expected > 0 ? (observed - expected) / Math.sqrt(expected) : null
