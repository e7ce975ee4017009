import { describe, expect, it } from 'vitest'
import { actualOrder, auc, aucInterval, daysEarlier, firstHalf, orderBy, seeded, tenths, topTenthLift } from '../../../src/risk/backtest/metrics' // biome-ignore format: one line
import { randomOf } from '../../filters/random'

const of = (rows: readonly (readonly [id: string, day: number, critical: number])[]) =>
  rows.map(([id, day, critical]) => ({ id, day, critical }))
const five = of([['a', 1, 0], ['b', 1, 1], ['c', 2, 0], ['d', 3, 1], ['e', 3, 0]]) // biome-ignore format: one line

describe('measures of an order', () => {
  it('are counted by hand', () => {
    // Highest first: d, b, then c, a, e, which tie: by id.
    const scores = [0.1, 0.5, 0.1, 0.9, 0.1]
    const order = orderBy(five, scores)
    expect(order.map(i => five[i]?.id)).toEqual(['d', 'b', 'a', 'c', 'e'])
    // The first floor(5/2) = 2 hold both.
    expect(firstHalf(five, order)).toBe(1)
    expect(firstHalf(five, actualOrder(five))).toBe(0.5)
    // Slots 1, 1, 2, 3, 3: d from day 3 to 1, b stays on 1.
    expect(daysEarlier(five, order)).toBe((2 + 0) / 2)
    expect(daysEarlier(five, actualOrder(five))).toBe(0)
  })

  it('AUC is the share of pairs in order, ties half', () => {
    expect(auc([1, 0, 1, 0], [0.9, 0.1, 0.4, 0.4])).toBe((1 + 1 + 1 + 0.5) / 4)
    expect(auc([1, 0], [0, 1])).toBe(0)
    expect(auc([1, 1], [0, 1])).toBeNull()
    expect(auc([], [])).toBeNull()
  })

  it('AUC is what counting all pairs gives', () => {
    const random = randomOf(2)
    for (let n = 0; n < 50; n++) {
      const y = Array.from({ length: 30 }, () => (random() < 0.3 ? 1 : 0))
      const s = y.map(() => Math.floor(random() * 8))
      let [won, pairs] = [0, 0]
      y.forEach((a, i) => {
        y.forEach((b, j) => {
          if (a !== 1 || b !== 0) return
          pairs++
          won += (s[i] ?? 0) > (s[j] ?? 0) ? 1 : s[i] === s[j] ? 0.5 : 0
        })
      })
      if (pairs > 0) expect(auc(y, s)).toBeCloseTo(won / pairs, 12)
    }
  })

  it('the interval holds the value, is the same for the same seed, and narrows with more rows', () => {
    const random = randomOf(4)
    const make = (n: number) => {
      const y = Array.from({ length: n }, () => (random() < 0.2 ? 1 : 0))
      return { y, s: y.map(value => value + 2 * random()) }
    }
    const [few, many] = [make(100), make(2000)]
    const [low = 0, high = 0] = aucInterval(many.y, many.s) ?? []
    const value = auc(many.y, many.s) ?? 0
    expect(low < value && value < high).toBe(true)
    expect(aucInterval(many.y, many.s)).toEqual([low, high])
    const [a = 0, b = 0] = aucInterval(few.y, few.s) ?? []
    expect(b - a).toBeGreaterThan(high - low)
    expect(aucInterval([0, 0], [1, 2])).toBeNull()
    expect(seeded(1)()).toBe(seeded(1)())
  })

  it('lift and tenths are of the highest first', () => {
    const rows = of(Array.from({ length: 40 }, (_, i) => [String(i).padStart(2, '0'), i, i < 4 ? 1 : 0] as const))
    const scores = rows.map((_, i) => 1 - i / 40)
    const order = orderBy(rows, scores)
    expect(topTenthLift(rows, order)).toBe(10)
    expect(tenths(rows, scores, order)[0]).toEqual({
      inspections: 4,
      score: (1 + 0.975 + 0.95 + 0.925) / 4,
      observed: 1,
    })
    expect(tenths(rows.slice(0, 3), scores, [0, 1, 2]).length).toBe(3)
    expect(topTenthLift(rows.slice(0, 3), [0, 1, 2])).toBeNull()
    expect(firstHalf(of([['a', 1, 0]]), [0])).toBeNull()
    expect(daysEarlier(of([['a', 1, 0]]), [0])).toBeNull()
  })
})
