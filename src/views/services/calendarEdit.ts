import type { Calendar } from '../../extracts/calendar'
import { type Day, dayNumber, dayOf } from '../../filters/days'

/** What a day is: by its place in the week, or as an exception. */
export type DayKind = 'workday' | 'weekend' | 'holiday' | 'extra'

/** 1 is Monday, 7 Sunday. */
export const weekday = (day: Day): number => ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1

export function kindOf(day: Day, { holidays, workdays }: Calendar): DayKind {
  if (holidays.has(day)) return 'holiday'
  if (weekday(day) < 6) return 'workday'
  return workdays.has(day) ? 'extra' : 'weekend'
}

const without = (days: ReadonlySet<string>, day: Day): Set<string> => new Set([...days].filter(each => each !== day))

/** A click on a day: an exception is none any more; a working day becomes a holiday, a weekend day is worked. */
export function toggled({ holidays, workdays }: Calendar, day: Day): Calendar {
  if (holidays.has(day)) return { holidays: without(holidays, day), workdays }
  if (workdays.has(day)) return { holidays, workdays: without(workdays, day) }
  return weekday(day) < 6
    ? { holidays: new Set([...holidays, day]), workdays }
    : { holidays, workdays: new Set([...workdays, day]) }
}

/** The text of a calendar.json: days in order, as `parseCalendar` reads them. */
export const formatCalendar = ({ holidays, workdays }: Calendar): string =>
  `${JSON.stringify({ holidays: [...holidays].sort(), workdays: [...workdays].sort() }, null, 2)}\n`

/** Days that two calendars list otherwise. */
export function differences(a: Calendar, b: Calendar): number {
  const days = new Set([...a.holidays, ...a.workdays, ...b.holidays, ...b.workdays])
  return [...days].filter(
    day => a.holidays.has(day) !== b.holidays.has(day) || a.workdays.has(day) !== b.workdays.has(day),
  ).length
}

/** Years from the first day to the last, as text. */
export const yearsBetween = (first: Day, last: Day): string[] => {
  const [from, to] = [Number(first.slice(0, 4)), Number(last.slice(0, 4))]
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => String(from + i))
}

/** Those of the years of which the calendar lists no day at all: nobody has entered them yet. */
export const gaps = ({ holidays, workdays }: Calendar, years: readonly string[]): string[] => {
  const listed = new Set([...holidays, ...workdays].map(day => day.slice(0, 4)))
  return years.filter(year => !listed.has(year))
}

/** Years in order as runs: 2000 – 2014, 2016. */
export function runsOf(years: readonly string[]): string[] {
  const runs: { first: string; last: string }[] = []
  for (const year of years) {
    const run = runs.at(-1)
    if (run !== undefined && Number(run.last) + 1 === Number(year)) run.last = year
    else runs.push({ first: year, last: year })
  }
  return runs.map(({ first, last }) => (first === last ? first : `${first} – ${last}`))
}

/** Days listed as worked that are Mondays to Fridays: they change nothing. */
export const needless = ({ workdays }: Calendar): number => [...workdays].filter(day => weekday(day) < 6).length

/** Months of a year with their days, and how many places of the first week stand before them. */
export function monthsOf(year: string): { readonly month: string; readonly before: number; readonly days: Day[] }[] {
  return Array.from({ length: 12 }, (_, i) => {
    const month = `${year}-${String(i + 1).padStart(2, '0')}`
    const first = dayNumber(`${month}-01`)
    const next =
      i === 11 ? dayNumber(`${Number(year) + 1}-01-01`) : dayNumber(`${year}-${String(i + 2).padStart(2, '0')}-01`)
    const days = Array.from({ length: next - first }, (_, k) => dayOf(first + k))
    return { month, before: weekday(`${month}-01`) - 1, days }
  })
}
