import { describe, expect, it } from 'vitest'
import { movers, standouts } from '../../../src/insight/briefing/standouts'
import { randomOf } from '../../filters/random'

describe('parts that stand out', () => {
  const part = (name: string, numerator: number, denominator: number | null) => ({ name, numerator, denominator })

  it('lie beyond three standard errors of the whole, the furthest first', () => {
    const found = standouts('critical_rate', [
      part('a', 10, 100),
      part('b', 30, 100),
      part('c', 10, 100),
      part('d', 60, 100),
      part('e', 0, 100),
    ])
    expect(found.whole).toBeCloseTo(0.22, 12)
    // (0.6 − 0.22) / sqrt(0.22 × 0.78 / 100)
    expect(found.above.map(({ name, value }) => [name, value])).toEqual([['d', 0.6]])
    expect(found.above[0]?.apart).toBeCloseTo(0.38 / Math.sqrt((0.22 * 0.78) / 100), 12)
    expect(found.below.map(({ name }) => name)).toEqual(['e'])
    expect(found.judged).toBe(5)
  })

  it('are not found among few cases, nor among counts, nor where there is nothing', () => {
    expect(standouts('critical_rate', [part('a', 19, 19), part('b', 0, 1000)])).toMatchObject({ above: [], judged: 1 })
    expect(standouts('complaints', [part('a', 19, null)])).toEqual({ whole: null, above: [], below: [], judged: 0 })
    expect(standouts('critical_rate', [part('a', 0, 0)])).toMatchObject({ whole: null, judged: 0 })
    expect(standouts('critical_rate', [])).toMatchObject({ whole: null })
    // All or none: a rate of 0 or 1 has no error, and nobody stands out.
    expect(standouts('critical_rate', [part('a', 0, 90), part('b', 0, 90)])).toMatchObject({
      whole: 0,
      above: [],
      below: [],
    })
    // One part is the whole.
    expect(standouts('critical_rate', [part('a', 9, 90)])).toMatchObject({ above: [], below: [], judged: 1 })
  })

  it('of complaints per 100 businesses are judged as counts', () => {
    const found = standouts('complaints_per_100', [part('a', 100, 100), part('b', 200, 100)])
    expect(found.whole).toBe(150)
    expect(found.above.map(({ name, value }) => [name, value])).toEqual([['b', 200]])
  })

  it('are seldom found where all parts are alike', () => {
    const random = randomOf(5)
    const parts = Array.from({ length: 2000 }, (_, i) =>
      part(
        String(i),
        Array.from({ length: 200 }, () => (random() < 0.2 ? 1 : 0)).reduce<number>((a, b) => a + b, 0),
        200,
      ),
    )
    const { above, below } = standouts('critical_rate', parts)
    // One of 370 by the normal law; the binomial's upper tail is somewhat heavier.
    expect(above.length + below.length).toBeLessThan(14)
  })
})

it('what rose and fell most is by number', () => {
  const values = [
    { name: 'a', now: 10, before: 5 },
    { name: 'b', now: 100, before: 110 },
    { name: 'c', now: 0, before: 3 },
    { name: 'd', now: 7, before: 7 },
    { name: 'e', now: 9, before: null },
    { name: 'f', now: 9, before: 0 },
  ]
  const { up, down } = movers(values, 2)
  expect(up.map(({ name, difference }) => [name, difference])).toEqual([
    ['f', 9],
    ['a', 5],
  ])
  expect(down.map(({ name, difference }) => [name, difference])).toEqual([
    ['b', -10],
    ['c', -3],
  ])
  expect(movers([], 3)).toEqual({ up: [], down: [] })
})
