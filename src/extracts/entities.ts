import { comparableName as comparable } from '../engine/dialect'
import { identifier, join, raw, type Sql, sql } from '../engine/sql'
import { columnOf, type TableName, tableNames } from '../schema'
import { nullOf } from './expressions'

/** Least likeness (Jaro-Winkler: W. Winkler, 1990; 0 to 1) of two names that may mean one business, and the greatest distance in metres. */
export const similarFrom = 0.92
const nearby = 100

/** Statements of one part of the work each: between two of them progress is told. */
const inParts = (parts: number, make: (part: number) => Sql): Sql[] =>
  Array.from({ length: parts }, (_, part) => make(part))

/**
 * What the bytes of a name allow, as columns of the table that holds it: how many there are, and which values they have but
 * for the first ones of long characters, each modulo 64 as one bit of 63 (the last two share one: the 64th is the sign).
 * In UTF-8 each has six bits of the code point.
 */
export const bytesOf = (name: string): Sql => sql`CAST(strlen(${raw(name)}) AS INTEGER) AS size,
  list_bit_or(list_transform(string_split(${raw(name)}, ''), c -> ${bitsOf(raw('greatest(unicode(c), 0)'))})) AS held`
const bitsOf = (c: Sql): Sql => {
  const bit = (of: Sql): Sql => sql`(CAST(1 AS BIGINT) << CAST(least((${of}) & 63, 62) AS BIGINT))`
  const low = (shift: number): Sql => bit(sql`${c} >> ${shift}`)
  return sql`${bit(c)} | CASE WHEN ${c} < 2048 THEN CAST(0 AS BIGINT) WHEN ${c} < 65536 THEN ${low(6)} ELSE ${low(6)} | ${low(12)} END`
}

/**
 * The likeness of two names, or 0 where it must be below `similarFrom`, which takes a fraction of the time. Jaro's likeness
 * of names of a and b bytes is (m/a + m/b + (m - t)/m) / 3 for m bytes that match, at most (m/a + m/b + 1) / 3; Winkler adds a
 * tenth of what is missing for each of at most four bytes in the beginning. So m (a + b) is at least
 * (3 (s - 0.4) / 0.6 - 1) a b, and m is at most a less the values that only the first name has, and b less those that only
 * the second one has. What equals the bound may differ from it in the last bits: hence the thousandth.
 */
export const likeness = (a: string, b: string): Sql => {
  const matching = (of: string, other: string): Sql =>
    sql`${raw(`${of}.size`)} - bit_count(${raw(`${of}.held`)} & ~${raw(`${other}.held`)})`
  const [sizeA, sizeB] = [raw(`${a}.size`), raw(`${b}.size`)]
  const least = (3 * (similarFrom - 0.4)) / 0.6 - 1 - 0.001
  return sql`CASE WHEN least(${matching(a, b)}, ${matching(b, a)}) * (${sizeA} + ${sizeB}) >= CAST(${least} AS DOUBLE) * ${sizeA} * ${sizeB}
    THEN jaro_winkler_similarity(${raw(`${a}.name`)}, ${raw(`${b}.name`)}) ELSE 0 END`
}

const dayOf: Readonly<Record<TableName, Sql>> = {
  permits: raw('CAST(coalesce(permitted_on, CAST(accepted_at AS DATE)) AS DATE)'),
  inspections: raw('inspected_on'),
  complaints: raw('received_on'),
}

const every = (make: (table: TableName) => Sql): Sql => join(tableNames.map(make), ' UNION ALL ')

/** What can have linked a row to its business. */
export const linkMethods = ['credit_code', 'licence_number', 'permit_number', 'name_region', 'name_similar'] as const

/** Rules 3 and 4: rows without a key by name and region, then by likeness of names close by; ties stay unmatched. */
export function linkByName(tables: readonly TableName[], parts = 1): Sql[] {
  return [
    // Names are made comparable once each: a business has far fewer names than rows.
    sql`CREATE OR REPLACE TABLE entity_names AS
      SELECT *, ${bytesOf('name')} FROM (
        SELECT ${comparable(raw('entity_name'))} AS name, region_code, entity_id, any_value(lon) AS lon, any_value(lat) AS lat FROM (
          ${every(t => sql`SELECT entity_name, region_code, entity_id, any_value(lon) AS lon, any_value(lat) AS lat FROM ${identifier(t)} WHERE entity_id IS NOT NULL AND entity_name IS NOT NULL GROUP BY ALL`)}
        ) GROUP BY ALL)`,
    ...tables.flatMap(table => [...linkExact(table), ...linkSimilar(table, parts)]),
    sql`DROP TABLE entity_names`,
  ]
}

/**
 * Rows without a business that have a name: `r` is their place in the table, `n` the number of their name in `open_names`,
 * which has each name once, as it is written and as it is compared. Everything that follows compares numbers.
 */
const openRows = (table: TableName): Sql[] => [
  sql`CREATE OR REPLACE TABLE open_rows AS
    SELECT rowid AS r, entity_name AS raw, region_code, round(lon, 4) AS lon, round(lat, 4) AS lat
    FROM ${identifier(table)} WHERE entity_id IS NULL AND entity_name IS NOT NULL`,
  sql`CREATE OR REPLACE TABLE open_names AS
    SELECT CAST(row_number() OVER () AS INTEGER) AS n, raw, ${comparable(raw('raw'))} AS name FROM (SELECT DISTINCT raw FROM open_rows)`,
  sql`CREATE OR REPLACE TABLE open_rows AS SELECT r, n, region_code, lon, lat FROM open_rows JOIN open_names USING (raw)`,
]

/** Fills the rows of `from` (`r`, `entity_id`). */
const update = (table: TableName, method: string, from: Sql): Sql => sql`
  UPDATE ${identifier(table)} SET entity_id = m.entity_id, link_method = ${method} FROM (${from}) m WHERE ${identifier(table)}.rowid = m.r`

const linkExact = (table: TableName): Sql[] => [
  ...openRows(table),
  sql`CREATE OR REPLACE TABLE matches AS
    SELECT u.n, u.region_code, min(e.entity_id) AS entity_id
    FROM (SELECT DISTINCT n, region_code FROM open_rows) u JOIN open_names USING (n)
      JOIN entity_names e ON e.name = open_names.name AND e.region_code = u.region_code
    GROUP BY u.n, u.region_code HAVING count(DISTINCT e.entity_id) = 1`,
  update(
    table,
    'name_region',
    raw('SELECT o.r, m.entity_id FROM open_rows o JOIN matches m ON m.n = o.n AND m.region_code = o.region_code'),
  ),
  // A row without a region has no match here.
  sql`CREATE OR REPLACE TABLE open_rows AS
    SELECT * FROM open_rows o WHERE NOT EXISTS (SELECT 1 FROM matches m WHERE m.n = o.n AND m.region_code = o.region_code)`,
]

// Two candidates are compared only where the first two characters agree, in one region or in touching cells, which are
// wider than the distance up to a latitude of 60°. There are fewer businesses than rows: they stand in all cells around.
const linkSimilar = (table: TableName, parts: number): Sql[] => [
  sql`CREATE OR REPLACE TABLE open_places AS
    SELECT u.*, left(name, 2) AS head FROM (SELECT DISTINCT n, region_code, lon, lat FROM open_rows) u JOIN open_names USING (n)`,
  sql`CREATE OR REPLACE TABLE open_names AS
    SELECT n, name, ${bytesOf('name')} FROM open_names WHERE n IN (SELECT n FROM open_places)`,
  sql`CREATE OR REPLACE TABLE alike (n INTEGER, region_code VARCHAR, entity_id INTEGER, likeness DOUBLE)`,
  ...inParts(
    parts,
    part => sql`INSERT INTO alike SELECT * FROM (
    SELECT k.n, k.region_code, e.entity_id, ${likeness('w', 'e')} AS likeness
    FROM (SELECT DISTINCT n, region_code, head FROM open_places WHERE region_code IS NOT NULL AND n % ${parts} = ${part}) k JOIN open_names w USING (n)
      JOIN entity_names e ON e.region_code = k.region_code AND left(e.name, 2) = k.head) WHERE likeness >= CAST(${similarFrom} AS DOUBLE)`,
  ),
  sql`CREATE OR REPLACE TABLE around AS
    SELECT entity_id, name, size, held, left(name, 2) AS head, lon, lat, CAST(floor(lon * 500) AS INTEGER) + dx AS cx, CAST(floor(lat * 1000) AS INTEGER) + dy AS cy
    FROM entity_names, (SELECT unnest([-1, 0, 1]) AS dx), (SELECT unnest([-1, 0, 1]) AS dy) WHERE lon IS NOT NULL`,
  sql`CREATE OR REPLACE TABLE near (n INTEGER, region_code VARCHAR, lon DOUBLE, lat DOUBLE, entity_id INTEGER, likeness DOUBLE)`,
  ...inParts(
    parts,
    part => sql`INSERT INTO near SELECT * FROM (
      SELECT c.n, c.region_code, c.lon, c.lat, c.entity_id, ${likeness('w', 'c')} AS likeness FROM (
        SELECT u.n, u.region_code, u.lon, u.lat, e.entity_id, e.name, e.size, e.held FROM open_places u
          JOIN around e ON CAST(floor(u.lon * 500) AS INTEGER) = e.cx AND CAST(floor(u.lat * 1000) AS INTEGER) = e.cy AND e.head = u.head
        WHERE u.n % ${parts} = ${part}
          AND 111195 * sqrt(power(e.lat - u.lat, 2) + power((e.lon - u.lon) * cos(radians(u.lat)), 2)) <= CAST(${nearby} AS DOUBLE)) c
        JOIN open_names w USING (n)) WHERE likeness >= CAST(${similarFrom} AS DOUBLE)`,
  ),
  sql`CREATE OR REPLACE TABLE matches AS
    WITH pairs AS (
      SELECT u.n, u.region_code, u.lon, u.lat, a.entity_id, a.likeness FROM open_places u JOIN alike a ON a.n = u.n AND a.region_code = u.region_code
      UNION ALL SELECT * FROM near),
    best AS (SELECT n, region_code, lon, lat, max(likeness) AS likeness FROM pairs GROUP BY ALL)
    SELECT b.n, b.region_code, b.lon, b.lat, min(p.entity_id) AS entity_id, count(DISTINCT p.entity_id) AS candidates
    FROM best b JOIN pairs p ON p.n = b.n AND p.region_code IS NOT DISTINCT FROM b.region_code AND p.lon IS NOT DISTINCT FROM b.lon
      AND p.lat IS NOT DISTINCT FROM b.lat AND p.likeness = b.likeness
    GROUP BY ALL`,
  sql`CREATE OR REPLACE TABLE matches AS SELECT o.r, m.entity_id, m.candidates
    FROM open_rows o JOIN matches m ON m.n = o.n AND m.region_code IS NOT DISTINCT FROM o.region_code
      AND m.lon IS NOT DISTINCT FROM o.lon AND m.lat IS NOT DISTINCT FROM o.lat`,
  // Two businesses as likely as each other: the row stays unmatched and is listed. Equal names end here as well.
  sql`INSERT INTO link_ties SELECT ${table}, t.source_file, t.source_row FROM ${identifier(table)} t JOIN matches m ON m.r = t.rowid
    WHERE m.candidates > 1 ORDER BY t.rowid`,
  update(table, 'name_similar', raw('SELECT r, entity_id FROM matches WHERE candidates = 1')),
  ...['matches', 'near', 'around', 'alike', 'open_places', 'open_rows', 'open_names'].map(
    name => sql`DROP TABLE ${identifier(name)}`,
  ),
]

/**
 * One row a business: what its newest rows say of it, when it was first seen, and how many rows it has. Its kind is
 * what inspectors found, else what the licence says. `isFilled`: whether any file fills a column; looking for the newest
 * of nothing takes as long as for that of something.
 */
export const createEntities = (
  isFilled: (table: TableName, column: string) => boolean = () => true,
  parts = 1,
): Sql[] => [
  ...inParts(
    parts,
    part => sql`INSERT INTO entities BY NAME
    WITH seen AS (${every(
      t => sql`SELECT entity_id, ${t} AS source, min(${dayOf[t]}) AS first_day, count(*) AS row_count,
        ${join(newest.map(name => (name === 'region_code' || isFilled(t, name) ? sql`arg_max(${identifier(name)}, ${dayOf[t]}) AS ${identifier(name)}` : sql`${nullOf(columnOf(t, name))} AS ${identifier(name)}`)))}
      FROM ${identifier(t)} WHERE entity_id % ${parts} = ${part} GROUP BY entity_id`,
    )})
    SELECT k.entity_id, k.entity_code, k.is_credit_code, min(s.first_day) AS first_seen_on,
      coalesce(max(s.row_count) FILTER (WHERE source = 'permits'), 0) > 0 AS has_permit,
      ${join(tableNames.map(t => sql`CAST(coalesce(max(s.row_count) FILTER (WHERE source = ${t}), 0) AS INTEGER) AS ${identifier(t)}`))},
      ${join(['entity_name', 'address', 'region_code', 'lon', 'lat'].map(name => sql`${firstOf(name, ['permits', 'inspections', 'complaints'])} AS ${identifier(name)}`))},
      ${firstOf('industry_name', ['inspections', 'permits', 'complaints'])} AS industry_name,
      any_value(industry_name) FILTER (WHERE source = 'permits') AS licence_kind
    FROM entity_keys k JOIN seen s USING (entity_id)
    GROUP BY k.entity_id, k.entity_code, k.is_credit_code ORDER BY k.entity_id`,
  ),
  ...(parts > 1 ? [sql`CREATE OR REPLACE TABLE entities AS SELECT * FROM entities ORDER BY entity_id`] : []),
  linksView(),
]

/** What the newest rows of a business say of it; its region also follows from its place. */
const newest = ['entity_name', 'address', 'industry_name', 'region_code', 'lon', 'lat'] as const

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
