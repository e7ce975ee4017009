import { bucketDay } from '../engine/dialect'
import { identifier, raw, type Sql, sql } from '../engine/sql'
import { addDays } from '../filters/days'
import type { Filters, Window } from '../filters/filters'
import { dayOfRow, where, within } from '../filters/predicates'
import { countsAreKept } from '../risk/derived'
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
import { countsByDay, countsByValue, namesOf, whereKept } from './sums'

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

/**
 * Rows, or counts that are added up: where they are, the columns that are needed of them, and the counts as a select list.
 * `many`: counts by more than days, which are grouped once before they are grouped in several ways.
 */
interface Source {
  readonly from: Sql
  readonly columns: Sql
  readonly counts: Sql
  readonly many: boolean
}

function activity<Counts>(
  table: TableName,
  counts: Counted<Counts>,
  { filters, compare, bucket }: ActivityInput,
  divider?: 'category' | 'industry_name',
): Sql<Course<Counts>> {
  const value = divider && identifier(divider)
  const kept = countsByDay(table, counts, filters)
  const byValue = kept && divider ? countsByValue(table, counts, divider, filters, compare) : null
  const sums = summed(Object.keys(counts))
  const day = dayOfRow(table)
  const [now, then] = [within(table, filters.window), compare && within(table, compare)]
  const inEither = compare === null ? now : withinEither(table, filters.window, compare)
  const restricted = kept ? whereKept(table, filters, ['window']) : where(table, filters, ['window'])
  const more = value ? sql`, ${value}` : raw('')
  const source: Source = kept
    ? {
        // A day is one row then, and what follows is little.
        from: sql`(SELECT ${day}, ${sums} FROM ${kept} WHERE ${inEither} AND ${restricted} GROUP BY ${day})`,
        columns: namesOf(counts),
        counts: sums,
        many: false,
      }
    : countsAreKept(table)
      ? {
          // Of many rows those of a day are counted first: what follows looks at days, and not at rows.
          from: sql`(SELECT ${day}${more}, ${selected(counts)} FROM ${identifier(table)}
            WHERE ${inEither} AND ${restricted} GROUP BY ALL)`,
          columns: sql`${namesOf(counts)}${more}`,
          counts: sums,
          many: true,
        }
      : {
          from: sql`(SELECT ${day}, ${countedColumns[table]}${more} FROM ${identifier(table)} WHERE ${restricted})`,
          columns: sql`${countedColumns[table]}${more}`,
          counts: selected(counts),
          many: false,
        }
  const part = (name: Sql, at: Sql, condition: Sql): Sql =>
    sql`SELECT ${source.columns}, ${name} AS period, ${at} AS start FROM ${source.from} WHERE ${condition}`
  const start = bucketDay(bucket, day)
  const shiftedStart = compare && bucketDay(bucket, shifted(day, filters.window, compare, bucket))
  // Windows that share days count their rows twice; others are told apart in one pass.
  const both =
    !then || !shiftedStart
      ? part(raw(`'window'`), start, now)
      : overlap(filters.window, compare)
        ? sql`${part(raw(`'window'`), start, now)} UNION ALL ${part(raw(`'compare'`), shiftedStart, then)}`
        : part(
            sql`CASE WHEN ${now} THEN 'window' ELSE 'compare' END`,
            sql`CASE WHEN ${now} THEN ${start} ELSE ${shiftedStart} END`,
            inEither,
          )
  if (value === undefined)
    return sql`
    SELECT period, CAST(start AS VARCHAR) AS bucket, ${source.counts} FROM (${grouped(both, source, raw('period, start'))})
    GROUP BY GROUPING SETS ((period), (period, start)) ORDER BY period, bucket NULLS FIRST`
  if (byValue === null)
    return sql`
      SELECT period, CAST(start AS VARCHAR) AS bucket, CAST(${value} AS VARCHAR) AS value,
        CASE WHEN grouping(${value}) = 0 THEN 'value' WHEN grouping(start) = 0 THEN 'course' ELSE 'whole' END AS part, ${source.counts}
      FROM (${grouped(both, source, sql`period, start, ${value}`)}) GROUP BY GROUPING SETS ((period), (period, start), (period, ${value}))
      ORDER BY part, period, bucket, value NULLS FIRST`
  return sql`
    SELECT * FROM (
      SELECT period, CAST(start AS VARCHAR) AS bucket, CAST(NULL AS VARCHAR) AS value,
        CASE WHEN grouping(start) = 0 THEN 'course' ELSE 'whole' END AS part, ${sums}
      FROM (${grouped(both, source, raw('period, start'))}) GROUP BY GROUPING SETS ((period), (period, start))
      UNION ALL
      SELECT period, CAST(NULL AS VARCHAR) AS bucket, CAST(value AS VARCHAR) AS value, 'value' AS part, ${sums}
      FROM (${byValue}) GROUP BY period, value)
    ORDER BY part, period, bucket, value NULLS FIRST`
}

/** Many counts go first by the finest of several groupings, from which the others follow: one pass in place of one each. */
const grouped = (rows: Sql, { counts, many }: Source, by: Sql): Sql =>
  many ? sql`SELECT ${by}, ${counts} FROM (${rows}) GROUP BY ${by}` : rows

/** Rows in a window or in the one beside it; where no day lies between them it is one range, by which a scan passes over rows. */
function withinEither(table: TableName, window: Window, compare: Window): Sql {
  const { from } = window
  if (from !== null && compare.from !== null && addDays(compare.to, 1) === from)
    return within(table, { from: compare.from, to: window.to })
  return sql`(${within(table, window)} OR ${within(table, compare)})`
}

const overlap = (a: Window, b: Window): boolean =>
  a.from === null || b.from === null || (a.from <= b.to && b.from <= a.to)

/** Businesses first seen by the end of a period (`bucket` null), and those first seen in each bucket of the window. */
export function businesses({
  filters,
  compare,
  bucket,
}: Omit<ActivityInput, 'asOf'>): Sql<Course<{ businesses: number; with_permit: number }>> {
  const byDay = countsByDay('entities', businessCounts, filters)
  const restricted = byDay ? whereKept('entities', filters, ['window']) : where('entities', filters, ['window'])
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
