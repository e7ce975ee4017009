import { join, raw, type Sql, sql } from '../engine/sql'

/** Exceptions to Monday to Friday, as ISO days: what a calendar file states. */
export interface WorkingDays {
  readonly holidays: ReadonlySet<string>
  readonly workdays: ReadonlySet<string>
}

const isoDay = /^\d{4}-\d{2}-\d{2}$/
const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

/**
 * The exceptions as rows: the day, and what it adds to the count of working days, −1 for a holiday that would be one and
 * +1 for a working weekend. What changes nothing is left out. Never empty, so that it can be joined.
 */
export function calendarRows({ holidays, workdays }: WorkingDays): Sql {
  const days = [
    ...[...holidays].filter(day => isoDay.test(day) && !isWeekend(day)).map(day => [day, -1] as const),
    ...[...workdays].filter(day => isoDay.test(day) && isWeekend(day)).map(day => [day, 1] as const),
  ].sort(([a], [b]) => (a < b ? -1 : 1))
  const row = ([day, adds]: readonly [string, number]): Sql => raw(`(DATE '${day}', ${adds})`)
  return sql`(VALUES ${join([[`0001-01-01`, 0] as const, ...days].map(row))})`
}

/**
 * Number of working days up to and with `day`, from some day on: only differences mean something. Monday to Friday, without
 * the exceptions of `x(day, adds)`, a table in sight, see `calendarRows`. An integer; NULL gives NULL.
 */
export const workdayNumber = (day: Sql, exceptions: Sql): Sql => sql`(
  ((${day} - DATE '1900-01-01') // 7) * 5 + least((${day} - DATE '1900-01-01') % 7 + 1, 5)
  + coalesce((SELECT sum(x.adds) FROM ${exceptions} x(day, adds) WHERE x.day <= ${day} AND x.day >= DATE '1900-01-01'), 0))`
