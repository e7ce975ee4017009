import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parquetMetadata } from 'hyparquet'
import * as parquet from 'parquet-wasm/esm'
import { beforeAll, describe, expect, it } from 'vitest'
import { openDecoder } from '../../src/extracts/decoderNode'
import { type ExportColumn, type ExportRow, exportColumns } from '../../src/ui/exportTable'
import { ParquetFileWriter } from '../../src/ui/parquetFile'

beforeAll(() => {
  const wasm = createRequire(import.meta.url).resolve('parquet-wasm/esm/parquet_wasm_bg.wasm')
  parquet.initSync({ module: readFileSync(wasm) })
})

const words = { about: '', rows: '', replaced: '', cut: '' }
const columns: ExportColumn[] = [
  { key: 'code', label: '编号', kind: 'text' },
  { key: 'n', label: 'N', kind: 'number' },
  { key: 'b', label: 'n', kind: 'boolean' },
  { key: 'day', label: 'Day', kind: 'day' },
  { key: 'at', label: 'At', kind: 'time' },
]
function written(pieces: readonly (readonly ExportRow[])[]): Promise<Blob> {
  const writer = new ParquetFileWriter({ title: 'T', columns, about: [['Filters', 'none']], words }, parquet)
  for (const rows of pieces) writer.add(rows)
  return writer.finish()
}

describe('a Parquet file', () => {
  it('gives back what was written, with its types', async () => {
    const blob = await written([
      [{ code: '=1+1', n: 1.5, b: true, day: '1969-12-31', at: '2024-01-02T03:04:05' }],
      [
        { code: '00\u0000"😀', n: -0.1, b: false, day: '2024-02-29', at: null },
        { code: null, n: null, b: null, day: null, at: null },
      ],
    ])
    const decoder = openDecoder()
    const file = await decoder.open('t', blob)
    expect(file.rows).toBe(3)
    expect(file.columns).toEqual([
      { name: '编号', type: 'text' },
      { name: 'N', type: 'number' },
      { name: 'n (2)', type: 'boolean' },
      { name: 'Day', type: 'date' },
      { name: 'At', type: 'timestamp' },
    ])
    const { values } = await decoder.sample(
      't',
      file.columns.map(c => c.name),
      10,
    )
    expect(values.编号).toEqual(['=1+1', '00\u0000"😀', null])
    expect(values.N).toEqual([1.5, -0.1, null])
    expect(values['n (2)']).toEqual([true, false, null])
    expect(values.Day).toEqual(['1969-12-31', '2024-02-29', null])
    expect(String(values.At?.[0])).toMatch(/^2024-01-02[T ]03:04:05/)
    const metadata = parquetMetadata(await blob.arrayBuffer())
    expect(metadata.row_groups[0]?.columns[0]?.meta_data?.codec).toBe('ZSTD')
    expect(metadata.key_value_metadata?.find(({ key }) => key === 'about')?.value).toContain('Filters')
  })

  it('may hold no row', async () => {
    expect((await openDecoder().open('t', await written([]))).rows).toBe(0)
  })

  it('refuses by name what a column cannot hold', async () => {
    const row = { code: 'a', n: 1, b: true, day: '2023-02-30', at: null }
    await expect(async () => written([[row]])).rejects.toThrow('column "Day", row 1: "2023-02-30" is no day')
  })
})

it('finds the kinds of columns in their values', () => {
  const rows = [
    { a: '2024-01-01', b: 1, c: '1', d: null, e: true },
    { a: '2024-01-02', b: null, c: 1, d: null, e: false },
  ]
  const table = { columns: ['a', 'b', 'c', 'd', 'e'].map(key => ({ key, label: key })), rows }
  expect(exportColumns(table).map(column => column.kind)).toEqual(['day', 'number', 'text', 'text', 'boolean'])
})
