import { bucketDay } from '../engine/dialect'
import { identifier, raw, type Sql, sql } from '../engine/sql'
import type { Filters, Window } from '../filters/filters'
import { dayOfRow, where, within } from '../filters/predicates'
import type { TableName } from '../schema'
import { type Bucket, shifted } from './buckets'
import {
  type ComplaintCounts,
  type Counted,
  complaintCounts,
  countedColumns,
  type InspectionCounts,
  inspectionCounts,
  type PermitCounts,
  permitCounts,
  selected,
} from './counts'

/** Counts of one bucket (ISO day of its start, in the window's own time) or, with `bucket` null, of the whole period. */
export type Course<Counts> = Counts & { period: 'window' | 'compare'; bucket: string | null }

/** The same, and with it the counts of single values in a whole period: `value` is then set, null is "not stated". */
export type Divided<Counts> = Course<Counts> & { part: 'whole' | 'course' | 'value'; value: string | null }

export const isCourse = (row: object): boolean => !('part' in row) || row.part !== 'value'

export interface ActivityInput {
  readonly filters: Filters
  readonly compare: Window | null
  readonly bucket: Bucket
  readonly asOf: string
}

/** Inspections by bucket and in all, in the window and beside it. Buckets without rows are absent. */
export const inspectionActivity = (input: ActivityInput): Sql<Course<InspectionCounts>> =>
  activity('inspections', inspectionCounts, input)

/** The same, also by kind of business: one question costs little more than either of two. */
export const inspectionsDivided = (input: ActivityInput): Sql<Divided<InspectionCounts>> =>
  activity<InspectionCounts>('inspections', inspectionCounts, input, 'industry_name') as Sql<Divided<InspectionCounts>>

/** Complaints by the day they were received; every row counts, repeated ids too. */
export const complaintActivity = (input: ActivityInput): Sql<Course<ComplaintCounts>> =>
  activity('complaints', complaintCounts(input.asOf), input)

/** The same, also by category. */
export const complaintsDivided = (input: ActivityInput): Sql<Divided<ComplaintCounts>> =>
  activity<ComplaintCounts>('complaints', complaintCounts(input.asOf), input, 'category') as Sql<
    Divided<ComplaintCounts>
  >

/** Permits by the day they were decided, else the day they are valid from. */
export const permitActivity = (input: ActivityInput): Sql<Course<PermitCounts>> =>
  activity('permits', permitCounts, input)

function activity<Counts>(
  table: TableName,
  counts: Counted<Counts>,
  { filters, compare, bucket }: ActivityInput,
  divider?: 'category' | 'industry_name',
): Sql<Course<Counts>> {
  const day = dayOfRow(table)
  const restricted = where(table, filters, ['window'])
  const now = within(table, filters.window)
  const start = bucketDay(bucket, day)
  const then = compare && {
    in: within(table, compare),
    start: bucketDay(bucket, shifted(day, filters.window, compare, bucket)),
  }
  const columns = divider ? sql`${countedColumns[table]}, ${identifier(divider)}` : countedColumns[table]
  const rows = (name: Sql, at: Sql, condition: Sql): Sql =>
    sql`SELECT ${columns}, ${name} AS period, ${at} AS start FROM ${identifier(table)} WHERE ${condition} AND ${restricted}`
  // Windows that share days count their rows twice; others are told apart in one pass.
  const both = !then
    ? rows(raw(`'window'`), start, now)
    : overlap(filters.window, compare)
      ? sql`${rows(raw(`'window'`), start, now)} UNION ALL ${rows(raw(`'compare'`), then.start, then.in)}`
      : rows(
          sql`CASE WHEN ${now} THEN 'window' ELSE 'compare' END`,
          sql`CASE WHEN ${now} THEN ${start} ELSE ${then.start} END`,
          sql`(${now} OR ${then.in})`,
        )
  if (divider !== undefined) {
    const value = identifier(divider)
    return sql`
      SELECT period, CAST(start AS VARCHAR) AS bucket, CAST(${value} AS VARCHAR) AS value,
        CASE WHEN grouping(${value}) = 0 THEN 'value' WHEN grouping(start) = 0 THEN 'course' ELSE 'whole' END AS part,
        ${selected(counts)}
      FROM (${both}) GROUP BY GROUPING SETS ((period), (period, start), (period, ${value}))
      ORDER BY part, period, bucket, value NULLS FIRST`
  }
  return sql`
    SELECT period, CAST(start AS VARCHAR) AS bucket, ${selected(counts)} FROM (${both})
    GROUP BY GROUPING SETS ((period), (period, start)) ORDER BY period, bucket NULLS FIRST`
}

const overlap = (a: Window, b: Window): boolean =>
  a.from === null || b.from === null || (a.from <= b.to && b.from <= a.to)

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
    SELECT 'window' AS period, CAST(start AS VARCHAR) AS bucket, ${counts}
    FROM (SELECT has_permit, ${bucketDay(bucket, raw('first_seen_on'))} AS start
      FROM entities WHERE ${within('entities', filters.window)} AND ${since} AND ${restricted}) GROUP BY start`
  const before = compare === null ? raw('') : sql`UNION ALL ${total(raw(`'compare'`), compare)}`
  return sql`
    SELECT * FROM (${total(raw(`'window'`), filters.window)} ${before} UNION ALL ${course})
    ORDER BY period, bucket NULLS FIRST`
}
