import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as arrow from 'apache-arrow'
import { parquetMetadata } from 'hyparquet'
import { readParquet } from 'parquet-wasm/node'
import { afterAll, expect, it } from 'vitest'
import { dayOf } from '../../data/days'
import { cityIsCurrent, generateCity } from '../../data/generate'

const folder = mkdtempSync(join(tmpdir(), 'city-'))
afterAll(() => rmSync(folder, { recursive: true }))
const size = { rows: 5000, businesses: 1200 }
const make = (name: string, seed: number) => generateCity({ out: join(folder, name), seed, ...size })
const bytesOf = (name: string) =>
  Object.fromEntries(
    readdirSync(join(folder, name)).map(file => [
      file,
      createHash('sha256')
        .update(readFileSync(join(folder, name, file)))
        .digest('hex'),
    ]),
  )

it('gives the same bytes for the same seed, other rows on the same map for another', async () => {
  await make('a', 7)
  await make('b', 7)
  await make('c', 8)
  const [a, b, c] = [bytesOf('a'), bytesOf('b'), bytesOf('c')]
  expect(b).toEqual(a)
  for (const table of ['permits', 'inspections', 'complaints']) {
    expect(c[`${table}.parquet`]).not.toBe(a[`${table}.parquet`])
  }
  expect(c['subdistricts.geojson']).toBe(a['subdistricts.geojson'])
}, 60_000)

it('leaves no folder of its work behind, and knows a whole city of the same origin', async () => {
  const out = join(folder, 'd')
  // What a run that was killed would have left.
  mkdirSync(`${out}.making-999999999`)
  expect(cityIsCurrent(out)).toBe(false)
  await make('d', 7)
  expect(readdirSync(folder).filter(name => name.startsWith('d'))).toEqual(['d'])
  expect(cityIsCurrent(out, { seed: 7, ...size })).toBe(true)
  expect(cityIsCurrent(out, { seed: 8, ...size })).toBe(false)
  await make('d', 8)
  expect(cityIsCurrent(out, { seed: 8, ...size })).toBe(true)
  rmSync(join(out, 'permits.parquet'))
  expect(cityIsCurrent(out, { seed: 8, ...size })).toBe(false)
}, 60_000)

it('leaves the old city in place when making the new one fails', async () => {
  const out = join(folder, 'e')
  await make('e', 7)
  const onStep = (step: string) => {
    if (step === 'complaints') throw new Error('stopped')
  }
  await expect(generateCity({ out, seed: 9, ...size, onStep })).rejects.toThrow('stopped')
  expect(cityIsCurrent(out, { seed: 7, ...size })).toBe(true)
  expect(readdirSync(folder).filter(name => name.startsWith('e'))).toEqual(['e'])
}, 60_000)

it('refuses sizes that are none', async () => {
  await expect(generateCity({ out: join(folder, 'f'), rows: 12 })).rejects.toThrow('rows: 12')
  await expect(generateCity({ out: join(folder, 'f'), seed: Number.NaN })).rejects.toThrow('seed: NaN')
  expect(existsSync(join(folder, 'f'))).toBe(false)
})

it('writes what the catalogue lists, as typed Parquet whose dictionaries survive', async () => {
  await make('g', 7)
  const read = (file: string) => readFileSync(join(folder, 'g', file))
  const catalog = JSON.parse(read('catalog.json').toString())
  expect(catalog.asOf).toBe('2025-06-30')
  for (const { file, sha256 } of [...catalog.extracts, ...catalog.regions])
    expect(createHash('sha256').update(read(file)).digest('hex')).toBe(sha256)
  const bytes = read('complaints.parquet')
  const footer = parquetMetadata(Uint8Array.from(bytes).buffer)
  expect(Number(footer.num_rows)).toBe(size.rows)
  expect(footer.key_value_metadata?.map(({ key }) => key)).toContain('ARROW:schema')
  const received = footer.schema.find(({ name }) => name === '受理时间')
  expect(received?.logical_type).toEqual({ type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MILLIS' })
  const table = arrow.tableFromIPC(readParquet(bytes).intoIPCStream())
  expect(table.numRows).toBe(size.rows)
  expect(arrow.DataType.isDictionary(table.getChild('诉求类别')?.type)).toBe(true)
  const inspections = arrow.tableFromIPC(readParquet(read('inspections.parquet')).intoIPCStream())
  expect(arrow.DataType.isDate(inspections.getChild('检查日期')?.type)).toBe(true)
  expect(Number(inspections.getChild('检查日期')?.get(0)) / 86_400_000).toBeGreaterThanOrEqual(dayOf(2022, 7, 1))
})
