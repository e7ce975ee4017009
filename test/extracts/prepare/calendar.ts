import { describe, expect, it } from 'vitest'
import { sql } from '../../../src/engine/sql'
import { type Calendar, mondayToFriday, parseCalendar } from '../../../src/extracts/calendar'
import { fillCalendar } from '../../../src/extracts/places'
import { createTables } from '../../../src/extracts/tables'
import { engine } from './engine'

const springFestival = parseCalendar('{"holidays":["2024-02-12","2024-02-13"],"workdays":["2024-02-04","2024-02-18"]}')

const fill = (calendar: Calendar) => engine.run([...createTables(), fillCalendar(calendar)])
const daysBetween = (first: string, last: string) =>
  engine.rows<{ day: string; works: boolean; number: number }>(sql`
    SELECT CAST(day AS VARCHAR) AS day, is_workday AS works, workday_number AS number FROM calendar
    WHERE day BETWEEN CAST(${first} AS DATE) AND CAST(${last} AS DATE) ORDER BY day`)

describe('the table of days', () => {
  it('knows weekends, holidays and weekends that are worked', async () => {
    await fill(springFestival)
    const rows = await daysBetween('2024-02-02', '2024-02-18')
    const free = rows.filter(row => !row.works).map(row => row.day.slice(8))
    // The 4th and the 18th are Sundays on which people work; the 12th and 13th a Monday and a Tuesday off.
    expect(free).toEqual(['03', '10', '11', '12', '13', '17'])
  })

  it('counts working days, so that the difference of two counts is the working days between', async () => {
    const rows = await daysBetween('2024-02-09', '2024-02-14')
    const [first] = rows
    expect(rows.map(row => row.number - (first?.number ?? 0))).toEqual([0, 0, 0, 0, 0, 1])
    const [days] = await engine.rows<{ n: number }>(sql`
      SELECT CAST(count(*) AS DOUBLE) AS n FROM calendar a JOIN calendar b ON b.day = a.day + 1
      WHERE b.workday_number - a.workday_number <> CASE WHEN b.is_workday THEN 1 ELSE 0 END`)
    expect(days?.n).toBe(0)
  })

  it('has every day that a row may have, Monday to Friday without a calendar', async () => {
    await fill(mondayToFriday)
    const [all] = await engine.rows(sql`
      SELECT CAST(count(*) AS DOUBLE) AS n, CAST(min(day) AS VARCHAR) AS first, CAST(max(day) AS VARCHAR) AS last,
        CAST(count(*) FILTER (WHERE is_workday) AS DOUBLE) AS worked,
        CAST(count(*) FILTER (WHERE is_workday <> (isodow(day) < 6)) AS DOUBLE) AS wrong FROM calendar`)
    // 151 years of which 37 have 366 days (2100 has 365).
    expect(all).toEqual({ n: 151 * 365 + 37, first: '1950-01-01', last: '2100-12-31', worked: 39_395, wrong: 0 })
    expect((await daysBetween('2024-02-29', '2024-02-29')).map(row => row.works)).toEqual([true])
    expect((await daysBetween('1969-12-31', '1970-01-04')).map(row => row.works)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
  })
})

describe('calendar.json', () => {
  it('may be empty', () => {
    expect(parseCalendar('{}')).toEqual(mondayToFriday)
  })

  it('is told what is wrong in it', () => {
    const text = '{"holidays":["2024-02-30","2024-05-01"],"workdays":["2024-05-01",7]}'
    expect(() => parseCalendar(text, 'days.json')).toThrow(
      [
        'days.json: holidays[0]: "2024-02-30" is not a day; write it as 2014-08-31',
        'workdays[1]: 7 is not a text',
        'workdays[0]: 2024-05-01 is also holidays[1]; a day is one or the other',
      ].join('\n'),
    )
  })
})
