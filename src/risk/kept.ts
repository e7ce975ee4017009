import { join, raw, type Sql, sql } from '../engine/sql'
import { classesTable, derivedAreNamed, derivedIn, indicatorsTable, modelTable } from './derived'
import type { AsOf, CodedColumns } from './factsSql'
import { indicatorColumn, indicatorSteps, indicators, normColumns, norms } from './indicatorsSql'
import { classed, scored } from './score'
import { defaultScorecard, defaultSettings, type IndicatorSettings, indicatorKeys, type Scorecard } from './scorecard'
import { inStatements } from './steps'

/**
 * The table that keeps every business's indicators as of the last day by the default settings, with the facts that lists
 * put into words and what they are measured by: weights, thresholds and overrides are applied to it by each question. One row a business.
 */
export const keptTable = 'risk_indicators'

const facts: readonly (readonly [string, string])[] = [
  ['last_visit_on', 'DATE'],
  // Place in `knownResults`, from 1.
  ['last_severity', 'UTINYINT'],
  ['last_known_on', 'DATE'],
  ['visits', 'INTEGER'],
  ['visits_recent', 'INTEGER'],
  ['critical_recent', 'INTEGER'],
  ['critical_year', 'INTEGER'],
  ['overdue_days', 'INTEGER'],
  ['repeats', 'INTEGER'],
  ['permit_state', 'VARCHAR'],
  ['valid_to', 'DATE'],
  ['licensed_on', 'DATE'],
  ['complaints_year', 'INTEGER'],
  ['substantiated_year', 'INTEGER'],
  ['past_due_year', 'INTEGER'],
  ['repeated_year', 'INTEGER'],
  ['complaints_open', 'INTEGER'],
  ['declared_class', 'VARCHAR'],
]

/** Columns of the table and their types, in order. */
export const keptColumns: readonly (readonly [string, string])[] = [
  ['entity_id', 'INTEGER'],
  ...facts,
  ['spot', 'INTEGER'],
  ...indicatorKeys.map(key => [indicatorColumn(key), 'DOUBLE'] as const),
  ['imputed', 'USMALLINT'],
  ['overrides', 'UTINYINT'],
]

/** The table beside one of indicators that holds the norms by `spot`: some hundred rows in place of columns of all. */
export const normsTable = (name: string): string => `${name}_norms`

export const normsColumns: readonly (readonly [string, string])[] = [
  ['spot', 'INTEGER'],
  ...normColumns.map(name => {
    if (name === 'industry' || name === 'region' || name === 'topic') return [name, 'VARCHAR'] as const
    return [name, name === 'pooled' || name.startsWith('can_') ? 'BOOLEAN' : 'DOUBLE'] as const
  }),
]

/** A script that makes tables like the kept ones, of another day or by other settings; those of that name are replaced. */
export function makeIndicators(name: string, at: AsOf, settings: IndicatorSettings, coded?: CodedColumns): Sql[] {
  const { steps, rows, spots } = indicatorSteps(at, settings, coded)
  const tables = [
    [name, keptColumns, rows],
    [normsTable(name), normsColumns, spots],
  ] as const
  return [
    ...tables.map(
      ([table, columns]) =>
        sql`CREATE OR REPLACE TABLE ${raw(table)} (${join(columns.map(([column, type]) => raw(`${column} ${type}`)))})`,
    ),
    ...inStatements(steps),
    ...tables.map(
      ([table, columns, from]) =>
        sql`INSERT INTO ${raw(table)} BY NAME SELECT ${join(columns.map(([column]) => raw(column)))} FROM (${from})`,
    ),
  ]
}

const isDefault = (settings: IndicatorSettings): boolean =>
  settings === defaultSettings || JSON.stringify(settings) === JSON.stringify(defaultSettings)

/** Whether a card is the one that everyone starts with. */
export const isDefaultCard = (card: Scorecard): boolean =>
  card === defaultScorecard || (card.model === undefined && JSON.stringify(card) === JSON.stringify(defaultScorecard))

/** The table that holds the indicators of a day by settings: the kept one, or a derived one where those are named. */
const tableOf = (at: AsOf, settings: IndicatorSettings): string | null =>
  at.states && isDefault(settings) ? keptTable : derivedAreNamed() ? indicatorsTable(at, settings) : null

/** Indicators of all businesses: of a table that holds them, else worked out anew. */
export function indicatorSource(at: AsOf, settings: IndicatorSettings): Sql {
  const table = tableOf(at, settings)
  return table === null ? indicators(at, settings) : raw(`SELECT * FROM ${table}`)
}

/** The norms that those indicators are measured by, a row a `spot`. */
export function normsSource(at: AsOf, settings: IndicatorSettings): Sql {
  const table = tableOf(at, settings)
  return table === null ? norms(at, settings) : raw(`SELECT * FROM ${normsTable(table)}`)
}

/**
 * All businesses as a card ranks them on a day: the rows of `indicatorSource` with `score`, `class`, `rank` and
 * `coverage` (see `scored`). A card with a learned model takes its scores, and has `why`, the features that say most.
 */
export const rankedAt = (at: AsOf, card: Scorecard): Sql =>
  card.model === undefined
    ? scored(indicatorSource(at, card.settings), card)
    : classed(
        sql`SELECT i.*, m.score AS score, m.coverage AS coverage, m.why AS why
          FROM (${indicatorSource(at, card.settings)}) i LEFT JOIN ${raw(modelTable(at, card.model))} m ON m.entity_id = i.entity_id`,
        card,
      ) // biome-ignore format: SQL

/** `entity_id` and `class` of every business as a card ranks them on a day. */
export const classesOf = (at: AsOf, card: Scorecard): Sql => sql`SELECT entity_id, class FROM (${rankedAt(at, card)})`

/** The same of a table where those are named: each question of a click asks for them. */
export function classesAt(at: AsOf, card: Scorecard): Sql {
  const select = classesOf(at, card)
  return derivedAreNamed() ? sql`SELECT entity_id, class FROM ${classesTable(at, card, select)}` : select
}

/** Columns of that table and their types. */
export const classesColumns: readonly (readonly [string, string])[] = [
  ['entity_id', 'INTEGER'],
  ['class', 'VARCHAR'],
]

/**
 * The statement as anyone can ask it: tables of another day or of other settings that it names are worked out at its
 * head, once each; those that are there stay named, and of those that are `known` their rows stand there. A learned model's
 * scores come from no statement; their table is there as long as the page that made it.
 */
export function spelledOut<Row>(
  query: Sql<Row>,
  isThere: (name: string) => boolean = () => false,
  known: ReadonlyMap<string, Sql> = new Map(),
): Sql<Row> {
  const named = derivedIn(query.strings, name => isThere(name) || known.has(name))
  const tables = [...named].filter(([name, table]) => table.kind !== 'model' && !isThere(name))
  if (tables.length === 0) return query
  const parts = [
    query,
    ...tables.flatMap(([name, table]) => ('select' in table && !known.has(name) ? [table.select] : [])),
  ]
  const names: (readonly [name: string, own: string])[] = []
  const renamed = <Asked>({ strings, values }: Sql<Asked>): Sql<Asked> => ({
    strings: strings.map(text => names.reduce((all, [name, own]) => all.replaceAll(name, own), text)),
    values,
  })
  const heads = tables.flatMap(([name, table], i) => {
    if (table.kind === 'model') return []
    const own = `${table.kind}_${i + 1}`
    const rows = known.get(name)
    if (rows !== undefined) {
      names.push([name, own])
      return [sql`${raw(own)} AS (${rows})`]
    }
    // What a table is made from comes before it, and has its own name by now.
    const select = table.kind === 'indicators' ? indicators(table.at, table.settings) : renamed(table.select)
    const hasNorms = parts.some(({ strings }) => strings.some(text => text.includes(normsTable(name))))
    names.push([name, own])
    return [
      sql`${raw(own)} AS MATERIALIZED (${select})`,
      ...(table.kind === 'indicators' && hasNorms
        ? [sql`${raw(normsTable(own))} AS MATERIALIZED (${norms(table.at, table.settings)})`]
        : []),
    ]
  })
  const { strings } = renamed(query)
  // A statement with parts of its own goes on with them.
  const [first = '', ...others] = strings
  const [start = ''] = /^\s*WITH\s(\s*RECURSIVE\s)?/.exec(first) ?? []
  const rest = { strings: [first.slice(start.length), ...others], values: query.values } as Sql
  const [word, comma] = start === '' ? ['WITH ', ''] : [start, ',']
  return sql`${raw(word)}${join(heads)}${raw(comma)} ${rest}` as Sql<Row>
}
