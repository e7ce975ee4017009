import { commonBits, dayCount, dayOfCount, daysBetween, latestText, timesIn } from '../engine/dialect'
import { and, join, list, raw, type Sql, sql } from '../engine/sql'
import { notTakenPlace, problemResults, type TableName, tableNames } from '../schema'
import { type IndicatorSettings, knownResults, tierWords } from './scorecard'
import { kept, passing, type Step } from './steps'

/** A day for which businesses are scored. Nothing dated after `day` is read; states without a date only if it is the as-of day. */
export interface AsOf {
  readonly day: string
  readonly states: boolean
}

/** The day `day` of extracts whose last day is `asOf`: a day after it counts as it. */
export const asOfDay = (day: string, asOf: string): AsOf => ({ day: day < asOf ? day : asOf, states: day >= asOf })

/** A number as DOUBLE: a plain one with a point would be a DECIMAL. */
export const num = (value: number): Sql => sql`CAST(${value} AS DOUBLE)`

const count = (condition: Sql): Sql => sql`CAST(count(*) FILTER (WHERE ${condition}) AS INTEGER)`

/** The place of a result in `knownResults`, from 1; NULL for what says nothing of the business. */
const severity: Sql = sql`CASE result ${join(
  knownResults.map((result, i) => sql`WHEN ${result} THEN ${raw(String(i + 1))}`),
  ' ',
)} END`

/** The severity in a number of a day and a severity. */
const severityIn = (known: Sql): Sql => commonBits(known, raw('7'))

/** One word at a time, by its number: a list is compared with an ENUM word by word, as text (docs/engine.md). */
function oneOf(column: string, words: readonly string[]): Sql {
  return sql`(${join(
    words.map(word => sql`${raw(column)} = ${word}`),
    ' OR ',
  )})`
}

/** Kinds that say something against a business; questions, praise and wishes do not. A kind that is not stated may. */
export const complaintKinds = ['complaint', 'report'] as const
export const isAgainst = sql`(kind IS NULL OR ${oneOf('kind', complaintKinds)})`

const permitDay = raw('coalesce(permitted_on, CAST(accepted_at AS DATE))')

/** A visit that found somebody or may have. */
export const tookPlace: Sql = sql`(result IS NULL OR NOT ${oneOf('result', notTakenPlace)})`

/** Rows up to a day that belong to a business, by table. */
const known = (at: AsOf): Readonly<Record<TableName, Sql>> => {
  const upTo = (table: TableName, column: Sql): Sql =>
    sql`${raw(table)} WHERE entity_id IS NOT NULL AND ${column} <= CAST(${at.day} AS DATE)`
  return {
    permits: upTo('permits', permitDay),
    inspections: upTo('inspections', raw('inspected_on')),
    complaints: upTo('complaints', raw('received_on')),
  }
}

/** Columns (`inspections.region_code`) that are ENUM: their words have numbers. None need be named. */
export type CodedColumns = ReadonlySet<string>

/** The columns that are ENUM now, as `CodedColumns` names them. */
export const codedColumns: Sql<{ name: string }> = sql`
  SELECT table_name || '.' || column_name AS name FROM duckdb_columns() WHERE NOT internal AND data_type LIKE 'ENUM(%'`

/** A word of a column by the number that it has in its ENUM, else itself. */
const wordKey = (table: TableName, column: string, coded: CodedColumns, value = column): Sql =>
  raw(coded.has(`${table}.${column}`) ? `enum_code(${value})` : `CAST(${value} AS VARCHAR)`)

/**
 * What the newest row that says it says, as a `wordKey`; of several on one day the word that sorts last. A day and the
 * number of a word go into one number, whose greatest takes half as long as `arg_max` of words.
 */
const newest = (table: TableName, columns: readonly string[], day: Sql, coded: CodedColumns): Sql =>
  join(
    columns.map(column =>
      coded.has(`${table}.${column}`)
        ? sql`max(CAST(${day} - DATE '1970-01-01' AS BIGINT) * 65536 + enum_code(${raw(column)})) & 65535 AS ${raw(column)}`
        : sql`${latestText(sql`CAST(${raw(column)} AS VARCHAR)`, day)} AS ${raw(column)}`,
    ),
  )

/** The words of a column of a table, each with its key. */
const wordsIn = (table: TableName, column: string, coded: CodedColumns): Step =>
  kept(
    `words_${table}_${column}`,
    sql`SELECT ${wordKey(table, column, coded, 'word')} AS key, CAST(word AS VARCHAR) AS word
      FROM (SELECT DISTINCT ${raw(column)} AS word FROM ${raw(table)}) WHERE word IS NOT NULL`,
  )

/** Each word of a column of the three tables with a number, from 1, in the words' order: the same whenever it is asked. */
const numbered = (name: string, number: string, column: string, word: string): Step =>
  kept(
    name,
    sql`SELECT CAST(row_number() OVER (ORDER BY word) AS INTEGER) AS ${raw(number)}, word AS ${raw(word)}
      FROM (${join(
        tableNames.map(table => raw(`SELECT word FROM words_${table}_${column}`)),
        ' UNION ',
      )})`,
  )

/** Numbers of ENUM words are below it: one table's stand beside another's in one number. */
const mostCodes = 65536

/**
 * The number (`numbers`) of what the newest rows say in a column, of the first of some aliases of tables that says
 * anything: the joins that it needs, and its value, 0 where none does. Keys of ENUMs need one join together.
 */
function firstNumber(
  aliases: readonly (readonly [alias: string, table: TableName])[],
  column: string,
  [numbers, number, word]: readonly [table: string, number: string, word: string],
  coded: CodedColumns,
): { readonly joins: Sql; readonly value: Sql } {
  const isCoded = (table: TableName): boolean => coded.has(`${table}.${column}`)
  const named = (table: TableName): string => `words_${table}_${column} t JOIN ${numbers} n ON n.${word} = t.word`
  const packed = aliases.flatMap(([, table], i) =>
    isCoded(table) ? [`SELECT ${i * mostCodes} + t.key AS key, n.${number} AS number FROM ${named(table)}`] : [],
  )
  const texts = aliases.filter(([, table]) => !isCoded(table))
  // A number that is known already is below 0, so that both kinds stand in one CASE.
  const key = `CASE ${aliases
    .map(([alias, table], i) =>
      isCoded(table)
        ? `WHEN ${alias}.${column} IS NOT NULL THEN ${i * mostCodes} + ${alias}.${column}`
        : `WHEN ${alias}_${number}.number IS NOT NULL THEN -${alias}_${number}.number`,
    )
    .join(' ')} END`
  const joins = texts.map(
    ([alias, table]) =>
      `LEFT JOIN (SELECT t.key AS key, n.${number} AS number FROM ${named(table)}) ${alias}_${number} ON ${alias}_${number}.key = ${alias}.${column}`,
  )
  if (packed.length === 0) return { joins: raw(joins.join(' ')), value: raw(`coalesce(-${key}, 0)`) }
  joins.push(`LEFT JOIN (${packed.join(' UNION ALL ')}) all_${number} ON all_${number}.key = ${key}`)
  return { joins: raw(joins.join(' ')), value: raw(`coalesce(all_${number}.number, -${key}, 0)`) }
}

/**
 * What the rows up to a day say of each business. `facts`: one row a business with any row until then: entity_id; kind
 * and place, numbers of its industry and region in `kinds` and `places`, 0 where it has none (newest rows; of several
 * on one day the word that sorts last); and the counts and days that indicators are made of. `allowed`: one row, which
 * indicators the extracts allow.
 */
export function factSteps(at: AsOf, settings: IndicatorSettings, coded: CodedColumns): Step[] {
  const rows = known(at)
  const [i, p, c] = [
    ['i', 'inspections'],
    ['p', 'permits'],
    ['c', 'complaints'],
  ] as const
  const kind = firstNumber([i, p, c], 'industry_name', ['kinds', 'kind', 'industry'], coded)
  const place = firstNumber([p, i, c], 'region_code', ['places', 'place', 'region'], coded)
  return [
    passing('visited', visited(at, settings, rows.inspections, coded)),
    kept('repeated', repeated(at, settings, rows.inspections)),
    passing('licensed', licensed(at, rows.permits, coded)),
    passing('accused', accused(at, settings, rows.complaints, coded)),
    ...tableNames.flatMap(table => [wordsIn(table, 'industry_name', coded), wordsIn(table, 'region_code', coded)]),
    wordsIn('inspections', 'declared_risk', coded),
    wordsIn('inspections', 'declared_class', coded),
    numbered('kinds', 'kind', 'industry_name', 'industry'),
    numbered('places', 'place', 'region_code', 'region'),
    kept('tiers', sql`SELECT key, CASE ${join(
      (['high', 'middle', 'low'] as const).map(
        name => sql`WHEN lower(trim(word)) IN ${list(tierWords[name])} THEN ${num(settings.tiers[name])}`,
      ),
      ' ',
    )} END AS tier FROM words_inspections_declared_risk`),
    kept('facts', sql`SELECT entity_id, ${kind.value} AS kind, ${place.value} AS place, t.tier AS tier, d.word AS declared_class, i.last_visit_on AS last_visit_on,
        ${severityIn(raw('i.last_known'))} AS last_severity, ${dayOfCount(timesIn(8, sql`(i.last_known - ${severityIn(raw('i.last_known'))})`))} AS last_known_on,
        ${zeroes('i', ['visits', 'visits_recent', 'critical_recent', 'critical_year'])},
        CAST(${age(at, 'i.rectify_due_on')} AS INTEGER) AS overdue_days, coalesce(r.repeats, 0) AS repeats,
        (i.unresolved_on IS NOT NULL AND (i.passed_on IS NULL OR i.passed_on <= i.unresolved_on)) AS unresolved,
        coalesce(p.endless, FALSE) AS endless, p.valid_to AS valid_to, p.licensed_on AS licensed_on, coalesce(p.revoked, FALSE) AS revoked,
        ${zeroes('c', ['intensity', 'complaints_year', 'substantiated_year', 'judged_year', 'past_due_year', 'repeated_year', 'complaints_open'])},
        CASE WHEN i.last_visit_on IS NULL OR c.last_complaint_on > i.last_visit_on THEN c.last_complaint_on ELSE i.last_visit_on END AS last_active_on
      FROM visited i FULL JOIN licensed p USING (entity_id) FULL JOIN accused c USING (entity_id)
        LEFT JOIN repeated r USING (entity_id) LEFT JOIN tiers t ON t.key = i.declared_risk
        LEFT JOIN words_inspections_declared_class d ON d.key = i.declared_class
        ${kind.joins} ${place.joins}`),
    kept('allowed', sql`SELECT
        CAST((SELECT bool_or(rectify_due_on IS NOT NULL) AND bool_or(rectified_on <= CAST(${at.day} AS DATE)) FROM ${rows.inspections}) IS TRUE AS BOOLEAN) AS can_rectify,
        CAST(EXISTS (SELECT 1 FROM ${rows.inspections} AND (item_code IS NOT NULL OR item_name IS NOT NULL)) AS BOOLEAN) AS can_items,
        CAST(EXISTS (SELECT 1 FROM ${rows.complaints} AND ${isAgainst}) AS BOOLEAN) AS can_complaints,
        CAST(EXISTS (SELECT 1 FROM ${rows.permits}) AS BOOLEAN) AS can_permits`),
  ] // biome-ignore format: SQL
}

const age = (at: AsOf, column: string): Sql => daysBetween(raw(column), sql`CAST(${at.day} AS DATE)`)
/** Dated at most so many days before the day. What is dated after it is too. */
export const within = (at: AsOf, column: string, days: number): Sql => sql`${age(at, column)} < ${raw(whole(days))}`

function visited(at: AsOf, settings: IndicatorSettings, rows: Sql, coded: CodedColumns): Sql {
  const recent = within(at, 'inspected_on', settings.visitDays)
  const open = sql`(rectified_on IS NULL OR rectified_on > CAST(${at.day} AS DATE))`
  return sql`
    SELECT entity_id,
      max(inspected_on) FILTER (WHERE ${tookPlace}) AS last_visit_on,
      max(${dayCount(raw('inspected_on'))} * 8 + ${severity}) AS last_known,
      ${count(tookPlace)} AS visits,
      ${count(sql`${tookPlace} AND ${recent}`)} AS visits_recent,
      ${count(sql`result = 'critical' AND ${recent}`)} AS critical_recent,
      ${count(sql`result = 'critical' AND ${within(at, 'inspected_on', 365)}`)} AS critical_year,
      min(rectify_due_on) FILTER (WHERE ${open}) AS rectify_due_on,
      max(inspected_on) FILTER (WHERE result = 'critical' AND ${open}) AS unresolved_on,
      max(inspected_on) FILTER (WHERE ${oneOf('result', ['ok', 'minor'])}) AS passed_on,
      ${newest('inspections', ['industry_name', 'region_code', 'declared_risk', 'declared_class'], raw('inspected_on'), coded)}
    FROM ${rows} GROUP BY entity_id`
}

/** Findings of an item beyond its first one. */
function repeated(at: AsOf, settings: IndicatorSettings, rows: Sql): Sql {
  const item = raw('coalesce(CAST(item_code AS VARCHAR), CAST(item_name AS VARCHAR))')
  return sql`
    SELECT entity_id, CAST(sum(n - 1) AS INTEGER) AS repeats FROM (
      SELECT entity_id, count(*) AS n FROM ${rows} AND ${within(at, 'inspected_on', settings.visitDays)}
        AND ${oneOf('result', problemResults)} AND ${item} IS NOT NULL
      GROUP BY entity_id, ${item} HAVING count(*) > 1) GROUP BY entity_id`
}

/** A day that is stated, or another one if that is earlier; `least` takes six times as long. */
const orEarlier = (day: Sql, other: string): Sql =>
  sql`CASE WHEN ${raw(other)} < ${day} THEN ${raw(other)} ELSE ${day} END`

// One word at a time, by its number: see docs/engine.md.
const notGranted = ['pending', 'refused', 'withdrawn', 'cancelled', 'revoked'] as const

function licensed(at: AsOf, rows: Sql, coded: CodedColumns): Sql {
  const granted = at.states
    ? sql`(permitted_on IS NOT NULL AND (status IS NULL OR ${and(notGranted.map(word => sql`status <> ${word}`))}))`
    : raw('permitted_on IS NOT NULL')
  const endless = at.states
    ? sql`(${granted} AND valid_to IS NULL AND (status IS NULL OR status <> 'expired'))`
    : sql`(${granted} AND valid_to IS NULL)`
  return sql`
    SELECT entity_id, bool_or(${endless}) AS endless, max(valid_to) FILTER (WHERE ${granted}) AS valid_to,
      min(${orEarlier(orEarlier(raw('permitted_on'), 'first_issued_on'), 'valid_from')}) FILTER (WHERE ${granted}) AS licensed_on,
      ${at.states ? raw(`bool_or(status = 'revoked')`) : raw('FALSE')} AS revoked,
      ${newest('permits', ['industry_name', 'region_code'], permitDay, coded)}
    FROM ${rows} GROUP BY entity_id`
}

function accused(at: AsOf, settings: IndicatorSettings, rows: Sql, coded: CodedColumns): Sql {
  const { complaintWeights: weights } = settings
  const states = raw(at.states ? 'TRUE' : 'FALSE')
  const year = sql`${isAgainst} AND ${within(at, 'received_on', settings.complaintDays)}`
  const open = sql`(closed_on IS NULL OR closed_on > CAST(${at.day} AS DATE))`
  const weight = at.states
    ? sql`CASE WHEN duplicate_flag THEN ${num(weights.duplicate)} WHEN substantiated THEN ${num(weights.substantiated)}
        WHEN NOT substantiated THEN ${num(weights.unfounded)} ELSE ${num(weights.unknown)} END`
    : num(weights.unknown)
  return sql`
    SELECT entity_id, max(received_on) FILTER (WHERE ${isAgainst}) AS last_complaint_on,
      coalesce(sum(${weight} * power(2, -${age(at, 'received_on')} / ${num(settings.complaintHalfLifeDays)})) FILTER (WHERE ${year}), 0) AS intensity,
      ${count(year)} AS complaints_year,
      ${count(sql`${year} AND ${states} AND substantiated`)} AS substantiated_year,
      ${count(sql`${year} AND ${states} AND substantiated IS NOT NULL`)} AS judged_year,
      ${count(sql`${year} AND ${open} AND due_on < CAST(${at.day} AS DATE)`)} AS past_due_year,
      ${count(sql`${year} AND ((${states} AND coalesce(duplicate_flag, FALSE)) OR parent_id IS NOT NULL)`)} AS repeated_year,
      ${count(sql`${isAgainst} AND ${open}`)} AS complaints_open,
      ${newest('complaints', ['industry_name', 'region_code'], raw('received_on'), coded)}
    FROM ${rows} GROUP BY entity_id` // biome-ignore format: SQL
}

/** Counts of a table that may have no row of the business. */
const zeroes = (alias: string, names: readonly string[]): Sql =>
  raw(names.map(name => `coalesce(${alias}.${name}, 0) AS ${name}`).join(', '))

/** A number of days as text of the source; throws for what is none. */
export function whole(days: number): string {
  if (!Number.isInteger(days) || days < 0) throw new TypeError(`risk: ${days} is not a number of days`)
  return String(days)
}
