import { describe, expect, it } from 'vitest'
import { type Design, fitted, type Smoothing } from '../../../src/insight/forecast/innovations'
import { minimise } from '../../../src/insight/forecast/minimise'
import { normalQuantile, studentQuantile } from '../../../src/insight/forecast/quantiles'
import { airline } from './series'

const horizon = 8
const off: Smoothing = { alpha: 0, beta: 0, phi: 0, gamma: 0 }
const constant = (n: number) => new Float64Array(n + horizon).fill(1)
const design = (values: readonly number[], columns: readonly Float64Array[], period = 12): Design => ({
  values: Float64Array.from(values),
  seen: new Uint8Array(values.length).fill(1),
  columns,
  period,
  horizon,
})

/** Holt and Winters as textbooks write it, additive and damped, from given first states (FPP3, 8.3 to 8.5). */
function textbook(values: readonly number[], by: Smoothing, level: number, slope: number, season: readonly number[]) {
  const m = season.length
  const s = [...season]
  let [l, b, squares] = [level, slope, 0]
  for (const [t, y] of values.entries()) {
    const expected = l + by.phi * b + (s[t % m] ?? 0)
    const error = y - expected
    squares += error * error
    const next = l + by.phi * b + by.alpha * error
    b = by.phi * b + by.beta * error
    l = next
    s[t % m] = (s[t % m] ?? 0) + by.gamma * error
  }
  const damped = (h: number) => Array.from({ length: h }, (_, j) => by.phi ** (j + 1)).reduce((x, y) => x + y, 0)
  const ahead = Array.from({ length: horizon }, (_, i) => l + b * damped(i + 1) + (s[(values.length + i) % m] ?? 0))
  return { squares, ahead }
}

describe('the smoothed regression', () => {
  it('by hand: level 12 at first, half of every error', () => {
    // Errors for a first level c: 10 - c, then 12 - (c + 10) / 2, then 11 - (c + 10 + 24) / 4: least squares by c.
    const fit = fitted(design([10, 12, 11], [constant(3)]), { ...off, alpha: 0.5 }, true)
    const errors = (c: number) => [10 - c, 12 - (c + 10) / 2, 11 - (c + 34) / 4]
    const squares = (c: number) => errors(c).reduce((sum, e) => sum + e * e, 0)
    // d/dc: -(10 - c) - (7 - c/2) / 2 - (2.5 - c/4) / 4 = 0
    const c = (10 + 3.5 + 0.625) / (1 + 0.25 + 0.0625)
    expect(fit?.coefficients[0]).toBeCloseTo(c, 10)
    expect(fit?.squares).toBeCloseTo(squares(c), 10)
    const last = 0.125 * c + 0.125 * 10 + 0.25 * 12 + 0.5 * 11
    for (const ahead of fit?.ahead ?? []) expect(ahead).toBeCloseTo(last, 10)
  })

  it('is the recursion of the textbooks from the first states that it finds, and these are the best', () => {
    const values = airline.slice(0, 60)
    const by = { alpha: 0.3, beta: 0.1, phi: 0.9, gamma: 0.4 }
    const n = values.length
    const dummies = Array.from({ length: 11 }, (_, i) =>
      Float64Array.from({ length: n + horizon }, (_, t) => (t % 12 === i + 1 ? 1 : 0)),
    )
    const slope = new Float64Array(n + horizon)
    for (let t = 0, sum = 0; t < slope.length; t++) {
      sum += by.phi ** (t + 1)
      slope[t] = sum
    }
    const fit = fitted(design(values, [constant(n), ...dummies, slope]), by, true)
    const [level = 0, ...rest] = fit?.coefficients ?? []
    const season = [0, ...rest.slice(0, 11)]
    const b = rest[11] ?? 0
    const plain = textbook(values, by, level, b, season)
    expect(fit?.squares).toBeCloseTo(plain.squares, 6)
    for (const [h, ahead] of (fit?.ahead ?? []).entries()) expect(ahead).toBeCloseTo(plain.ahead[h] ?? 0, 6)
    for (const by2 of [-2, 2]) {
      expect(textbook(values, by, level + by2, b, season).squares).toBeGreaterThan(plain.squares)
      expect(textbook(values, by, level, b + by2, season).squares).toBeGreaterThan(plain.squares)
      expect(textbook(values, by, level, b, season.map((s, i) => (i === 3 ? s + by2 : s))).squares).toBeGreaterThan(plain.squares) // biome-ignore format: one line
    }
  })

  it('spreads as the published variances of its kinds do', () => {
    // FPP3, table 8.8, over the variance of one step; without columns nothing is unknown.
    const [alpha, beta, phi] = [0.4, 0.15, 0.9]
    const of = (by: Partial<Smoothing>, period = 100) =>
      Array.from(fitted(design([1, 2, 3], [], period), { ...off, ...by }, true)?.spread ?? [])
    for (let h = 1; h <= horizon; h++) {
      expect(of({ alpha })[h - 1]).toBeCloseTo(1 + alpha ** 2 * (h - 1), 10)
      const holt = 1 + (h - 1) * (alpha ** 2 + alpha * beta * h + (beta ** 2 * h * (2 * h - 1)) / 6)
      expect(of({ alpha, beta, phi: 1 })[h - 1]).toBeCloseTo(holt, 10)
      const damped =
        1 +
        alpha ** 2 * (h - 1) +
        ((beta * phi * h) / (1 - phi) ** 2) * (2 * alpha * (1 - phi) + beta * phi) -
        ((beta * phi * (1 - phi ** h)) / ((1 - phi) ** 2 * (1 - phi ** 2))) *
          (2 * alpha * (1 - phi ** 2) + beta * phi * (1 + 2 * phi - phi ** h))
      expect(of({ alpha, beta, phi })[h - 1]).toBeCloseTo(damped, 8)
      const [gamma, m] = [0.3, 4]
      const k = Math.floor((h - 1) / m)
      const seasonal = 1 + alpha ** 2 * (h - 1) + gamma * k * (2 * alpha + gamma)
      expect(of({ alpha, gamma }, m)[h - 1]).toBeCloseTo(seasonal, 10)
    }
  })

  it('knows a mean the less the fewer values there are', () => {
    const spread = (n: number) => fitted(design(Array(n).fill(0), [constant(n)]), off, true)?.spread[0]
    expect(spread(4)).toBeCloseTo(1 + 1 / 4, 10)
    expect(spread(50)).toBeCloseTo(1 + 1 / 50, 10)
  })

  it('goes on without an error where nothing was seen', () => {
    const values = [5, 7, 100, 6]
    const seen = Uint8Array.from([1, 1, 0, 1])
    const by = { ...off, alpha: 0.5 }
    const fit = fitted({ ...design(values, [constant(4)]), seen }, by, true)
    const without = fitted(design([5, 7, 6], [constant(3)]), by, true)
    expect(fit?.observed).toBe(3)
    expect(fit?.squares).toBeCloseTo(without?.squares ?? 0, 10)
    expect(fit?.ahead[0]).toBeCloseTo(without?.ahead[0] ?? 0, 10)
  })

  it('has no answer where columns say the same', () => {
    expect(fitted(design([1, 2, 3, 4], [constant(4), constant(4)]), off, false)).toBeNull()
  })
})

describe('minimising', () => {
  it('finds the middle of a bowl and the corner of a slope', () => {
    const bowl = minimise(([x = 0, y = 0]) => (x - 0.3) ** 2 + 3 * (y - 0.7) ** 2, [[0.9, 0.1]], 300)
    expect(bowl.at[0]).toBeCloseTo(0.3, 2)
    expect(bowl.at[1]).toBeCloseTo(0.7, 2)
    expect(minimise(([x = 0]) => -x, [[0.5]], 100).at[0]).toBe(1)
  })
  it('passes by what has no value', () => {
    const found = minimise(([x = 0]) => (x < 0.5 ? Number.POSITIVE_INFINITY : x), [[0.2], [0.9]], 100)
    expect(found.value).toBeCloseTo(0.5, 1)
    expect(minimise(() => Number.POSITIVE_INFINITY, [[0.2]], 50).value).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('quantiles', () => {
  it.each([
    [0.5, 0],
    [0.9, 1.2815515655],
    [0.975, 1.9599639845],
    [0.001, -3.0902323062],
  ])('of the normal at %f are %f', (p, z) => expect(normalQuantile(p)).toBeCloseTo(z, 6))

  // Tables of Student's t.
  it.each([
    [0.9, 1, 3.0777],
    [0.975, 2, 4.3027],
    [0.975, 3, 3.1824],
    [0.9, 5, 1.4759],
    [0.975, 5, 2.5706],
    [0.975, 10, 2.2281],
    [0.9, 30, 1.3104],
    [0.975, 120, 1.9799],
  ])("of Student's t at %f with %i are %f", (p, freedom, t) => {
    expect(Math.abs(studentQuantile(p, freedom) / t - 1)).toBeLessThan(freedom === 3 ? 0.01 : 0.002)
  })
})
