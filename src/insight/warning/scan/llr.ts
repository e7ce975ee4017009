/**
 * Logarithm of the likelihood ratio of `cases` among `all` where `expected` were expected, 0 where there are not more
 * than that (Kulldorff 1997, Commun. Statist. 26(6); for permutations Kulldorff et al. 2005, PLoS Med 2(3):e59).
 */
export function logRatio(cases: number, expected: number, all: number): number {
  if (!(cases > expected)) return 0
  const [outside, elsewhere] = [all - cases, all - expected]
  const rest = outside > 0 ? outside * Math.log(outside / elsewhere) : 0
  return cases * Math.log(cases / expected) + rest
}

/**
 * The least number of cases whose ratio reaches `bound`, looked for from `guess` on; `all + 1` where none does. The ratio
 * grows with the cases.
 */
export function leastCases(expected: number, all: number, bound: number, guess = Math.ceil(expected)): number {
  let least = Math.min(Math.max(guess, 1), all + 1)
  while (least > 1 && logRatio(least - 1, expected, all) >= bound) least--
  while (least <= all && logRatio(least, expected, all) < bound) least++
  return least
}
