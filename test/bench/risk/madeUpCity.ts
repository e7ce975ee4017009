import { identifier, join, raw, type Sql, sql } from '../../../src/engine/sql'
import { createTable, createTables, lastingTables } from '../../../src/extracts/tables'
import { type TableName, tableNames } from '../../../src/schema'

/** Last day of the made-up city. */
export const madeUpDay = '2026-06-30'

/** Words of the columns that are ENUM once a folder is loaded; where there are many they are numbered. */
const words: Readonly<Record<TableName, Readonly<Record<string, readonly string[]>>>> = {
  permits: {
    status: ['cancelled', 'expired', 'granted', 'pending', 'refused', 'revoked'],
    industry_name: numbered('Kind', 60),
    region_code: numbered('R', 300),
  },
  inspections: {
    result: ['closed', 'critical', 'minor', 'no_entry', 'ok', 'problem', 'uncooperative', 'unreachable'],
    declared_risk: ['Risk 1 (High)', 'Risk 2 (Medium)', 'Risk 3 (Low)'],
    declared_class: ['A', 'B', 'C', 'D'],
    industry_name: numbered('Kind', 60),
    region_code: numbered('R', 300),
  },
  complaints: {
    kind: ['complaint', 'inquiry', 'report', 'suggestion'],
    category: numbered('Category', 30),
    industry_name: numbered('Kind', 60),
    region_code: numbered('R', 300),
  },
}

function numbered(word: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${word} ${String(i + 1).padStart(3, '0')}`)
}

/** A whole number from 0 to `below` - 1 by row `i`, the same in every run; `salt` tells columns apart. */
const pick = (salt: number, below: number, of = 'i'): string => `CAST(hash(${of}, ${salt}) % ${below} AS INTEGER)`
/** A day at most `back` days before the last one. */
const daysBack = (salt: number, back: number): string => `(DATE '${madeUpDay}' - ${pick(salt, back)})`
/** One of a list of words, each as likely as its number of times. */
const oneOf = (salt: number, parts: Readonly<Record<string, number>>): string => {
  const all = Object.entries(parts).flatMap(([word, n]) => Array.from({ length: n }, () => `'${word}'`))
  return `[${all.join(', ')}][${pick(salt, all.length)} + 1]`
}
const numberedWord = (word: string, number: string): string =>
  `'${word} ' || lpad(CAST(${number} + 1 AS VARCHAR), 3, '0')`
/** Small numbers are more frequent. */
const skewed = (salt: number, below: number, of: string): string =>
  `least(${pick(salt, below, of)}, ${pick(salt + 1, below, of)})`

const columns: Readonly<Record<TableName, Readonly<Record<string, string>>>> = {
  permits: {
    permit_id: `'P' || i`,
    permitted_on: daysBack(1, 2900),
    valid_to: `CASE WHEN ${pick(2, 10)} > 0 THEN ${daysBack(1, 2900)} + [365, 730, 1095, 1825][${pick(3, 4)} + 1] END`,
    first_issued_on: `CASE WHEN ${pick(4, 3)} = 0 THEN ${daysBack(1, 2900)} - ${pick(5, 3000)} END`,
    status: oneOf(6, { granted: 90, expired: 4, cancelled: 3, pending: 1, refused: 1, revoked: 1 }),
  },
  inspections: {
    inspection_id: `'I' || i`,
    inspected_on: daysBack(11, 1400),
    result: oneOf(12, {
      ok: 48,
      minor: 14,
      problem: 16,
      critical: 8,
      closed: 5,
      no_entry: 5,
      unreachable: 3,
      uncooperative: 1,
    }),
    item_code: `CASE WHEN ${pick(13, 4)} > 0 THEN 'Item ' || ${skewed(14, 120, 'i')} END`,
    declared_risk: `CASE WHEN ${pick(16, 5)} > 0 THEN ${oneOf(17, { 'Risk 1 (High)': 6, 'Risk 2 (Medium)': 3, 'Risk 3 (Low)': 1 })} END`,
    declared_class: `CASE WHEN ${pick(18, 2)} = 0 THEN ${oneOf(19, { A: 6, B: 2, C: 1, D: 1 })} END`,
    rectify_due_on: `CASE WHEN ${pick(20, 4)} = 0 THEN ${daysBack(11, 1400)} + 30 END`,
    rectified_on: `CASE WHEN ${pick(20, 4)} = 0 AND ${pick(21, 5)} > 0 THEN ${daysBack(11, 1400)} + ${pick(22, 60)} END`,
  },
  complaints: {
    complaint_id: `'C' || i`,
    parent_id: `CASE WHEN ${pick(31, 20)} = 0 THEN 'C' || ${pick(32, 1000)} END`,
    kind: oneOf(33, { complaint: 60, report: 25, inquiry: 10, suggestion: 5 }),
    category: numberedWord('Category', skewed(34, 30, 'i')),
    received_on: daysBack(36, 1100),
    closed_on: `CASE WHEN ${pick(37, 12)} > 0 THEN ${daysBack(36, 1100)} + ${pick(38, 40)} END`,
    due_on: `${daysBack(36, 1100)} + 21`,
    substantiated: `CASE WHEN ${pick(39, 3)} > 0 THEN ${pick(40, 3)} = 0 END`,
    duplicate_flag: `${pick(41, 15)} = 0`,
  },
}

/**
 * A made-up city for measuring the risk score: `businesses` of them and `rows` of each table in the canonical tables of
 * an empty engine, ENUMs as after loading. Kinds, regions and numbers of rows a business are skewed as in real extracts;
 * every value is made from a hash, so that each run has the same rows.
 */
export function madeUpCity(businesses: number, rows: number): Sql[] {
  return [
    ...createTables(),
    ...tableNames.flatMap((table, place) => {
      const types = Object.fromEntries(Object.keys(words[table]).map(name => [name, identifier(`${table}_${name}`)]))
      const entity = pick(50 + place, businesses)
      const names = ['entity_id', 'industry_name', 'region_code', 'source_file', 'source_row', ...Object.keys(columns[table])]
      const values = [
        'entity',
        numberedWord('Kind', skewed(60, 60, 'entity')),
        numberedWord('R', skewed(62, 300, 'entity')),
        String(place),
        'CAST(i AS INTEGER)',
        ...Object.values(columns[table]),
      ]
      return [
        ...Object.entries(words[table]).flatMap(([name, list]) => [
          sql`DROP TYPE IF EXISTS ${identifier(`${table}_${name}`)}`,
          sql`CREATE TYPE ${identifier(`${table}_${name}`)} AS ENUM (${join(list)})`,
        ]),
        createTable(table, lastingTables[table] ?? [], types),
        sql`INSERT INTO ${identifier(table)} BY NAME SELECT ${raw(names.map((name, i) => `${values[i]} AS ${name}`).join(', '))}
          FROM (SELECT i, ${raw(entity)} AS entity FROM range(${rows}) r(i))`,
      ]
    }),
    sql`INSERT INTO entities BY NAME SELECT CAST(i AS INTEGER) AS entity_id, 'E' || i AS entity_code, 'Business ' || i AS entity_name,
        ${raw(numberedWord('Kind', skewed(60, 60, 'CAST(i AS INTEGER)')))} AS industry_name,
        ${raw(numberedWord('R', skewed(62, 300, 'CAST(i AS INTEGER)')))} AS region_code, DATE '2020-01-01' AS first_seen_on,
        116 + ${raw(pick(70, 10000))} / 10000 AS lon, 39 + ${raw(pick(71, 10000))} / 10000 AS lat
      FROM range(${businesses}) r(i)`,
  ] // biome-ignore format: SQL
}
