import { poissonTail } from '../../risk/chance'

/**
 * How counts scatter: around `mean`, with the variance mean + mean² / size. The negative binomial distribution has it;
 * its limit for an endless size is the Poisson distribution.
 */
export interface Spread {
  readonly mean: number
  /** Infinity for Poisson. */
  readonly size: number
}

/** A variance that is larger than the mean by less than this part of it is the Poisson distribution's. */
const negligible = 0.01

export const isPoisson = ({ mean, size }: Spread): boolean => !(mean > size * negligible)

/** P(X ≥ `least`), 0-1, exact: the sum of the terms from there on, or 1 less those before, whichever are smaller. */
export function tail(least: number, spread: Spread): number {
  return isPoisson(spread) ? poissonTail(least, spread.mean) : negativeBinomialTail(least, spread)
}

/**
 * Terms of the negative binomial distribution with the mean m and the size s (Johnson, Kemp and Kotz 2005, Univariate
 * Discrete Distributions, ch. 5): P(0) = (s / (s + m))^s, P(k + 1) = P(k) × (s + k) / (k + 1) × m / (s + m).
 */
function negativeBinomialTail(least: number, { mean, size }: Spread): number {
  if (least <= 0) return 1
  if (!(mean > 0)) return 0
  const odds = mean / (size + mean)
  let log = size * Math.log1p(-odds)
  let below = 0
  for (let k = 0; k < least; k++) {
    below += Math.exp(log)
    log += Math.log(((size + k) / (k + 1)) * odds)
  }
  if (least <= mean) return Math.min(1, Math.max(0, 1 - below))
  let [sum, term] = [0, Math.exp(log)]
  for (let k = least; term > sum * 1e-16; k++) {
    sum += term
    term *= ((size + k) / (k + 1)) * odds
  }
  return Math.min(1, sum)
}

/** The least count whose tail is at most `p`, at least 1. `p` above 0. */
export function leastBeyond(p: number, spread: Spread): number {
  let high = Math.max(1, Math.ceil(spread.mean))
  while (tail(high, spread) > p) high *= 2
  let low = 0
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (tail(middle, spread) <= p) high = middle
    else low = middle
  }
  return high
}
