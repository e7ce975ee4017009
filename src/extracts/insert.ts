import { identifier, join, type Sql, sql } from '../engine/sql'
import type { TableName } from '../schema'
import { mappable } from '../schema'
import { businessCode, isCreditCode, looksLikeCreditCode, textOf } from './expressions'
import { type Shaping, stagedOf } from './shape'
import { rejectedTable, tableColumns } from './tables'

/**
 * Business keys that no earlier row had. A code in the form of a credit code whose check characters fail is not a key:
 * its row may still be linked by name.
 */
export const addKeys = (): Sql => sql`
  INSERT INTO entity_keys
  SELECT (SELECT coalesce(max(entity_id), 0) FROM entity_keys) + row_number() OVER (ORDER BY code), code, valid
  FROM (SELECT code, ${isCreditCode(sql`code`)} AS valid
        FROM (SELECT DISTINCT entity_code AS code FROM shaped WHERE reject_reason IS NULL AND entity_code IS NOT NULL) d
        WHERE NOT EXISTS (SELECT 1 FROM entity_keys k WHERE k.entity_code = d.code)
          AND NOT EXISTS (SELECT 1 FROM permit_numbers n WHERE n.permit_id = d.code))
  WHERE valid OR NOT ${looksLikeCreditCode(sql`code`)}`

/** Rows of `shaped` that can be used go into the canonical table, linked by their key: rules 1 and 2 of linking. */
export function insertRows(table: TableName, file: number): Sql {
  const linked = new Set(['source_file', 'entity_id', 'link_method'])
  const plain = tableColumns(table)
    .map(([name]) => name)
    .filter(name => !linked.has(name))
  return sql`
    INSERT INTO ${identifier(table)} BY NAME
    SELECT ${join(plain.map(name => sql`s.${identifier(name)}`))}, CAST(${file} AS USMALLINT) AS source_file,
      coalesce(k.entity_id, n.entity_id) AS entity_id,
      CASE WHEN k.is_credit_code THEN 'credit_code' WHEN k.entity_id IS NOT NULL THEN 'licence_number'
           WHEN n.entity_id IS NOT NULL THEN 'permit_number' END AS link_method
    FROM shaped s
    LEFT JOIN entity_keys k ON k.entity_code = s.entity_code
    LEFT JOIN permit_numbers n ON n.permit_id = s.entity_code
    WHERE s.reject_reason IS NULL`
}

/** The others are kept as they came, with the reason. */
export function insertRejected(shaping: Shaping): Sql {
  const texts = mappable(shaping.table).map(column => {
    const [first] = stagedOf(shaping, column.name)
    return first ? sql`${textOf(first)}` : sql`${shaping.mapping[column.name]?.constant ?? null}`
  })
  return sql`
    INSERT INTO ${rejectedTable(shaping.table)}
    SELECT CAST(${shaping.file} AS USMALLINT), source_row, s.reject_reason, ${join(texts)}
    FROM (SELECT source_row, reject_reason FROM shaped WHERE reject_reason IS NOT NULL) s JOIN staging USING (source_row)`
}

/**
 * Permit numbers that name one business: an inspection or complaint may state one in place of a business key, and is
 * compared in the same form.
 */
export const fillPermitNumbers = (): Sql => sql`
  INSERT INTO permit_numbers
  SELECT ${businessCode(sql`permit_id`)} AS number, min(entity_id) FROM permits WHERE entity_id IS NOT NULL
  GROUP BY number HAVING count(DISTINCT entity_id) = 1`
