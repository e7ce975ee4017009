import type { QueryEngine } from '../../engine/engine'
import { identifier, sql } from '../../engine/sql'
import { type TableName, tableNames } from '../../schema'

export interface Timeliness {
  /** First and last day of rows up to the as-of day, ISO; null without any. */
  readonly newest: string | null
  readonly oldest: string | null
  /** Days from the newest row to the as-of day. */
  readonly daysBehind: number | null
  /** `2024-01` with its rows, only months that have some. */
  readonly months: readonly { readonly month: string; readonly rows: number }[]
  /** Months without a row, from the first of the series to the as-of day's. */
  readonly gaps: readonly string[]
  /** Months with rows of all months of the series, 0 to 1. */
  readonly covered: number | null
}

const dayOf: Readonly<Record<TableName, string>> = {
  permits: 'permitted_on',
  inspections: 'inspected_on',
  complaints: 'received_on',
}

/** Rows this far back are stragglers, as a wrong year is: the series of months begins after them. */
const stragglers = 0.01

/** Rows by month of every file, up to `asOf` (ISO day). Rows without a day, or after it, are left out. */
export async function months(
  engine: QueryEngine,
  asOf: string,
  signal?: AbortSignal,
): Promise<Map<string, Timeliness>> {
  const found = new Map<string, Timeliness>()
  for (const table of tableNames) {
    const day = identifier(dayOf[table])
    const rows = await engine.rows<{ file: string; month: string; n: number; first: string; last: string }>(
      sql`SELECT f.file, left(CAST(${day} AS VARCHAR), 7) AS month, CAST(count(*) AS DOUBLE) AS n,
          CAST(min(${day}) AS VARCHAR) AS first, CAST(max(${day}) AS VARCHAR) AS last
        FROM ${identifier(table)} t JOIN source_files f ON f.source_file = t.source_file
        WHERE ${day} <= CAST(${asOf} AS DATE) GROUP BY 1, 2 ORDER BY 1, 2`,
      signal,
    )
    for (const file of new Set(rows.map(row => row.file))) {
      found.set(
        file,
        seriesOf(
          rows.filter(row => row.file === file),
          asOf,
        ),
      )
    }
  }
  return found
}

function seriesOf(
  rows: readonly { month: string; n: number; first: string; last: string }[],
  asOf: string,
): Timeliness {
  const total = rows.reduce((sum, row) => sum + row.n, 0)
  let before = 0
  const first = rows.find(row => {
    before += row.n
    return before > total * stragglers
  })
  const begin = first?.month ?? asOf.slice(0, 7)
  const present = new Set(rows.map(row => row.month))
  const series = monthsBetween(begin, asOf.slice(0, 7))
  const gaps = series.filter(month => !present.has(month))
  const newest = rows.at(-1)?.last ?? null
  return {
    newest,
    oldest: rows[0]?.first ?? null,
    daysBehind: newest === null ? null : (Date.parse(asOf) - Date.parse(newest)) / 86_400_000,
    months: rows.map(({ month, n }) => ({ month, rows: n })),
    gaps,
    covered: series.length === 0 ? null : 1 - gaps.length / series.length,
  }
}

function monthsBetween(first: string, last: string): string[] {
  const number = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1
  const text = (n: number) => `${String(Math.floor(n / 12)).padStart(4, '0')}-${String((n % 12) + 1).padStart(2, '0')}`
  return Array.from({ length: Math.max(0, number(last) - number(first) + 1) }, (_, i) => text(number(first) + i))
}
