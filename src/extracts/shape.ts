import { and, identifier, join, raw, type Sql, sql } from '../engine/sql'
import { type Column, type ColumnKind, columns, rowKeys, type TableName } from '../schema'
import { canonicalValue, col, nullOf, type Staged, textOf, unreadable } from './expressions'
import type { Mapping } from './report'
import type { SourceColumn, SourceType } from './source'

/** One file on its way into a canonical table. */
export interface Shaping {
  readonly table: TableName
  readonly mapping: Mapping
  /** Source columns in the order of the staging table's `c0`, `c1`, … */
  readonly staged: readonly SourceColumn[]
  /** Position in `source_files`. */
  readonly file: number
  readonly hasRegions: boolean
  /** West, south, east, north of the regions: where coordinates that were swapped would lie. */
  readonly extent: readonly [number, number, number, number] | null
  /** Department that the catalogue states for a file without such a column. */
  readonly department: string | null
  /** Working or calendar days of targets.json where the extract states none; null without a target. */
  readonly closeWithin: { readonly days: number; readonly working: boolean } | null
  readonly decideWithin: { readonly days: number; readonly working: boolean } | null
}

/** Dates outside are typing errors or placeholders: a row whose own date lies there is rejected. */
export const possibleDays = { from: '1950-01-01', to: '2100-12-31' } as const

/** Source columns that a mapping reads, each once. */
export const sourcesOf = (mapping: Mapping): string[] => [
  ...new Set(Object.values(mapping).flatMap(m => (m.source === null ? [] : [m.source, ...m.fallbacks]))),
]

/** The staged columns behind a canonical one, first choice first. */
export function stagedOf(shaping: Shaping, name: string): Staged[] {
  const mapped = shaping.mapping[name]
  if (!mapped || mapped.source === null) return []
  return [mapped.source, ...mapped.fallbacks].map(source => {
    const at = shaping.staged.findIndex(column => column.name === source)
    return { column: identifier(`c${at}`), type: shaping.staged[at]?.type ?? 'text' }
  })
}

/** A column whose text has few values: each is read once, and the rows look it up. */
interface Lookup {
  readonly column: Column
  readonly staged: Staged
  readonly table: Sql
}

/** Words of a vocabulary and booleans that come as text. Reading them row by row took most of the time of loading. */
function lookups(shaping: Shaping): Lookup[] {
  return columns[shaping.table].flatMap((column, i) => {
    const [staged, ...more] = stagedOf(shaping, column.name)
    const few = column.vocabulary !== undefined || column.kind === 'boolean'
    return few && staged?.type === 'text' && more.length === 0
      ? [{ column, staged, table: identifier(`lookup_${i}`) }]
      : []
  })
}

/** Makes the tables that `shape` looks words up in: `raw`, its trimmed `text` and its canonical `value`. */
export const lookupTables = (shaping: Shaping): Sql[] =>
  lookups(shaping).map(({ column, staged, table }) => {
    const cell: Staged = { column: raw('raw'), type: 'text' }
    return sql`CREATE OR REPLACE TABLE ${table} AS
      SELECT raw, ${textOf(cell)} AS text, ${canonicalValue(column, cell)} AS value FROM (SELECT DISTINCT ${staged.column} AS raw FROM staging)`
  })

export const dropLookups = (shaping: Shaping): Sql[] =>
  lookups(shaping).map(({ table }) => sql`DROP TABLE IF EXISTS ${table}`)

/** Canonical values straight from the mapping, before anything is derived. */
function values(shaping: Shaping): Sql {
  const found = lookups(shaping)
  const list = columns[shaping.table]
    .filter(column => !column.personal)
    .map(column => sql`${valueIn(shaping, column, found)} AS ${col(column.name)}`)
  const joined = found.map(({ table, staged }) => sql`LEFT JOIN ${table} ON ${table}.raw = staging.${staged.column}`)
  return sql`SELECT ${join(list)}, source_row, place_region, ${join(flags(shaping, found))} FROM staging ${join(joined, ' ')}`
}

function valueIn(shaping: Shaping, column: Column, found: readonly Lookup[]): Sql {
  const lookup = found.find(each => each.column === column)
  if (lookup) return sql`${lookup.table}.value`
  const constant = shaping.mapping[column.name]?.constant
  const staged = stagedOf(shaping, column.name)
  if (constant) return canonicalValue(column, { column: sql`CAST(${constant} AS VARCHAR)`, type: 'text' })
  if (column.name === 'department' && staged.length === 0 && shaping.department !== null) {
    return sql`CAST(${shaping.department} AS VARCHAR)`
  }
  const parts = staged.map(s => canonicalValue(column, s))
  return parts.length > 1 ? sql`coalesce(${join(parts)})` : (parts[0] ?? nullOf(column))
}

/** For columns whose text had to be read as something else: whether it could not be. And the source's own word. */
function flags(shaping: Shaping, found: readonly Lookup[]): Sql[] {
  const read = readColumns(shaping).flatMap(name => {
    const lookup = found.find(each => each.column.name === name)
    const [staged] = stagedOf(shaping, name)
    const column = columns[shaping.table].find(c => c.name === name)
    if (!staged || !column) return []
    const bad = lookup
      ? sql`(${lookup.table}.text IS NOT NULL AND ${lookup.table}.value IS NULL)`
      : unreadable(staged, canonicalValue(column, staged))
    return [sql`${bad} AS ${identifier(`bad_${name}`)}`]
  })
  const name = shaping.table === 'inspections' ? 'result' : 'status'
  const lookup = found.find(each => each.column.name === name)
  const [staged] = stagedOf(shaping, name)
  const word = lookup ? sql`${lookup.table}.text` : staged ? textOf(staged) : raw('CAST(NULL AS VARCHAR)')
  return [...read, sql`${word} AS source_word`]
}

/** Types of a source that need no reading. */
const asTheyAre: Readonly<Record<ColumnKind, readonly SourceType[] | null>> = {
  code: null,
  text: null,
  word: null,
  date: ['date', 'timestamp'],
  timestamp: ['date', 'timestamp'],
  boolean: ['boolean'],
  degrees: ['number', 'integer'],
  number: ['number', 'integer'],
  integer: ['integer'],
}

/** Mapped columns that are neither text nor typed as they should be: reading them can fail. */
export function readColumns(shaping: Shaping): string[] {
  return columns[shaping.table]
    .filter(c => {
      const type = stagedOf(shaping, c.name)[0]?.type
      return type !== undefined && asTheyAre[c.kind]?.includes(type) === false
    })
    .map(c => c.name)
}

// A place is both coordinates or none; 0, 0 is what databases write for "unknown".
const placed = raw('(v.lon BETWEEN -180 AND 180 AND v.lat BETWEEN -90 AND 90 AND NOT (v.lon = 0 AND v.lat = 0))')

// The stated code wins over the place, but a place inside it is the finer word (a street within its district).
const regionOf = (shaping: Shaping): Sql =>
  shaping.hasRegions
    ? raw(
        'CASE WHEN coalesce(w.code, n.code) IS NULL OR p.code IS NOT NULL THEN v.place_region ELSE coalesce(w.code, n.code) END',
      )
    : raw('coalesce(v.region_code, v.region_name)')

/** Columns whose value follows from several others. */
function derivations(shaping: Shaping): Record<string, Sql> {
  const common = {
    region_code: regionOf(shaping),
    lon: sql`CASE WHEN ${placed} THEN v.lon END`,
    lat: sql`CASE WHEN ${placed} THEN v.lat END`,
  }
  if (shaping.table === 'inspections') {
    return {
      ...common,
      // A visit with critical findings is critical whatever its overall word was.
      result: raw(`CASE WHEN v.critical_count > 0 OR v.critical_flag THEN 'critical' ELSE v.result END`),
      source_result: raw('v.source_word'),
    }
  }
  if (shaping.table === 'permits') {
    return {
      ...common,
      source_status: raw('v.source_word'),
      permitted_on: raw('CAST(coalesce(v.decided_at, CAST(v.valid_from AS TIMESTAMP)) AS DATE)'),
      ...handling(shaping),
    }
  }
  const due = shaping.closeWithin
  const later =
    due === null
      ? raw('CAST(NULL AS DATE)')
      : due.working
        ? raw('due.day')
        : sql`CAST(v.received_at AS DATE) + CAST(${due.days} AS INTEGER)`
  return {
    ...common,
    source_status: raw('v.source_word'),
    duplicate_flag: raw(`coalesce(v.duplicate_flag, lower(v.source_word) LIKE '%- dup')`),
    received_on: raw('CAST(v.received_at AS DATE)'),
    closed_on: raw('CAST(v.closed_at AS DATE)'),
    due_on: sql`coalesce(CAST(v.due_at AS DATE), ${later})`,
  }
}

function handling(shaping: Shaping): Record<string, Sql> {
  const target = shaping.decideWithin
  const limit = raw('coalesce(v.promised_days, v.legal_limit_days)')
  // A target in calendar days counts only where the extract states no limit of its own, which is in working days.
  const days =
    target && !target.working
      ? raw(
          `CASE WHEN coalesce(v.promised_days, v.legal_limit_days) IS NULL THEN CAST(v.decided_at AS DATE) - CAST(v.accepted_at AS DATE) ELSE decided.workday_number - accepted.workday_number END`,
        )
      : raw('decided.workday_number - accepted.workday_number')
  return {
    // A decision before its acceptance says nothing about time: the check lists it.
    handling_days: sql`CASE WHEN CAST(v.decided_at AS DATE) >= CAST(v.accepted_at AS DATE) THEN CAST(${days} - coalesce(v.suspended_days, 0) AS INTEGER) END`,
    limit_days: target ? sql`coalesce(${limit}, CAST(${target.days} AS INTEGER))` : limit,
  }
}

const joins = (shaping: Shaping): Sql => {
  const parts: Sql[] = []
  if (shaping.hasRegions) {
    parts.push(
      raw(`LEFT JOIN region_words w ON w.word = v.region_code LEFT JOIN region_words n ON n.word = v.region_name
      LEFT JOIN region_paths p ON p.code = v.place_region AND p.ancestor = coalesce(w.code, n.code)`),
    )
  }
  if (shaping.table === 'permits') {
    parts.push(
      raw(`LEFT JOIN calendar accepted ON accepted.day = CAST(v.accepted_at AS DATE)
      LEFT JOIN calendar decided ON decided.day = CAST(v.decided_at AS DATE)`),
    )
  }
  if (shaping.table === 'complaints' && shaping.closeWithin?.working) {
    parts.push(sql`LEFT JOIN calendar received ON received.day = CAST(v.received_at AS DATE)
      LEFT JOIN calendar due ON due.is_workday AND due.workday_number = received.workday_number + CAST(${shaping.closeWithin.days} AS INTEGER)`)
  }
  return join(parts, ' ')
}

/** Why a row cannot be used; NULL for the others. */
function rejection(table: TableName): Sql {
  const { id, dates } = rowKeys[table]
  const date = sql`CAST(coalesce(${join(dates.map(d => sql`CAST(v.${col(d)} AS TIMESTAMP)`))}) AS DATE)`
  return sql`CASE WHEN v.${col(id)} IS NULL THEN 'no_id' WHEN ${date} IS NULL THEN 'no_date'
    WHEN ${date} NOT BETWEEN CAST(${possibleDays.from} AS DATE) AND CAST(${possibleDays.to} AS DATE) THEN 'impossible_date' END`
}

/** Fills the table `shaped` from `staging`: canonical values, why a row is rejected, and what the checks look at. */
export function shape(shaping: Shaping): Sql {
  const made = derivations(shaping)
  const list = columns[shaping.table]
    .filter(c => !c.personal)
    .map(c => (made[c.name] ? sql`${made[c.name] ?? raw('')} AS ${col(c.name)}` : sql`v.${col(c.name)}`))
  const more = Object.keys(made)
    .filter(name => !columns[shaping.table].some(c => c.name === name))
    .map(name => sql`${made[name] ?? raw('')} AS ${col(name)}`)
  const stated = shaping.hasRegions ? raw('coalesce(w.code, n.code)') : raw('CAST(NULL AS VARCHAR)')
  const checks = [
    sql`${rejection(shaping.table)} AS reject_reason`,
    raw('v.source_row'),
    raw('v.place_region'),
    sql`${stated} AS stated_region`,
    raw('coalesce(v.region_code, v.region_name) AS stated_word'),
    raw('v.lon AS raw_lon, v.lat AS raw_lat'),
    ...readColumns(shaping).map(name => sql`v.${identifier(`bad_${name}`)}`),
  ]
  return sql`CREATE OR REPLACE TABLE shaped AS WITH v AS MATERIALIZED (${values(shaping)})
    SELECT ${join([...list, ...more, ...checks])} FROM v ${joins(shaping)}`
}

export const accepted = and([raw('reject_reason IS NULL')])
