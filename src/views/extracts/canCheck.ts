import { needsOf } from '../../extracts/guess/needsOf'
import type { ImportFlow } from './flow'
import { isBusy, type TableState } from './flowState'

/** What a table still lacks before it can be checked; empty for one that is left out. */
export function lacks(flow: ImportFlow, table: TableState): readonly string[][] {
  const settings = flow.settings(table)
  if (settings === null || table.kind === 'skip' || table.kind === 'businesses') return []
  const columns = table.read?.columns.map(column => column.name) ?? []
  return needsOf(table.kind, settings, columns).missing.map(need => [...need.columns])
}

/** A table or regions are to come in, all of it is read, and nothing needed is missing. */
export function canCheck(flow: ImportFlow): boolean {
  const { tables, regions } = flow.state()
  const used = regions.filter(each => each.used)
  if (used.some(({ error }) => error !== null)) return false
  const coming = tables.filter(({ kind }) => kind !== 'skip' && kind !== 'businesses')
  return (
    coming.length + used.length > 0 && !tables.some(isBusy) && coming.every(table => lacks(flow, table).length === 0)
  )
}
