import { Field as ArrowField, Float64, Int32, List, Struct, TimeMillisecond, Utf8, vectorFromArray } from 'apache-arrow'
import { describe, expect, it } from 'vitest'
import { openDecoder } from '../../src/extracts/decoderNode'
import { samplePieces } from '../../src/extracts/decodeSample'
import type { RegionFile } from '../../src/extracts/source'
import { refusal, typesOf, valuesOf } from '../fixtures/decoding'
import { plainInt32, plainTexts, rawParquet } from '../fixtures/parquetBytes'
import { arrowParquet } from '../fixtures/parquetFiles'

const count = 1000
const ids = vectorFromArray(
  Array.from({ length: count }, (_, i) => i),
  new Int32(),
)
const names = vectorFromArray(
  Array.from({ length: count }, (_, i) => `name ${i}`),
  new Utf8(),
)
const lon = vectorFromArray(
  Array.from({ length: count }, (_, i) => (i % 5 === 4 ? null : (i % 5) + 0.5)),
  new Float64(),
)
const lat = vectorFromArray(
  Array.from({ length: count }, () => 0.5),
  new Float64(),
)
const file = () =>
  arrowParquet(
    [
      ['id', ids],
      ['name', names],
      ['lon', lon],
      ['lat', lat],
    ],
    { groupRows: 300, dictionary: false },
  )

/** Unit squares side by side: a (0 to 1), b (1 to 2). */
const squares: RegionFile = {
  level: 'district',
  name: 'districts.geojson',
  code: 'code',
  label: 'name',
  text: JSON.stringify({
    type: 'FeatureCollection',
    features: ['a', 'b'].map((code, i) => ({
      type: 'Feature',
      properties: { code, name: code.toUpperCase() },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [i, 0],
            [i + 1, 0],
            [i + 1, 1],
            [i, 1],
            [i, 0],
          ],
        ],
      },
    })),
  }),
}

describe('row groups', () => {
  it('are decoded one by one, with rows counted over the whole file', async () => {
    const decoder = openDecoder()
    expect(await decoder.open('f', file())).toMatchObject({ rows: count, groups: [300, 300, 300, 100] })
    let next = 0
    for (const [group, rows] of [300, 300, 300, 100].entries()) {
      const decoded = await decoder.decode('f', group, ['name', 'id'])
      expect(decoded.rows).toBe(rows)
      const { c0, c1, source_row, place_region, ...rest } = valuesOf(decoded)
      expect(rest).toEqual({})
      for (let i = 0; i < rows; i++, next++)
        expect([c0![i], c1![i], source_row![i]]).toEqual([`name ${next}`, next, next + 1])
      expect(new Set(place_region)).toEqual(new Set([null]))
    }
    expect(next).toBe(count)
  })

  it('two requests in flight do not disturb each other', async () => {
    const decoder = openDecoder()
    await decoder.open('f', file())
    const groups = await Promise.all([0, 1, 2, 3].map(group => decoder.decode('f', group, ['id'])))
    expect(groups.flatMap(group => valuesOf(group).c0)).toEqual(Array.from({ length: count }, (_, i) => i))
  })

  it('only the columns asked for are decoded, once each however often they are asked for', async () => {
    const decoder = openDecoder()
    await decoder.open('f', file())
    const group = await decoder.decode('f', 3, ['id', 'id', 'name', 'id'])
    expect(Object.keys(typesOf(group))).toEqual(['c0', 'c1', 'c2', 'c3', 'source_row', 'place_region'])
    const { c0, c1, c3 } = valuesOf(group)
    expect(c1).toEqual(c0)
    expect(c3).toEqual(c0)
  })

  it('a group without rows has the types of the others', async () => {
    const groups = [plainInt32([]), plainInt32([7])]
    const decoder = openDecoder()
    await decoder.open('f', new Blob([rawParquet([{ name: 'n', type: 'INT32', groups }])]))
    const [empty, full] = [await decoder.decode('f', 0, ['n']), await decoder.decode('f', 1, ['n'])]
    expect(empty.rows).toBe(0)
    expect(typesOf(empty)).toEqual(typesOf(full))
    expect(valuesOf(full)).toMatchObject({ c0: [7], source_row: [1] })
  })
})

describe('names', () => {
  it('may differ by case alone, be equal, empty, dotted or odd', async () => {
    const called = ['Id', 'ID', 'id', 'id', '', '', 'id.x', '__proto__', '编号 (2)', 'id (2)']
    const columns = called.map((name, i) => ({ name, type: 'INT32' as const, groups: [plainInt32([i])] }))
    const decoder = openDecoder()
    const { columns: found } = await decoder.open('f', new Blob([rawParquet(columns)]))
    const unique = found.map(column => column.name)
    expect(unique).toEqual([
      'Id',
      'ID',
      'id',
      'id (3)',
      'column 5',
      'column 6',
      'id.x',
      '__proto__',
      '编号 (2)',
      'id (2)',
    ])
    for (const [index, name] of unique.entries()) {
      expect(valuesOf(await decoder.decode('f', 0, [name])).c0).toEqual([index])
      const { values } = await decoder.sample('f', [name], 9)
      expect(Object.entries(values)).toEqual([[name, [index]]])
    }
    const reversed = valuesOf(await decoder.decode('f', 0, [...unique].reverse()))
    expect(unique.map((_, index) => reversed[`c${index}`])).toEqual(
      unique.map((_, index) => [unique.length - 1 - index]),
    )
  })

  it('nested columns hurt only when they are asked for, and are named', async () => {
    const list = new List(new ArrowField('item', new Int32(), true))
    const pair = new Struct([new ArrowField('x', new Int32(), true), new ArrowField('id', new Int32(), true)])
    const nested = arrowParquet([
      ['tags', vectorFromArray([[1, 2], null], list)],
      ['pair', vectorFromArray([{ x: 1, id: 2 }, null], pair)],
      ['id', vectorFromArray([5, 6], new Int32())],
    ])
    const decoder = openDecoder()
    const { columns } = await decoder.open('f', nested)
    expect(columns.map(column => column.type)).toEqual(['nested', 'nested', 'integer'])
    expect(valuesOf(await decoder.decode('f', 0, ['id'])).c0).toEqual([5, 6])
    expect(await refusal(decoder.decode('f', 0, ['id', 'tags']))).toMatchObject({
      kind: 'nested',
      subject: 'f: column "tags"',
    })
    expect((await refusal(decoder.sample('f', ['pair'], 1))).message).toContain('column "pair"')
  })

  it('a bare repeated field is nested', async () => {
    const columns = [{ name: 'r', type: 'INT32' as const, repeated: true, groups: [plainInt32([1, 2])] }]
    const decoder = openDecoder()
    expect((await decoder.open('f', new Blob([rawParquet(columns)]))).columns).toEqual([{ name: 'r', type: 'nested' }])
  })
})

describe('places', () => {
  const place = { lon: 'lon', lat: 'lat' }

  it('give the region of each row; null outside and without coordinates', async () => {
    const decoder = openDecoder()
    await decoder.regions([squares])
    await decoder.open('f', file())
    const group = await decoder.decode('f', 1, ['id'], place)
    expect(typesOf(group).place_region).toBe('Dictionary<Int32, Utf8>')
    expect(valuesOf(group).place_region!.slice(0, 5)).toEqual(['a', 'b', null, null, null])
    const { regions } = await decoder.sample('f', ['id'], 6, place)
    expect(regions).toEqual(['a', 'b', null, 'a', null, null])
    expect((await decoder.sample('f', ['id'], 6)).regions).toEqual([])
  })

  it('without any region every place lies nowhere', async () => {
    const decoder = openDecoder()
    await decoder.open('f', file())
    expect(new Set(valuesOf(await decoder.decode('f', 0, [], place)).place_region)).toEqual(new Set([null]))
  })

  it('may be written as text or as decimals', async () => {
    const raw = rawParquet([
      { name: 'lon', type: 'BYTE_ARRAY', groups: [plainTexts(['0.5', ' 1.5 ', '', 'east'])] },
      { name: 'lat', type: 'INT32', converted: 5, scale: 1, precision: 3, groups: [plainInt32([5, 5, 5, 5])] },
    ])
    const decoder = openDecoder()
    await decoder.regions([squares])
    await decoder.open('f', new Blob([raw]))
    expect(valuesOf(await decoder.decode('f', 0, ['lon'], place)).place_region).toEqual(['a', 'b', null, null])
  })
})

describe('a page policy without unsafe-eval', () => {
  it('is kept: nothing makes functions of text', async () => {
    const decoder = openDecoder()
    const times = vectorFromArray([45_296_000], new TimeMillisecond())
    const one = (value: number) => vectorFromArray([value], new Float64())
    const parquet = arrowParquet([
      ['time', times],
      ['lon', one(0.5)],
      ['lat', one(0.5)],
    ])
    const { Function: original } = globalThis
    globalThis.Function = class {
      constructor() {
        throw new EvalError('unsafe-eval')
      }
    } as unknown as FunctionConstructor
    try {
      await decoder.regions([squares])
      await decoder.open('f', parquet)
      const values = valuesOf(await decoder.decode('f', 0, ['time'], { lon: 'lon', lat: 'lat' }))
      expect(values).toMatchObject({ c0: ['12:34:56'], place_region: ['a'] })
    } finally {
      globalThis.Function = original
    }
  })
})

describe('samples', () => {
  it('come from the beginning, the middle and the end', async () => {
    const decoder = openDecoder()
    await decoder.open('f', file())
    const { rows, values } = await decoder.sample('f', ['id'], 9)
    expect(rows).toBe(9)
    expect(values.id).toEqual([0, 1, 2, 498, 499, 500, 997, 998, 999])
    expect((await decoder.sample('f', ['id'], 5000)).values.id).toHaveLength(count)
    expect(await decoder.sample('f', ['id'], 0)).toEqual({ rows: 0, values: { id: [] }, regions: [] })
  })

  it('have as many rows as asked for, each once, for any shape of file', () => {
    for (const sizes of [[0], [1], [5], [0, 5, 0], [1, 1, 1], [100], [7, 50, 1, 0, 30]]) {
      let start = 0
      const groups = sizes.map(rows => {
        const group = { rows, start }
        start += rows
        return group
      })
      for (let limit = 0; limit < 40; limit++) {
        const pieces = samplePieces(groups, limit)
        const rows = pieces.flatMap(({ group, offset, limit: length }) =>
          Array.from({ length }, (_, i) => groups[group]!.start + offset + i),
        )
        expect(new Set(rows).size).toBe(rows.length)
        expect(rows).toHaveLength(Math.min(limit, start))
        expect(rows).toEqual([...rows].sort((a, b) => a - b))
        for (const piece of pieces) expect(piece.offset + piece.limit).toBeLessThanOrEqual(groups[piece.group]!.rows)
      }
    }
  })
})
