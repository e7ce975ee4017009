import { comparableName } from '../engine/dialect'
import { identifier, join, raw, type Sql, sql } from '../engine/sql'
import { type TableName, tableNames } from '../schema'

/**
 * Why a row has no business, the first that fits: its name stands for several as near as each other; it is a business's, but not
 * where the row says; there is a code that fails its check; there is a name that no business has; there is neither.
 */
export const missingLinks = ['tie', 'elsewhere', 'bad_code', 'unknown_name', 'nothing'] as const
export type MissingLink = (typeof missingLinks)[number]

/** The rules of linking, the surest first. */
export const linkRules = ['credit_code', 'licence_number', 'permit_number', 'name_region', 'name_similar'] as const
export type LinkRule = (typeof linkRules)[number]

const comparable = (): Sql => comparableName(raw('entity_name'))

/** Rows whose name is that of several businesses as near as each other. */
const isTied = (table: TableName): Sql =>
  sql`((source_file, source_row) IN (SELECT (source_file, source_row) FROM link_ties WHERE table_name = ${table}))`

/** Rows that a right credit code would link to a business that the extracts know: their name is one's, but it is a tie, or not where the row says. */
export const couldLink = (table: TableName): Sql =>
  sql`(entity_id IS NULL AND (${isTied(table)} OR (entity_name IS NOT NULL AND ${comparable()} IN (SELECT ${comparable()} FROM entities WHERE entity_name IS NOT NULL))))`

/** Rows of a table that the filters leave: named once, for an area makes a long condition. */
const kept = (table: TableName): Sql => identifier(`kept_${table}`)

/** Rows of all tables by department and by what linked them, or why nothing did: "table", department, state, rows. */
export const byLinkState = (condition: (table: TableName) => Sql): Sql => sql`
  WITH ${join(
    tableNames.map(
      table =>
        sql`${kept(table)} AS (SELECT department, link_method, entity_id, entity_code, entity_name, source_file, source_row FROM ${identifier(table)} WHERE ${condition(table)})`,
    ),
  )},
  loose AS MATERIALIZED (${join(
    tableNames.map(
      table => sql`SELECT ${table} AS "table", CAST(department AS VARCHAR) AS department, entity_code IS NOT NULL AS coded, ${comparable()} AS name, ${isTied(table)} AS tied
      FROM ${kept(table)} WHERE entity_id IS NULL`,
    ),
    ' UNION ALL ',
  )}),
  -- Names of businesses are made comparable once, and only where a row wants one.
  known AS MATERIALIZED (SELECT DISTINCT ${comparable()} AS name FROM entities WHERE entity_name IS NOT NULL AND (SELECT count(name) FROM loose) > 0)
  SELECT "table", department, state, CAST(sum(n) AS DOUBLE) AS rows FROM (
    ${join(
      tableNames.map(
        table => sql`SELECT ${table} AS "table", CAST(department AS VARCHAR) AS department, CAST(link_method AS VARCHAR) AS state, n FROM (
        SELECT department, link_method, count(*) AS n FROM ${kept(table)} WHERE entity_id IS NOT NULL GROUP BY ALL)`,
      ),
      ' UNION ALL ',
    )}
    UNION ALL SELECT "table", department, CASE WHEN tied THEN 'tie' WHEN name IS NOT NULL AND name IN (SELECT name FROM known) THEN 'elsewhere'
      WHEN coded THEN 'bad_code' WHEN name IS NOT NULL THEN 'unknown_name' ELSE 'nothing' END AS state, count(*) AS n FROM loose GROUP BY ALL)
  GROUP BY ALL ORDER BY "table", rows DESC, department, state`
