import { mostInspectors } from './draft'
import { clean, kept, listOf } from './inspectorCells'
import {
  type InspectorColumn,
  inspectorColumns,
  isBlank,
  layoutOf,
  neededColumns,
  type TableLayout,
} from './inspectorColumns'
import { RowReader } from './inspectorRow'
import type { Inspector, Interest } from './roster'

/** What is wrong with a table as a whole, and with a row. */
// biome-ignore format: two lists
export const tableProblems = [
  'line_above', 'column_missing', 'column_unknown', 'column_repeated', 'column_unnamed', 'too_many',
] as const
// biome-ignore format: a list
export const rowProblems = [
  'missing', 'id_unreadable', 'id_repeated', 'id_there', 'exponent', 'text_broken', 'cells_beyond', 'capacity_wrong',
  'region_unknown', 'region_ambiguous', 'list_empty', 'industry_unknown', 'comma', 'nothing_said',
] as const
export type InspectorProblemCode = (typeof tableProblems)[number] | (typeof rowProblems)[number]

export interface InspectorProblem {
  /** Of the table, from 1, empty ones counted. */
  readonly line: number
  readonly column: InspectorColumn | null
  readonly value: string
  readonly code: InspectorProblemCode
  /** The row comes in all the same. */
  readonly taken: boolean
  /** Of an id that is repeated, the line that has it first. */
  readonly first: number | null
}

export interface InspectorsRead {
  readonly inspectors: readonly Inspector[]
  readonly problems: readonly InspectorProblem[]
  /** Rows that are not empty, below the headings: those taken and those refused. */
  readonly rows: number
  readonly refused: number
  /** Columns that are not there: everybody has what an empty cell means. */
  readonly absent: readonly InspectorColumn[]
}

export interface InspectorChoices {
  /** Regions of the plan's level, with their names in all languages. */
  readonly regions: readonly { readonly code: string; readonly names: readonly string[] }[]
  /** Industries of the roster. */
  readonly industries: readonly string[]
  /** Inspectors who stay: their ids are taken, and they count to the most there may be. */
  readonly before?: readonly Inspector[]
}

/**
 * Inspectors of a table. A row that may say less than it means to is refused, since an empty list of regions is
 * everywhere: no slip of the pen lets somebody go where they may not. All that is refused or left out is a problem.
 */
export function readInspectors(rows: readonly (readonly string[])[], choices: InspectorChoices): InspectorsRead {
  const layout = layoutOf(rows)
  const problems = problemsOfTable(rows, layout)
  const absent = inspectorColumns.filter(column => !layout.places.has(column))
  const body = rows.flatMap((row, at) => (at > (layout.header ?? -1) && !row.every(isBlank) ? [{ row, at }] : []))
  const reader = new RowReader(layout, choices)
  const there = new Set(choices.before?.map(({ id }) => id))
  const lines = new Map<string, number>()
  const inspectors: Inspector[] = []
  const beyond: number[] = []
  // Without a column that everybody needs, each row would say the same.
  const readable = layout.header === null || neededColumns.every(column => !absent.includes(column))
  for (const { row, at } of readable ? body : []) {
    const line = at + 1
    const read = reader.read(row)
    const { id } = read.inspector
    const own = [...read.problems]
    const first = lines.get(id)
    // An id that stands twice is in doubt, even where its first row was refused.
    if (first !== undefined) own.push({ column: 'id', value: id, code: 'id_repeated', first })
    else if (id !== '') lines.set(id, line)
    if (there.has(id)) own.push({ column: 'id', value: id, code: 'id_there', first: null })
    const fit = !read.refused && first === undefined && !there.has(id)
    const taken = fit && there.size + inspectors.length < mostInspectors
    if (taken) inspectors.push(read.inspector)
    else if (fit) beyond.push(line)
    problems.push(...own.map(problem => ({ ...problem, line, taken })))
  }
  const [line] = beyond
  if (line !== undefined)
    problems.push({ line, column: null, value: String(beyond.length), code: 'too_many', taken: false, first: null })
  return { inspectors, problems, rows: body.length, refused: body.length - inspectors.length, absent }
}

/** What holds for the table and no row of it. */
function problemsOfTable(rows: readonly (readonly string[])[], layout: TableLayout): InspectorProblem[] {
  const { header, places, width, unread } = layout
  if (header === null) return []
  const headings = rows[header] ?? []
  const line = header + 1
  const none = { column: null, first: null }
  return [
    ...rows.slice(0, header).flatMap((row, at): InspectorProblem[] => {
      const value = clean(row.join(' '))
      return value === '' ? [] : [{ ...none, line: at + 1, value, code: 'line_above', taken: false }]
    }),
    ...neededColumns.flatMap((column): InspectorProblem[] =>
      places.has(column) ? [] : [{ line, column, value: '', code: 'column_missing', taken: false, first: null }],
    ),
    ...unread.map(({ heading, column }): InspectorProblem => {
      const code = column === null ? 'column_unknown' : 'column_repeated'
      return { line, column, value: clean(heading), code, taken: true, first: null }
    }),
    ...Array.from({ length: width }, (_, at) => at).flatMap((at): InspectorProblem[] => {
      const found = isBlank(headings[at]) ? rows.findIndex((row, i) => i > header && !isBlank(row[at])) : -1
      const value = clean(rows[found]?.[at] ?? '')
      return found < 0 ? [] : [{ ...none, line: found + 1, value, code: 'column_unnamed', taken: true }]
    }),
  ]
}

/** Headings and rows of a table that `readInspectors` reads back as the same inspectors; regions go by their codes. */
export function inspectorTable(
  inspectors: readonly Inspector[],
  headings: Readonly<Record<InspectorColumn, string>>,
): string[][] {
  const interestsOf = (kind: Interest['kind'], { interests }: Inspector): string =>
    listOf(interests.flatMap(each => (each.kind === kind ? [each.value] : [])))
  return [
    inspectorColumns.map(column => headings[column]),
    ...inspectors.map(inspector =>
      [
        inspector.id,
        inspector.name,
        inspector.department,
        listOf(inspector.regions),
        listOf(inspector.industries),
        String(inspector.capacity),
        interestsOf('entity', inspector),
        interestsOf('owner', inspector),
        interestsOf('address', inspector),
      ].map(kept),
    ),
  ]
}
