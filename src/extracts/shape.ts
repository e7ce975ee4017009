import { and, identifier, join, raw, type Sql, sql } from '../engine/sql'
import { type Column, type ColumnKind, columns, rowKeys, type TableName } from '../schema'
import { canonicalValue, col, nullOf, textOf } from './expressions'
import { ignoring, type Lookup, lookups } from './lookups'
import { amountUnits, type ScoreReading } from './settings'
import type { SourceType } from './source'
import { type Shaping, stagedColumn, stagedOf } from './staged'
import { timeOf } from './times'
import { localTime } from './zones'

/** Dates outside are typing errors or placeholders: a row whose own date lies there is rejected. */
export const possibleDays = { from: '1950-01-01', to: '2100-12-31' } as const

/** A canonical value before what is derived: read beside the staged columns (`read`), and how it is told from that (`tell`). */
interface Value {
  readonly name: string
  readonly read: Sql
  readonly tell: Sql
}

const isTime = (column: Column): boolean => column.kind === 'date' || column.kind === 'timestamp'

/** The staging table with the trimmed text of each column beside it: written out wherever it is used, statements grow too long. */
function cleaned(shaping: Shaping): Sql {
  const trimmed = shaping.staged.flatMap(({ name }, i) => {
    const { type, trimmed, ...staged } = stagedColumn(shaping, name)
    return type === 'text' && !trimmed ? [sql`${textOf({ ...staged, type })} AS ${identifier(`t${i}`)}`] : []
  })
  return trimmed.length === 0 ? raw('staging') : sql`(SELECT *, ${join(trimmed)} FROM staging) staging`
}

/** Canonical values straight from the mapping, in steps, so that nothing is read twice. */
function values(plain: Shaping): Sql {
  const found = lookups(plain)
  const shaping: Shaping = { ...plain, cleaned: true }
  const own = columns[shaping.table].filter(column => !column.personal).map(column => readingOf(shaping, column, found))
  const joined = found.map(({ table, key }) => sql`LEFT JOIN ${table} ON ${table}.raw = ${key}`)
  const kept = found.flatMap(({ table, column }) =>
    ['text', 'ignored'].map(part => sql`${table}.${identifier(part)} AS ${identifier(`${part}_${column.name}`)}`),
  )
  const inner = sql`SELECT staging.*, ${join([...own.map(v => sql`${v.read} AS ${identifier(`a_${v.name}`)}`), ...kept])} FROM ${cleaned(plain)} ${join(joined, ' ')}`
  const extra = Object.entries(shaping.extra).map(
    ([name, source], i) => sql`${textOf(stagedColumn(shaping, source))} AS ${extraName(name, i)}`,
  )
  const told = own.map(v => sql`${v.tell} AS ${col(v.name)}`)
  return sql`SELECT ${join([...told, ...extra])}, source_row, place_region, ${join(flags(shaping, found))} FROM (${inner})`
}

/** A kept column on its way: its own name may be that of a check. */
const extraName = (_: string, place: number): Sql => identifier(`x_${place}`)

function readingOf(shaping: Shaping, column: Column, found: readonly Lookup[]): Value {
  const { name } = column
  const read = identifier(`a_${name}`)
  const zoned = shaping.zone !== null && isTime(column) && stagedOf(shaping, name).length > 0
  if (!zoned) return { name, read: valueIn(shaping, column, found), tell: read }
  const parts = stagedOf(shaping, name).map(s => timeOf(s, { date: shaping.dates[name], zoned }))
  const local = sql`CASE WHEN ${read}.z THEN ${localTime(sql`${read}.t`, shaping.zone ?? 0)} ELSE ${read}.t END`
  return {
    name,
    read: sql`coalesce(${join(parts)})`,
    tell: column.kind === 'date' ? sql`CAST(${local} AS DATE)` : local,
  }
}

function valueIn(shaping: Shaping, column: Column, found: readonly Lookup[]): Sql {
  const lookup = found.find(each => each.column === column)
  if (lookup) return sql`${lookup.table}.value`
  if (shaping.placed && (column.name === 'lon' || column.name === 'lat')) return identifier(`place_${column.name}`)
  const constant = shaping.mapping[column.name]?.constant
  const staged = stagedOf(shaping, column.name)
  const date = shaping.dates[column.name]
  if (constant) return canonicalValue(column, { column: sql`CAST(${constant} AS VARCHAR)`, type: 'text' })
  if (column.name === 'department' && staged.length === 0 && shaping.department !== null) {
    return sql`CAST(${shaping.department} AS VARCHAR)`
  }
  if (shaping.mapping[column.name]?.together) return together(staged.map(textOf))
  const parts = staged.map(s => canonicalValue(column, s, date))
  const value = parts.length > 1 ? sql`coalesce(${join(parts)})` : (parts[0] ?? nullOf(column))
  const unit = shaping.mapping[column.name]?.unit
  // 0.07 of ten thousand is 700, not 700.0000000000001: amounts end with the cent.
  return unit ? sql`round(${value} * ${raw(String(amountUnits[unit]))}, 2)` : value
}

/** The id of a row that has none of its own: the texts in their order, `–` for what is missing; NULL where all are. */
const together = (texts: readonly Sql[]): Sql =>
  sql`CASE WHEN coalesce(${join(texts)}) IS NOT NULL THEN concat_ws(' / ', ${join(texts.map(text => sql`coalesce(${text}, '–')`))}) END`

/** What a column says in the file. */
export function sourceText(shaping: Shaping, name: string): Sql {
  const parts = stagedOf(shaping, name).map(textOf)
  if (shaping.mapping[name]?.together) return together(parts)
  return parts.length > 1
    ? sql`coalesce(${join(parts)})`
    : (parts[0] ?? sql`CAST(${shaping.mapping[name]?.constant ?? null} AS VARCHAR)`)
}

/** For columns whose text had to be read as something else: whether it could not be. And the source's own word. */
function flags(shaping: Shaping, found: readonly Lookup[]): Sql[] {
  const silent = ignoring(shaping)
  const read = readColumns(shaping).map(name => {
    const lookup = found.find(each => each.column.name === name)
    // The decoder saw all of them.
    if (!lookup && stagedOf(shaping, name).every(staged => staged.written))
      return sql`FALSE AS ${identifier(`bad_${name}`)}`
    const text = lookup ? identifier(`text_${name}`) : sourceText(shaping, name)
    const value = identifier(`a_${name}`)
    const says = silent.has(name)
      ? and([sql`${text} IS NOT NULL`, sql`NOT ${identifier(`ignored_${name}`)}`])
      : sql`${text} IS NOT NULL`
    return sql`CASE WHEN ${value} IS NULL THEN ${says} ELSE FALSE END AS ${identifier(`bad_${name}`)}`
  })
  const ignored = [...silent].map(
    name => sql`coalesce(${identifier(`ignored_${name}`)}, FALSE) AS ${identifier(`none_${name}`)}`,
  )
  const name = shaping.table === 'inspections' ? 'result' : 'status'
  const lookup = found.find(each => each.column.name === name)
  const [staged] = stagedOf(shaping, name)
  const word = lookup ? identifier(`text_${name}`) : staged ? sourceText(shaping, name) : raw('CAST(NULL AS VARCHAR)')
  return [...read, ...ignored, sql`${word} AS source_word`]
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
      // The source's own types: what the decoder made of them is the same for each row group.
      const types = stagedOf(shaping, c.name).map(({ type, written }) => (written ? 'text' : type))
      return types.some(type => asTheyAre[c.kind]?.includes(type) === false)
    })
    .map(c => c.name)
}

// A place is both coordinates or none; 0, 0 is what databases write for "unknown".
const placed = raw('(v.lon BETWEEN -180 AND 180 AND v.lat BETWEEN -90 AND 90 AND NOT (v.lon = 0 AND v.lat = 0))')

/** The regions' tables that tell what a row states: `w` by its code, `n` by its name. A join takes time, also one that finds nothing. */
const statedBy = ({ mapping }: Shaping): ('w' | 'n')[] => [
  ...('region_code' in mapping ? (['w'] as const) : []),
  ...('region_name' in mapping ? (['n'] as const) : []),
]
const statedRegion = (shaping: Shaping): Sql =>
  sql`coalesce(${join(statedBy(shaping).map(each => raw(`${each}.code`)))})`

// The stated code wins over the place, but a place inside it is the finer word (a street within its district).
function regionOf(shaping: Shaping): Sql {
  if (!shaping.hasRegions) return raw('coalesce(v.region_code, v.region_name)')
  if (statedBy(shaping).length === 0) return raw('v.place_region')
  const stated = statedRegion(shaping)
  return sql`CASE WHEN ${stated} IS NULL OR p.code IS NOT NULL THEN v.place_region ELSE ${stated} END`
}

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
      result: sql`CASE WHEN v.critical_count > 0 OR v.critical_flag THEN 'critical' ELSE ${
        shaping.score
          ? sql`CASE WHEN v.source_word IS NULL THEN ${scored(shaping.score)} ELSE v.result END`
          : raw('v.result')
      } END`,
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

/** Bounds count as reached; the worst one that is decides. */
function scored({ higher, ...bounds }: ScoreReading): Sql {
  const reached = (['critical', 'problem', 'minor'] as const).flatMap(result => {
    const bound = bounds[result]
    if (bound === undefined) return []
    return [sql`WHEN v.score ${raw(higher === 'worse' ? '>=' : '<=')} CAST(${bound} AS DOUBLE) THEN ${result}`]
  })
  return sql`CASE WHEN v.score IS NULL THEN NULL ${join(reached, ' ')} ELSE 'ok' END`
}

function handling(shaping: Shaping): Record<string, Sql> {
  const target = shaping.decideWithin
  const stated = raw('coalesce(v.promised_days, v.legal_limit_days)')
  const limit = limitOf(shaping)
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
    limit_days: limit,
    due_on:
      target && !target.working
        ? sql`CASE WHEN ${stated} IS NULL THEN CAST(v.accepted_at AS DATE) + ${limit} + coalesce(v.suspended_days, 0) ELSE ends.day END`
        : raw('ends.day'),
  }
}

/** Days within which a permit is to be decided. */
function limitOf({ decideWithin: target }: Shaping): Sql {
  const stated = raw('coalesce(v.promised_days, v.legal_limit_days)')
  return target ? sql`coalesce(${stated}, CAST(${target.days} AS INTEGER))` : stated
}

const joins = (shaping: Shaping): Sql => {
  const parts: Sql[] = []
  const stated = statedBy(shaping)
  if (shaping.hasRegions && stated.length > 0) {
    parts.push(
      ...stated.map(by =>
        raw(`LEFT JOIN region_words ${by} ON ${by}.word = v.${by === 'w' ? 'region_code' : 'region_name'}`),
      ),
      sql`LEFT JOIN region_paths p ON p.code = v.place_region AND p.ancestor = ${statedRegion(shaping)}`,
    )
  }
  if (shaping.table === 'permits') {
    parts.push(
      raw(`LEFT JOIN calendar accepted ON accepted.day = CAST(v.accepted_at AS DATE)
      LEFT JOIN calendar decided ON decided.day = CAST(v.decided_at AS DATE)`),
      sql`LEFT JOIN calendar ends ON ends.is_workday
        AND ends.workday_number = accepted.workday_number + ${limitOf(shaping)} + coalesce(v.suspended_days, 0)`,
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

/** The columns of `derivations`. */
const derivedNames: Readonly<Record<TableName, readonly string[]>> = {
  permits: ['region_code', 'lon', 'lat', 'source_status', 'permitted_on', 'handling_days', 'limit_days', 'due_on'],
  inspections: ['region_code', 'lon', 'lat', 'result', 'source_result'],
  complaints: ['region_code', 'lon', 'lat', 'source_status', 'duplicate_flag', 'received_on', 'closed_on', 'due_on'],
}

/** Columns of the table that a file can fill; the others are left to the table, which has nothing there. */
export function shapedColumns(shaping: Pick<Shaping, 'table' | 'mapping' | 'department'>): string[] {
  const { table, mapping } = shaping
  const made = derivedNames[table]
  const word = table === 'inspections' ? 'result' : 'status'
  const can = (name: string): boolean => {
    if (name in mapping || name === rowKeys[table].id || rowKeys[table].dates.includes(name)) return true
    if (name === 'department') return shaping.department !== null
    if (name === 'entity_code' || name === 'entity_name') return true
    // A place is both coordinates: the checks look at both.
    if (name === 'lat' && 'lon' in mapping) return true
    if (name === 'source_status' || name === 'source_result') return word in mapping
    return made.includes(name) && name !== 'lon' && name !== 'lat'
  }
  return [...new Set([...columns[table].filter(c => !c.personal).map(c => c.name), ...made])].filter(can)
}

/** Whether every pass over the rows may read them anew: no text has to be looked at closely. */
function isQuick(shaping: Shaping): boolean {
  const lookedUp = new Set(lookups(shaping).map(({ column }) => column.name))
  const placed = (name: string): boolean => shaping.placed && (name === 'lon' || name === 'lat')
  const written = (name: string): boolean => stagedOf(shaping, name).every(staged => staged.written !== undefined)
  const slow = readColumns(shaping).filter(name => !lookedUp.has(name) && !placed(name) && !written(name))
  return slow.length === 0 && !('entity_code' in shaping.mapping)
}

/**
 * Makes the view `shaped` of `staging`: canonical values, why a row is rejected, and what the checks look at. The rows
 * behind it are written down only where reading them takes longer than writing: then in `shaped_rows`.
 */
export function shape(shaping: Shaping): Sql[] {
  const made = derivations(shaping)
  const list = shapedColumns(shaping).map(name =>
    made[name] ? sql`${made[name]} AS ${col(name)}` : sql`v.${col(name)}`,
  )
  const extra = Object.keys(shaping.extra).map((name, i) => sql`v.${extraName(name, i)}`)
  const stated = statedBy(shaping).length > 0
  const placed = 'lon' in shaping.mapping
  const checks = [
    sql`${rejection(shaping.table)} AS reject_reason`,
    raw('v.source_row'),
    ...(shaping.hasRegions ? [raw('v.place_region')] : []),
    ...(shaping.hasRegions && stated
      ? [sql`${statedRegion(shaping)} AS stated_region, coalesce(v.region_code, v.region_name) AS stated_word`]
      : []),
    ...(placed ? [raw('v.lon AS raw_lon, v.lat AS raw_lat')] : []),
    ...readColumns(shaping).map(name => sql`v.${identifier(`bad_${name}`)}`),
    ...[...ignoring(shaping)].map(name => sql`v.${identifier(`none_${name}`)}`),
  ]
  const rows = sql`SELECT ${join([...list, ...extra, ...checks])} FROM (${values(shaping)}) v ${joins(shaping)}`
  if (isQuick(shaping)) return [sql`CREATE OR REPLACE VIEW shaped AS ${rows}`]
  return [
    sql`CREATE OR REPLACE TABLE shaped_rows AS ${rows}`,
    sql`CREATE OR REPLACE VIEW shaped AS SELECT * FROM shaped_rows`,
  ]
}

export const dropShaped: readonly Sql[] = [sql`DROP VIEW IF EXISTS shaped`, sql`DROP TABLE IF EXISTS shaped_rows`]
