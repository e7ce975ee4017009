import { describe, expect, it } from 'vitest'
import { leading, opposing } from '../../src/insight/decompose/explain'
import { countParts, decomposed, divisorsOf, rateParts, type Valued } from '../../src/insight/decompose/parts'
import { steps } from '../../src/insight/decompose/waterfall'

const count = (value: string | null, past: number, now: number): Valued => ({
  value,
  now,
  now_of: null,
  past,
  past_of: null,
})
const rate = (value: string, past: number, past_of: number, now: number, now_of: number): Valued => ({
  value,
  now,
  now_of,
  past,
  past_of,
})
const same = { now: 365, before: 365 }

describe('a count', () => {
  it('changes by what its parts do, in whole numbers', () => {
    const found = countParts([count('a', 10, 25), count(null, 7, 3), count('c', 5, 5)], null)
    expect([found.past, found.now, found.change]).toEqual([22, 33, 11])
    expect(found.parts.map(part => [part.value, part.change])).toEqual([['a', 15], ['c', 0], [null, -4]]) // biome-ignore format: pairs
    expect(found.parts.map(part => part.share)).toEqual([15 / 11, 0, -4 / 11])
    expect([leading(found)?.value, opposing(found)?.value]).toEqual(['a', null])
    expect(opposing(found)?.change).toBe(-4)
  })

  it('is compared per day where windows differ in length, and parts that only lasted longer did not change', () => {
    const days = divisorsOf('complaints', { now: 30, before: 31 })
    const found = countParts([count('steady', 310, 300), count('more', 31, 60)], days)
    expect(found.parts.map(part => [part.value, part.change])).toEqual([['more', 1], ['steady', 0]]) // biome-ignore format: pairs
    expect([found.past, found.now, found.change]).toEqual([11, 12, 1])
  })

  it('is not divided by days where it is what there is on a day, or of windows of one length', () => {
    expect(divisorsOf('businesses', { now: 30, before: 31 })).toBe(null)
    expect(divisorsOf('high_risk', { now: 30, before: 31 })).toBe(null)
    expect(divisorsOf('problem_rate', { now: 30, before: 31 })).toBe(null)
    expect(divisorsOf('complaints', same)).toBe(null)
    expect(divisorsOf('complaints', { now: 366, before: 365 })).toEqual({ now: 366, before: 365 })
  })

  it('that stays has parts, but no shares of a change', () => {
    const found = countParts([count('a', 10, 15), count('b', 10, 5)], null)
    expect(found.change).toBe(0)
    expect(found.parts.map(part => [part.change, part.share])).toEqual([[5, null], [-5, null]]) // biome-ignore format: pairs
  })

  it('of no rows, from nothing, to nothing and of one part alone is defined', () => {
    expect(countParts([], null)).toMatchObject({ now: 0, past: 0, change: 0, parts: [] })
    expect(decomposed('complaints', [count('a', 0, 0)], null)?.parts).toEqual([])
    expect(countParts([count('a', 0, 4)], null).parts[0]).toMatchObject({ change: 4, share: 1 })
    expect(countParts([count('a', 4, 0)], null).parts[0]).toMatchObject({ change: -4, share: 1 })
  })
})

describe('a rate', () => {
  it('moves by the rates of its parts and by their weights: worked by hand', () => {
    // North 10 of 100, then 30 of 200; South 60 of 100, then 48 of 100. The whole: 70 of 200 = 0.35, then 78 of 300 = 0.26.
    const found = rateParts([rate('North', 10, 100, 30, 200), rate('South', 60, 100, 48, 100)])
    const part = (name: string) => found?.parts.find(each => each.value === name)
    // Weights 1/2 and 2/3: rate effect (1/2 + 2/3) / 2 · (0.15 − 0.10), mix effect (2/3 − 1/2) · (0.125 − 0.305).
    expect(part('North')?.rate).toBeCloseTo((7 / 12) * 0.05, 14)
    expect(part('North')?.mix).toBeCloseTo((1 / 6) * (0.125 - 0.305), 14)
    expect(part('South')?.rate).toBeCloseTo((5 / 12) * (0.48 - 0.6), 14)
    expect(part('South')?.mix).toBeCloseTo((-1 / 6) * (0.54 - 0.305), 14)
    expect(found?.change).toBeCloseTo(-0.09, 14)
    expect((found?.rate ?? 0) + (found?.mix ?? 0)).toBeCloseTo(-0.09, 14)
  })

  it('may rise while that of every part falls (Simpson’s paradox), and the mix says so', () => {
    // Good: 1 % of 900, then 0.5 % of 200. Bad: 20 % of 100, then 18 % of 800. The whole: 2.9 %, then 14.5 %.
    const found = rateParts([rate('good', 9, 900, 1, 200), rate('bad', 20, 100, 144, 800)])
    expect(found?.change).toBeCloseTo(0.145 - 0.029, 14)
    expect(found?.parts.every(part => (part.rate ?? 0) < 0)).toBe(true)
    expect(found?.rate).toBeLessThan(0)
    expect(found?.mix).toBeGreaterThan(found?.change ?? 1)
  })

  it('of parts whose weights stay has no mix effect, and of one part alone no other than its own', () => {
    const steady = rateParts([rate('a', 1, 10, 2, 10), rate('b', 5, 30, 5, 30)])
    expect(steady?.parts.map(part => part.mix)).toEqual([0, 0])
    const one = rateParts([rate('a', 1, 10, 6, 20)])
    expect(one?.parts[0]?.rate).toBeCloseTo(0.2, 14)
    expect(one?.parts[0]?.mix).toBeCloseTo(0, 14)
  })

  it('has parts without a denominator on one side: all they add is mix', () => {
    const found = rateParts([rate('stays', 10, 100, 10, 100), rate('new', 0, 0, 50, 100), rate('gone', 5, 50, 0, 0)])
    const part = (name: string) => found?.parts.find(each => each.value === name)
    expect([part('new')?.rate, part('gone')?.rate]).toEqual([0, 0])
    expect([part('new')?.past, part('gone')?.now]).toEqual([null, null])
    // The whole is 15 of 150, then 60 of 200; the middle of both is 0.2.
    expect(part('new')?.mix).toBeCloseTo(0.5 * (0.5 - 0.2), 14)
    expect(part('gone')?.mix).toBeCloseTo((-1 / 3) * (0.1 - 0.2), 14)
    expect(found?.parts.reduce((sum, each) => sum + each.change, 0)).toBeCloseTo(0.2, 14)
  })

  it('without any denominator on a side cannot be taken apart', () => {
    expect(rateParts([])).toBe(null)
    expect(rateParts([rate('a', 0, 0, 1, 2)])).toBe(null)
    expect(rateParts([rate('a', 1, 2, 0, 0)])).toBe(null)
  })
})

describe('a waterfall', () => {
  const found = countParts(
    Array.from({ length: 30 }, (_, i) => count(String(i), 20, i)),
    null,
  )

  it('leads from before to now, by the parts that move most and all others', () => {
    const drawn = steps(found, 8)
    expect(drawn).toHaveLength(9)
    expect(drawn[0]?.from).toBe(0)
    expect(drawn.at(-1)).toMatchObject({ part: null, parts: 21, to: found.change })
    for (const [i, step] of drawn.entries()) if (i > 0) expect(step.from).toBe(drawn[i - 1]?.to)
  })

  it('names the others where there is one alone, and leaves out what did not move', () => {
    const four = countParts([count('a', 0, 4), count('b', 0, 3), count('c', 2, 0), count('d', 2, 2)], null)
    expect(steps(four, 2).map(step => step.part?.value)).toEqual(['a', 'b', 'c'])
    expect(steps(countParts([], null), 8)).toEqual([])
  })
})
