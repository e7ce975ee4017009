import { describe, expect, it } from 'vitest'
import { discoveries, poissonTail, wilson } from '../../src/risk/chance'

describe('the tail of a Poisson count', () => {
  it('is what tables say', () => {
    expect(poissonTail(0, 2)).toBe(1)
    expect(poissonTail(1, 2)).toBeCloseTo(1 - Math.exp(-2), 12)
    expect(poissonTail(3, 1)).toBeCloseTo(0.080301397, 8)
    expect(poissonTail(10, 3)).toBeCloseTo(0.001102488, 8)
    expect(poissonTail(50, 50)).toBeCloseTo(0.518808, 5)
    expect(poissonTail(5, 0)).toBe(0)
  })

  it('falls with the count and rises with the mean, also far out', () => {
    for (const mean of [0.001, 0.7, 5, 40, 900]) {
      for (let least = 1; least < 60; least++) {
        expect(poissonTail(least + 1, mean)).toBeLessThanOrEqual(poissonTail(least, mean))
        expect(poissonTail(least, mean * 1.1)).toBeGreaterThanOrEqual(poissonTail(least, mean) - 1e-12)
      }
    }
    expect(poissonTail(150, 1)).toBeGreaterThan(0)
    expect(poissonTail(1, 2000)).toBe(1)
  })
})

describe('discoveries', () => {
  // The fifteen hypotheses of Benjamini and Hochberg (1995), table of section 2.
  const classic = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1] // biome-ignore format: a list
  it('are the four of the published example, in any order', () => {
    expect(discoveries(classic, 15, 0.05).filter(Boolean).length).toBe(4)
    expect(discoveries([...classic].reverse(), 15, 0.05).slice(-4)).toEqual([true, true, true, true])
  })

  it('are fewer where more was tested, and none of nothing', () => {
    expect(discoveries(classic, 1000, 0.05).filter(Boolean).length).toBe(0)
    expect(discoveries([0.00001, ...classic], 1000, 0.05).filter(Boolean).length).toBe(2)
    expect(discoveries([], 0, 0.05)).toEqual([])
  })
})

it('has the interval of a share as published', () => {
  // Newcombe (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
  const of = (part: number, whole: number) => wilson(part, whole)?.map(each => Number(each.toFixed(4)))
  expect(of(81, 263)).toEqual([0.2553, 0.3662])
  expect(of(15, 148)).toEqual([0.0624, 0.1605])
  expect(of(0, 20)).toEqual([0, 0.1611])
  expect(of(1, 29)).toEqual([0.0061, 0.1718])
  expect(wilson(0, 0)).toBeNull()
})
