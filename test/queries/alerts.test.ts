import { describe, expect, it } from 'vitest'
import { raw, type Sql } from '../../src/engine/sql'
import { arrivals } from '../../src/queries/arrivals'
import { overdueWork } from '../../src/queries/overdue'
import { rowCount } from '../../src/queries/rows'
import { asOf, calendar } from '../fixtures/city'
import { ask, filtersOf, now } from './helper'

const iso = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)
const number = (day: string): number => Date.parse(day) / 86_400_000
/** Working days after `from`, up to and with `to`, counted one by one. */
function between(from: string, to: string, { holidays, workdays }: typeof calendar): number {
  let found = 0
  for (let day = number(from) + 1; day <= number(to); day++) {
    const weekday = new Date(day * 86_400_000).getUTCDay()
    if (workdays.has(iso(day)) || (weekday > 0 && weekday < 6 && !holidays.has(iso(day)))) found += 1
  }
  return found
}

describe('overdue work', () => {
  // Open are C04, C11, C13, C14, C15 and the second C18; C11 and C15 are not late yet. P06 waits, P11 has time.
  it('is what a person counts in the city of eight businesses', async () => {
    expect(await ask(overdueWork(asOf))).toEqual([
      {
        what: 'complaints',
        open: 6,
        overdue: 4,
        year_over: 0,
        oldest: '2023-01-07',
        department: null,
        department_overdue: 0,
      },
      {
        what: 'permits',
        open: 2,
        overdue: 1,
        year_over: 0,
        oldest: '2023-07-14',
        department: null,
        department_overdue: 0,
      },
    ])
  })

  it('of an earlier day follows from dates: what was closed later was open', async () => {
    const [complaints] = await ask(overdueWork('2023-04-05'))
    // C04 is late, C05 and C18 are open; C05 is due on the seventh.
    expect(complaints).toMatchObject({ open: 3, overdue: 2, oldest: '2023-01-07' })
  })

  it('has the rows that the list of them shows', async () => {
    const filters = filtersOf({ window: 'all' })
    const [row] = await ask(rowCount({ table: 'complaints', filters, subset: 'overdue', asOf }))
    expect(row?.n).toBe(4)
    const [orders] = await ask(rowCount({ table: 'inspections', filters, subset: 'unrectified', asOf }))
    expect(orders?.n).toBe(0)
  })

  it('is nothing before the first row', async () => {
    expect(await ask(overdueWork('2000-01-01'))).toEqual([])
  })
})

describe('arrivals', () => {
  const daysOf = async (query: string): Promise<string[]> =>
    (await ask<{ day: string }>(raw(query) as Sql<{ day: string }>)).map(row => row.day)

  it('are pauses in working days between days with rows, up to the as-of day', async () => {
    const rows = await ask(arrivals(asOf, now().profile.filled))
    expect(rows.map(row => [row.table, row.part])).toEqual([
      ['complaints', 'table'],
      ['inspections', 'table'],
      ['permits', 'table'],
    ])
    const days = await daysOf(
      `SELECT DISTINCT CAST(inspected_on AS VARCHAR) AS day FROM inspections WHERE inspected_on <= DATE '${asOf}' ORDER BY 1`,
    )
    const pauses = days.slice(1).map((day, i) => between(days[i] ?? '', day, calendar))
    expect(rows[1]).toEqual({
      table: 'inspections',
      part: 'table',
      name: '',
      rows: 19,
      first_day: '2021-12-31',
      last_day: '2023-12-31',
      pauses: pauses.length,
      usual: Math.max(...pauses),
      longest: Math.max(...pauses),
      silent: 0,
    })
    expect(rows[0]?.last_day).toBe('2023-12-24')
    expect(rows[0]?.silent).toBe(between('2023-12-24', asOf, calendar))
  })

  it('of a day with one row are a row without pauses, and none before the first', async () => {
    const rows = await ask(arrivals('2021-03-03', now().profile.filled))
    expect(rows.find(row => row.table === 'complaints')).toMatchObject({
      rows: 1,
      pauses: 0,
      usual: null,
      longest: null,
    })
    expect(rows.find(row => row.table === 'inspections')).toBeUndefined()
  })
})
