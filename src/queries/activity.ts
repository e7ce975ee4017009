import { bucketDay } from '../engine/dialect'
import { identifier, join, raw, type Sql, sql } from '../engine/sql'
import type { Filters, Window } from '../filters/filters'
import { dayOfRow, where, within } from '../filters/predicates'
import type { TableName } from '../schema'
import { type Bucket, shifted } from './buckets'
import {
  businessCounts,
  type ComplaintCounts,
  type Counted,
  complaintCounts,
  countedColumns,
  type InspectionCounts,
  inspectionCounts,
  type PermitCounts,
  permitCounts,
  selected,
  summed,
} from './counts'
import { countsByDay, countsByMonth, inMonths, namesOf } from './sums'

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

/** What is added up or counted: where its rows are, the columns that are needed of them, and the counts as a select list. */
interface Source {
  readonly from: Sql
  readonly columns: Sql
  readonly counts: Sql
}

function activity<Counts>(
  table: TableName,
  counts: Counted<Counts>,
  { filters, compare, bucket }: ActivityInput,
  divider?: 'category' | 'industry_name',
): Sql<Course<Counts>> {
  const rows: Source = { from: identifier(table), columns: countedColumns[table], counts: selected(counts) }
  const byDay = countsByDay(table, counts, filters)
  const whole: Source =
    byDay === null ? rows : { from: byDay, columns: namesOf(counts), counts: summed(Object.keys(counts)) }
  const course = (source: Source, value?: Sql): Sql => {
    const day = dayOfRow(table)
    const restricted = where(table, filters, ['window'])
    const now = within(table, filters.window)
    const start = bucketDay(bucket, day)
    const then = compare && {
      in: within(table, compare),
      start: bucketDay(bucket, shifted(day, filters.window, compare, bucket)),
    }
    const columns = value ? sql`${source.columns}, ${value}` : source.columns
    const part = (name: Sql, at: Sql, condition: Sql): Sql =>
      sql`SELECT ${columns}, ${name} AS period, ${at} AS start FROM ${source.from} WHERE ${condition} AND ${restricted}`
    if (!then) return part(raw(`'window'`), start, now)
    // Windows that share days count their rows twice; others are told apart in one pass.
    return overlap(filters.window, compare)
      ? sql`${part(raw(`'window'`), start, now)} UNION ALL ${part(raw(`'compare'`), then.start, then.in)}`
      : part(
          sql`CASE WHEN ${now} THEN 'window' ELSE 'compare' END`,
          sql`CASE WHEN ${now} THEN ${start} ELSE ${then.start} END`,
          sql`(${now} OR ${then.in})`,
        )
  }
  if (divider === undefined)
    return sql`
    SELECT period, CAST(start AS VARCHAR) AS bucket, ${whole.counts} FROM (${course(whole)})
    GROUP BY GROUPING SETS ((period), (period, start)) ORDER BY period, bucket NULLS FIRST`
  const value = identifier(divider)
  const byMonth = countsByMonth(table, counts, divider, filters)
  if (byDay === null || byMonth === null)
    return sql`
      SELECT period, CAST(start AS VARCHAR) AS bucket, CAST(${value} AS VARCHAR) AS value,
        CASE WHEN grouping(${value}) = 0 THEN 'value' WHEN grouping(start) = 0 THEN 'course' ELSE 'whole' END AS part,
        ${rows.counts}
      FROM (${course(rows, value)}) GROUP BY GROUPING SETS ((period), (period, start), (period, ${value}))
      ORDER BY part, period, bucket, value NULLS FIRST`
  return sql`
    SELECT * FROM (
      SELECT period, CAST(start AS VARCHAR) AS bucket, CAST(NULL AS VARCHAR) AS value,
        CASE WHEN grouping(start) = 0 THEN 'course' ELSE 'whole' END AS part, ${whole.counts}
      FROM (${course(whole)}) GROUP BY GROUPING SETS ((period), (period, start))
      UNION ALL
      SELECT period, CAST(NULL AS VARCHAR) AS bucket, CAST(value AS VARCHAR) AS value, 'value' AS part, ${whole.counts}
      FROM (${byValue(table, filters, compare, { value, byMonth, rows, names: whole.columns })}) GROUP BY period, value)
    ORDER BY part, period, bucket, value NULLS FIRST`
}

/** Counts by period and value: of whole months as they are kept, of the days beside them from rows. */
function byValue(
  table: TableName,
  filters: Filters,
  compare: Window | null,
  { value, byMonth, rows, names }: { value: Sql; byMonth: Sql; rows: Source; names: Sql },
): Sql {
  const restricted = where(table, filters, ['window'])
  const periods = [['window', filters.window] as const, ...(compare ? [['compare', compare] as const] : [])]
  const parts = periods.flatMap(([period, window]) => {
    const { months, days } = inMonths(window)
    const name = raw(`'${period}' AS period`)
    return [
      ...(months === null
        ? []
        : [
            sql`SELECT ${name}, ${value} AS value, ${names} FROM ${byMonth} WHERE ${within(table, months)} AND ${restricted}`,
          ]),
      ...(days.length === 0
        ? []
        : [
            sql`SELECT ${name}, ${value} AS value, ${rows.counts} FROM ${rows.from}
              WHERE (${join(
                days.map(each => within(table, each)),
                ' OR ',
              )}) AND ${restricted} GROUP BY 2`,
          ]),
    ]
  })
  return join(parts, ' UNION ALL ')
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
  const byDay = countsByDay('entities', businessCounts, filters)
  const from = byDay ?? raw('entities')
  const counts = byDay === null ? selected(businessCounts) : summed(Object.keys(businessCounts))
  const columns = byDay === null ? raw('has_permit') : namesOf(businessCounts)
  const total = (name: Sql, window: Window): Sql =>
    sql`SELECT ${name} AS period, CAST(NULL AS VARCHAR) AS bucket, ${counts} FROM ${from} WHERE ${within('entities', window)} AND ${restricted}`
  const first = filters.window.from
  const since = first === null ? raw('TRUE') : sql`first_seen_on >= CAST(${first} AS DATE)`
  const course = sql`
    SELECT 'window' AS period, CAST(start AS VARCHAR) AS bucket, ${counts}
    FROM (SELECT ${columns}, ${bucketDay(bucket, raw('first_seen_on'))} AS start
      FROM ${from} WHERE ${within('entities', filters.window)} AND ${since} AND ${restricted}) GROUP BY start`
  const before = compare === null ? raw('') : sql`UNION ALL ${total(raw(`'compare'`), compare)}`
  return sql`
    SELECT * FROM (${total(raw(`'window'`), filters.window)} ${before} UNION ALL ${course})
    ORDER BY period, bucket NULLS FIRST`
}
