import { describe, expect, it } from 'vitest'
import { dayText } from '../../src/engine/civilTimes'
import { lanesOf } from '../../src/parts/TimeLine'
import { dayNumber } from '../../src/risk/dayNumber'
import { explainScore } from '../../src/risk/explain'
import { defaultScorecard, type IndicatorKey } from '../../src/risk/scorecard'
import { complaint, inspection, norms, permit, rowsOf, textsOf } from '../fixtures/business'

const at = { day: '2024-06-30', states: true }
const day = (age: number): string => dayText(dayNumber(at.day) - age)
/** Ten rows a day, the newest first, as many extracts have them. */
const newestFirst = rowsOf({
  permits: Array.from({ length: 5000 }, (_, row) => permit({ row, permitted_on: day(Math.floor(row / 10)) })),
  inspections: Array.from({ length: 5000 }, (_, row) =>
    inspection({ row, inspected_on: day(Math.floor(row / 10)), result: 'critical', item: 'Fire', rectify_due_on: day(Math.floor(row / 10)) }),
  ),
  complaints: Array.from({ length: 5000 }, (_, row) => complaint({ row, received_on: day(Math.floor(row / 10)), substantiated: true })),
}) // biome-ignore format: rows
const turned = rowsOf({
  permits: newestFirst.permits.toReversed(),
  inspections: newestFirst.inspections.toReversed(),
  complaints: newestFirst.complaints.toReversed(),
})
const explained = (rows: typeof turned) => explainScore(rows, norms, defaultScorecard, at)

describe('a business with 5,000 rows of each table', () => {
  it('has a score and a line of time, and quickly', () => {
    const begin = performance.now()
    const { score, facts, indicators } = explained(newestFirst)
    const { lanes } = lanesOf(newestFirst, at, textsOf('en'))
    expect(performance.now() - begin).toBeLessThan(1500)
    expect(Number.isFinite(score)).toBe(true)
    expect(facts.repeats).toBe(4999)
    expect(facts.overdueDays).toBe(499)
    expect(indicators.every(({ value }) => value !== null && Number.isFinite(value))).toBe(true)
    expect(lanes.map(lane => lane.marks.length)).toEqual([5000, 5000, 5000])
    expect(lanes.flatMap(lane => lane.marks).every(({ from }) => from >= 0 && from <= 1)).toBe(true)
  })

  it('has no bound to how many rows it may have', () => {
    const inspections = Array.from({ length: 150_000 }, (_, row) => inspection({ row, rectify_due_on: '2024-02-01' }))
    expect(explained(rowsOf({ inspections })).facts.overdueDays).toBe(150)
    expect(lanesOf(rowsOf({ inspections }), at, textsOf('en')).lanes[1]?.marks).toHaveLength(150_000)
  })

  it('has the newest rows behind each bar first, whatever the order of the extract', () => {
    for (const rows of [newestFirst, turned]) {
      const { indicators, overrides } = explained(rows)
      const behind = (key: IndicatorKey): number[] =>
        indicators.find(each => each.key === key)?.rows.slice(0, 300).map(({ row }) => row) ?? [] // biome-ignore format: one line
      // Of one day they stay in the order of the extract.
      for (const key of ['I2', 'I3', 'I4', 'C1', 'C2', 'P1', 'P2'] as const) {
        expect(
          behind(key).toSorted((a, b) => a - b),
          key,
        ).toEqual(Array.from({ length: 300 }, (_, i) => i))
      }
      const criticals = overrides.find(({ key }) => key === 'two_criticals')?.rows.slice(0, 10)
      expect(criticals?.every(({ row }) => row < 10)).toBe(true)
    }
  })
})
