import { type Sql, sql } from '../engine/sql'

/** A year of the calendar as the engine counts it. */
export interface CalendarYear {
  year: string
  days: number
  workdays: number
  /** Mondays to Fridays off, and Saturdays and Sundays at work. */
  holidays: number
  extra: number
}

/** Years from the first day to the last, those days' years included. */
export const calendarYears = (from: string, to: string): Sql<CalendarYear> => sql`
  SELECT CAST(year(day) AS VARCHAR) AS year, CAST(count(*) AS DOUBLE) AS days, CAST(count(*) FILTER (WHERE is_workday) AS DOUBLE) AS workdays,
    CAST(count(*) FILTER (WHERE NOT is_workday AND isodow(day) < 6) AS DOUBLE) AS holidays,
    CAST(count(*) FILTER (WHERE is_workday AND isodow(day) > 5) AS DOUBLE) AS extra
  FROM calendar WHERE year(day) BETWEEN year(CAST(${from} AS DATE)) AND year(CAST(${to} AS DATE)) GROUP BY 1 ORDER BY 1`
