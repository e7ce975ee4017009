import { describe, expect, it } from 'vitest'
import { raw, type Sql, sql } from '../../../src/engine/sql'
import { canonicalValue, timestampOf } from '../../../src/extracts/expressions'
import type { DateReading } from '../../../src/extracts/settings'
import { timeOf } from '../../../src/extracts/times'
import { createZone, localTime, zoneOffsets } from '../../../src/extracts/zones'
import { columnOf } from '../../../src/schema'
import { engine } from './engine'

async function each(given: readonly (string | Sql)[], make: (x: Sql) => Sql): Promise<(string | null)[]> {
  const list = given.map(
    (value, i) => sql`SELECT ${i} AS i, ${typeof value === 'string' ? sql`CAST(${value} AS VARCHAR)` : value} AS x`,
  )
  const all = list.reduce((a, b) => sql`${a} UNION ALL ${b}`)
  const rows = await engine.rows<{ v: string | null }>(
    sql`SELECT CAST(${make(raw('x'))} AS VARCHAR) AS v FROM (${all}) ORDER BY i`,
  )
  return rows.map(row => row.v)
}
const read = (texts: readonly string[], date?: DateReading) =>
  each(texts, column => timestampOf({ column, type: 'text' }, date))

describe('times in further forms', () => {
  it('are read where nothing is in doubt', async () => {
    const forms: Record<string, string | null> = {
      '2024-1-2 3:04': '2024-01-02 03:04:00',
      '2024.1.2': '2024-01-02 00:00:00',
      '2024年1月2日15时04分05秒': '2024-01-02 15:04:05',
      '2024年1月2日 15时04分': '2024-01-02 15:04:00',
      '２０２４－０１－０２　１５：０４': '2024-01-02 15:04:00',
      '２０２４０１０２': '2024-01-02 00:00:00',
      '2024-01-02 下午3:04': '2024-01-02 15:04:00',
      '2024/1/2 上午12:30:01': '2024-01-02 00:30:01',
      '2024-01-02 03:04:05 PM': '2024-01-02 15:04:05',
      '2024-01-02 12:00 pm': '2024-01-02 12:00:00',
      'Jan 2, 2024': '2024-01-02 00:00:00',
      'September 30, 2024 9:05 AM': '2024-09-30 09:05:00',
      '2-Jan-2024': '2024-01-02 00:00:00',
      '31 December 2024 23:59:59': '2024-12-31 23:59:59',
      '01/02/2024': null,
      '13/02/2024': null,
      '02/13/2024 10:00': null,
      '2024-02-30 下午3:04': null,
      'Marsh 2, 2024': null,
      '15:04': null,
      '2024年1月': null,
    }
    expect(await read(Object.keys(forms))).toEqual(Object.values(forms))
  })

  it('have the order that is stated, and no other', async () => {
    const given = ['01/02/2024', '13/02/2024 15:04', '02/13/2024 03:04:05 PM', '1.2.2024', '2024-01-02']
    expect(await read(given, 'dmy')).toEqual([
      ...['2024-02-01 00:00:00', '2024-02-13 15:04:00', null, '2024-02-01 00:00:00', '2024-01-02 00:00:00'],
    ])
    expect(await read(given, 'mdy')).toEqual([
      ...['2024-01-02 00:00:00', null, '2024-02-13 15:04:05', '2024-01-02 00:00:00', '2024-01-02 00:00:00'],
    ])
  })

  it('are numbers where that is stated: serials of spreadsheets, seconds, milliseconds', async () => {
    const serials = ['45293', '45293.5', '1', '60', '61', '45293.634027777778', '2024-01-02', 'x']
    expect(await read(serials, 'excel')).toEqual([
      ...['2024-01-02 00:00:00', '2024-01-02 12:00:00', '1900-01-01 00:00:00', '1900-02-28 00:00:00'],
      ...['1900-03-01 00:00:00', '2024-01-02 15:13:00', '2024-01-02 00:00:00', null],
    ])
    expect(await read(['1704164645', '1704164645.5', '-1'], 'epoch-seconds')).toEqual([
      ...['2024-01-02 03:04:05', '2024-01-02 03:04:05.5', '1969-12-31 23:59:59'],
    ])
    const numbers = [raw('CAST(1704164645123 AS DOUBLE)'), raw('CAST(NULL AS DOUBLE)')]
    expect(await each(numbers, column => timestampOf({ column, type: 'number' }, 'epoch-milliseconds'))).toEqual([
      ...['2024-01-02 03:04:05.123', null],
    ])
    expect(await each([raw('45293')], column => timestampOf({ column, type: 'integer' }, 'excel'))).toEqual([
      '2024-01-02 00:00:00',
    ])
  })

  it('with a zone become local times, summer and winter; without one they stay', async () => {
    const local = async (zone: string, given: readonly string[]) => {
      await engine.run([createZone(zone, 0)])
      const text = (x: Sql): Sql => timeOf({ column: x, type: 'text' }, { zoned: true })
      const list = given.map((value, i) => sql`SELECT ${i} AS i, CAST(${value} AS VARCHAR) AS x`)
      const all = list.reduce((a, b) => sql`${a} UNION ALL ${b}`)
      const at = raw('r.t')
      const rows = await engine.rows<{ v: string | null }>(
        sql`SELECT CAST(CASE WHEN r.z THEN ${localTime(at, 0)} ELSE r.t END AS VARCHAR) AS v FROM (SELECT i, ${text(raw('x'))} AS r FROM (${all})) ORDER BY i`,
      )
      return rows.map(row => row.v)
    }
    const given = [
      '2024-01-01T20:00:00Z',
      '2024-07-01T20:00:00.250+00:00',
      '2024-07-01 20:00:00 +0530',
      '2024-07-01 20:00:00',
      '1988-07-01T00:00:00Z',
      'x',
    ]
    expect(await local('Asia/Shanghai', given)).toEqual([
      ...['2024-01-02 04:00:00', '2024-07-02 04:00:00.25', '2024-07-01 22:30:00', '2024-07-01 20:00:00'],
      ...['1988-07-01 09:00:00', null],
    ])
    expect(await local('America/New_York', given)).toEqual([
      ...['2024-01-01 15:00:00', '2024-07-01 16:00:00.25', '2024-07-01 10:30:00', '2024-07-01 20:00:00'],
      ...['1988-06-30 20:00:00', null],
    ])
    // The hour that was there twice, and the one that never was.
    expect(
      await local('America/New_York', [
        '2024-11-03T05:59:59Z',
        '2024-11-03T06:00:00Z',
        '2024-03-10T06:59:59Z',
        '2024-03-10T07:00:00Z',
      ]),
    ).toEqual([...['2024-11-03 01:59:59', '2024-11-03 01:00:00', '2024-03-10 01:59:59', '2024-03-10 03:00:00']])
  })

  it('of a zone follow the platform at every hour that is tried', () => {
    const offsets = zoneOffsets('America/New_York')
    for (const at of [0, 499_999_999, 1_111_111_111, 1_700_000_000, 4_000_000_000]) {
      const found = offsets.findLast(each => each.from <= at)?.offset ?? 0
      const shown = new Intl.DateTimeFormat('sv', {
        timeZone: 'America/New_York',
        dateStyle: 'short',
        timeStyle: 'medium',
      })
      expect(new Date((at + found) * 1000).toISOString().slice(0, 19).replace('T', ' ')).toBe(shown.format(at * 1000))
    }
    expect(zoneOffsets('UTC')).toHaveLength(1)
  })
})

it('numbers are read from text with currencies, wide digits and parentheses, and nothing by halves', async () => {
  const amount = columnOf('inspections', 'penalty_amount')
  const given = ['1,234.5', '￥1,234.50', '１２３', '(1,200)', '12元', '-$5', '1,5', '12%', '3 4', '(5', '1.2万', '']
  expect(await each(given, column => canonicalValue(amount, { column, type: 'text' }))).toEqual([
    ...['1234.5', '1234.5', '123.0', '-1200.0', '12.0', '-5.0', null, null, null, null, null, null],
  ])
})
