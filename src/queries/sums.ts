import { bucketDay, isAmongPrepared, speaks } from '../engine/dialect'
import { and, identifier, join, list, raw, type Sql, sql } from '../engine/sql'
import { addDays } from '../filters/days'
import { type ClassChoice, type FilterKey, type Filters, onlyBy, type Window } from '../filters/filters'
import { dayColumn, dayOfRow, type FilteredTable, inRegions, where, within } from '../filters/predicates'
import { countsAreKept, countsTable, keepCountsOf } from '../risk/derived'
import { classesAt, isDefaultCard } from '../risk/kept'
import { type TableName, tableNames } from '../schema'
import { bucketStart, nextBucket } from './buckets'
import { type Counted, selected } from './counts'

/*
 * Counts that are kept, from which answers are added up in place of counting rows anew: they grow with days, months,
 * regions and values, not with rows. Those by class beside are kept of today's classes by the default scorecard alone: joining
 * each row with its business takes as long as several questions. A filter that looks at something else (an area, a
 * department) needs the rows.
 */

/** Rows of a table from which on counts are kept: up to some hundred thousand, making and asking them takes as long as counting. */
export const enoughToKeep = 400_000

/** Keeps counts of every table where one of them has so many rows. Statements differ by it, answers do not. */
export const keepCounts = (rows: Readonly<Record<TableName, number>>): void =>
  keepCountsOf(tableNames.some(table => rows[table] >= enoughToKeep) ? [...tableNames, 'entities'] : [])

/** A row's place as far as filters of regions look at it: a region's code or none, and then whether it has coordinates. */
const place = raw('region_code, CASE WHEN region_code IS NULL AND lon IS NOT NULL THEN 0 END AS lon')

/** The classes that counts are kept by, where a filter asks for some; null where it asks for none. */
const classesKept = ({ classes }: Filters): ClassChoice | null =>
  classes?.at.states && isDefaultCard(classes.card) && speaks('duckdb') ? classes : null

/** Filters that kept counts can answer. */
const answered = (filters: Filters, table: FilteredTable, except: readonly FilterKey[] = []): boolean =>
  onlyBy(filters, table, [
    'window',
    'regions',
    ...(classesKept(filters) === null ? [] : (['classes'] as const)),
    ...except,
  ])

/** What restricts kept counts, as `where`: they are of the chosen classes already. */
export const whereKept = (table: FilteredTable, filters: Filters, except: readonly FilterKey[]): Sql =>
  whereQuick(table, filters, [...except, 'classes'])

/** `where` of a statement that is quick whatever the rows: one that differs from another by its regions alone is prepared once. */
function whereQuick(table: FilteredTable, filters: Filters, except: readonly FilterKey[]): Sql {
  const { regions } = filters
  const others = where(table, filters, [...except, 'regions'])
  const free = regions.length === 0 || except.includes('regions')
  return free ? others : and([others, inRegions(regions, isAmongPrepared)])
}

/**
 * Counts by day and region, as what stands behind FROM: columns of the rows' day, `region_code`, `lon` (0 where there is a
 * place without a region, else null), and the counts by name. Null where they are not kept, or a filter of `table` needs its rows.
 */
export function countsByDay<Counts>(table: FilteredTable, counts: Counted<Counts>, filters: Filters): Sql | null {
  return countsAreKept(table) && answered(filters, table) ? kept(table, counts, dayOfRow(table), filters) : null
}

/**
 * Counts of a window and of the one beside it by value of a column: `period`, `value` and the counts by name, in rows that are
 * still to be added up. Those of whole months are kept by region; the days beside them are counted from rows. Filters named
 * in `except` do not restrict them. Null as above.
 */
export function countsByValue<Counts>(
  table: TableName,
  counts: Counted<Counts>,
  column: 'category' | 'industry_name',
  filters: Filters,
  compare: Window | null,
  except: readonly FilterKey[] = [],
): Sql | null {
  if (!countsAreKept(table) || !answered(filters, table, except)) return null
  const value = identifier(column)
  const byMonth = kept(table, counts, bucketDay('month', dayOfRow(table)), filters, column)
  const restricted = whereQuick(table, filters, ['window', ...except])
  const parts = (period: 'window' | 'compare', window: Window): Sql[] => {
    const { months, days } = inMonths(window)
    const named = sql`${raw(`'${period}'`)} AS period, ${value} AS value`
    const whole =
      months === null
        ? []
        : [
            sql`SELECT ${named}, ${namesOf(counts)} FROM ${byMonth} WHERE ${within(table, months)} AND ${whereKept(table, filters, ['window', ...except])}`,
          ]
    if (days.length === 0) return whole
    const inDays = join(
      days.map(each => within(table, each)),
      ' OR ',
    )
    const beside = sql`SELECT ${named}, ${selected(counts)} FROM ${identifier(table)} WHERE (${inDays}) AND ${restricted} GROUP BY ${value}`
    return [...whole, beside]
  }
  return join([...parts('window', filters.window), ...(compare ? parts('compare', compare) : [])], ' UNION ALL ')
}

/** Rows lie in the order of days, so that a window reads no others. Of chosen classes, where a filter names them. */
function kept<Counts>(
  table: FilteredTable,
  counts: Counted<Counts>,
  day: Sql,
  filters: Filters,
  column?: 'category' | 'industry_name',
): Sql {
  const classes = classesKept(filters)
  const more = [...(column === undefined ? [] : [column]), ...(classes === null ? [] : ['class'])]
  // A business has one class: no row is counted twice.
  const from =
    classes === null
      ? identifier(table)
      : sql`${identifier(table)} JOIN (${classesAt(classes.at, classes.card)}) USING (entity_id)`
  const named = countsTable(
    sql`
    SELECT ${day} AS ${dayOfRow(table)}, ${place}${raw(more.map(name => `, ${name}`).join(''))}, ${selected(counts)} FROM ${from} GROUP BY ALL ORDER BY 1`,
    { by: [dayColumn[table], 'region_code', 'lon', ...more], counts: Object.keys(counts) },
  )
  return classes === null ? named : sql`(SELECT * FROM ${named} WHERE class IN ${list(classes.only)})`
}

/** The names of counts as a list of columns. */
export const namesOf = (counts: object): Sql => join(Object.keys(counts).map(identifier))

/** A window in parts: the months that lie in it wholly, from the first day of one to the last of another, and the days beside them. */
export function inMonths({ from, to }: Window): { readonly months: Window | null; readonly days: readonly Window[] } {
  const first =
    from === null || bucketStart('month', from) === from ? from : nextBucket('month', bucketStart('month', from))
  const after = nextBucket('month', bucketStart('month', to))
  const last = addDays(after, -1) === to ? to : addDays(bucketStart('month', to), -1)
  if (first !== null && first > last) return { months: null, days: [{ from, to }] }
  const days: Window[] = []
  if (from !== null && first !== null && from < first) days.push({ from, to: addDays(first, -1) })
  if (last < to) days.push({ from: addDays(last, 1), to })
  return { months: { from: first, to: last }, days }
}
