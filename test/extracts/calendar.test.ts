import { describe, expect, it } from 'vitest'
import { calendarRows, isWorkday, mondayToFriday, parseCalendar } from '../../src/extracts/calendar'

const springFestival = parseCalendar('{"holidays":["2024-02-12","2024-02-13"],"workdays":["2024-02-04","2024-02-18"]}')

describe('calendar', () => {
  it('knows weekends, holidays and weekends that are worked', () => {
    const worked = (day: string) => isWorkday(springFestival, day)
    expect(['2024-02-09', '2024-02-10', '2024-02-11', '2024-02-12', '2024-02-14', '2024-02-18'].map(worked)).toEqual([
      true,
      false,
      false,
      false,
      true,
      true,
    ])
    expect(isWorkday(mondayToFriday, '1969-12-31')).toBe(true)
    expect(isWorkday(mondayToFriday, '1966-01-01')).toBe(false)
    expect(isWorkday(mondayToFriday, '0004-02-29')).toBe(false)
  })

  it('counts working days from its first row on', () => {
    expect(calendarRows(springFestival, '2024-02-09', '2024-02-14')).toEqual([
      { day: '2024-02-09', workday: true, ordinal: 1 },
      { day: '2024-02-10', workday: false, ordinal: 1 },
      { day: '2024-02-11', workday: false, ordinal: 1 },
      { day: '2024-02-12', workday: false, ordinal: 1 },
      { day: '2024-02-13', workday: false, ordinal: 1 },
      { day: '2024-02-14', workday: true, ordinal: 2 },
    ])
  })

  it('gives the working days between any two days as a difference', () => {
    const rows = calendarRows(springFestival, '2023-12-25', '2025-01-10')
    expect(rows.map(row => row.day)).toContain('2024-02-29')
    for (let from = 0; from < rows.length; from += 17) {
      for (let to = from; to < rows.length; to += 13) {
        const counted = rows.slice(from + 1, to + 1).filter(row => isWorkday(springFestival, row.day)).length
        expect(rows[to]!.ordinal - rows[from]!.ordinal).toBe(counted)
      }
    }
  })

  it('has bounds', () => {
    expect(calendarRows(mondayToFriday, '2024-01-02', '2024-01-01')).toEqual([])
    expect(calendarRows(mondayToFriday, '2024-01-01', '2024-01-01')).toHaveLength(1)
    expect(() => calendarRows(mondayToFriday, '1900-01-01', '9999-12-31')).toThrow('more than 400 years')
    expect(() => calendarRows(mondayToFriday, '2023-02-29', '2024-01-01')).toThrow('"2023-02-29" is not a day')
  })

  it('reads an empty calendar', () => {
    expect(parseCalendar('{}')).toEqual(mondayToFriday)
  })

  it('names what is wrong', () => {
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
