import { and, identifier, join, raw, type Sql, sql } from '../engine/sql'
import type { Filters } from '../filters/filters'
import { dayOfRow, type FilteredTable, where } from '../filters/predicates'
import { columns, type TableName } from '../schema'
import { couldLink } from './linkStates'
import { overdueOrder } from './overdue'
import {
  acceptBy,
  complaintNear,
  complaintOverdue,
  complaintSoon,
  isComplaint,
  isFollowUp,
  isRepeat,
  isReport,
  isTimed,
  isUnrepeated,
  open,
  permitNear,
  permitOverdue,
  permitSoon,
  undecided,
} from './serviceStates'

/** A row as a list shows it: values by column name. */
export type ListedRow = Record<string, string | number | boolean | null>

/** A figure's own rows within a table, beside the filters: what its numerator counts. */
export type Subset =
  | 'all' | 'problem' | 'critical' | 'unrectified' | 'late' | 'on_time' | 'permit_late' | 'permit_backwards'
  | 'undecided' | 'permit_overdue' | 'permit_near' | 'permit_soon'
  | 'open' | 'overdue' | 'near' | 'soon' | 'accept_late' | 'unresolved' | 'report_late' | 'unpublished' | 'repeat' | 'unrepeated' | 'follow_up'
  | 'dissatisfied' | 'permit_timed'
  | LinkSubset // biome-ignore format: a table a line

/** Rows by how they were linked, or what keeps them from it. */
export const linkSubsets = ['unlinked', 'could_link', 'by_name', 'bad_code', 'unknown_name', 'nothing'] as const
export type LinkSubset = (typeof linkSubsets)[number]

/** Without a business, and without a name that stands for one. */
const hopeless = (table: FilteredTable, condition: Sql): Sql =>
  table === 'entities' ? raw('FALSE') : sql`(entity_id IS NULL AND ${condition} AND NOT ${couldLink(table)})`

const subsets: Readonly<Record<Subset, (asOf: string, table: FilteredTable) => Sql>> = {
  all: () => raw('TRUE'),
  problem: () => raw(`result IN ('problem', 'critical', 'uncooperative')`),
  critical: () => raw(`result = 'critical'`),
  late: asOf => sql`(due_on < CAST(${asOf} AS DATE) AND (closed_on IS NULL OR closed_on > due_on))`,
  unrectified: overdueOrder,
  on_time: asOf => sql`(due_on < CAST(${asOf} AS DATE) AND closed_on <= due_on)`,
  permit_late: () => raw('handling_days > limit_days'),
  unlinked: () => raw('entity_id IS NULL'),
  could_link: (_, table) => (table === 'entities' ? raw('FALSE') : couldLink(table)),
  by_name: () => raw(`(link_method = 'name_region' OR link_method = 'name_similar')`),
  bad_code: (_, table) => hopeless(table, raw('entity_code IS NOT NULL')),
  unknown_name: (_, table) => hopeless(table, raw('entity_code IS NULL AND entity_name IS NOT NULL')),
  nothing: () => raw('(entity_id IS NULL AND entity_code IS NULL AND entity_name IS NULL)'),
  permit_backwards: () => raw('CAST(decided_at AS DATE) < CAST(accepted_at AS DATE)'),
  undecided,
  permit_overdue: permitOverdue,
  permit_near: permitNear,
  permit_soon: permitSoon,
  open,
  overdue: complaintOverdue,
  near: complaintNear,
  soon: complaintSoon,
  accept_late: asOf =>
    sql`(${isComplaint} AND ${acceptBy} < CAST(${asOf} AS DATE) AND NOT coalesce(coalesce(CAST(acceptance_decided_at AS DATE), closed_on) <= ${acceptBy}, FALSE)
      AND (acceptance_decided_at IS NOT NULL OR status IS NULL OR status NOT IN ('transferred', 'withdrawn')))`,
  unresolved: asOf =>
    sql`(${isComplaint} AND status = 'closed' AND closed_on <= CAST(${asOf} AS DATE) AND NOT resolved)`,
  report_late: asOf =>
    sql`(${isReport} AND due_on < CAST(${asOf} AS DATE) AND (closed_on IS NULL OR closed_on > due_on))`,
  unpublished: asOf =>
    sql`(${isComplaint} AND status = 'closed' AND closed_on <= CAST(${asOf} AS DATE) AND NOT coalesce(published, FALSE))`,
  repeat: () => isRepeat,
  unrepeated: () => isUnrepeated,
  dissatisfied: () => raw('satisfaction BETWEEN 1 AND 3'),
  permit_timed: () => isTimed,
  follow_up: () => isFollowUp,
}

/** States on the as-of day: whenever a case came, so the window does not restrict them. */
const states: ReadonlySet<Subset> = new Set([
  ...(['undecided', 'permit_overdue', 'permit_near', 'permit_soon', 'open', 'overdue', 'near', 'soon'] as const),
])
export const isState = (subset: Subset): boolean => states.has(subset)

/** The subsets that make sense for a table. */
export const subsetsOf: Readonly<Record<FilteredTable, readonly Subset[]>> = {
  permits: [
    'all',
    'permit_late',
    'undecided',
    'permit_overdue',
    'permit_near',
    'permit_soon',
    'permit_backwards',
    'permit_timed',
    ...linkSubsets,
  ],
  inspections: ['all', 'problem', 'critical', 'unrectified', ...linkSubsets],
  complaints: [
    'all',
    'late',
    'on_time',
    'open',
    'overdue',
    'near',
    'soon',
    'accept_late',
    'unresolved',
    'report_late',
    'unpublished',
    'repeat',
    'unrepeated',
    'follow_up',
    'dissatisfied',
    ...linkSubsets,
  ],
  entities: ['all'],
}

export interface RowsInput {
  readonly table: FilteredTable
  readonly filters: Filters
  readonly subset: Subset
  readonly asOf: string
}

const entityColumns = [
  'entity_code',
  'entity_name',
  'industry_name',
  'licence_kind',
  'region_code',
  'address',
  'first_seen_on',
  'has_permit',
  'permits',
  'inspections',
  'complaints',
  'lon',
  'lat',
]

/** Inspectors are persons: they appear under a pseudonym on pages made for it, not in a list of rows. */
const hidden = new Set(['inspector_1', 'inspector_2'])

/** Columns of a list of rows, in the order of the schema; `filled` leaves out those that no file fills. */
export function rowColumns(table: FilteredTable, filled: readonly string[]): string[] {
  if (table === 'entities') return entityColumns
  const extra =
    table === 'complaints' ? ['due_on'] : table === 'permits' ? ['handling_days', 'limit_days', 'due_on'] : []
  const source = table === 'inspections' ? 'source_result' : 'source_status'
  const shown = columns[table]
    .map(c => c.name)
    .filter(name => (filled.includes(name) || name === source || name === 'region_code') && !hidden.has(name))
  // What extracts keep beside our columns.
  const own = new Set(columns[table].map(c => c.name))
  const kept = filled.filter(name => !own.has(name))
  return [...shown, ...extra, ...kept, 'link_method', 'source_row']
}

/** ENUM sorts by its place in a list of values: such columns are sorted by the words themselves. */
const isWord = (table: FilteredTable, name: string): boolean =>
  table !== 'entities' && (name === 'link_method' || columns[table].some(c => c.name === name && c.kind === 'word'))

const condition = ({ table, filters, subset, asOf }: RowsInput): Sql =>
  and([where(table, filters, isState(subset) ? ['window'] : []), subsets[subset](asOf, table)])

/** How many rows a list has. */
export const rowCount = (input: RowsInput): Sql<{ n: number }> =>
  sql`SELECT CAST(count(*) AS DOUBLE) AS n FROM ${identifier(input.table)} WHERE ${condition(input)}`

/** A permit that is not decided is from when it was accepted. */
const newest = (table: TableName): Sql =>
  sql`${table === 'permits' ? raw('coalesce(permitted_on, CAST(accepted_at AS DATE))') : dayOfRow(table)} DESC NULLS LAST, source_file, source_row`

/** The rows that stand at these places, newest first as far as they have a day; at most `limit` of them. */
export function rowsAt(
  table: TableName,
  places: readonly { readonly file: number; readonly row: number }[],
  shown: readonly string[],
  limit: number,
): Sql<ListedRow> {
  const pairs =
    places.length === 0
      ? raw('(NULL, NULL)')
      : join(places.map(({ file, row }) => raw(`(${placeOf(file)}, ${placeOf(row)})`)))
  return sql`
    SELECT ${join(shown.map(identifier))} FROM ${identifier(table)}
    WHERE (CAST(source_file AS INTEGER), source_row) IN (${pairs})
    ORDER BY ${newest(table)} LIMIT CAST(${limit} AS INTEGER)`
}

/** A place as text of the source; throws for what is none. */
function placeOf(value: number): string {
  if (!Number.isInteger(value) || value < 0) throw new TypeError(`rows: ${value} is not the place of a row`)
  return String(value)
}

/**
 * `limit` rows from `offset` on, sorted by a column of `rowColumns` (nulls last), then by where they stand in the
 * extract, so that pages never overlap.
 */
export function rowPage(
  input: RowsInput,
  shown: readonly string[],
  sort: { readonly column: string; readonly descending: boolean },
  page: { readonly offset: number; readonly limit: number },
): Sql<ListedRow> {
  const known = shown.includes(sort.column) ? sort.column : (shown[0] ?? 'entity_id')
  const last = input.table === 'entities' ? raw('entity_id') : raw('source_file, source_row')
  return sql`
    SELECT ${join(shown.map(identifier))} FROM ${identifier(input.table)} WHERE ${condition(input)}
    ORDER BY ${isWord(input.table, known) ? sql`CAST(${identifier(known)} AS VARCHAR)` : identifier(known)} ${raw(sort.descending ? 'DESC' : 'ASC')} NULLS LAST, ${last}
    LIMIT CAST(${page.limit} AS INTEGER) OFFSET CAST(${page.offset} AS INTEGER)`
}
