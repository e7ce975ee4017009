import { describe, expect, it } from 'vitest'
import { twoSided } from '../../src/insight/decompose/chances'
import { combinations, falseShare } from '../../src/insight/decompose/combinations'
import { fitted } from '../../src/insight/decompose/margins'
import type { Dimension, PairRow } from '../../src/queries/contributions'
import { falseShares } from '../../src/risk/chance'
import { randomOf } from '../filters/random'

interface Row {
  readonly pair?: readonly [Dimension, Dimension]
  readonly first: string
  readonly second: string
  readonly past: number
  readonly now: number
  readonly pastOf?: number
  readonly nowOf?: number
}
const rowOf = ({ pair = ['region', 'category'], first, second, past, now, pastOf, nowOf }: Row): PairRow => ({
  ...{ first: pair[0], second: pair[1], first_value: first, second_value: second },
  ...{ past, now, past_of: pastOf ?? null, now_of: nowOf ?? null },
})
const table = (cell: (i: number, k: number) => Omit<Row, 'first' | 'second'>, rows = 8, columns = 6): PairRow[] =>
  Array.from({ length: rows * columns }, (_, n) => {
    const [i, k] = [Math.floor(n / columns), n % columns]
    return rowOf({ first: `r${i}`, second: `c${k}`, ...cell(i, k) })
  })

/** Poisson (D. E. Knuth), by the normal where the mean is large. */
function poisson(random: () => number, mean: number): number {
  if (mean > 60)
    return Math.max(
      0,
      Math.round(
        mean + Math.sqrt(mean) * Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random()),
      ),
    )
  const limit = Math.exp(-mean)
  let [n, p] = [0, random()]
  for (; p > limit; n++) p *= random()
  return n
}

describe('the search for combinations', () => {
  it('finds the cell that moved, expects of it what its parts did, and nothing of its parts', () => {
    const rows = table((i, k) => ({ past: 100, now: (i === 2 && k === 3 ? 400 : 100) * (i === 5 ? 2 : 1) }))
    const { found, tested } = combinations('complaints', rows, null)
    expect(tested).toBe(48)
    expect(found.map(each => [each.firstValue, each.secondValue])).toEqual([['r2', 'c3']])
    expect(found[0]?.expected).toBeCloseTo(100, 3)
    expect(found[0]?.beyond).toBeCloseTo(300, 3)
    expect(found[0]?.part.change).toBe(300)
    expect(found[0]?.q).toBeLessThan(1e-6)
  })

  it('says nothing of what its two parts explain: a region that doubled, a category that halved', () => {
    const rows = table((i, k) => ({ past: 200, now: 200 * (i === 1 ? 2 : 1) * (k === 4 ? 0.5 : 1) }))
    expect(combinations('complaints', rows, null).found).toEqual([])
  })

  it('says nothing of parts that lie within each other', () => {
    const rows = ['a', 'b', 'c'].map((name, i) =>
      rowOf({ first: name, second: `all of ${name}`, past: 100, now: 100 + 300 * i }),
    )
    expect(combinations('complaints', rows, null).found).toEqual([])
  })

  it('does not judge small numbers', () => {
    const rows = table((i, k) => ({ past: i === 2 && k === 3 ? 0 : 100, now: i === 2 && k === 3 ? 19 : 100 }))
    const { found, tested } = combinations('complaints', rows, null)
    expect(found).toEqual([])
    expect(tested).toBe(47)
    const few = table(() => ({ past: 3, now: 4 }))
    expect(combinations('complaints', few, null)).toEqual({ found: [], tested: 0 })
    expect(combinations('complaints', [], null)).toEqual({ found: [], tested: 0 })
  })

  it('does not tell what is off by fewer than five rows, however sure that is', () => {
    const of = (now: number) => table((i, k) => (i === 2 && k === 3 ? { past: 200, now } : { past: 1000, now: 1 }))
    expect(combinations('complaints', of(5), null).found).toEqual([])
    expect(combinations('complaints', of(6), null).found.map(each => [each.firstValue, each.secondValue])).toEqual([
      ['r2', 'c3'],
    ])
  })

  it('finds a rate that moved in one combination, of a high rate by what it leaves out', () => {
    const rows = table((i, k) => ({ past: 180, pastOf: 200, now: i === 2 && k === 3 ? 110 : 180, nowOf: 200 }))
    const { found } = combinations('closed_on_time', rows, null)
    expect(found.map(each => [each.firstValue, each.secondValue])).toEqual([['r2', 'c3']])
    expect(found[0]?.expected).toBeCloseTo(180, 3)
    expect(found[0]?.beyond).toBeCloseTo(-70 / 9600, 6)
    const low = table((i, k) => ({ past: 20, pastOf: 200, now: i === 2 && k === 3 ? 90 : 20, nowOf: 200 }))
    const [first] = combinations('critical_rate', low, null).found
    expect([first?.firstValue, first?.secondValue]).toEqual(['r2', 'c3'])
    expect(first?.beyond).toBeCloseTo(70 / 9600, 6)
  })

  it('counts more rows where windows differ in length as what they are a day', () => {
    const rows = table((i, k) => ({ past: 100, now: i === 2 && k === 3 ? 600 : 200 }))
    const { found } = combinations('complaints', rows, { now: 60, before: 30 })
    expect(found).toHaveLength(1)
    expect(found[0]?.part.change).toBeCloseTo(600 / 60 - 100 / 30, 12)
    expect(found[0]?.beyond).toBeCloseTo(400 / 60, 3)
  })

  it('tells the same rows once, by their surest pair', () => {
    const surge = { past: 100, now: 500 }
    const rows = [
      ...table((i, k) => (i === 2 && k === 3 ? surge : { past: 100, now: 100 })),
      ...table((i, k) => ({ pair: ['region', 'kind'], past: 300, now: i === 2 && k === 0 ? 700 : 300 }), 8, 4),
    ]
    const { found } = combinations('complaints', rows, null)
    expect(found.map(each => [each.second, each.seen])).toEqual([['category', false], ['kind', true]]) // biome-ignore format: pairs
  })

  it('gives hardly any alarm where counts swing by chance alone, also where they swing more', () => {
    const alarms = (swing: (random: () => number) => number): number => {
      const random = randomOf(7)
      let tables = 0
      for (let n = 0; n < 60; n++) {
        const growth = Array.from({ length: 8 }, () => 0.7 + 0.6 * random())
        const rows = table((i, k) => {
          const mean = 20 + 15 * i + 10 * k
          const [past, now] = [
            poisson(random, mean * swing(random)),
            poisson(random, mean * (growth[i] ?? 1) * swing(random)),
          ]
          return { past, now }
        })
        if (combinations('complaints', rows, null).found.length > 0) tables++
      }
      return tables
    }
    // At a share of 5 % some three tables of sixty; twice as many would be bad luck of one in thirty.
    expect(alarms(() => 1)).toBeLessThanOrEqual(6)
    expect(alarms(random => 0.75 + 0.5 * random())).toBeLessThanOrEqual(6)
  })
})

describe('what the search rests on', () => {
  it('fits the margins, and leaves what stands apart to the others', () => {
    const cells = [[10, 20], [30, 40], [50, 20], [5, 40]].map(([past = 0, now = 0], i) => ({ first: String(i >> 1), second: String(i & 1), past, now, pastBy: 1, nowBy: 1 })) // biome-ignore format: a table
    const fit = fitted(cells)
    const sum = (which: (i: number) => boolean, of: Float64Array) =>
      of.reduce((all, value, i) => all + (which(i) ? value : 0), 0)
    for (const which of [(i: number) => i < 2, (i: number) => i % 2 === 0]) {
      expect(sum(which, fit.now)).toBeCloseTo(
        cells.reduce((all, cell, i) => all + (which(i) ? cell.now : 0), 0),
        3,
      )
      expect(sum(which, fit.past)).toBeCloseTo(
        cells.reduce((all, cell, i) => all + (which(i) ? cell.past : 0), 0),
        3,
      )
    }
    // No interaction: the odds of the four cells multiply to one.
    const odds = cells.map((_, i) => (fit.now[i] ?? 0) / (fit.past[i] ?? 1))
    expect(((odds[0] ?? 0) * (odds[3] ?? 0)) / ((odds[1] ?? 1) * (odds[2] ?? 1))).toBeCloseTo(1, 4)
    // Of three cells that are fitted exactly the fourth follows: 2 = (4/3 · 2/5) …
    const apart = fitted(cells, new Set([3]))
    expect((apart.now[3] ?? 0) / (apart.past[3] ?? 1)).toBeCloseTo(((40 / 30) * (20 / 50)) / (20 / 10), 3)
  })

  it('knows the tails of the normal', () => {
    expect(twoSided(0)).toBe(1)
    expect(twoSided(1)).toBeCloseTo(0.3173105078629141, 13)
    expect(twoSided(-1.959963984540054)).toBeCloseTo(0.05, 13)
    expect(twoSided(6) / 1.973175290075396e-9).toBeCloseTo(1, 10)
    expect(twoSided(30) / 9.813427854297537e-198).toBeCloseTo(1, 9)
  })

  it('adjusts chances for their number (Benjamini and Hochberg 1995)', () => {
    const q = falseShares([0.01, 0.04, 0.03, 0.005])
    expect(q.map(each => Number(each.toFixed(6)))).toEqual([0.02, 0.04, 0.04, 0.02])
    expect(falseShares([])).toEqual([])
    expect(falseShare).toBe(0.05)
  })
})
