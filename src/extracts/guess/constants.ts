import { columnOf, type TableName } from '../../schema'
import type { ColumnValues } from './columnValues'
import type { MappedValues } from './mapTable'

interface Rule {
  readonly table: TableName
  readonly column: string
  readonly constant: string
  /** Of the file's names and headers. */
  readonly when: RegExp
}

/** What files of one kind do not say, because it is the same in all of their rows. First match wins. */
const rules: readonly Rule[] = [
  { table: 'complaints', column: 'kind', constant: 'report', when: /^(?!.*投诉).*举报/s },
  { table: 'complaints', column: 'kind', constant: 'complaint', when: /(?:)/ },
  { table: 'inspections', column: 'inspection_type', constant: 'random', when: /双随机|抽查/ },
  { table: 'inspections', column: 'inspection_type', constant: 'other', when: /行政处罚|处罚决定/ },
  { table: 'inspections', column: 'result', constant: 'problem', when: /行政处罚|处罚决定/ },
  // Only what was granted is made public.
  { table: 'permits', column: 'status', constant: 'granted', when: /行政许可|许可决定/ },
]

/** Constants for required columns that a file of its kind never has. */
export function constantsOf(
  table: TableName,
  columns: readonly ColumnValues[],
  mapped: readonly MappedValues[],
  path: readonly string[],
): MappedValues[] {
  const text = [...path, ...columns.map(({ source }) => source)].join(' ')
  const has = (name: string): boolean => mapped.some(({ column }) => column.name === name)
  const found = new Map<string, Rule>()
  for (const rule of rules) {
    if (rule.table === table && !has(rule.column) && !found.has(rule.column) && rule.when.test(text)) {
      found.set(rule.column, rule)
    }
  }
  return [...found.values()].map(({ column, constant }) => ({
    column: columnOf(table, column),
    of: null,
    fallbacks: [],
    constant,
    confidence: 0.6,
    why: 'constant',
  }))
}
