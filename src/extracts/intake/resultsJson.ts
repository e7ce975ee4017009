import Papa from 'papaparse'
import { resultColumns } from '../../schema/results'
import { ExtractError } from '../source'

/**
 * The rows of a round's results (`round/results.ts`) as CSV, which is read like any other one. Throws an `ExtractError`
 * that names row and column where something in them is no plain value.
 */
export function resultsCsv(name: string, value: unknown): Blob {
  const { rows } = value as { readonly rows?: unknown }
  if (!Array.isArray(rows))
    throw new ExtractError(name, 'format', 'these results have no list "rows": save them on the phone once more')
  if (rows.length === 0)
    throw new ExtractError(
      name,
      'empty',
      'these results hold no finished visit: finish one on the phone, then save them',
    )
  const fields = resultColumns.map(([column]) => column)
  const data = rows.map((row: unknown, i) => cellsOf(name, row, i + 1, fields))
  return new Blob([Papa.unparse({ fields, data }, { newline: '\n' })], { type: 'text/csv' })
}

function cellsOf(name: string, row: unknown, at: number, fields: readonly string[]): (string | number | boolean)[] {
  if (typeof row !== 'object' || row === null)
    throw new ExtractError(name, 'format', `row ${at} of these results is no record: save them on the phone once more`)
  const unknown = Object.keys(row).find(key => !fields.includes(key))
  if (unknown !== undefined)
    throw new ExtractError(
      name,
      'format',
      `row ${at} of these results has a column that this release does not know, ${JSON.stringify(unknown)}: use the same release here and on the phone`,
    )
  return fields.map(field => {
    const cell = (row as Readonly<Record<string, unknown>>)[field] ?? ''
    if (typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean') return cell
    throw new ExtractError(
      name,
      'format',
      `row ${at} of these results, "${field}": ${JSON.stringify(cell)} is no value`,
    )
  })
}
