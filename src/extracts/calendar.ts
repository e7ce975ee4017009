import * as z from 'zod/mini'
import { across, field, isoDay, readJson } from './catalogueJson'

/** Exceptions to Monday to Friday, as ISO days. */
export interface Calendar {
  readonly holidays: ReadonlySet<string>
  readonly workdays: ReadonlySet<string>
}

/** Where the folder has no calendar. */
export const mondayToFriday: Calendar = { holidays: new Set(), workdays: new Set() }

const schema = z
  .object({ holidays: z._default(z.array(isoDay), []), workdays: z._default(z.array(isoDay), []) })
  .check(across(daysInBoth))

/** Reads calendar.json. Throws an ExtractError that names `file` and each field at fault, a day in both lists too. */
export function parseCalendar(text: string, file = 'calendar.json'): Calendar {
  const { holidays, workdays } = readJson(schema, text, file)
  return { holidays: new Set(holidays), workdays: new Set(workdays) }
}

function* daysInBoth(value: unknown) {
  const holidays = field(value, 'holidays')
  const workdays = field(value, 'workdays')
  if (!Array.isArray(holidays) || !Array.isArray(workdays)) return
  for (const [i, day] of workdays.entries()) {
    const k = holidays.indexOf(day)
    if (k >= 0) yield { path: ['workdays', i], message: `${day} is also holidays[${k}]; a day is one or the other` }
  }
}

/** Whether an ISO day is one of work: Monday to Friday but for the exceptions. */
export function isWorkday({ holidays, workdays }: Calendar, day: string): boolean {
  if (workdays.has(day)) return true
  if (holidays.has(day)) return false
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return weekday > 0 && weekday < 6
}
