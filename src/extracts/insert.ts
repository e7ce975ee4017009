import { identifier, join, raw, type Sql, sql } from '../engine/sql'
import type { TableName } from '../schema'
import { mappable, rowKeys } from '../schema'
import { businessCode, isCreditCode, looksLikeCreditCode, textOf } from './expressions'
import { shapedColumns, sourceText } from './shape'
import { type Shaping, stagedColumn } from './staged'
import { rejectedTable } from './tables'

/**
 * Business keys that no earlier row had. A code in the form of a credit code whose check characters fail is not a key:
 * its row may still be linked by name.
 */
export const addKeys = (): Sql =>
  newKeys(
    raw('(SELECT DISTINCT entity_code AS code FROM shaped WHERE reject_reason IS NULL AND entity_code IS NOT NULL)'),
  )

/** The same of codes that are compared already, each once: `from` has them as `code`. */
export const newKeys = (from: Sql): Sql => sql`
  INSERT INTO entity_keys
  SELECT (SELECT coalesce(max(entity_id), 0) FROM entity_keys) + row_number() OVER (ORDER BY code), code, valid
  FROM (SELECT code, ${isCreditCode(sql`code`)} AS valid
        FROM ${from} d
        WHERE NOT EXISTS (SELECT 1 FROM entity_keys k WHERE k.entity_code = d.code)
          AND NOT EXISTS (SELECT 1 FROM permit_numbers n WHERE n.permit_id = d.code))
  WHERE valid OR NOT ${looksLikeCreditCode(sql`code`)}`

/** Rows of `shaped` that can be used go into the canonical table, linked by their key: rules 1 and 2 of linking. */
export function insertRows(shaping: Shaping): Sql {
  const { table, file } = shaping
  const plain = [...shapedColumns(shaping), 'source_row'].map(name => sql`s.${identifier(name)}`)
  const extra = Object.keys(shaping.extra).map((name, i) => sql`s.${identifier(`x_${i}`)} AS ${identifier(name)}`)
  const own = sql`${join([...plain, ...extra])}, CAST(${file} AS USMALLINT) AS source_file`
  if (!('entity_code' in shaping.mapping)) {
    return sql`INSERT INTO ${identifier(table)} BY NAME SELECT ${own} FROM shaped s WHERE s.reject_reason IS NULL`
  }
  return sql`
    INSERT INTO ${identifier(table)} BY NAME
    SELECT ${own},
      coalesce(k.entity_id, n.entity_id) AS entity_id,
      CASE WHEN k.is_credit_code THEN 'credit_code' WHEN k.entity_id IS NOT NULL THEN 'licence_number'
           WHEN n.entity_id IS NOT NULL THEN 'permit_number' END AS link_method
    FROM shaped s
    LEFT JOIN entity_keys k ON k.entity_code = s.entity_code
    LEFT JOIN permit_numbers n ON n.permit_id = s.entity_code
    WHERE s.reject_reason IS NULL`
}

/** The others are kept as they came, with the reason. */
export const insertRejected = (shaping: Shaping): Sql =>
  rejectedFrom(
    shaping,
    raw(
      '(SELECT source_row, reject_reason FROM shaped WHERE reject_reason IS NOT NULL) s JOIN staging USING (source_row)',
    ),
  )

/** The same of `from`: staged columns, `source_row` and `reject_reason`. */
export function rejectedFrom(shaping: Shaping, from: Sql): Sql {
  const texts = mappable(shaping.table).map(({ name }) => sql`${sourceText(shaping, name)} AS ${identifier(name)}`)
  const extra = Object.entries(shaping.extra).map(
    ([name, source]) => sql`${textOf(stagedColumn(shaping, source))} AS ${identifier(name)}`,
  )
  return sql`
    INSERT INTO ${rejectedTable(shaping.table)} BY NAME
    SELECT CAST(${shaping.file} AS USMALLINT) AS source_file, source_row, reject_reason AS reason, ${join([...texts, ...extra])}
    FROM ${from}`
}

/** Rows whose ids are compared at the same time: a table of all hashes at once would not fit beside ten million rows. */
const comparedRows = 2_000_000
const hashes = raw('repeated_hashes')

/** Statements that find what `repeatedKeys` reads, in a table of about so many rows. */
export function findRepeated(table: TableName, rows: number): Sql[] {
  const parts = Math.max(1, Math.ceil(rows / comparedRows))
  const all = sql`SELECT hash(${identifier(rowKeys[table].id)}) AS h FROM ${identifier(table)}`
  const repeated = sql`GROUP BY h HAVING count(*) > 1`
  if (parts === 1) return [sql`CREATE OR REPLACE TABLE ${hashes} AS SELECT h FROM (${all}) ${repeated}`]
  return [
    sql`CREATE OR REPLACE TABLE all_hashes AS ${all}`,
    sql`CREATE OR REPLACE TABLE ${hashes} (h UBIGINT)`,
    ...Array.from(
      { length: parts },
      (_, part) => sql`INSERT INTO ${hashes} SELECT h FROM all_hashes WHERE h % ${parts} = ${part} ${repeated}`,
    ),
    sql`DROP TABLE all_hashes`,
  ]
}

export const dropRepeated: Sql = sql`DROP TABLE ${hashes}`

/** Ids that stand in several rows of a table, after `findRepeated`; hashes are told apart from equal ids. */
export const repeatedKeys = (table: TableName): Sql => {
  const id = identifier(rowKeys[table].id)
  return sql`(SELECT ${id} FROM ${identifier(table)} WHERE hash(${id}) IN (SELECT h FROM ${hashes}) GROUP BY 1 HAVING count(*) > 1)`
}

/**
 * Leaves only the first or the last row of each id, by file and row; the others become rejected rows (as they were
 * loaded, since the file is closed) and rows of an issue. Statements of one script; `rows` of the table, about.
 */
export function keepOne(table: TableName, which: 'first' | 'last', texts: readonly string[], rows: number): Sql[] {
  const id = identifier(rowKeys[table].id)
  const order = which === 'first' ? sql`source_file, source_row` : sql`source_file DESC, source_row DESC`
  const name = identifier(table)
  const list = texts.map(column => sql`CAST(t.${identifier(column)} AS VARCHAR) AS ${identifier(column)}`)
  return [
    ...findRepeated(table, rows),
    sql`CREATE OR REPLACE TABLE repeated_rows AS SELECT source_file, source_row, id FROM (
        SELECT source_file, source_row, ${id} AS id, row_number() OVER (PARTITION BY ${id} ORDER BY ${order}) AS place
        FROM ${name} WHERE ${id} IN ${repeatedKeys(table)}) WHERE place > 1`,
    sql`INSERT INTO ${rejectedTable(table)} BY NAME SELECT t.source_file, t.source_row, 'repeated_id' AS reason, ${join(list)}
      FROM ${name} t JOIN repeated_rows USING (source_file, source_row) ORDER BY t.source_file, t.source_row`,
    sql`INSERT INTO issue_rows SELECT source_file, source_row, 'repeated_id', NULL, id FROM repeated_rows ORDER BY source_file, source_row`,
    sql`DELETE FROM ${name} t USING repeated_rows r WHERE t.source_file = r.source_file AND t.source_row = r.source_row`,
    sql`DROP TABLE repeated_rows`,
    dropRepeated,
  ]
}

/**
 * Permit numbers that name one business: an inspection or complaint may state one in place of a business key, and is
 * compared in the same form.
 */
export const fillPermitNumbers = (): Sql => sql`
  INSERT INTO permit_numbers
  SELECT ${businessCode(sql`permit_id`)} AS number, min(entity_id) FROM permits WHERE entity_id IS NOT NULL
  GROUP BY number HAVING count(DISTINCT entity_id) = 1`
