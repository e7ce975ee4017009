import { describe, expect, it } from 'vitest'
import { raw, sql } from '../../src/engine/sql'
import { addDays, dayNumber } from '../../src/filters/days'
import { middleOfPlaces, scanCounts, stepsUntil } from '../../src/queries/scanCounts'
import { weeklyCounts, weeksUntil } from '../../src/queries/weeklyCounts'
import { asOf } from '../fixtures/city'
import { hexagonOf } from '../fixtures/hexagonOf'
import { ask, filtersOf } from './helper'

interface Row {
  readonly day: string
  readonly category: string | null
  readonly region: string | null
  readonly lon: number | null
  readonly lat: number | null
  readonly again: boolean | null
}
const all = (): Promise<Row[]> =>
  ask(sql`SELECT CAST(received_on AS VARCHAR) AS day, category, region_code AS region, lon, lat, duplicate_flag AS again
    FROM complaints WHERE ${raw('received_on IS NOT NULL')}`)

describe('weekly counts', () => {
  it('are those of the rows, each in its week and region, whatever window and regions are chosen', async () => {
    const span = weeksUntil(asOf, 200)
    const to = addDays(span.first, 7 * span.weeks - 1)
    const expected = (await all()).filter(({ day }) => day >= span.first && day <= to)
    expect(expected.length).toBeGreaterThan(3)
    for (const filters of [filtersOf(), filtersOf({ window: '30d', regions: ['~none'] })]) {
      const rows = await ask(weeklyCounts(filters, 'district', span))
      const sum = rows.reduce((total, { counts }) => total + counts.reduce((a, b) => a + b, 0), 0)
      expect(sum).toBe(expected.length)
      const weeks = rows.flatMap(row => row.weeks.flatMap((week, i) => Array(row.counts[i] ?? 0).fill(week))).sort()
      const first = dayNumber(span.first)
      expect(weeks).toEqual(expected.map(({ day }) => Math.floor((dayNumber(day) - first) / 7)).sort())
      const none = rows.filter(({ region }) => region === '~none').flatMap(({ counts }) => counts)
      expect(none.reduce((a, b) => a + b, 0)).toBe(
        expected.filter(row => row.region === null && row.lon === null).length,
      )
    }
  })
})

describe('counts of a scan', () => {
  it('are those of the rows with a place that were not said before', async () => {
    const grid = { lon: 112, lat: 31, edge: 500 }
    const span = stepsUntil(asOf, 150, '2000-01-01')
    const expected = (await all()).flatMap(({ day, category, lon, lat, again }) => {
      const step = Math.floor((dayNumber(day) - dayNumber(span.first)) / 7)
      if (lon === null || lat === null || again === true || step < 0 || step >= span.steps) return []
      const [q, r] = hexagonOf(grid, lon, lat)
      return [`${q} ${r} ${category} ${step}`]
    })
    expect(expected.length).toBeGreaterThan(1)
    const rows = await ask(scanCounts(filtersOf(), grid, span))
    const found = rows.flatMap(row => Array(row.complaints).fill(`${row.q} ${row.r} ${row.category} ${row.step}`))
    expect(found.sort()).toEqual(expected.sort())
    const [middle] = await ask(middleOfPlaces())
    expect(middle?.lon).toBeGreaterThan(100)
  })

  it('end on the last day, and begin no earlier than the rows', () => {
    expect(stepsUntil('2025-06-30', 26, '2022-07-01')).toEqual({ first: '2024-12-31', steps: 26 })
    expect(stepsUntil('2025-06-30', 26, '2025-06-01')).toEqual({ first: '2025-06-03', steps: 4 })
    expect(stepsUntil('2025-06-30', 26, '2025-06-28')).toEqual({ first: '2025-06-24', steps: 1 })
    expect(stepsUntil('2025-06-30', 26, '2030-01-01')).toEqual({ first: '2025-06-24', steps: 1 })
  })
})
