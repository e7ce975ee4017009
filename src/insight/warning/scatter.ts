import type { Expectation } from './season'
import { leastBeyond, type Spread } from './tails'

/** A count that seemed so unlikely does not raise what later weeks expect, nor how far they scatter. */
export const setAside = 1e-4
/** Squares of expected counts by which a spread is learned; fewer tell nothing. */
const enoughToLearn = 20
const rounds = 3

/**
 * How much more counts scatter than their expectations explain: the variance beyond that, as a share of the squared mean
 * (method of moments). An outbreak would widen it for a year: after a first estimate by all counts, those that are too
 * unlikely by it count as the largest that is not, a few times over. Counts that always scatter stay in.
 */
export class Scatter {
  readonly #observed: number[] = []
  readonly #expected: Expectation[] = []
  #beyond = 0

  learn(observed: number, expected: Expectation): void {
    this.#observed.push(observed)
    this.#expected.push(expected)
  }

  settle(): void {
    this.#beyond = this.#estimate(observed => observed)
    for (let round = 0; round < rounds && this.#beyond > 0; round++)
      this.#beyond = this.#estimate((observed, expected) => held(observed, this.widen(expected)))
  }

  /** With the scatter of the week itself, and that of the weeks by which it is measured. */
  widen({ mean, size, echo }: Expectation): Spread {
    return { mean, size: 1 / (1 / size + this.#beyond * (1 + echo)) }
  }

  #estimate(use: (observed: number, expected: Expectation) => number): number {
    let [beyond, squares] = [0, 0]
    this.#expected.forEach((expected, i) => {
      const { mean, size, echo } = expected
      beyond += (use(this.#observed[i] ?? 0, expected) - mean) ** 2 - mean - (mean * mean) / size
      squares += mean * mean * (1 + echo)
    })
    return squares < enoughToLearn ? 0 : Math.max(0, beyond / squares)
  }
}

/** The count, or the least that is set aside where it is more than that. */
export function held(observed: number, spread: Spread): number {
  const { mean, size } = spread
  // Nothing within three standard deviations is so unlikely.
  if (observed <= mean + 3 * Math.sqrt(mean + (mean * mean) / size)) return observed
  return Math.min(observed, leastBeyond(setAside, spread))
}
