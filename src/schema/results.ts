import type { ColumnKind } from '../schema'

/** What a file of results says of itself: the visits of a round as they were made, for whoever brings in extracts. */
export const resultsFormat = 'smart-supervision results 1'

/**
 * Columns of results, a row for each visit, since rows are what inspections are counted by. All but the last four are
 * canonical columns of inspections, under their own names: they need no mapping. Places are left out: they are the
 * business's own, and would be asked for their system of coordinates.
 */
export const resultColumns = [
  ['inspection_id', 'code'],
  ['plan_id', 'code'],
  ['inspected_on', 'date'],
  ['started_at', 'timestamp'],
  ['inspection_type', 'word'],
  ['result', 'word'],
  ['item_name', 'word'],
  ['problem_count', 'integer'],
  ['critical_count', 'integer'],
  ['rectify_due_on', 'date'],
  ['inspector_1', 'word'],
  ['inspector_2', 'word'],
  ['is_joint', 'boolean'],
  ['entity_code', 'code'],
  ['entity_name', 'text'],
  ['industry_name', 'word'],
  ['region_code', 'word'],
  ['region_name', 'word'],
  ['address', 'text'],
  ['department', 'word'],
  ['finished_at', 'timestamp'],
  ['joint_departments', 'text'],
  ['photo_names', 'text'],
  ['note', 'text'],
] as const satisfies readonly (readonly [name: string, kind: ColumnKind])[]

export type ResultColumn = (typeof resultColumns)[number][0]

/** Days and times are ISO texts; times are local, to the second. */
export type ResultRow = Readonly<Record<ResultColumn, string | number | boolean | null>>
