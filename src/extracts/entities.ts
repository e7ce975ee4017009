import { comparableName as comparable } from '../engine/dialect'
import { identifier, join, raw, type Sql, sql } from '../engine/sql'
import { type TableName, tableNames } from '../schema'

/** Least likeness (Jaro-Winkler, 0 to 1) of two names that may mean one business, and the greatest distance in metres. */
const similarFrom = 0.92
const nearby = 100

const dayOf: Readonly<Record<TableName, Sql>> = {
  permits: raw('CAST(coalesce(permitted_on, CAST(accepted_at AS DATE)) AS DATE)'),
  inspections: raw('inspected_on'),
  complaints: raw('received_on'),
}

const every = (make: (table: TableName) => Sql): Sql => join(tableNames.map(make), ' UNION ALL ')

/** Rules 3 and 4: rows without a key by name and region, then by likeness of names close by; ties stay unmatched. */
export function linkByName(tables: readonly TableName[]): Sql[] {
  return [
    // Names are made comparable once each: a business has far fewer names than rows.
    sql`CREATE OR REPLACE TABLE entity_names AS
      SELECT ${comparable(raw('entity_name'))} AS name, region_code, entity_id, any_value(lon) AS lon, any_value(lat) AS lat FROM (
        ${every(t => sql`SELECT entity_name, region_code, entity_id, any_value(lon) AS lon, any_value(lat) AS lat FROM ${identifier(t)} WHERE entity_id IS NOT NULL AND entity_name IS NOT NULL GROUP BY ALL`)}
      ) GROUP BY ALL`,
    ...tables.flatMap(table => [...linkExact(table), ...linkSimilar(table)]),
    sql`DROP TABLE entity_names`,
  ]
}

const unlinked = (table: TableName): Sql => sql`
  SELECT DISTINCT ${comparable(raw('entity_name'))} AS name, region_code, round(lon, 4) AS lon, round(lat, 4) AS lat
  FROM ${identifier(table)} WHERE entity_id IS NULL AND entity_name IS NOT NULL`

/** A row without a business whose name and place are those of a match `m`. */
const fits = (row: Sql): Sql => sql`${row}.entity_id IS NULL AND ${row}.entity_name IS NOT NULL
    AND ${comparable(sql`${row}.entity_name`)} = m.name AND ${row}.region_code IS NOT DISTINCT FROM m.region_code
    AND round(${row}.lon, 4) IS NOT DISTINCT FROM m.lon AND round(${row}.lat, 4) IS NOT DISTINCT FROM m.lat`

const update = (table: TableName, method: string): Sql => sql`
  UPDATE ${identifier(table)} SET entity_id = m.entity_id, link_method = ${method} FROM matches m
  WHERE ${fits(identifier(table))}`

const linkExact = (table: TableName): Sql[] => [
  sql`CREATE OR REPLACE TABLE matches AS
    SELECT u.name, u.region_code, u.lon, u.lat, min(e.entity_id) AS entity_id
    FROM (${unlinked(table)}) u JOIN entity_names e ON e.name = u.name AND e.region_code = u.region_code
    GROUP BY ALL HAVING count(DISTINCT e.entity_id) = 1`,
  update(table, 'name_region'),
]

// Two candidates are compared only where the first two characters agree, in one region or in touching cells, which are
// wider than the distance up to a latitude of 60°.
const linkSimilar = (table: TableName): Sql[] => [
  sql`CREATE OR REPLACE TABLE matches AS
    WITH u AS (${unlinked(table)}), e AS (SELECT *, left(name, 2) AS head FROM entity_names),
    names AS (SELECT DISTINCT name, region_code FROM u WHERE region_code IS NOT NULL),
    alike AS (SELECT * FROM (
      SELECT n.name, n.region_code, e.entity_id, jaro_winkler_similarity(n.name, e.name) AS likeness
      FROM names n JOIN e ON e.region_code = n.region_code AND e.head = left(n.name, 2)) WHERE likeness >= CAST(${similarFrom} AS DOUBLE)),
    cells AS (SELECT u.*, left(name, 2) AS head, CAST(floor(lon * 500) AS INTEGER) + dx AS cx, CAST(floor(lat * 1000) AS INTEGER) + dy AS cy
      FROM u, (SELECT unnest([-1, 0, 1]) AS dx), (SELECT unnest([-1, 0, 1]) AS dy) WHERE lon IS NOT NULL),
    near AS (SELECT * FROM (
      SELECT c.name, c.region_code, c.lon, c.lat, e.entity_id, jaro_winkler_similarity(c.name, e.name) AS likeness
      FROM cells c JOIN e ON CAST(floor(e.lon * 500) AS INTEGER) = c.cx AND CAST(floor(e.lat * 1000) AS INTEGER) = c.cy AND e.head = c.head
      WHERE 111195 * sqrt(power(e.lat - c.lat, 2) + power((e.lon - c.lon) * cos(radians(c.lat)), 2)) <= CAST(${nearby} AS DOUBLE))
      WHERE likeness >= CAST(${similarFrom} AS DOUBLE)),
    pairs AS (
      SELECT u.name, u.region_code, u.lon, u.lat, a.entity_id, a.likeness FROM u JOIN alike a ON a.name = u.name AND a.region_code = u.region_code
      UNION ALL SELECT * FROM near),
    best AS (SELECT name, region_code, lon, lat, max(likeness) AS likeness FROM pairs GROUP BY ALL)
    SELECT b.name, b.region_code, b.lon, b.lat, min(p.entity_id) AS entity_id, count(DISTINCT p.entity_id) AS n
    FROM best b JOIN pairs p ON p.name = b.name AND p.region_code IS NOT DISTINCT FROM b.region_code AND p.lon IS NOT DISTINCT FROM b.lon
      AND p.lat IS NOT DISTINCT FROM b.lat AND p.likeness = b.likeness
    GROUP BY ALL`,
  // Two businesses as likely as each other: the row stays unmatched and is listed. Equal names end here as well.
  sql`INSERT INTO link_ties SELECT ${table}, r.source_file, r.source_row FROM ${identifier(table)} r JOIN matches m ON ${fits(raw('r'))} WHERE m.n > 1`,
  sql`DELETE FROM matches WHERE n > 1`,
  update(table, 'name_similar'),
  sql`DROP TABLE matches`,
]

/**
 * One row a business: what its newest rows say of it, when it was first seen, and how many rows it has. Its kind is
 * what inspectors found, else what the licence says.
 */
export const createEntities = (): Sql[] => [
  sql`INSERT INTO entities BY NAME
    WITH seen AS (${every(
      t => sql`SELECT entity_id, ${t} AS source, min(${dayOf[t]}) AS first_day, count(*) AS row_count,
        arg_max(entity_name, ${dayOf[t]}) AS entity_name, arg_max(address, ${dayOf[t]}) AS address,
        arg_max(industry_name, ${dayOf[t]}) AS industry_name, arg_max(region_code, ${dayOf[t]}) AS region_code,
        arg_max(lon, ${dayOf[t]}) AS lon, arg_max(lat, ${dayOf[t]}) AS lat
      FROM ${identifier(t)} WHERE entity_id IS NOT NULL GROUP BY entity_id`,
    )})
    SELECT k.entity_id, k.entity_code, k.is_credit_code, min(s.first_day) AS first_seen_on,
      coalesce(max(s.row_count) FILTER (WHERE source = 'permits'), 0) > 0 AS has_permit,
      ${join(tableNames.map(t => sql`CAST(coalesce(max(s.row_count) FILTER (WHERE source = ${t}), 0) AS INTEGER) AS ${identifier(t)}`))},
      ${join(['entity_name', 'address', 'region_code', 'lon', 'lat'].map(name => sql`${firstOf(name, ['permits', 'inspections', 'complaints'])} AS ${identifier(name)}`))},
      ${firstOf('industry_name', ['inspections', 'permits', 'complaints'])} AS industry_name,
      any_value(industry_name) FILTER (WHERE source = 'permits') AS licence_kind
    FROM entity_keys k JOIN seen s USING (entity_id)
    GROUP BY k.entity_id, k.entity_code, k.is_credit_code ORDER BY k.entity_id`,
  linksView(),
]

/** What linked each row to its business, and how sure that is. */
export const linksView = (): Sql =>
  sql`CREATE OR REPLACE VIEW links AS ${every(
    t => sql`SELECT ${t} AS extract, ${identifier(t === 'permits' ? 'permit_id' : t === 'inspections' ? 'inspection_id' : 'complaint_id')} AS row_id,
      source_file, source_row, entity_id, link_method AS method,
      CASE link_method WHEN 'name_similar' THEN 0.8 WHEN 'name_region' THEN 0.9 ELSE 1 END AS confidence
    FROM ${identifier(t)} WHERE entity_id IS NOT NULL`,
  )}`

const firstOf = (name: string, order: readonly TableName[]): Sql =>
  sql`coalesce(${join(order.map(t => sql`any_value(${identifier(name)}) FILTER (WHERE source = ${t})`))})`
