import { Utf8, vectorFromArray } from 'apache-arrow'
import { afterAll, describe, expect, it } from 'vitest'
import { openDuckDb } from '../../src/engine/duckdb'
import { nodePlatform } from '../../src/engine/duckdbNode'
import { sql } from '../../src/engine/sql'
import { openDecoder } from '../../src/extracts/decoderNode'
import { plainInt96, plainTexts, rawParquet } from '../fixtures/parquetBytes'
import { arrowParquet } from '../fixtures/parquetFiles'

const engine = openDuckDb(nodePlatform())
afterAll(() => engine.close())

async function* streams(file: Blob, columns: readonly string[]) {
  const decoder = openDecoder()
  const { groups } = await decoder.open('f', file)
  for (const group of groups.keys()) yield (await decoder.decode('f', group, columns)).ipc
}

describe('decoded groups load in the engine', () => {
  it('with dictionaries, equal columns and several groups', async () => {
    const words = ['有效', 'b', null, '有效', 'c', 'b', 'd']
    const file = arrowParquet(
      [
        ['word', vectorFromArray(words)],
        ['text', vectorFromArray(words, new Utf8())],
      ],
      { groupRows: 3 },
    )
    expect(await engine.load('words', streams(file, ['word', 'word', 'text']))).toBe(words.length)
    const rows = await engine.rows(sql`SELECT c0, c1, c2, source_row, place_region FROM words ORDER BY source_row`)
    expect(rows).toEqual(words.map((c, i) => ({ c0: c, c1: c, c2: c, source_row: i + 1, place_region: null })))
  })

  it('with INT96 beyond 2262', async () => {
    const groups = [plainInt96([{ day: Date.parse('9999-12-31') / 86_400_000, nanos: 86_399_999_999_000n }])]
    const file = rawParquet([
      { name: 't', type: 'INT96', groups },
      { name: '', type: 'BYTE_ARRAY', groups: [plainTexts(['x'])] },
    ])
    expect(await engine.load('old', streams(new Blob([file]), ['t', 'column 2']))).toBe(1)
    const rows = await engine.rows(sql`SELECT CAST(c0 AS VARCHAR) AS t, c1 FROM old`)
    expect(rows).toEqual([{ t: '9999-12-31 23:59:59.999999', c1: 'x' }])
  })
})
