import { describe, expect, it } from 'vitest'
import { isPoisson, leastBeyond, tail } from '../../../src/insight/warning/tails'
import { seeded } from '../../../src/risk/backtest/metrics'
import { sweep } from '../../sweep'

/** Γ for halves and wholes by its definition, for terms that are worked out without recursion. */
const choose = (n: number, k: number): number => {
  let found = 1
  for (let i = 0; i < k; i++) found *= (n - i) / (i + 1)
  return found
}

describe('the tail of a negative binomial count', () => {
  it('is what waiting for the third six by coins says', () => {
    // Failures before the third success, success ½: mean 3, size 3. P(X ≥ 5) = P(at most 2 heads of 7) = 29 / 128.
    expect(tail(5, { mean: 3, size: 3 })).toBeCloseTo(29 / 128, 12)
    // Size 1 is geometric: P(X ≥ k) = (m / (1 + m))^k.
    expect(tail(4, { mean: 2, size: 1 })).toBeCloseTo((2 / 3) ** 4, 12)
    expect(tail(40, { mean: 2, size: 1 })).toBeCloseTo((2 / 3) ** 40, 18)
  })

  it('is the sum of its terms', () => {
    for (const size of [1, 2, 5, 12]) {
      for (const mean of [0.3, 2, 7]) {
        const p = size / (size + mean)
        const term = (k: number): number => choose(k + size - 1, k) * p ** size * (1 - p) ** k
        for (const least of [0, 1, 3, 9, 15]) {
          let below = 0
          for (let k = 0; k < least; k++) below += term(k)
          expect(tail(least, { mean, size })).toBeCloseTo(1 - below, 10)
        }
      }
    }
  })

  it('has the stated variance', () => {
    const spread = { mean: 6, size: 4 }
    let [first, second] = [0, 0]
    for (let k = 1; k < 400; k++) {
      first += tail(k, spread)
      second += (2 * k - 1) * tail(k, spread)
    }
    expect(first).toBeCloseTo(6, 9)
    expect(second - first * first).toBeCloseTo(6 + 36 / 4, 7)
  })

  it('is Poisson where the variance is hardly more than the mean', () => {
    expect(isPoisson({ mean: 3, size: Number.POSITIVE_INFINITY })).toBe(true)
    expect(isPoisson({ mean: 3, size: 20 })).toBe(false)
    // P(X ≥ 10), mean 3: tables of the Poisson distribution.
    expect(tail(10, { mean: 3, size: Number.POSITIVE_INFINITY })).toBeCloseTo(0.001102488, 8)
    expect(tail(10, { mean: 3, size: 1e9 })).toBeCloseTo(tail(10, { mean: 3, size: 1e4 }), 4)
  })

  it('holds at the ends', () => {
    expect(tail(0, { mean: 2, size: 3 })).toBe(1)
    expect(tail(1, { mean: 0, size: 3 })).toBe(0)
    expect(tail(3000, { mean: 1, size: 2 })).toBeGreaterThanOrEqual(0)
    expect(tail(1, { mean: 1e6, size: 2 })).toBeCloseTo(1, 6)
  })
})

describe('the least count beyond', () => {
  it('is the first whose tail is small enough', () => {
    const random = seeded(5)
    for (let i = 0; i < sweep(300); i++) {
      const spread = {
        mean: 0.01 + random() ** 3 * 300,
        size: random() < 0.3 ? Number.POSITIVE_INFINITY : 0.5 + random() * 40,
      }
      const p = 10 ** (-1 - 7 * random())
      const least = leastBeyond(p, spread)
      expect(tail(least, spread)).toBeLessThanOrEqual(p)
      if (least > 1) expect(tail(least - 1, spread)).toBeGreaterThan(p)
    }
  })
})
