/** P(X ≥ `least`) for X ~ Poisson(`mean`), 0-1. Summed from the side that has the smaller terms. */
export function poissonTail(least: number, mean: number): number {
  if (least <= 0) return 1
  if (!(mean > 0)) return 0
  const first = Math.exp(least * Math.log(mean) - mean - logFactorial(least))
  if (least > mean) {
    let [sum, term] = [0, first]
    for (let k = least; term > sum * 1e-16; k++) {
      sum += term
      term *= mean / (k + 1)
    }
    return Math.min(1, sum)
  }
  let [below, term] = [0, first * (least / mean)]
  for (let k = least - 1; k >= 0 && term > below * 1e-16; k--) {
    below += term
    term *= k / mean
  }
  return Math.max(0, 1 - below)
}

/** ln k!: the sum for small k, else Stirling's series, exact to 1e-10 from 32 on. */
function logFactorial(k: number): number {
  if (k < 32) {
    let sum = 0
    for (let i = 2; i <= k; i++) sum += Math.log(i)
    return sum
  }
  return k * Math.log(k) - k + 0.5 * Math.log(2 * Math.PI * k) + 1 / (12 * k) - 1 / (360 * k ** 3)
}

/**
 * The least share of false ones, 0-1, at which each hypothesis is told, in the order given (Benjamini and Hochberg 1995, J.
 * R. Stat. Soc. B 57(1)). `tests` is the number of all hypotheses; those that are not listed count with a probability of 1.
 */
export function falseShares(probabilities: readonly number[], tests: number = probabilities.length): number[] {
  const order = probabilities.map((_, i) => i).sort((a, b) => (probabilities[a] ?? 1) - (probabilities[b] ?? 1))
  const all = Math.max(tests, probabilities.length)
  const shares = new Array<number>(probabilities.length).fill(1)
  let least = 1
  for (let rank = order.length; rank >= 1; rank--) {
    const i = order[rank - 1] ?? 0
    least = Math.min(least, ((probabilities[i] ?? 1) * all) / rank)
    shares[i] = least
  }
  return shares
}

/** Which of the hypotheses are rejected when the share of false ones among them may be `rate` on average. */
export const discoveries = (probabilities: readonly number[], tests: number, rate: number): boolean[] =>
  falseShares(probabilities, tests).map(share => share <= rate)

/** The 95 % interval of a share, 0-1 (Wilson 1927); null without a denominator. */
export function wilson(part: number, whole: number): readonly [number, number] | null {
  if (!(whole > 0)) return null
  const z = 1.959964
  const p = part / whole
  const middle = p + (z * z) / (2 * whole)
  const half = z * Math.sqrt((p * (1 - p)) / whole + (z * z) / (4 * whole * whole))
  const under = 1 + (z * z) / whole
  return [Math.max(0, (middle - half) / under), Math.min(1, (middle + half) / under)]
}
