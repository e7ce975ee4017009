import type { ExtractEngine, Section } from '../engine/engine'
import { identifier, join, raw, type Sql, sql } from '../engine/sql'
import { type Column, columns, rowKeys } from '../schema'
import { businessCode, canonicalValue, hasOrganisationCode, looksLikeCreditCode, textOf } from './expressions'
import { newKeys } from './insert'
import { type Check, orders } from './issues'
import { ignoring, lookups, readWords } from './lookups'
import { type FreshWords, type PlainPlan, type Reading, type WordAnswers, wordFlags } from './plainPlan'
import { possibleDays } from './shape'
import type { PlaceColumns } from './source'
import type { Shaping } from './staged'
import { wordColumns } from './tables'

/** What the decoder needs beside the shaping to make rows itself. */
export interface PlainSetting {
  readonly place: PlaceColumns | undefined
  readonly times: readonly string[]
  readonly checks: readonly Check[]
  /** Columns of the table as it lies in the engine. */
  readonly outputs: readonly string[]
  readonly regionWords: PlainPlan['regionWords']
  readonly regionPaths: PlainPlan['regionPaths']
}

const dayNumber = (day: string): number => Date.parse(day) / 86_400_000

/** More checks than bits. */
const mostChecks = 31

/**
 * How the decoder makes a file's canonical rows itself, or null where only the engine can: of permits (their days are
 * looked up in the calendar), without regions, for a column from several sources or of a type that has to be read.
 */
export async function planOf(
  engine: ExtractEngine,
  shaping: Shaping,
  setting: PlainSetting,
): Promise<PlainPlan | null> {
  const { table, mapping, staged, file, extent, department, closeWithin } = shaping
  if (table === 'permits' || !shaping.hasRegions || shaping.score !== null) return null
  if (setting.checks.length > mostChecks) return null
  const readings: Record<string, Reading> = {}
  const looked = new Set(lookups(shaping).map(({ column }) => column.name))
  for (const column of columns[table]) {
    if (column.personal || !(column.name in mapping)) continue
    const reading = await readingOf(engine, shaping, column, looked, setting)
    if (reading === null) return null
    readings[column.name] = reading
  }
  // Words are known by their column.
  const asked = Object.values(readings).flatMap(each => (each.by === 'word' || each.by === 'code' ? [each.at] : []))
  if (new Set(asked).size < asked.length) return null
  const { id, dates } = rowKeys[table]
  const [date = ''] = dates
  if (readings[id]?.by !== 'text' || readings[date]?.by !== 'time') return null
  const extra: Record<string, number> = {}
  for (const [name, source] of Object.entries(shaping.extra)) {
    const at = staged.findIndex(column => column.name === source)
    // A text that is read as times elsewhere is no text any more.
    if (staged[at]?.type !== 'text' || setting.times.includes(source)) return null
    extra[name] = at
  }
  const first = dayNumber(possibleDays.from)
  return {
    ...{ table, file, extent, department, readings, extra, id, date },
    columns: staged.map(column => column.name),
    ...{ place: setting.place, times: setting.times, outputs: setting.outputs },
    wordOutputs: wordColumns(table).filter(name => setting.outputs.includes(name)),
    checks: setting.checks.map(({ kind, column }) => ({ kind, column })),
    silent: [...ignoring(shaping)],
    possible: [first, dayNumber(possibleDays.to)],
    ...{ regionWords: setting.regionWords, regionPaths: setting.regionPaths },
    closeWithin:
      table !== 'complaints' || closeWithin === null
        ? null
        : closeWithin.working
          ? await dueDays(engine, closeWithin.days, first)
          : closeWithin.days,
    orders: orders[table],
  }
}

/** The day on which a complaint is due, by the day of its receipt; as `shape` joins it. */
async function dueDays(engine: ExtractEngine, days: number, first: number): Promise<Int32Array> {
  const rows = await engine.rows<{ received: number; due: number }>(sql`
    SELECT CAST(received.day - DATE '1970-01-01' AS INTEGER) AS received, CAST(due.day - DATE '1970-01-01' AS INTEGER) AS due
    FROM calendar received JOIN calendar due
      ON due.is_workday AND due.workday_number = received.workday_number + CAST(${days} AS INTEGER)`)
  const found = new Int32Array(dayNumber(possibleDays.to) - first + 1).fill(-0x80000000)
  for (const { received, due } of rows) found[received - first] = due
  return found
}

async function readingOf(
  engine: ExtractEngine,
  shaping: Shaping,
  column: Column,
  looked: ReadonlySet<string>,
  { times }: PlainSetting,
): Promise<Reading | null> {
  const { name, kind } = column
  const mapped = shaping.mapping[name]
  if (!mapped || mapped.fallbacks.length > 0 || mapped.together || mapped.unit) return null
  if (mapped.source === null) return constantOf(engine, column, mapped.constant)
  const at = shaping.staged.findIndex(each => each.name === mapped.source)
  const source = shaping.staged[at]
  if (source === undefined) return null
  const { type } = source
  const written = times.includes(source.name)
  if (looked.has(name)) return type === 'text' && !written ? { by: 'word', at, bool: kind === 'boolean' } : null
  switch (kind) {
    case 'code':
    case 'text':
    case 'word':
      if (column.vocabulary || written || (type !== 'text' && type !== 'integer')) return null
      // What else a number of a business could be is read by the engine.
      if (name === 'entity_code') return type === 'text' ? { by: 'code', at } : null
      return { by: 'text', at }
    case 'date':
    case 'timestamp':
      if (type !== 'date' && type !== 'timestamp' && type !== 'text') return null
      if (source.utc && shaping.zone !== null) return null
      return { by: 'time', at, day: kind === 'date' }
    case 'boolean':
      return type === 'boolean' ? { by: 'boolean', at } : null
    case 'degrees':
      return 'lon' in shaping.mapping && 'lat' in shaping.mapping ? { by: 'degrees', at } : null
    case 'number':
      return type === 'number' || type === 'integer' ? { by: 'number', at } : null
    case 'integer':
      return type === 'integer' ? { by: 'integer', at } : null
    default:
      return kind satisfies never
  }
}

/** What a constant reads as; only texts and words. */
async function constantOf(engine: ExtractEngine, column: Column, constant: string | null): Promise<Reading | null> {
  const isText = column.kind === 'text' || column.kind === 'word' || column.kind === 'code'
  if (!isText || constant === null || ['entity_code', 'region_code', 'region_name'].includes(column.name)) return null
  const value = canonicalValue(column, { column: sql`CAST(${constant} AS VARCHAR)`, type: 'text' })
  const [row] = await engine.rows<{ text: string | null }>(sql`SELECT ${value} AS text`)
  return { by: 'constant', text: row?.text ?? null }
}

const fresh = identifier('fresh_words')
const freshCodes = identifier('fresh_codes')

/** Lets the engine read words that a file had not before: vocabularies, and keys of businesses, which get their numbers. */
export async function answerWords(
  engine: ExtractEngine,
  shaping: Shaping,
  plan: PlainPlan,
  words: FreshWords,
  signal?: AbortSignal,
): Promise<WordAnswers> {
  const empty = sql`CREATE OR REPLACE TABLE ${fresh} (c INTEGER, i INTEGER, raw VARCHAR)`
  await engine.fill([empty], once({ table: 'fresh_words', ipc: words.ipc }), signal)
  const isFresh = (reading: Reading): boolean => 'at' in reading && words.counts[reading.at] !== undefined
  const parts: Sql[] = []
  const code = plan.readings.entity_code
  if (code?.by === 'code' && isFresh(code)) {
    await engine.run(codeTables(code.at), signal)
    parts.push(codeAnswers(code.at))
  }
  for (const lookup of lookups(shaping)) {
    const reading = plan.readings[lookup.column.name]
    if (reading?.by !== 'word' || !isFresh(reading)) continue
    const read = readWords(lookup, sql`(SELECT i, raw FROM ${fresh} WHERE c = ${reading.at})`, raw('d.i AS i'))
    parts.push(sql`SELECT CAST(${reading.at} AS INTEGER) AS c, i, text, CAST(value AS VARCHAR) AS value, CAST(NULL AS INTEGER) AS id, CAST(NULL AS VARCHAR) AS method,
      CASE WHEN ignored THEN ${wordFlags.ignored} ELSE 0 END + CASE WHEN lower(text) LIKE '%- dup' THEN ${wordFlags.repeated} ELSE 0 END AS flags
      FROM (${read}) w`)
  }
  return { pieces: await engine.arrow(join(parts, ' UNION ALL '), signal) }
}

/** Tables of one file's words that are left. */
export const dropWords: readonly Sql[] = [fresh, freshCodes].map(name => sql`DROP TABLE IF EXISTS ${name}`)

const codeTables = (at: number): Sql[] => [
  sql`CREATE OR REPLACE TABLE ${freshCodes} AS
    SELECT i, ${businessCode(raw('text'))} AS code FROM (SELECT i, ${textOf({ column: raw('raw'), type: 'text' })} AS text FROM ${fresh} WHERE c = ${at})`,
  newKeys(sql`(SELECT DISTINCT code FROM ${freshCodes} WHERE code IS NOT NULL)`),
]

function codeAnswers(at: number): Sql {
  const isCode = looksLikeCreditCode(raw('f.code'))
  const whole = hasOrganisationCode(raw('f.code'))
  return sql`SELECT CAST(${at} AS INTEGER) AS c, f.i, f.code AS text, f.code AS value, coalesce(k.entity_id, n.entity_id) AS id,
      CASE WHEN k.is_credit_code THEN 'credit_code' WHEN k.entity_id IS NOT NULL THEN 'licence_number' WHEN n.entity_id IS NOT NULL THEN 'permit_number' END AS method,
      CASE WHEN k.entity_id IS NULL AND ${isCode} THEN CASE WHEN ${whole} THEN ${wordFlags.badCode} ELSE ${wordFlags.badOrganisation} END ELSE 0 END AS flags
    FROM ${freshCodes} f LEFT JOIN entity_keys k ON k.entity_code = f.code LEFT JOIN permit_numbers n ON n.permit_id = f.code`
}

async function* once(section: Section): AsyncGenerator<Section> {
  yield section
}
