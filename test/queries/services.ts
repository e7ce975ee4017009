import { describe, expect, it } from 'vitest'
import { raw, sql } from '../../src/engine/sql'
import { mondayToFriday } from '../../src/extracts/calendar'
import { ensureCalendar } from '../../src/extracts/places'
import { rowCount } from '../../src/queries/rows'
import { calendarYears } from '../../src/queries/serviceCalendar'
import { complaintService } from '../../src/queries/serviceComplaints'
import { type DueWhich, dueCount, duePage } from '../../src/queries/serviceDue'
import { complaintLeague, type LeagueBy, permitLeague } from '../../src/queries/serviceLeague'
import { serviceNow } from '../../src/queries/serviceNow'
import { permitService } from '../../src/queries/servicePermits'
import { loaded, makeWritable } from '../engineHelper'
import { asOf, calendar } from '../fixtures/city'
import { rectangles, tableFile } from '../fixtures/cityFiles'
import { ask, filtersOf, now, year2022 } from './helper'

const nobody = { window: { from: '1999-01-01', to: '1999-12-31' } }

describe('permits in time', () => {
  it('are counted by the month of their decision, with actual and legal days', async () => {
    const [all, ...months] = await ask(permitService(filtersOf()))
    expect(all).toEqual({
      ...{ month: null, permits: 7, decided: 5, on_time: 3, late: 2, backwards: 0, oversuspended: 0 },
      // P01 3 of 20, P02 4 of 3, P03 5 of 20: five suspended days are left out.
      ...{ timed: 3, actual_days: 12, legal_days: 43 },
    })
    expect(months.map(row => [row.month, row.permits, row.late])).toEqual([
      ['2023-01-01', 1, 0],
      ['2023-02-01', 1, 0],
      ['2023-03-01', 1, 1],
      ['2023-05-01', 1, 1],
      ['2023-06-01', 1, 0],
      ['2023-09-01', 1, 0],
      ['2023-12-01', 1, 0],
    ])
  })

  it('are due on the working day on which their limit ends, suspended days added', async () => {
    const rows = await ask(sql<{ id: string; due: string | null }>`
      SELECT permit_id AS id, CAST(due_on AS VARCHAR) AS due FROM permits WHERE permit_id <= 'P07' ORDER BY 1`)
    expect(Object.fromEntries(rows.map(row => [row.id, row.due]))).toEqual({
      // Three days after Friday 20 January: a week off, then a weekend at work.
      ...{ P01: '2023-01-30', P02: '2023-05-04', P03: '2023-02-15' },
      // By the target of twenty; at once; ten; never accepted.
      ...{ P04: '2023-03-01', P05: '2023-06-01', P06: '2023-07-14', P07: null },
    })
  })

  it('that were decided before they were accepted, or suspended for longer than they took, are told and have no part in the speed-up', async () => {
    const { engine } = now()
    const change = (days: string, when: string) =>
      raw(`UPDATE permits SET handling_days = ${days}, decided_at = ${when} WHERE permit_id = 'P03'`)
    await engine.run([change('NULL', `TIMESTAMP '2023-01-23 09:00'`)])
    expect((await ask(permitService(filtersOf())))[0]).toMatchObject({
      decided: 4,
      timed: 2,
      backwards: 1,
      actual_days: 7,
    })
    await engine.run([change('-2', `TIMESTAMP '2023-02-15 09:00'`)])
    expect((await ask(permitService(filtersOf())))[0]).toMatchObject({ decided: 5, timed: 2, oversuspended: 1 })
    // A legal limit of no days lets nobody be faster.
    await engine.run([
      change('5', `TIMESTAMP '2023-02-15 09:00'`),
      raw(`UPDATE permits SET legal_limit_days = 0 WHERE permit_id = 'P03'`),
    ])
    expect((await ask(permitService(filtersOf())))[0]).toMatchObject({ timed: 2, actual_days: 7, legal_days: 23 })
    await engine.run([raw(`UPDATE permits SET legal_limit_days = 20 WHERE permit_id = 'P03'`)])
    expect((await ask(permitService(filtersOf())))[0]).toMatchObject({ timed: 3, actual_days: 12 })
  })

  it('are nothing, not an error, in a window without any', async () => {
    const rows = await ask(permitService(filtersOf(nobody)))
    expect(rows).toEqual([expect.objectContaining({ month: null, permits: 0, decided: 0, legal_days: 0 })])
  })
})

describe('complaints in time', () => {
  it('are the published set, by the month of receipt', async () => {
    const [all, ...months] = await ask(complaintService(filtersOf(), asOf))
    expect(all).toEqual({
      month: null,
      complaints: 15,
      // Of ten two are within their seven working days; three of the eight were neither accepted nor closed by then.
      ...{ accept_due: 8, accepted_on_time: 5 },
      ...{ due: 13, closed_on_time: 7, reports_due: 3, reports_on_time: 1 },
      ...{ mediated: 0, resolved: 0, publishable: 6, published: 0 },
      ...{ repeats: 0, follow_ups: 0, rated: 0, satisfied: 0, backwards: 0 },
    })
    expect(months).toHaveLength(12)
    expect(months.reduce((sum, row) => sum + row.due, 0)).toBe(13)
    expect(months.find(row => row.month === '2023-12-01')).toMatchObject({ complaints: 2, due: 1, accept_due: 0 })
  })

  it('are nothing, not an error, in a window without any', async () => {
    expect(await ask(complaintService(filtersOf(nobody), asOf))).toEqual([
      expect.objectContaining({ month: null, complaints: 0, due: 0, accept_due: 0 }),
    ])
  })

  it('count the acceptance by its day where there is one, and what was closed before it was received', async () => {
    const { engine } = now()
    await makeWritable(engine, 'complaints')
    const set = (values: string) => raw(`UPDATE complaints SET ${values} WHERE complaint_id = 'C01'`)
    // Seven working days after Monday 2 January end on the 11th.
    for (const [day, found] of [
      ['2023-01-11', 5],
      ['2023-01-12', 4],
    ] as const) {
      await engine.run([set(`acceptance_decided_at = TIMESTAMP '${day} 23:00'`)])
      expect((await ask(complaintService(filtersOf(), asOf)))[0]).toMatchObject({ accepted_on_time: found })
    }
    await engine.run([
      set(
        `acceptance_decided_at = NULL, closed_on = DATE '2022-12-30', resolved = TRUE, published = TRUE, satisfaction = 5`,
      ),
    ])
    expect((await ask(complaintService(filtersOf(), asOf)))[0]).toMatchObject({
      ...{ backwards: 1, closed_on_time: 7, mediated: 1, resolved: 1, published: 1, rated: 1, satisfied: 1 },
    })
    const poor = { table: 'complaints', filters: filtersOf(), subset: 'dissatisfied', asOf } as const
    expect(await ask(rowCount(poor))).toEqual([{ n: 0 }])
    await engine.run([set('satisfaction = 3')])
    expect((await ask(complaintService(filtersOf(), asOf)))[0]).toMatchObject({ rated: 1, satisfied: 0 })
    expect(await ask(rowCount(poor))).toEqual([{ n: 1 }])
    await engine.run([set(`closed_on = DATE '2023-01-09', resolved = NULL, published = NULL, satisfaction = NULL`)])
  })
})

describe('the published set', () => {
  it('leaves out what is of another kind, passed on or not over, and has repeats and follow-ups beside', async () => {
    const { engine } = now()
    await makeWritable(engine, 'complaints')
    const whole = async () => (await ask(complaintService(filtersOf(), asOf)))[0]
    const set = (id: string, values: string) =>
      engine.run([raw(`UPDATE complaints SET ${values} WHERE complaint_id = '${id}'`)])
    // A report has no mediation and is not published.
    await set('C03', 'resolved = TRUE, published = TRUE')
    // An open case has neither yet, and one that is closed after the day was open on it.
    await set('C04', 'resolved = FALSE, published = TRUE')
    await set('C02', `resolved = TRUE, closed_on = DATE '2024-01-05'`)
    expect(await whole()).toMatchObject({ mediated: 0, resolved: 0, publishable: 5, published: 0 })
    await set('C02', `resolved = NULL, closed_on = DATE '2023-02-08'`)
    await set('C03', 'resolved = NULL, published = NULL')
    await set('C04', `resolved = NULL, published = NULL, duplicate_flag = TRUE, parent_id = 'C01'`)
    expect(await whole()).toMatchObject({ repeats: 1, follow_ups: 1, accept_due: 8, accepted_on_time: 5 })
    await set('C04', 'duplicate_flag = NULL, parent_id = NULL')
  })

  it('asks nobody to decide on the acceptance of what was passed on or withdrawn before', async () => {
    const complaints = `
complaint_id | kind      | category | received_at      | acceptance_decided_at | closed_at        | status      | region_code
A1           | complaint | Food     | 2023-03-01 09:00 |                       |                  | transferred | 01
A2           | complaint | Food     | 2023-03-01 09:00 | 2023-03-02 09:00      |                  | transferred | 01
A3           | complaint | Food     | 2023-03-01 09:00 |                       | 2023-03-02 09:00 | withdrawn   | 01
A4           | complaint | Food     | 2023-03-01 09:00 | 2023-03-13 09:00      |                  | withdrawn   | 01
A5           | complaint | Food     | 2023-03-01 09:00 |                       |                  | open        | 01
A6           | report    | Food     | 2023-03-01 09:00 | 2023-03-02 09:00      |                  | open        | 01`
    const { engine } = await loaded({
      files: {
        'complaints.parquet': tableFile('complaints', complaints),
        'districts.geojson': rectangles([{ code: '01', name: 'West', box: [110, 30, 112, 32] }]),
      },
      catalogue: {
        asOf,
        extracts: [{ table: 'complaints', file: 'complaints.parquet' }],
        regions: [{ level: 'district', file: 'districts.geojson', code: 'code', name: 'name' }],
      },
    })
    try {
      await ensureCalendar(engine, mondayToFriday)
      // Seven working days after Wednesday 1 March end on the 10th: A2 in time, A4 late, A5 open.
      const [whole] = await engine.rows(complaintService(filtersOf(), asOf))
      expect(whole).toMatchObject({ complaints: 6, accept_due: 3, accepted_on_time: 1 })
    } finally {
      engine.close()
    }
  })
})

describe('cases that are not over', () => {
  it('are counted as of the day, whatever the window', async () => {
    for (const filters of [filtersOf(), filtersOf({ window: year2022 })]) {
      expect(await ask(serviceNow(filters, asOf))).toEqual([
        { table: 'permits', open: 2, overdue: 1, near: 0, soon: 1, undated: 0 },
        { table: 'complaints', open: 6, overdue: 4, near: 1, soon: 1, undated: 0 },
      ])
    }
    expect(await ask(serviceNow(filtersOf({ regions: ['0201'] }), asOf))).toEqual([
      { table: 'permits', open: 1, overdue: 1, near: 0, soon: 0, undated: 0 },
      { table: 'complaints', open: 0, overdue: 0, near: 0, soon: 0, undated: 0 },
    ])
  })

  it('are near due with at most two working days left, on a weekend too', async () => {
    // C14 is due on Saturday the 30th, C15 on Sunday the 31st: from Wednesday on both have two days left.
    const near: (readonly [string, number])[] = []
    for (const day of ['2023-12-26', '2023-12-27', '2023-12-28', '2023-12-30', '2023-12-31']) {
      const [, complaints] = await ask(serviceNow(filtersOf(), day))
      const input = { filters: filtersOf(), asOf: day, which: 'soon' } as const
      const listed = await ask(duePage(input, { column: 'due_on', descending: false }, { offset: 0, limit: 50 }))
      const few = listed.filter(row => row.table === 'complaints' && Number(row.left_days) <= 2)
      expect([day, complaints?.near]).toEqual([day, few.length])
      near.push([day, few.length])
    }
    expect(near.map(([, n]) => n)).toEqual([0, 2, 2, 2, 1])
  })

  it('are listed with the working days that are left', async () => {
    const list = async (which: DueWhich, sort = { column: 'due_on', descending: false }) => {
      const input = { filters: filtersOf(), asOf, which }
      const rows = await ask(duePage(input, sort, { offset: 0, limit: 50 }))
      expect((await ask(dueCount(input)))[0]?.n).toBe(rows.length)
      return rows.map(row => [row.id, row.due_on, row.left_days])
    }
    expect(await list('soon')).toEqual([
      ['C15', '2023-12-31', 0],
      ['P11', '2024-01-05', 5],
    ])
    expect((await list('soon', { column: 'left_days', descending: true }))[0]?.[0]).toBe('P11')
    expect(await list('overdue')).toEqual([
      ['C18', '2023-01-07', -251],
      ['C04', '2023-03-12', expect.any(Number)],
      // Ten working days after Friday 30 June.
      ['P06', '2023-07-14', -120],
      ['C13', '2023-11-18', -30],
      // Due on a Saturday: no working day has passed since.
      ['C14', '2023-12-30', 0],
    ])
  })

  it('have the name of their business where they have none', async () => {
    const input = { filters: filtersOf(), asOf, which: 'soon' } as const
    const rows = await ask(duePage(input, { column: 'nothing', descending: false }, { offset: 1, limit: 1 }))
    expect(rows[0]).toMatchObject({ table: 'permits', entity_name: 'Maple', what: null, began_on: '2023-12-29' })
  })
})

describe('leagues', () => {
  const units = async (table: 'permits' | 'complaints', by: LeagueBy, more = {}) => {
    const input = { filters: filtersOf(more), asOf, by, level: 'district' }
    const rows = await ask(table === 'permits' ? permitLeague(input) : complaintLeague(input))
    return rows.map(row => [row.unit, row.cases, row.late, row.overdue])
  }

  it('count what is due and late by group, open cases too', async () => {
    const categories = [
      ['Food', 5, 3, 0],
      ['Noise', 4, 1, 1],
      ['Waste', 3, 2, 2],
      [null, 1, 0, 0],
    ]
    expect(await units('complaints', 'categories')).toEqual(categories)
    // Whoever was chosen stands among the others.
    expect(await units('complaints', 'categories', { categories: ['Food'] })).toEqual(categories)
    expect(await units('complaints', 'kinds', { categories: ['Waste'] })).toEqual([
      ['complaint', 2, 1, 1],
      ['report', 1, 1, 1],
    ])
  })

  it('count permits over the limit, and undecided ones beside them', async () => {
    expect(await units('permits', 'industries')).toEqual([
      ['Food', 4, 2, 0],
      ['School', 1, 0, 1],
    ])
    expect(await units('permits', 'items')).toEqual([[null, 5, 2, 1]])
  })

  it('sum to the whole by region, with what lies beside the regions', async () => {
    const rows = await units('complaints', 'regions')
    expect(rows.map(([unit]) => unit)).toEqual(['01', '02', '~none', '~outside'])
    expect(rows.reduce((sum, row) => sum + Number(row[1]), 0)).toBe(13)
    expect(rows.reduce((sum, row) => sum + Number(row[2]), 0)).toBe(6)
    expect(await units('complaints', 'regions', nobody)).toEqual([])
  })
})

describe('the calendar in the engine', () => {
  it('says how many working days a year has', async () => {
    const years = await ask(calendarYears('2022-05-05', asOf))
    expect(years).toEqual([
      { year: '2022', days: 365, workdays: 260, holidays: 0, extra: 0 },
      { year: '2023', days: 365, workdays: 256, holidays: 6, extra: 2 },
    ])
    expect((await ask(calendarYears('2024-01-01', '2024-12-31')))[0]).toMatchObject({ days: 366, workdays: 262 })
  })

  it('is made where it is missing, and left alone where it is there', async () => {
    const { engine } = now()
    await ensureCalendar(engine, mondayToFriday)
    expect((await ask(calendarYears(asOf, asOf)))[0]?.holidays).toBe(6)
    await engine.run([raw('DROP TABLE calendar')])
    await ensureCalendar(engine, mondayToFriday)
    expect((await ask(calendarYears(asOf, asOf)))[0]?.holidays).toBe(0)
    await engine.run([raw('DELETE FROM calendar')])
    await ensureCalendar(engine, calendar)
    expect((await ask(calendarYears(asOf, asOf)))[0]?.holidays).toBe(6)
  })
})
