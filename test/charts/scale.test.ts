import { describe, expect, it } from 'vitest'
import { classBreaks, classOf, colourOf, legendOf, roundest, scaleOf } from '../../src/charts/scale'
import { sweep } from '../sweep'
import { theme } from './draw'
import { random } from './random'

const labels = (values: readonly number[], unit: 'count' | 'rate' | 'number'): string[] =>
  legendOf(scaleOf(values, unit, theme), unit, theme).map(entry => entry.label)

/** Lists of several shapes: even, skewed, clumped, tiny, large, whole, negative. */
function* lists(): Generator<number[]> {
  const next = random(20140831)
  for (let round = 0; round < sweep(4000); round++) {
    const length = 1 + Math.floor(next() * 80)
    const size = 10 ** Math.floor(next() * 9 - 4)
    const shape = round % 5
    yield Array.from({ length }, () => {
      const value = next()
      if (shape === 0) return value * size
      if (shape === 1) return Math.round(value ** 6 * 10_000)
      if (shape === 2) return Math.floor(value * 4) * size
      if (shape === 3) return (value - 0.5) * size
      return Math.exp(value * 12)
    })
  }
}

describe('classes of any values', () => {
  it('are at most five, ascending, none empty, and every value is in one', () => {
    for (const values of lists()) {
      const breaks = classBreaks(values)
      const distinct = new Set(values).size
      expect(breaks.length).toBeLessThanOrEqual(4)
      expect(breaks.length).toBeLessThan(distinct === 1 ? 1 : distinct)
      expect(breaks.length).toBeGreaterThanOrEqual(Math.min(1, distinct - 1))
      breaks.forEach((edge, i) => {
        if (i > 0) expect(edge).toBeGreaterThan(breaks[i - 1] ?? 0)
      })
      const found = new Set(values.map(value => classOf({ breaks }, value)))
      expect(found.size).toBe(breaks.length + 1)
    }
  })

  it('grow with the value', () => {
    for (const values of lists()) {
      const breaks = classBreaks(values)
      const sorted = [...values].sort((a, b) => a - b)
      const classes = sorted.map(value => classOf({ breaks }, value))
      expect(classes).toEqual([...classes].sort((a, b) => a - b))
    }
  })

  it('do not depend on the order of the values', () => {
    for (const values of lists()) expect(classBreaks([...values].reverse())).toEqual(classBreaks(values))
  })

  it('of whole numbers begin at whole numbers', () => {
    for (const values of lists()) {
      if (values.every(Number.isInteger)) expect(classBreaks(values).every(Number.isInteger)).toBe(true)
    }
  })
})

describe('classes', () => {
  it('of rates around a tenth are the ones of the picture', () => {
    const rates = Array.from({ length: 77 }, (_, i) => 0.04 + (i / 76) ** 1.15 * 0.22)
    expect(classBreaks(rates).every(edge => Math.abs(edge * 100 - Math.round(edge * 100)) < 1e-9)).toBe(true)
    expect(labels(rates, 'rate')).toHaveLength(5)
  })

  it('of a long tail are not all in the first', () => {
    const counts = Array.from({ length: 60 }, (_, i) => Math.round(1.12 ** i))
    const breaks = classBreaks(counts)
    const first = counts.filter(value => classOf({ breaks }, value) === 0).length
    expect(first).toBeLessThan(30)
  })

  it('are told apart as values are printed: what reads the same has one colour, what is far off has its own', () => {
    const shares = [205 / 1694, 126 / 1152, 346 / 3740, 188 / 2093, 219 / 2654, 309 / 3865, 446 / 5601, 390 / 4900, 553 / 7037, 131 / 1689, 202 / 2763, 168 / 2731] // biome-ignore format: a row of values
    const scale = scaleOf(shares, 'rate', theme)
    expect(scale.breaks).toHaveLength(4)
    for (const edge of scale.breaks) expect(edge * 1000).toBeCloseTo(Math.round(edge * 1000), 9)
    const classes = shares.map(share => classOf(scale, share))
    expect(new Set(classes.slice(5, 8)).size).toBe(1)
    expect(classes[0]).toBe(4)
    expect(classes[4]).toBeLessThan(4)
    expect(classes[11]).toBe(0)
    for (const [i, share] of shares.entries()) {
      const at = Number(theme.format.rate(share).replace('%', '')) / 100
      expect(classes[i]).toBe(scale.breaks.filter(edge => at >= edge - 1e-9).length)
    }
    const next = random(5)
    for (let round = 0; round < 200; round++) {
      const values = Array.from({ length: 30 }, () => 0.07 + next() * 0.02)
      const of = scaleOf(values, 'rate', theme)
      const texts = legendOf(of, 'rate', theme).map(entry => entry.label)
      expect(new Set(texts).size).toBe(texts.length)
      const byText = new Map(values.map(value => [theme.format.rate(value), classOf(of, value)]))
      for (const value of values) expect(classOf(of, value)).toBe(byText.get(theme.format.rate(value)))
    }
  })

  it('are none for nothing and for a single value', () => {
    expect(classBreaks([])).toEqual([])
    expect(classBreaks([0.2, 0.2])).toEqual([])
    expect(classBreaks([Number.NaN, 3])).toEqual([])
    expect(labels([0.2], 'rate')).toEqual([])
    expect(colourOf(scaleOf([0.2], 'rate', theme), 0.2)).toBe(theme.colours.sequential[2])
  })

  it('of twenty thousand values are found at once', () => {
    const next = random(7)
    const values = Array.from({ length: 20_000 }, () => next() ** 3)
    const start = performance.now()
    expect(classBreaks(values)).toHaveLength(4)
    expect(performance.now() - start).toBeLessThan(500)
  })

  it('are two for two values', () => {
    expect(classBreaks([1, 2])).toHaveLength(1)
    expect(labels([0, 1], 'count')).toEqual(['0', '≥ 1'])
  })

  it('have no colour for no value', () => {
    expect(colourOf(scaleOf([1, 2, 3], 'count', theme), null)).toBe(theme.colours.noData)
  })
})

describe('the legend', () => {
  it('writes rates in percent and whole numbers without overlap', () => {
    const rates = [0.05, 0.09, 0.1, 0.13, 0.14, 0.17, 0.19, 0.21, 0.25, 0.07]
    for (const label of labels(rates, 'rate')) expect(label).toMatch(/^(< \d+%|\d+–\d+%|≥ \d+%)$/)
    expect(labels([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 'count')).toEqual(['< 2', '2–3', '4–5', '6–7', '≥ 8'])
  })

  it('has a colour for each class, darker for more', () => {
    const entries = legendOf(scaleOf([1, 2, 3, 4, 5], 'count', theme), 'count', theme)
    expect(entries.map(entry => entry.colour)).toEqual([...theme.colours.sequential])
  })
})

describe('the roundest number', () => {
  it.each([
    [0.0731, 0.0852, 0.08],
    [3, 17, 10],
    [99, 101, 100],
    [-5, 5, 0],
    [1_234_567, 1_234_569, 1_234_568],
  ])('in (%d, %d] is %d', (below, above, expected) => {
    expect(roundest(below, above)).toBe(expected)
  })
})
