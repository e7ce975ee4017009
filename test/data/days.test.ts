import { describe, expect, it } from 'vitest'
import { addWorkdays, calendarFile, isWorkday, workdaysBetween } from '../../data/calendar'
import { addYears, civil, dayOf, isoDay, parseDay, weekday } from '../../data/days'

describe('days', () => {
  it('count from 1970 and turn back into dates', () => {
    expect(dayOf(1970, 1, 1)).toBe(0)
    expect(isoDay(19_782)).toBe('2024-02-29')
    for (let day = -30_000; day < 60_000; day += 17) {
      const { year, month, day: d } = civil(day)
      expect(dayOf(year, month, d)).toBe(day)
    }
  })

  it('know their weekday and their anniversaries', () => {
    expect(weekday(parseDay('2025-06-30'))).toBe(0)
    expect(weekday(parseDay('1969-12-28'))).toBe(6)
    expect(isoDay(addYears(parseDay('2024-02-29'), 1))).toBe('2025-03-01')
  })
})

describe('the calendar', () => {
  it('frees weekdays and works on weekends, each date once', () => {
    expect(isWorkday(parseDay('2024-02-12'))).toBe(false)
    expect(isWorkday(parseDay('2024-02-04'))).toBe(true)
    const all = [...calendarFile.holidays, ...calendarFile.workdays]
    expect(new Set(all).size).toBe(all.length)
    expect(all.filter(date => isoDay(parseDay(date)) !== date)).toEqual([])
    expect(calendarFile.workdays.filter(date => weekday(parseDay(date)) < 5)).toEqual([])
  })

  it('adds and counts working days alike', () => {
    const start = parseDay('2024-09-27')
    expect(isoDay(addWorkdays(start, 3))).toBe('2024-10-08')
    for (let n = 1; n < 80; n++) expect(workdaysBetween(start, addWorkdays(start, n))).toBe(n)
    expect(addWorkdays(parseDay('2024-10-03'), 0)).toBe(parseDay('2024-09-30'))
  })
})
