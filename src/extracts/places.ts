import type { ExtractEngine } from '../engine/engine'
import { join, list, raw, type Sql, sql } from '../engine/sql'
import type { Calendar } from './calendar'
import type { Catalogue } from './catalogue'
import type { RegionSet } from './source'
import { createTable, passingTables } from './tables'

/** Rows per statement: a statement over some 60 KB is refused. */
const perStatement = 300

function insert(table: string, rows: readonly (readonly (string | null)[])[]): Sql[] {
  return Array.from({ length: Math.ceil(rows.length / perStatement) }, (_, i) => {
    const part = rows.slice(i * perStatement, (i + 1) * perStatement)
    return sql`INSERT INTO ${raw(table)} VALUES ${join(part.map(row => sql`(${join(row)})`))}`
  })
}

/** Each region's code with its own and those of all above it, and the level of that one. */
export function regionPaths(set: RegionSet): [code: string, ancestor: string, level: string][] {
  const byCode = new Map(set.regions.map(region => [region.code, region]))
  return set.regions.flatMap(region => {
    const found: [string, string, string][] = []
    const seen = new Set<string>()
    for (
      let at = byCode.get(region.code);
      at && !seen.has(at.code);
      at = at.parent === null ? undefined : byCode.get(at.parent)
    ) {
      seen.add(at.code)
      found.push([region.code, at.code, at.level])
    }
    return found
  })
}

/** Every text that stands for a region, with its code. */
export function regionWords(set: RegionSet, catalogue: Catalogue): [word: string, code: string][] {
  const codes = new Set(set.regions.map(region => region.code))
  const words = new Map<string, string | null>()
  for (const region of set.regions) words.set(region.name, words.has(region.name) ? null : region.code)
  for (const file of catalogue.regions) {
    for (const [retired, present] of Object.entries(file.aliases)) if (codes.has(present)) words.set(retired, present)
  }
  for (const region of set.regions) words.set(region.code, region.code)
  return [...words].filter((entry): entry is [string, string] => entry[1] !== null)
}

/** Fills `regions`, `region_paths` (each code under itself and all above it) and `region_words`. */
export const fillRegions = (set: RegionSet, catalogue: Catalogue): Sql[] => [
  ...insert(
    'regions',
    set.regions.map(r => [r.code, r.name, r.level, r.parent]),
  ),
  ...insert('region_paths', regionPaths(set)),
  ...insert('region_words', regionWords(set, catalogue)),
]

/** Fills `calendar`: Monday to Friday but for the exceptions; working days are counted from 1950 to 2100, the days that a row may have. */
export function fillCalendar({ holidays, workdays }: Calendar): Sql {
  return sql`
    INSERT INTO calendar
    SELECT day, is_workday, CAST(sum(CASE WHEN is_workday THEN 1 ELSE 0 END) OVER (ORDER BY day) AS INTEGER)
    FROM (SELECT CAST(t AS DATE) AS day,
        (isodow(t) < 6 OR CAST(CAST(t AS DATE) AS VARCHAR) IN ${list([...workdays])} IS TRUE)
          AND CAST(CAST(t AS DATE) AS VARCHAR) IN ${list([...holidays])} IS NOT TRUE AS is_workday
      FROM range(TIMESTAMP '1950-01-01', TIMESTAMP '2101-01-01', INTERVAL 1 DAY) days(t))`
}

/**
 * Fills `calendar` where it is missing or empty: loading fills it only for extracts whose days follow from it, and
 * published tables come without it.
 */
export async function ensureCalendar(engine: ExtractEngine, calendar: Calendar, signal?: AbortSignal): Promise<void> {
  const name = 'calendar'
  const count = async (from: Sql): Promise<number> =>
    (await engine.rows<{ n: number }>(sql`SELECT CAST(count(*) AS DOUBLE) AS n FROM ${from}`, signal))[0]?.n ?? 0
  const there = await count(sql`duckdb_tables() WHERE table_name = ${name}`)
  if (there > 0 && (await count(raw(name))) > 0) return
  await engine.run([createTable(name, passingTables.calendar ?? []), fillCalendar(calendar)], signal)
}
