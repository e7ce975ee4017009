import { describe, expect, it } from 'vitest'
import type { PairCount, ReturnCount, SelectionCounts } from '../../src/queries/integrity'
import { judgedPairs, judgedReturns, judgedSelection, pairingFactors } from '../../src/queries/integrityJudged'
import { randomOf } from '../filters/random'

/** Visits by two of `officers`, drawn by their weights without putting one back, then `planted` visits by 1 and 2. */
function pairsOf(seed: number, officers: number, visits: number, planted = 0, department = ''): PairCount[] {
  const random = randomOf(seed)
  const weights = Array.from({ length: officers }, (_, i) => 1 + (i % 4))
  const draw = (without: number): number => {
    const all = weights.reduce((sum, w, i) => sum + (i + 1 === without ? 0 : w), 0)
    let left = random() * all
    for (let i = 0; i < officers; i++) {
      if (i + 1 === without) continue
      left -= weights[i] ?? 0
      if (left < 0) return i + 1
    }
    return officers === without ? officers - 1 : officers
  }
  const counts = new Map<string, number>()
  for (let i = 0; i < visits + planted; i++) {
    const first = i < visits ? draw(0) : 1
    const second = i < visits ? draw(first) : 2
    const key = [Math.min(first, second), Math.max(first, second)].join(' ')
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts].map(([key, n]) => {
    const [first = 0, second = 0] = key.split(' ').map(Number)
    return { department, first, second, visits: n }
  })
}

describe('a random pairing', () => {
  it('gives each officer as many visits as they made', () => {
    const counts = new Map([3, 5, 8, 2, 10].map((n, i) => [i, n]))
    const factors = [...pairingFactors(counts)]
    for (const [officer, n] of counts) {
      const made = factors.reduce((sum, [other, a]) => sum + (other === officer ? 0 : a), 0) * (factors[officer]?.[1] ?? 0)
      expect(made).toBeCloseTo(n, 6)
    } // biome-ignore format: one sum
  })

  it('is n·n/2N where officers are many, and all visits where there are two', () => {
    const many = judgedPairs(pairsOf(1, 60, 4000))
    const totals = new Map<number, number>()
    for (const { first, second, visits } of many)
      for (const each of [first, second]) totals.set(each, (totals.get(each) ?? 0) + visits)
    for (const { first, second, expected } of many.slice(0, 50)) {
      const plain = ((totals.get(first) ?? 0) * (totals.get(second) ?? 0)) / 8000
      expect(Math.abs(expected / plain - 1)).toBeLessThan(0.05)
    }
    const [two] = judgedPairs([{ department: '', first: 1, second: 2, visits: 40 }])
    expect(two?.expected).toBeCloseTo(40, 4)
    expect(two?.flagged).toBe(false)
    expect(judgedPairs([])).toEqual([])
  })
})

describe('repeated pairs', () => {
  it('are told where they are planted, and come first', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const found = judgedPairs(pairsOf(seed, 20, 600, 25))
      expect(found[0]).toMatchObject({ first: 1, second: 2, flagged: true })
      expect(found.filter(pair => pair.flagged).length).toBeLessThan(3)
    }
  })

  it('are told in no more than the stated share of random rosters', () => {
    let rosters = 0
    for (let seed = 0; seed < 300; seed++) {
      const size = 8 + (seed % 5) * 6
      rosters += judgedPairs(pairsOf(1000 + seed, size, size * 15)).some(pair => pair.flagged) ? 1 : 0
    }
    // 5 % of 300 and three standard deviations.
    expect(rosters).toBeLessThanOrEqual(15 + 12)
  })

  it('are looked for among all pairs that might have been, not among those that were', () => {
    const ring = Array.from({ length: 20 }, (_, i): PairCount => {
      const [first, second] = i === 19 ? [1, 20] : [i + 1, i + 2]
      return { department: '', first, second, visits: i === 0 ? 6 : 1 }
    })
    const [most] = judgedPairs(ring)
    expect(most).toMatchObject({ first: 1, second: 2, flagged: false })
    // Rare enough for 20 pairs, but not for 190.
    expect(most?.probability).toBeLessThan(0.05 / 20)
    expect(most?.probability).toBeGreaterThan(0.05 / 190)
  })

  it('are not told of officers who only work for the same department', () => {
    const food = pairsOf(7, 5, 200, 0, 'Food')
    const fire = pairsOf(8, 5, 200, 0, 'Fire').map(row => ({ ...row, first: row.first + 5, second: row.second + 5 }))
    expect(judgedPairs([...food, ...fire]).filter(pair => pair.flagged)).toEqual([])
    // Were there no departments, many of them would be.
    const mixed = judgedPairs([...food, ...fire].map(row => ({ ...row, department: '' })))
    expect(mixed.filter(pair => pair.flagged).length).toBeGreaterThan(5)
  })
})

describe('returns', () => {
  const row = (visits: number, expected: number, entity_id = 1): ReturnCount => ({
    entity_id,
    entity_name: null,
    inspector: 2,
    visits,
    of: visits + 1,
    expected,
    tests: 5000,
  })
  it('are told by how unlikely they are among all that might have been', () => {
    const found = judgedReturns([row(3, 0.4), row(8, 0.5, 2), row(9, 6, 3)])
    expect(found.map(each => [each.entity_id, each.flagged])).toEqual([
      [2, true],
      [1, false],
      [3, false],
    ])
    expect(judgedReturns([])).toEqual([])
  })
})

describe('selection', () => {
  const region = (roster: number, visited: number, visits: number, critical: number): SelectionCounts => ({
    roster,
    visited,
    visits,
    critical,
  })
  it('is against the base rate: as much as that is neither more nor less', () => {
    const rows = [
      region(400, 100, 100, 10),
      region(400, 200, 200, 40),
      region(400, 300, 300, 30),
      region(400, 40, 40, 8),
    ]
    const found = judgedSelection(rows) // biome-ignore format: one list
    // City: 640 of 1,600 visited, 88 of 640 critical.
    const base = (10 + 4 * 0.1375) / 104
    expect(found[0]?.base).toBeCloseTo(base, 12)
    expect(found[0]?.baseRatio).toBeCloseTo(base / 0.1375, 12)
    expect(found[0]?.rateRatio).toBeCloseTo(0.25 / 0.4, 12)
    expect(found.map(each => each.verdict)).toEqual(['less', 'less', 'more', 'less'])
    const even = judgedSelection([region(500, 250, 300, 30), region(500, 260, 300, 31)])
    expect(even.map(each => each.verdict)).toEqual([null, null])
  })

  it('does not judge a small region, nor where there is nothing', () => {
    expect(judgedSelection([region(19, 19, 19, 0), region(900, 90, 90, 20)])[0]).toMatchObject({ few: true, verdict: null })
    expect(judgedSelection([region(50, 0, 0, 0)])[0]).toMatchObject({ rate: 0, base: null, rateRatio: null, baseRatio: null, verdict: null })
    expect(judgedSelection([region(50, 10, 12, 0)])[0]).toMatchObject({ rate: 0.2, base: 0, rateRatio: 1, baseRatio: null, verdict: null })
    expect(judgedSelection([region(50, 10, 12, 3)])[0]).toMatchObject({ rateRatio: 1, baseRatio: 1, verdict: null })
    expect(judgedSelection([])).toEqual([])
  }) // biome-ignore format: one case a line
})
