import { describe, expect, it } from 'vitest'
import { unusualCounts } from '../../../src/insight/warning/limits'
import { neededBefore, ownSeason, shareOfOthers, sumsOf } from '../../../src/insight/warning/season'
import { lastWholeWeek, type WeeklyCounts, weeksUntil } from '../../../src/queries/weeklyCounts'
import { seeded } from '../../../src/risk/backtest/metrics'
import { sweep } from '../../sweep'

const weeks = 160
const span = weeksUntil('2025-06-29', weeks)
const judged = 26

/** Draws a Poisson count by products of uniforms. */
function poisson(random: () => number, mean: number): number {
  let n = 0
  for (let left = Math.exp(-mean), product = random(); product > left; product *= random()) n++
  return n
}

type MeanOf = (region: number, week: number) => number

function drawn(random: () => number, regions: number, mean: MeanOf, category: string | null = 'noise'): WeeklyCounts[] {
  return Array.from({ length: regions }, (_, region) => ({
    region: `r${region}`,
    category,
    weeks: Array.from({ length: weeks }, (_, week) => week),
    counts: Array.from({ length: weeks }, (_, week) => poisson(random, mean(region, week))),
  }))
}
const judge = (rows: readonly WeeklyCounts[], only: ReadonlySet<string> | null = null) =>
  unusualCounts(rows, span, { judged, only })
const add = (rows: WeeklyCounts[], region: number, week: number, more: number): void => {
  const row = rows[region]
  if (row) row.counts[week] = (row.counts[week] ?? 0) + more
}
const season = (week: number): number => 1 + 0.8 * Math.sin((2 * Math.PI * week) / 52)

describe('whole weeks', () => {
  it('end on Sunday', () => {
    expect(lastWholeWeek('2025-06-29')).toBe('2025-06-23')
    expect(lastWholeWeek('2025-06-30')).toBe('2025-06-23')
    expect(lastWholeWeek('2025-07-05')).toBe('2025-06-23')
    expect(lastWholeWeek('2025-07-06')).toBe('2025-06-30')
    // Over a leap day, and over the end of a year.
    expect(weeksUntil('2024-03-03', 1).first).toBe('2024-02-26')
    expect(weeksUntil('2025-01-05', 2).first).toBe('2024-12-23')
  })
})

describe('what a week lets expect', () => {
  const flat = (count: number): Float64Array => sumsOf(new Float64Array(weeks).fill(count))

  it('is the mean of its season in earlier years, by hand', () => {
    // Two seasons of seven weeks with 4 each, no growth: (56 + ½) / 14. Its doubt: that of 56½ counts, and that of the
    // growth, which is in them one and a half times.
    const { mean, size, echo } = ownSeason(flat(4), flat(40), 0, 150)
    expect(mean).toBeCloseTo(56.5 / 14, 10)
    expect(1 / size).toBeCloseTo(1 / 56.5 + 1.5 ** 2 * (2 / (26 * 4 + 50)), 10)
    expect(echo).toBeCloseTo(1 / 14 + 1.5 ** 2 * (2 / 26), 10)
  })

  it('grows as its region grew, held by the city where it has few', () => {
    const grown = sumsOf(Array.from({ length: weeks }, (_, week) => 20 * 1.5 ** (week / 52)))
    const { mean } = ownSeason(grown, grown, 0, 155)
    expect(mean / 1.5 ** (155 / 52)).toBeGreaterThan(19)
    expect(mean / 1.5 ** (155 / 52)).toBeLessThan(21)
    expect(ownSeason(flat(0), grown, 52, 155).mean).toBeLessThan(0.2)
  })

  it('is the share of the others, by hand', () => {
    // 26 weeks of 4 beside 36: 104½ / 936 of what the others have.
    const spread = shareOfOthers(flat(4), flat(40), 0, 150, 72)
    expect(spread?.mean).toBeCloseTo((104.5 * 72.5) / 936, 10)
    expect(shareOfOthers(flat(4), flat(4), 0, 150, 0)).toBeNull()
  })

  it('is never nothing, so that one complaint where there was none is no alarm', () => {
    const spread = ownSeason(flat(0), flat(0), 0, 150)
    expect(spread.mean).toBeGreaterThan(0)
    expect(spread.size).toBeLessThan(1)
  })
})

describe('unusual counts', () => {
  it('are the planted ones, with a limit that they exceed', () => {
    const rows = drawn(seeded(1), 12, (region, week) => (2 + region) * season(week))
    add(rows, 5, 150, 30)
    const found = judge(rows)
    expect(found).toMatchObject({ tested: 13 * judged, short: 0, from: '2024-12-30', to: '2025-06-23', rate: 0.05 })
    expect(found.regions).toHaveLength(1)
    const [first] = found.regions
    expect(first).toMatchObject({ region: 'r5', category: 'noise', week: '2025-04-21' })
    expect(first?.observed).toBeGreaterThan(first?.limit ?? 1e9)
    expect(first?.limit).toBeGreaterThan(first?.expected ?? 1e9)
    expect(first?.q).toBeLessThan(0.01)
    expect(first?.p).toBeLessThan(first?.q ?? 0)
  })

  it('are not what every region shares: that is one alarm of all', () => {
    const swing = (week: number): number => (week === 145 || week === 146 ? 2.5 : 1)
    const rows = drawn(seeded(2), 12, (region, week) => (3 + region) * swing(week))
    const found = judge(rows)
    expect(found.regions).toEqual([])
    expect(found.city.map(({ region, week }) => `${region} ${week}`).sort()).toEqual([
      '~all 2025-03-17',
      '~all 2025-03-24',
    ])
  })

  it('are not found in a region because the others fell away, nor on a holiday', () => {
    const rows = drawn(seeded(3), 3, (region, week) => (region > 0 && week > 150 ? 1 : 20))
    expect(judge(rows).regions).toEqual([])
    const holiday = drawn(seeded(4), 12, (region, week) => (3 + region) * (week % 52 === 40 ? 0.4 : 1))
    expect(judge(holiday)).toMatchObject({ regions: [], city: [] })
  })

  it('are not what repeats each season', () => {
    const rows = drawn(seeded(5), 12, (region, week) => (3 + region) * (week % 52 > 20 && week % 52 < 34 ? 4 : 0.5))
    expect(judge(rows).regions).toEqual([])
  })

  it('do not raise what later weeks expect', () => {
    const rows = drawn(seeded(6), 12, () => 6)
    for (const week of [140, 141, 146, 147]) add(rows, 2, week, 40)
    const found = judge(rows).regions
    expect(found.map(({ week }) => week).sort()).toEqual(['2025-02-10', '2025-02-17', '2025-03-24', '2025-03-31'])
    expect(Math.max(...found.map(({ expected }) => expected))).toBeLessThan(11)
  })

  it('have a wide limit where counts always scatter, and are negative binomial then', () => {
    let alarms = 0
    for (let seed = 1; seed <= sweep(100); seed++) {
      const random = seeded(seed)
      // Gamma of shape 2 as a sum of two exponentials: the counts' size is 2.
      const level = (): number => -5 * Math.log((1 - random()) * (1 - random()))
      const rows = drawn(random, 12, level)
      if (judge(rows).regions.length > 0) alarms++
      add(rows, 1, 152, 250)
      const first = judge(rows).regions[0]
      expect(first).toMatchObject({ region: 'r1', by: 'negative binomial' })
      expect(first?.limit).toBeGreaterThan(26)
    }
    expect(alarms).toBeLessThanOrEqual(sweep(100) * 0.05 + 3 * Math.sqrt(sweep(100) * 0.05 * 0.95))
  })

  it('are judged for the chosen regions alone, measured by all', () => {
    const rows = drawn(seeded(8), 12, () => 6)
    add(rows, 2, 150, 30)
    add(rows, 3, 150, 30)
    const found = judge(rows, new Set(['r3']))
    expect(found.tested).toBe(2 * judged)
    expect(found.regions.map(({ region }) => region)).toEqual(['r3'])
  })
})

describe('what cannot be judged', () => {
  const nothing = { regions: [], city: [] }

  it('is counted: no rows, too short a history, one week', () => {
    expect(judge([])).toMatchObject({ ...nothing, tested: 0, short: 0, from: null, to: null })
    const rows = drawn(seeded(9), 4, (_, week) => (week < 120 ? 0 : 5))
    // The first week with any begins what is known: 40 weeks are no year.
    expect(judge(rows)).toMatchObject({ ...nothing, tested: 0, short: 5 * judged, from: null })
    const longer = drawn(seeded(9), 4, (_, week) => (week < 90 ? 0 : 5))
    expect(judge(longer)).toMatchObject({
      tested: 5 * (160 - 90 - neededBefore),
      short: 5 * (judged - (160 - 90 - neededBefore)),
    })
    expect(judge([{ region: 'a', category: null, weeks: [159], counts: [4] }])).toMatchObject({
      ...nothing,
      tested: 0,
      short: judged,
    })
  })

  it('has defined results: one region, all zero, weeks outside the span, rows in pieces', () => {
    const one = drawn(seeded(10), 1, () => 8, null)
    add(one, 0, 150, 40)
    const found = judge(one)
    expect(found).toMatchObject({ city: [], tested: judged })
    expect(found.regions).toMatchObject([{ region: 'r0', category: null, week: '2025-04-21' }])
    const zero = { region: 'z', category: 'noise', weeks: [0, 3], counts: [0, 0] }
    expect(judge([zero])).toMatchObject({ ...nothing, tested: 0 })
    expect(judge([{ ...zero, weeks: [-1, 400], counts: [5, 5] }])).toMatchObject({ ...nothing, tested: 0 })
    const halves = one.flatMap(row =>
      [0, 1].map(part => ({
        ...row,
        weeks: row.weeks.filter(week => week % 2 === part),
        counts: row.counts.filter((_, week) => week % 2 === part),
      })),
    )
    expect(judge(halves.reverse())).toEqual(found)
  })
})

describe('false alarms', () => {
  it('are at most as many as stated where nothing is planted, in sparse cells and dense ones', () => {
    const random = seeded(31)
    const cities = sweep(300)
    let alarmed = 0
    for (let i = 0; i < cities; i++) {
      const level = 10 ** (random() * 2 - 1)
      const rows = drawn(random, 10, (region, week) => level * (0.3 + region / 5) * season(week) * 1.1 ** (week / 52))
      const { regions, city } = judge(rows)
      if (regions.length + city.length > 0) alarmed++
    }
    expect(alarmed).toBeLessThanOrEqual(cities * 0.05 + 3 * Math.sqrt(cities * 0.05 * 0.95))
  }, 120_000)
})
