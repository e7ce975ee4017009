import { dayCount } from '../../engine/dialect'
import { list, raw, type Sql, sql } from '../../engine/sql'
import { notTakenPlace } from '../../schema'
import { complaintKinds } from '../factsSql'

/** Asks the engine that holds the canonical tables. */
export type Ask = <Row>(query: Sql<Row>) => Promise<readonly Row[]>

/** What is known of a business before a visit: it stands on the roster. Levels are null where they are not stated. */
export interface Subject {
  /** Null: the row belongs to no business, so it has no history. */
  readonly entity: number | null
  readonly kind: string | null
  readonly risk: string | null
  readonly region: string | null
  readonly lon: number | null
  readonly lat: number | null
  readonly inspector: string | null
}

/** A visit that took place. `day` is days since 1970-01-01; counts are null where the extract has none. */
export interface Visit extends Subject {
  readonly id: string
  readonly day: number
  /** 1 for a critical finding, else 0. */
  readonly critical: number
  readonly critical_count: number | null
  readonly serious_count: number | null
  readonly minor_count: number | null
}

export interface Licence {
  readonly entity: number
  /** Decided or valid from; what is dated later than a day is not known on it. */
  readonly day: number
  readonly first: number
}

export interface Complaint {
  readonly day: number
  readonly lon: number
  readonly lat: number
}

/** All that features are made of, each list by its day. */
export interface History {
  readonly visits: readonly Visit[]
  readonly licences: readonly Licence[]
  readonly complaints: readonly Complaint[]
}

const day = (column: string): Sql => dayCount(raw(column))

const subject = raw(`CAST(entity_id AS INTEGER) AS entity, CAST(industry_name AS VARCHAR) AS kind,
  lower(trim(CAST(declared_risk AS VARCHAR))) AS risk, CAST(region_code AS VARCHAR) AS region, lon, lat, CAST(inspector_1 AS VARCHAR) AS inspector`)

/** Rows of visits that took place, of which it is known how they ended. */
export const tookPlace: Sql = sql`(result IS NOT NULL AND result NOT IN ${list([...notTakenPlace])})`

const visits = (): Sql<Visit> => sql`
  SELECT inspection_id AS id, ${day('inspected_on')} AS "day", ${subject},
    CASE WHEN result = 'critical' THEN 1 ELSE 0 END AS critical, critical_count, serious_count, minor_count
  FROM inspections WHERE ${tookPlace}
  ORDER BY inspected_on, inspection_id, source_file, source_row`

const licences = (): Sql<Licence> => sql`
  SELECT CAST(entity_id AS INTEGER) AS entity, ${day('permitted_on')} AS "day",
    ${day('least(first_issued_on, valid_from, permitted_on)')} AS "first"
  FROM permits WHERE entity_id IS NOT NULL AND permitted_on IS NOT NULL ORDER BY permitted_on`

const complaints = (): Sql<Complaint> => sql`
  SELECT ${day('received_on')} AS "day", lon, lat FROM complaints
  WHERE lon IS NOT NULL AND lat IS NOT NULL AND (kind IS NULL OR kind IN ${list([...complaintKinds])}) ORDER BY received_on`

/** Reads the history of a city, undated states left aside. */
export async function readHistory(ask: Ask): Promise<History> {
  const [v, l, c] = await Promise.all([ask(visits()), ask(licences()), ask(complaints())])
  return { visits: v, licences: l, complaints: c }
}
