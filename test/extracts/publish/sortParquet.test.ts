import { Bool, DateDay, Float64, Int64, TimestampMicrosecond, Utf8, type Vector, vectorFromArray } from 'apache-arrow'
import * as parquet from 'parquet-wasm/esm'
import { Compression } from 'parquet-wasm/esm'
import { describe, expect, it } from 'vitest'
import { openDecoder } from '../../../src/extracts/decoderNode'
import { readFooter } from '../../../src/extracts/parquetFooter'
import { sortParquet } from '../../../src/extracts/publish/sortParquet'
import { refusal } from '../../fixtures/decoding'
import { plainInt32, rawParquet } from '../../fixtures/parquetBytes'
import { arrowParquet } from '../../fixtures/parquetFiles'
import { sweep } from '../../sweep'

const load = async () => parquet
const sort = (blob: Blob, order: readonly number[]) => sortParquet('t', blob, Uint32Array.from(order), load)

let seed = 11
const random = (below: number): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
  return Math.floor((seed / 2 ** 31) * below)
}
const maybe = <T>(value: T): T | null => (random(4) === 0 ? null : value)

function randomFile(rows: number): Blob {
  const of = <T>(make: () => T) => Array.from({ length: rows }, () => maybe(make()))
  const words = ['', '中文', '<b>', '0012', '😀', 'x'.repeat(30)]
  return arrowParquet(
    [
      [
        'word',
        vectorFromArray(
          of(() => words[random(words.length)]!),
          new Utf8(),
        ),
      ],
      [
        'text',
        vectorFromArray(
          of(() => `t${random(1e6)}`),
          new Utf8(),
        ),
      ],
      [
        'n',
        vectorFromArray(
          of(() => random(1000) / 8),
          new Float64(),
        ),
      ],
      [
        'id',
        vectorFromArray(
          of(() => BigInt(random(1e6)) * 10_000_000n),
          new Int64(),
        ),
      ],
      [
        'b',
        vectorFromArray(
          of(() => random(2) === 1),
          new Bool(),
        ),
      ],
      [
        'day',
        vectorFromArray(
          of(() => new Date(random(20_000) * 86_400_000)),
          new DateDay(),
        ),
      ],
      [
        'at',
        vectorFromArray(
          of(() => random(1e6) * 1000),
          new TimestampMicrosecond('UTC'),
        ),
      ],
    ] as [string, Vector][],
    { groupRows: 1 + random(rows), dictionary: random(2) === 1, compression: Compression.SNAPPY },
  )
}

async function valuesOf(blob: Blob) {
  const decoder = openDecoder()
  const file = await decoder.open('t', blob)
  const names = file.columns.map(column => column.name)
  const { values } = await decoder.sample('t', names, 1e6)
  return {
    columns: file.columns,
    rows: Array.from({ length: file.rows }, (_, i) => names.map(name => values[name]?.[i])),
  }
}

describe('a sorted file', () => {
  it('holds every row in its new place, as it was', async () => {
    for (let n = 0; n < sweep(200); n++) {
      const rows = 1 + random(60)
      const blob = randomFile(rows)
      const order = Array.from({ length: rows }, (_, i) => i + 1)
      for (let i = rows - 1; i > 0; i--) {
        const j = random(i + 1)
        ;[order[i], order[j]] = [order[j]!, order[i]!]
      }
      const before = await valuesOf(blob)
      const made = await sort(blob, order)
      const after = await valuesOf(made)
      expect(after.columns).toEqual(before.columns)
      expect(after.rows).toEqual(order.map(place => before.rows[place - 1]))
      const { columns, groups } = await readFooter('t', made)
      expect(columns.at(-1)?.element.logical_type).toMatchObject({ type: 'TIMESTAMP', isAdjustedToUTC: true })
      expect(groups).toHaveLength(1)
      expect(groups[0]?.chunks[0]?.metadata.codec).toBe('ZSTD')
    }
  })

  it('is the very file where nothing would change, or a column could not be written as it is', async () => {
    const fine = arrowParquet([['n', vectorFromArray([1, 2], new Float64())]])
    expect(await sort(fine, [1, 2])).toBe(fine)
    expect(await sort(fine, [2, 1])).not.toBe(fine)
    const old = new Blob([rawParquet([{ name: 'at', type: 'INT32', converted: 9, groups: [plainInt32([1, 2])] }])])
    expect(await sort(old, [2, 1])).toBe(old)
  })

  it('refuses an order that is not one of its rows', async () => {
    const blob = arrowParquet([['n', vectorFromArray([1, 2, 3], new Float64())]])
    for (const order of [
      [1, 2],
      [1, 2, 2],
      [0, 1, 2],
      [1, 2, 4],
      [1, 2, 3, 3],
    ])
      expect(await refusal(sort(blob, order))).toMatchObject({ kind: 'load', subject: 't' })
  })
})
