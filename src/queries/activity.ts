import { identifier, raw, type Sql, sql } from '../engine/sql'
import type { Filters, Window } from '../filters/filters'
import { dayOfRow, where, within } from '../filters/predicates'
import type { TableName } from '../schema'
import { type Bucket, bucketText, shifted } from './buckets'
import {
  type ComplaintCounts,
  complaintCounts,
  type InspectionCounts,
  inspectionCounts,
  type PermitCounts,
  permitCounts,
  selected,
  summed,
} from './counts'

/** Counts of one bucket (ISO day of its start, in the window's own time) or, with `bucket` null, of the whole period. */
export type Course<Counts> = Counts & { period: 'window' | 'compare'; bucket: string | null }

export interface ActivityInput {
  readonly filters: Filters
  readonly compare: Window | null
  readonly bucket: Bucket
  readonly asOf: string
}

/** Inspections by bucket and in all, in the window and beside it. Buckets without rows are absent. */
export const inspectionActivity = (input: ActivityInput): Sql<Course<InspectionCounts>> =>
  activity('inspections', inspectionCounts, input)

/** Complaints by the day they were received; every row counts, repeated ids too. */
export const complaintActivity = (input: ActivityInput): Sql<Course<ComplaintCounts>> =>
  activity('complaints', complaintCounts(input.asOf), input)

/** Permits by the day they were decided, else the day they are valid from. */
export const permitActivity = (input: ActivityInput): Sql<Course<PermitCounts>> =>
  activity('permits', permitCounts, input)

function activity<Counts>(
  table: TableName,
  counts: Readonly<Record<keyof Counts & string, Sql>>,
  { filters, compare, bucket }: ActivityInput,
): Sql<Course<Counts>> {
  const day = dayOfRow(table)
  const period = (name: Sql, window: Window, at: Sql): Sql => sql`
    SELECT ${name} AS period, ${bucketText(bucket, at)} AS bucket, ${selected(counts)}
    FROM ${identifier(table)} WHERE ${within(table, window)} AND ${where(table, filters, ['window'])} GROUP BY 2`
  const now = period(raw(`'window'`), filters.window, day)
  const both =
    compare === null
      ? now
      : sql`${now} UNION ALL ${period(raw(`'compare'`), compare, shifted(day, filters.window, compare, bucket))}`
  return sql`
    SELECT period, bucket, ${summed(Object.keys(counts))} FROM (${both})
    GROUP BY GROUPING SETS ((period), (period, bucket)) ORDER BY period, bucket NULLS FIRST`
}

/** Businesses first seen by the end of a period (`bucket` null), and those first seen in each bucket of the window. */
export function businesses({
  filters,
  compare,
  bucket,
}: Omit<ActivityInput, 'asOf'>): Sql<Course<{ businesses: number; with_permit: number }>> {
  const restricted = where('entities', filters, ['window'])
  const counts = raw(
    'CAST(count(*) AS DOUBLE) AS businesses, CAST(count(*) FILTER (WHERE has_permit) AS DOUBLE) AS with_permit',
  )
  const total = (name: Sql, window: Window): Sql =>
    sql`SELECT ${name} AS period, CAST(NULL AS VARCHAR) AS bucket, ${counts} FROM entities WHERE ${within('entities', window)} AND ${restricted}`
  const from = filters.window.from
  const since = from === null ? raw('TRUE') : sql`first_seen_on >= CAST(${from} AS DATE)`
  const course = sql`
    SELECT 'window' AS period, ${bucketText(bucket, raw('first_seen_on'))} AS bucket, ${counts}
    FROM entities WHERE ${within('entities', filters.window)} AND ${since} AND ${restricted} GROUP BY 2`
  const before = compare === null ? raw('') : sql`UNION ALL ${total(raw(`'compare'`), compare)}`
  return sql`
    SELECT * FROM (${total(raw(`'window'`), filters.window)} ${before} UNION ALL ${course})
    ORDER BY period, bucket NULLS FIRST`
}
