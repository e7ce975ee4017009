import type { FilteredTable } from '../../filters/predicates'
import { type TableName, tableNames } from '../../schema'

export const listedTables: readonly FilteredTable[] = ['inspections', 'complaints', 'permits', 'entities']

/** The table that an address of the rows names; another word lists inspections. */
export const listedTable = (named: string | undefined): FilteredTable =>
  listedTables.find(each => each === named) ?? 'inspections'

/** The table that an address of the rejected rows names; another word lists the first one that has any. */
export const rejectedTable = (
  named: string | undefined,
  files: readonly { readonly table: TableName; readonly rejected: number }[],
): TableName =>
  tableNames.find(each => each === named) ??
  tableNames.find(each => files.some(file => file.table === each && file.rejected > 0)) ??
  'permits'
