import { describe, expect, it } from 'vitest'
import { raw } from '../../../src/engine/sql'
import { mondayToFriday, parseCalendar } from '../../../src/extracts/calendar'
import { defaults, resolve } from '../../../src/filters/filters'
import { permitService } from '../../../src/queries/servicePermits'
import {
  differences,
  formatCalendar,
  gaps,
  kindOf,
  monthsOf,
  needless,
  runsOf,
  toggled,
  weekday,
  yearsBetween,
} from '../../../src/views/services/calendarEdit'
import { loaded } from '../../engineHelper'
import { asOf, calendar, city, targets } from '../../fixtures/city'

describe('a day of the calendar', () => {
  it('is what its place in the week or the lists say', () => {
    expect([weekday('2023-01-23'), weekday('2023-01-28'), weekday('1969-12-28'), weekday('2024-02-29')]).toEqual([
      1, 6, 7, 4,
    ])
    const days = ['2023-01-20', '2023-01-21', '2023-01-23', '2023-01-28']
    expect(days.map(day => kindOf(day, calendar))).toEqual(['workday', 'weekend', 'holiday', 'extra'])
    // A Saturday of the festival is listed as off: it stays off.
    expect(kindOf('2023-01-21', { holidays: new Set(['2023-01-21']), workdays: new Set() })).toBe('holiday')
  })

  it('is changed and changed back by clicks, and is never in both lists', () => {
    for (const day of ['2023-01-20', '2023-01-21', '2023-01-23', '2023-01-28']) {
      const once = toggled(calendar, day)
      expect(kindOf(day, once)).not.toBe(kindOf(day, calendar))
      expect(differences(once, calendar)).toBe(1)
      expect(differences(toggled(once, day), calendar)).toBe(0)
      expect(parseCalendar(formatCalendar(once))).toEqual(once)
    }
  })
})

describe('what is odd about a calendar', () => {
  it('is years that nobody entered, and days that are worked anyway', () => {
    const years = yearsBetween('2021-03-03', '2024-02-29')
    expect(years).toEqual(['2021', '2022', '2023', '2024'])
    expect(gaps(calendar, years)).toEqual(['2021', '2022', '2024'])
    expect(runsOf(['2021', '2022', '2024'])).toEqual(['2021 – 2022', '2024'])
    expect([gaps(mondayToFriday, []), runsOf([])]).toEqual([[], []])
    expect(needless(calendar)).toBe(0)
    expect(needless({ holidays: new Set(), workdays: new Set(['2023-01-20', '2023-01-28']) })).toBe(1)
  })

  it('has a year of 365 or 366 days, each month from its weekday', () => {
    for (const [year, days] of [['2023', 365], ['2024', 366], ['1900', 365], ['2000', 366]] as const) {
      const months = monthsOf(year)
      expect(months.flatMap(month => month.days)).toHaveLength(days)
      for (const { before, days: own } of months) expect(before).toBe(weekday(own[0] ?? '') - 1)
    } // biome-ignore format: a year each
    expect(monthsOf('2024')[1]?.days.at(-1)).toBe('2024-02-29')
  })
})

describe('an edit of the calendar', () => {
  it('changes what is in time', async () => {
    // Without the festival P01 took six working days in place of three.
    const edited = [...calendar.holidays, ...calendar.workdays].reduce(toggled, calendar)
    expect(edited).toEqual(mondayToFriday)
    const inDays = { ...targets, permits: { decide_within_days: 20, working_days: false } }
    const { engine, profile } = await loaded({
      ...city(),
      calendar: parseCalendar(formatCalendar(edited)),
      targets: inDays,
    })
    const { filters } = resolve(defaults, asOf, profile.regions.regions)
    const [all] = await engine.rows(permitService(filters))
    const [due] = await engine.rows(raw(`SELECT CAST(due_on AS VARCHAR) AS day FROM permits WHERE permit_id = 'P04'`))
    engine.close()
    // With it: three on time, two late, 12 days.
    expect(all).toMatchObject({ decided: 5, on_time: 2, late: 3, actual_days: 15 })
    // A target in calendar days ends by the calendar, where the extract states no limit.
    expect(due).toEqual({ day: '2023-02-21' })
  })
})
