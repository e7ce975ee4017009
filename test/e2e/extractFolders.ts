import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dayNumber } from '../../src/filters/days'
import type { TableName } from '../../src/schema'
import { plainDouble, plainInt32, plainTexts, type RawColumn, rawParquet } from '../fixtures/parquetBytes'

/** Extracts of a few rows, written by hand, in folders made for one test. */

export const texts = (name: string, values: readonly string[]): RawColumn => ({
  name,
  type: 'BYTE_ARRAY',
  converted: 0,
  groups: [plainTexts(values)],
})
export const days = (name: string, values: readonly string[]): RawColumn => ({
  name,
  type: 'INT32',
  converted: 6,
  groups: [plainInt32(values.map(dayNumber))],
})
export const numbers = (name: string, values: readonly number[]): RawColumn => ({
  name,
  type: 'DOUBLE',
  groups: [plainDouble(values)],
})

const each = <T>(rows: number, make: (i: number) => T): T[] => Array.from({ length: rows }, (_, i) => make(i))
const day = (i: number): string => `2024-${String((i % 12) + 1).padStart(2, '0')}-15`
const places = (rows: number) => [
  numbers(
    'lon',
    each(rows, i => 0.1 + (i % 8) / 10),
  ),
  numbers(
    'lat',
    each(rows, i => 0.1 + (i % 7) / 10),
  ),
]
const code = (i: number): string => `B${i % 10}`

/** Columns of good extracts; a test replaces or leaves out what it is about. */
export const good: Readonly<Record<TableName, (rows: number) => RawColumn[]>> = {
  permits: rows => [
    texts(
      'permit_id',
      each(rows, i => `P${i}`),
    ),
    texts(
      'status',
      each(rows, () => 'active'),
    ),
    days('valid_from', each(rows, day)),
    texts('entity_code', each(rows, code)),
    texts(
      'entity_name',
      each(rows, i => `Business ${i % 10}`),
    ),
    ...places(rows),
  ],
  inspections: rows => [
    texts(
      'inspection_id',
      each(rows, i => `I${i}`),
    ),
    days('inspected_on', each(rows, day)),
    texts(
      'inspection_type',
      each(rows, () => 'routine'),
    ),
    texts(
      'result',
      each(rows, i => (i % 4 === 0 ? 'critical' : 'pass')),
    ),
    texts('entity_code', each(rows, code)),
    ...places(rows),
  ],
  complaints: rows => [
    texts(
      'complaint_id',
      each(rows, i => `C${i}`),
    ),
    texts(
      'kind',
      each(rows, () => 'complaint'),
    ),
    texts(
      'category',
      each(rows, i => (i % 3 === 0 ? 'noise' : 'litter')),
    ),
    days('received_at', each(rows, day)),
    texts(
      'status',
      each(rows, () => 'closed'),
    ),
    ...places(rows),
  ],
}

/** The same with some columns replaced (by name), or left out where the replacement is null. */
export function changed(columns: readonly RawColumn[], changes: Readonly<Record<string, RawColumn | null>>) {
  return columns.flatMap(column => {
    const change = changes[column.name]
    return change === undefined ? [column] : change === null ? [] : [change]
  })
}

/** A region file of one square that holds every place above. */
export const square = {
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { code: 'S', name: 'Square' },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 1],
            [0, 0],
          ],
        ],
      },
    },
  ],
}

export type FolderFiles = Readonly<Record<string, readonly RawColumn[] | Uint8Array | string | object>>

/** Writes columns as Parquet, objects as JSON, bytes and texts as they are. */
export function writeFolder(dir: string, files: FolderFiles): string {
  mkdirSync(dir, { recursive: true })
  for (const [name, content] of Object.entries(files)) {
    const bytes =
      typeof content === 'string' || content instanceof Uint8Array
        ? content
        : Array.isArray(content)
          ? rawParquet(content as RawColumn[])
          : JSON.stringify(content)
    writeFileSync(join(dir, name), bytes)
  }
  return dir
}

/** A catalogue of `[table, file]`, with the region file of the square unless told otherwise. */
export const catalogueOf = (extracts: readonly (readonly [TableName, string])[], more: object = {}) => ({
  name: { en: 'Small town', zh: '小镇' },
  extracts: extracts.map(([table, file]) => ({ table, file })),
  regions: [{ level: 'district', file: 'square.geojson', code: 'code', name: 'name' }],
  ...more,
})

/** A whole folder of good extracts. */
export const goodFolder = (rows = 24): FolderFiles => ({
  'permits.parquet': good.permits(rows),
  'inspections.parquet': good.inspections(rows),
  'complaints.parquet': good.complaints(rows),
  'square.geojson': square,
  'catalog.json': catalogueOf([
    ['permits', 'permits.parquet'],
    ['inspections', 'inspections.parquet'],
    ['complaints', 'complaints.parquet'],
  ]),
})
