import { describe, expect, it } from 'vitest'
import { makeBusinesses } from '../../data/businesses'
import { workdaysBetween } from '../../data/calendar'
import { isCreditCode } from '../../data/codes'
import { complaintRows } from '../../data/complaints'
import { DAY_MS, parseDay } from '../../data/days'
import { dirtCounts, type Located } from '../../data/dirt'
import { inspectionRows } from '../../data/inspections'
import { permitRows } from '../../data/permits'
import { contains, drawMap, kmBetween } from '../../data/regions'
import { type Table, truths } from '../../data/truths'
import { vocabulary } from '../../data/vocabulary'

const map = drawMap()
const businesses = makeBusinesses(5, map, 6000)
const permits = permitRows(5, map, businesses, 9000)
const inspections = inspectionRows(5, map, businesses, 22_500)
const complaints = [...complaintRows(5, map, businesses, 30_000)]
const FROM = parseDay(truths.from)
const TO = parseDay(truths.to)
const YEAR_2000 = parseDay('2000-01-01')
const YEAR_2090 = parseDay('2090-01-01')
const dayOfTime = (ms: number) => Math.floor(ms / DAY_MS)
const count = <T>(rows: readonly T[], test: (row: T) => boolean): number => rows.filter(test).length
const known = new Map(map.subdistricts.map(region => [region.code, region]))

/** Rows that break the rules that all tables share, by kind. */
function soiled(rows: readonly Located[]) {
  const placed = rows.filter(({ lon }) => lon !== null)
  const places = placed.map(row => ({ row, lon: row.lon ?? 0, lat: row.lat ?? 0 }))
  return {
    swapped_coordinates: count(places, ({ lon, lat }) => lon < lat),
    wrong_check_digit: count(rows, ({ entity_code }) => entity_code !== null && !isCreditCode(entity_code)),
    unknown_region: count(rows, ({ region_code }) => region_code !== null && !known.has(region_code)),
    no_location: count(rows, ({ lon, region_code }) => lon === null && region_code === null),
    outside_city: count(
      places,
      ({ row, lon, lat }) =>
        row.region_code === null && lon > lat && !map.subdistricts.some(({ ring }) => contains(ring, [lon, lat])),
    ),
    disagreeing_region: count(places, ({ row, lon, lat }) => {
      const region = known.get(row.region_code ?? '')
      return region !== undefined && lon > lat && !contains(region.ring, [lon, lat])
    }),
  }
}

/** Ids that occur twice, by whether the two rows are alike. */
function repeated<Row>(rows: readonly Row[], id: (row: Row) => string | null) {
  const seen = new Map<string, string>()
  const found = { exact_copy: 0, changed_copy: 0 }
  for (const row of rows) {
    const key = id(row)
    if (key === null) continue
    const before = seen.get(key)
    const text = JSON.stringify(row)
    if (before !== undefined) found[before === text ? 'exact_copy' : 'changed_copy']++
    seen.set(key, text)
  }
  return found
}

describe('the dirty rows', () => {
  it('are as many as planted in the permits', () => {
    const dated = (row: (typeof permits)[number]) => (row.accepted_at ?? 0) / DAY_MS > YEAR_2000
    expect({
      ...soiled(permits),
      ...repeated(permits, row => row.permit_id),
      missing_code: count(permits, row => row.entity_code === null),
      missing_id: count(permits, row => row.permit_id === null),
      date_1900: count(permits, row => row.accepted_at !== null && !dated(row)),
      date_missing: count(permits, row => row.accepted_at === null),
      decided_before_accepted: count(
        permits,
        row => dated(row) && row.decided_at !== null && row.decided_at < (row.accepted_at ?? 0),
      ),
      valid_to_before_from: count(permits, row => row.valid_to !== null && row.valid_to < (row.valid_from ?? 0)),
    }).toEqual(dirtCounts('permits', 9000))
  })

  it('are as many as planted in the inspections', () => {
    const on = (row: (typeof inspections)[number]) => row.inspected_on ?? FROM
    expect({
      ...soiled(inspections),
      ...repeated(inspections, row => row.inspection_id),
      missing_code: count(inspections, row => row.entity_code === null),
      missing_id: count(inspections, row => row.inspection_id === null),
      date_1900: count(inspections, row => on(row) < YEAR_2000),
      date_future: count(inspections, row => on(row) > YEAR_2090),
      date_missing: count(inspections, row => row.inspected_on === null),
      rectified_before_inspected: count(
        inspections,
        row =>
          row.rectified_on !== null && row.rectified_on < on(row) && on(row) < YEAR_2090 && row.inspected_on !== null,
      ),
    }).toEqual(dirtCounts('inspections', 22_500))
  })

  it('are as many as planted in the complaints, which are exactly as many as asked for', () => {
    const on = (row: (typeof complaints)[number]) => dayOfTime(row.received_at ?? FROM * DAY_MS)
    expect(complaints).toHaveLength(30_000)
    expect({
      ...soiled(complaints),
      ...repeated(complaints, row => row.complaint_id),
      missing_id: count(complaints, row => row.complaint_id === null),
      date_1900: count(complaints, row => on(row) < YEAR_2000),
      date_future: count(complaints, row => on(row) > YEAR_2090),
      date_missing: count(complaints, row => row.received_at === null),
      closed_before_received: count(
        complaints,
        row => row.received_at !== null && on(row) < YEAR_2090 && (row.closed_at ?? row.received_at) < row.received_at,
      ),
    }).toEqual(dirtCounts('complaints', 30_000))
  })

  it('have exactly the stated counts in a city of full size', () => {
    for (const table of Object.keys(truths.dirt) as Table[])
      expect(dirtCounts(table, truths.dirtAtRows[table])).toEqual(truths.dirt[table])
  })
})

describe('the clean rows', () => {
  it('lie within the three years, and nothing is known after the last day', () => {
    const within = (day: number) => day >= FROM && day <= TO
    const normal = (day: number) => day > YEAR_2000 && day < YEAR_2090
    for (const row of permits)
      for (const ms of [row.applied_at, row.accepted_at, row.decided_at])
        if (ms !== null && normal(dayOfTime(ms)) && !within(dayOfTime(ms)))
          // Only a planted decision before its acceptance can lie before the first day.
          expect(row.decided_at).toBeLessThan(row.accepted_at ?? 0)
    for (const { inspected_on: day } of inspections) if (day !== null && normal(day)) expect(within(day)).toBe(true)
    for (const { received_at, closed_at } of complaints) {
      if (received_at !== null && normal(dayOfTime(received_at))) expect(within(dayOfTime(received_at))).toBe(true)
      if (closed_at !== null) expect(dayOfTime(closed_at)).toBeLessThanOrEqual(TO)
    }
  })

  it('have a place of their region and a code of one business each', () => {
    expect(new Set(businesses.map(({ code }) => code)).size).toBe(businesses.length)
    for (const { lon, lat, subdistrict, code } of businesses) {
      expect(contains(subdistrict.ring, [lon, lat])).toBe(true)
      expect(isCreditCode(code)).toBe(true)
    }
  })

  it('use every word of the vocabulary', () => {
    const tables = { permits, inspections, complaints }
    for (const table of Object.keys(vocabulary) as Table[]) {
      for (const [column, values] of Object.entries(vocabulary[table])) {
        const used = new Set(tables[table].map(row => (row as Record<string, unknown>)[column]))
        used.delete(null)
        expect(used).toEqual(new Set(Object.values(values).flat()))
      }
    }
  })
})

describe('the planted truths', () => {
  const visits = inspections.filter(({ problem_count }) => problem_count !== null)
  const criticalRate = (rows: typeof inspections) => count(rows, row => (row.critical_count ?? 0) > 0) / rows.length
  const rateOf = (test: (row: (typeof inspections)[number]) => boolean) => criticalRate(visits.filter(test))

  it('show in the findings of strict and lenient officers and of the marked subdistricts', () => {
    const officer = (row: (typeof inspections)[number]) => truths.critical.inspectors[row.inspector_1 ?? ''] ?? 0
    expect(rateOf(row => officer(row) > 0)).toBeGreaterThan(1.5 * rateOf(row => officer(row) === 0))
    expect(rateOf(row => officer(row) < 0)).toBeLessThan(0.6 * rateOf(row => officer(row) === 0))
    const place = (row: (typeof inspections)[number]) => truths.critical.subdistricts[row.region_code ?? ''] ?? 0
    expect(rateOf(row => place(row) > 0)).toBeGreaterThan(1.4 * rateOf(row => place(row) < 0))
  })

  it('show in the findings of careless, young and high-tier businesses', () => {
    const of = new Map(businesses.map(business => [business.code, business]))
    const business = (row: (typeof inspections)[number]) => of.get(row.entity_code ?? '')
    const careless = (row: (typeof inspections)[number]) => business(row)?.carelessness ?? 0
    expect(rateOf(row => careless(row) > 1)).toBeGreaterThan(3 * rateOf(row => careless(row) < -1))
    expect(rateOf(row => row.declared_risk === '高风险')).toBeGreaterThan(rateOf(row => row.declared_risk === '低风险'))
    const young = (row: (typeof inspections)[number]) =>
      (row.inspected_on ?? 0) - (business(row)?.opened ?? Number.NEGATIVE_INFINITY) < 365
    expect(rateOf(young)).toBeGreaterThan(1.15 * rateOf(row => !young(row)))
    expect(criticalRate(visits)).toBeGreaterThan(0.05)
    expect(criticalRate(visits)).toBeLessThan(0.12)
  })

  it('hold one surge of complaints in one place and fortnight', () => {
    const { surge } = truths
    const place = complaints.filter(
      ({ lon, lat, category }) =>
        category === surge.category &&
        lon !== null &&
        lat !== null &&
        kmBetween([lon, lat], [surge.lon, surge.lat]) <= surge.radiusKm,
    )
    const first = parseDay(surge.firstDay)
    const rows = place.filter(({ received_at }) => {
      const day = dayOfTime(received_at ?? 0)
      return day >= first && day <= parseDay(surge.lastDay)
    })
    const planted = (surge.rowsPer250000 * complaints.length) / 250_000
    // A tenth of the rows carries no coordinates.
    expect(rows.length).toBeGreaterThan(0.75 * planted)
    expect(rows.length).toBeGreaterThan(20 * ((place.length - rows.length) / 77))
  })

  it('hold one department that closes late', () => {
    const { lateDepartment } = truths
    const closed = complaints.filter(
      row =>
        row.status === '已办结' && row.due_at !== null && dayOfTime(row.due_at) < TO - 60 && row.closed_at !== null,
    )
    const share = (rows: typeof complaints) =>
      count(rows, row => dayOfTime(row.closed_at ?? 0) <= dayOfTime(row.due_at ?? 0)) / rows.length
    const late = share(closed.filter(({ department }) => department === lateDepartment.department))
    const others = share(closed.filter(({ department }) => department !== lateDepartment.department))
    expect(Math.abs(late - lateDepartment.onTime)).toBeLessThan(0.03)
    expect(Math.abs(others - lateDepartment.others)).toBeLessThan(0.015)
  })

  it('let about one permit in twenty be late', () => {
    const decided = permits.filter(row => row.decided_at !== null && (row.accepted_at ?? 0) / DAY_MS > YEAR_2000)
    const late = count(decided, row => {
      const days = workdaysBetween(dayOfTime(row.accepted_at ?? 0), dayOfTime(row.decided_at ?? 0))
      return days - (row.suspended_days ?? 0) > (row.promised_days ?? 0)
    })
    expect(late / decided.length).toBeGreaterThan(0.035)
    expect(late / decided.length).toBeLessThan(0.06)
  })
})
