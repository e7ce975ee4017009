import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { raw, sql } from '../../src/engine/sql'
import { dropRepeated, findRepeated, repeatedKeys } from '../../src/extracts/insert'
import { testEngine } from '../engine/helper'
import { type Loading, lists, loaded } from '../engineHelper'
import { fileOf } from '../fixtures/cityFiles'

/*
 * Columns of words are ENUM while rows are appended, and large tables are compressed meanwhile: whatever comes in which
 * order, the rows are those of a table of texts.
 */

const engine = testEngine()
beforeAll(() => engine.open())
afterAll(() => engine.close())

/** How much each row counts when it is told whether a table is large. */
const scale = vi.hoisted(() => ({ rows: 1 }))
vi.mock('../../src/extracts/compacting', async load => {
  const { Compacting } = await load<typeof import('../../src/extracts/compacting')>()
  return {
    Compacting: class extends Compacting {
      constructor(...[of, rows]: ConstructorParameters<typeof Compacting>) {
        super(of, rows * scale.rows)
      }
      override add(rows: number): void {
        super.add(rows * scale.rows)
      }
    },
  }
})

const day = (row: number): string => `2024-01-${String(1 + (row % 28)).padStart(2, '0')}`

/** Complaints of these categories; `odd`: the row of a day that only the engine reads. */
function file(prefix: string, categories: readonly string[], groupRows: number, odd = -1): Blob {
  const rows = categories.map((_, row) => row)
  const days = rows.map(row => (row === odd ? '2024年1月5日' : day(row)))
  return fileOf(
    {
      工单编号: ['text', rows.map(row => `${prefix}${row}`)],
      诉求类型: ['text', rows.map(() => '投诉')],
      诉求类别: ['text', categories],
      受理时间: ['text', days],
      状态: ['text', rows.map(row => (row % 2 === 0 ? '已办结' : '办理中'))],
      行政区划代码: ['text', rows.map(() => 'A')],
    },
    { groupRows },
  )
}

const regions = {
  'districts.json': JSON.stringify({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { code: 'A', name: '东区' },
        geometry: { type: 'Polygon', coordinates: [[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]] }, // biome-ignore format: a square
      },
    ],
  }),
}

function loading(files: Readonly<Record<string, Blob>>): Loading {
  return {
    engine,
    files: { ...regions, ...files },
    catalogue: {
      extracts: Object.keys(files).map(name => ({ table: 'complaints', file: name })),
      regions: [{ level: 'district', file: 'districts.json', code: 'code', name: 'name' }],
      asOf: '2024-12-31',
    },
  }
}

const categories = (): Promise<unknown[][]> =>
  lists(engine, raw('SELECT complaint_id, CAST(category AS VARCHAR) FROM complaints ORDER BY source_file, source_row'))
const typeOf = async (column: string): Promise<unknown> =>
  (await lists(engine, raw(`SELECT DISTINCT typeof(${column}) FROM complaints`)))[0]?.[0]
const expected = (prefix: string, list: readonly string[]): unknown[][] => list.map((each, row) => [prefix + row, each])

describe('words while rows are appended', () => {
  it('are ENUM in the order of their texts, of a wider type as soon as a group brings others', async () => {
    const list = ['c', 'b', 'b', 'c', 'a', 'b', '甲', 'a', 'Z', 'b']
    await loaded({ ...loading({ 'x.parquet': file('G', list, 3) }) })
    expect(await categories()).toEqual(expected('G', list))
    expect(await typeOf('category')).toBe("ENUM('Z', 'a', 'b', 'c', '甲')")
    expect(await typeOf('kind')).toBe("ENUM('complaint')")
  })

  it('are those of all files of a table', async () => {
    const [first, second] = [
      ['b', 'a', 'b'],
      ['c', 'a', 'd'],
    ]
    await loaded(loading({ 'x.parquet': file('G', first, 2), 'y.parquet': file('H', second, 2) }))
    expect(await categories()).toEqual([...expected('G', first), ...expected('H', second)])
    expect(await typeOf('category')).toBe("ENUM('a', 'b', 'c', 'd')")
  })

  it('are texts where there are too many of them, and a group says no more', async () => {
    const list = Array.from({ length: 2300 }, (_, i) => `w${i}`)
    await loaded(loading({ 'x.parquet': file('G', [...list, 'a', 'b'], 500) }))
    expect(await categories()).toEqual(expected('G', [...list, 'a', 'b']))
    expect(await typeOf('category')).toBe('VARCHAR')
  })

  it('may be long, or hold any character', async () => {
    const long = Array.from({ length: 900 }, (_, i) => `${'很长的类别'.repeat(20)}${i}`)
    const list = ["it's", 'a\0b', '";--', ...long]
    await loaded(loading({ 'x.parquet': file('G', list, 400) }))
    expect(await categories()).toEqual(expected('G', list))
  })

  it('of rows that only the engine reads, before and after others, are not lost', async () => {
    const [first, second, third] = [
      ['b', 'a', 'b'],
      ['c', 'a', 'd', 'e'],
      ['f', 'a', 'g'],
    ]
    const files = {
      'x.parquet': file('G', first, 2),
      'y.parquet': file('H', second, 2, 3),
      'z.parquet': file('I', third, 2),
    }
    await loaded(loading(files))
    const all = [...expected('G', first), ...expected('H', second), ...expected('I', third)]
    expect(await categories()).toEqual(all)
    await loaded(loading({ 'w.parquet': file('H', second, 2, 0), 'x.parquet': files['x.parquet'] }))
    expect(await categories()).toEqual([...expected('H', second), ...expected('G', first)])
  })
})

describe('a large table', () => {
  it('is compressed while it grows and after it was linked, and its rows are the same', async () => {
    const list = Array.from({ length: 40 }, (_, i) => `w${i % 7}`)
    const files = { 'x.parquet': file('G', list, 8), 'y.parquet': file('H', list, 8, 39) }
    const compact = vi.spyOn(engine, 'compact')
    scale.rows = 1
    const small = await loaded(loading(files))
    const rows = await lists(engine, raw('SELECT * FROM complaints ORDER BY source_file, source_row'))
    expect(compact).not.toHaveBeenCalled()
    scale.rows = 100_000
    const large = await loaded(loading(files))
    expect(await lists(engine, raw('SELECT * FROM complaints ORDER BY source_file, source_row'))).toEqual(rows)
    expect(large.profile).toEqual(small.profile)
    // Every ten rows, at the end of a row group, and at the end.
    expect(compact.mock.calls.length).toBeGreaterThan(4)
    expect(await Promise.all(compact.mock.results.map(({ value }) => value))).not.toContain(false)
  })

  it('is looked through for repeated ids part by part', async () => {
    const list = ['a', 'b', 'c', 'd', 'e']
    scale.rows = 1
    await loaded(loading({ 'x.parquet': file('G', list, 8), 'y.parquet': file('G', list.slice(1, 4), 8) }))
    const found = []
    for (const rows of [1, 50_000_000]) {
      await engine.run(findRepeated('complaints', rows))
      found.push(await lists(engine, sql`SELECT id FROM ${repeatedKeys('complaints')} t(id) ORDER BY id`))
      await engine.run([dropRepeated])
    }
    expect(found[0]).toEqual([['G0'], ['G1'], ['G2']])
    expect(found[1]).toEqual(found[0])
  })
})
