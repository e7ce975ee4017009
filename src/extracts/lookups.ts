import { identifier, join, raw, type Sql, sql } from '../engine/sql'
import { type Column, columns, mappable } from '../schema'
import { comparedWord } from './catalogueSettings'
import { canonicalValue, type Staged, textOf } from './expressions'
import { type Shaping, stagedOf } from './staged'

/** A column whose text has few values: each is read once, and the rows look it up. */
export interface Lookup {
  readonly column: Column
  /** What the rows look up. */
  readonly key: Sql
  readonly type: Staged['type']
  readonly table: Sql
  /** The file's own words, if it states any. */
  readonly words: Sql | null
}

/** Rows per statement: a statement over some 60 KB is refused. */
const perStatement = 200

/** Words of a vocabulary and booleans. Reading them row by row took most of the time of loading. */
export function lookups(shaping: Shaping): Lookup[] {
  return columns[shaping.table].flatMap((column, i): Lookup[] => {
    const parts = stagedOf(shaping, column.name)
    const [first] = parts
    const own = wordsOf(shaping, column.name).length > 0
    if (!first || !(column.vocabulary !== undefined || column.kind === 'boolean')) return []
    const one = parts.length === 1 && first.type === 'text'
    if (!one && !own) return []
    return [
      {
        column,
        key: one ? first.column : sql`coalesce(${join(parts.map(textOf))})`,
        type: 'text',
        table: identifier(`lookup_${i}`),
        words: own ? identifier(`words_${i}`) : null,
      },
    ]
  })
}

/** Words as they are compared, each once. */
function wordsOf(shaping: Shaping, name: string): [string, string][] {
  const found = Object.entries(shaping.words[name] ?? {}).map(([word, value]) => [comparedWord(word), value] as const)
  return [...new Map(found)]
}

/** Makes the tables of a file's own words; once for all its row groups. */
export const wordTables = (shaping: Shaping): Sql[] =>
  lookups(shaping).flatMap(({ column, words }) => {
    if (words === null) return []
    const list = wordsOf(shaping, column.name)
    const parts = Array.from({ length: Math.ceil(list.length / perStatement) }, (_, i) =>
      list.slice(i * perStatement, (i + 1) * perStatement),
    )
    return [
      sql`CREATE OR REPLACE TABLE ${words} (word VARCHAR, value VARCHAR)`,
      ...parts.map(
        part => sql`INSERT INTO ${words} VALUES ${join(part.map(([word, value]) => sql`(lower(${word}), ${value})`))}`,
      ),
    ]
  })

/**
 * What the words of `from` (`raw`, each once) say: trimmed `text`, canonical `value`, and whether the file states that the
 * word says nothing (`ignored`). Other columns of `from` may be selected as well.
 */
export function readWords({ column, type, words }: Lookup, from: Sql, ...more: readonly Sql[]): Sql {
  const cell: Staged = { column: raw('raw'), type }
  const usual = canonicalValue(column, cell)
  const stated = column.kind === 'boolean' ? raw('TRY_CAST(w.value AS BOOLEAN)') : raw(`nullif(w.value, '')`)
  const list = join([...more, sql`raw, ${textOf(cell)} AS text`])
  if (words === null) return sql`SELECT ${list}, ${usual} AS value, FALSE AS ignored FROM ${from} d`
  return sql`SELECT ${list}, CASE WHEN w.word IS NULL THEN ${usual} ELSE ${stated} END AS value, coalesce(w.value = '', FALSE) AS ignored
    FROM ${from} d LEFT JOIN ${words} w ON w.word = lower(${textOf(cell)})`
}

/** Makes the tables that `shape` looks words up in. */
export const lookupTables = (shaping: Shaping): Sql[] =>
  lookups(shaping).map(
    lookup =>
      sql`CREATE OR REPLACE TABLE ${lookup.table} AS ${readWords(lookup, sql`(SELECT DISTINCT ${lookup.key} AS raw FROM staging)`)}`,
  )

export const dropLookups = (shaping: Shaping): Sql[] =>
  lookups(shaping).flatMap(({ table, words }) => [
    sql`DROP TABLE IF EXISTS ${table}`,
    ...(words === null ? [] : [sql`DROP TABLE IF EXISTS ${words}`]),
  ])

/** Mapped columns of a file that look words up of which some say nothing. */
export const ignoring = (shaping: Shaping): ReadonlySet<string> =>
  new Set(
    mappable(shaping.table)
      .map(column => column.name)
      .filter(name => wordsOf(shaping, name).some(([, value]) => value === '')),
  )
