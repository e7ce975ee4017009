import type { Data } from 'apache-arrow'
import { plainColumn } from '../decodeColumns'
import type { ParquetColumns } from '../parquetColumns'
import { ExtractError } from '../source'
import type { ReadTable } from './intake'
import { MaskedText } from './maskedText'
import { Notes } from './notes'
import { type IntakeModule, ParquetParts } from './parquetParts'
import { openParquet, textsOf } from './readParquet'
import { checkAbort } from './rowSource'
import { previewRows } from './tableBuilder'

export interface JoinOn {
  /** Column of the businesses. */
  readonly key: string
  /** Column of the rows that refers to it. */
  readonly reference: string
}

const asIs = { mask: null, found: 'asked', free: false, keep: true, code: false } as const

/** `Intake.join`. Keys are compared as text, white space around them aside. */
export async function joinTables(
  module: IntakeModule,
  table: ReadTable,
  businesses: ReadTable,
  on: JoinOn,
  signal?: AbortSignal,
): Promise<ReadTable> {
  const notes = new Notes()
  const { columns, rowOf } = await byKey(module, businesses, on.key, notes, signal)
  const name = table.path.join('/')
  const file = await openParquet(module, name, table.parquet)
  const reference = table.columns.findIndex(column => column.name === on.reference)
  if (reference < 0) throw new ExtractError(name, 'mapping', `has no column "${on.reference}"`)
  const own = new Set(table.columns.map(column => column.name.toLowerCase()))
  const names = columns.map(column => {
    let unique = `businesses.${column.name}`
    for (let copy = 2; own.has(unique.toLowerCase()); copy++) unique = `businesses.${column.name}_${copy}`
    own.add(unique.toLowerCase())
    return unique
  })
  const texts = columns.map(() => new MaskedText({ ...asIs }))
  const parts = new ParquetParts(module, name)
  const preview = table.preview.map(row => [...row])
  let before = 0
  for (const group of file.footer.groups.keys()) {
    checkAbort(signal)
    const data = await dataOf(file, group)
    const matches = textsOf(data[reference]).map(value => (value === null ? undefined : rowOf.get(value.trim())))
    for (const [index, { values }] of columns.entries()) {
      for (const match of matches) texts[index]!.putText(match === undefined ? null : values[match]!)
    }
    for (let row = 0; row < matches.length && before + row < Math.min(previewRows, preview.length); row++) {
      preview[before + row]!.push(...texts.map(({ column }) => column.textAt(row)))
    }
    before += matches.length
    parts.add([...data, ...texts.map(({ column }) => column.flush())], matches.length)
    await parts.settled()
  }
  if (before === 0)
    parts.add(
      [...table.columns, ...columns].map(() => new MaskedText({ ...asIs }).column.flush()),
      0,
    )
  const added = texts.map(({ column }, index) => ({ name: names[index]!, type: 'text' as const, ...column.facts() }))
  const all = [...table.columns, ...added]
  const masked = businesses.masked.flatMap(each => {
    const index = columns.findIndex(column => column.name === each.column)
    return index < 0 ? [] : [{ ...each, column: names[index]! }]
  })
  return {
    ...table,
    columns: all,
    preview,
    masked: [...table.masked, ...masked],
    notes: [...table.notes, ...notes.list()],
    ...(await parts.finish(all.map(column => column.name))),
  }
}

/** All values of the businesses as text, and the row of each key; of equal keys the first. */
async function byKey(module: IntakeModule, businesses: ReadTable, key: string, notes: Notes, signal?: AbortSignal) {
  const name = businesses.path.join('/')
  const file = await openParquet(module, name, businesses.parquet)
  const place = businesses.columns.findIndex(column => column.name === key)
  if (place < 0) throw new ExtractError(name, 'mapping', `has no column "${key}"`)
  const columns = businesses.columns.map(column => ({ name: column.name, values: [] as (string | null)[] }))
  for (const group of file.footer.groups.keys()) {
    checkAbort(signal)
    const data = await dataOf(file, group)
    for (const [index, { values }] of columns.entries()) for (const text of textsOf(data[index])) values.push(text)
  }
  const rowOf = new Map<string, number>()
  for (const [row, value] of columns[place]!.values.entries()) {
    const own = value?.trim()
    if (!own) continue
    if (rowOf.has(own)) notes.add('duplicate_keys', 1, key, () => `row ${row + 1}: ${own}`)
    else rowOf.set(own, row)
  }
  return { columns, rowOf }
}

async function dataOf(file: ParquetColumns, group: number): Promise<Data[]> {
  return (await file.read(group, file.footer.columns)).map(plainColumn)
}
