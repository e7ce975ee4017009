import { Dictionary, Int32, Utf8, type Vector, vectorFromArray } from 'apache-arrow'
import { describe, expect, it } from 'vitest'
import { raw, type Sql, sql } from '../../../src/engine/sql'
import { textDegrees, timeForms, timesOf } from '../../../src/extracts/decodeTexts'
import { canonicalValue, textOf, timestampOf } from '../../../src/extracts/expressions'
import { columnOf } from '../../../src/schema'
import { lists, loaded } from '../../engineHelper'
import { fileOf } from '../../fixtures/cityFiles'
import { sweep } from '../../sweep'
import { engine } from './engine'

/** The engine's reading of texts, as text. */
async function byEngine(texts: readonly (string | null)[], make: (x: Sql) => Sql) {
  const list = texts.map((text, i) => sql`(${i}, CAST(${text} AS VARCHAR))`).reduce((a, b) => sql`${a}, ${b}`)
  const value = make(raw('x'))
  const rows = await lists(engine, sql`SELECT CAST(${value} AS VARCHAR) FROM (VALUES ${list}) v(i, x) ORDER BY i`)
  return rows.map(([v]) => v)
}

const vectors: readonly [string, (texts: readonly (string | null)[]) => Vector][] = [
  ['plain', texts => vectorFromArray(texts, new Utf8())],
  ['with a dictionary', texts => vectorFromArray(texts, new Dictionary(new Utf8(), new Int32()))],
]

function seeded(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state % below
  }
}
const two = (n: number): string => String(n).padStart(2, '0')

/** A day near the ends of months, at times one that never was. */
function time(below: (n: number) => number, form: string): string {
  const year = [1000, 1900, 1950, 1969, 1970, 1999, 2000, 2023, 2024, 2100, 9999][below(11)] ?? 2024
  const day = `${year}-${two(1 + below(12))}-${two(27 + below(6))}`
  if (form === 'day') return day
  const clock = `${two(below(24))}:${two(below(60))}:${two(below(60))}`
  const thousandths = form.endsWith('ms') ? `.${String(below(1000)).padStart(3, '0')}` : ''
  return `${day}${form.startsWith('T') ? 'T' : ' '}${clock}${thousandths}`
}

describe.each(vectors)('texts that the decoder reads (%s)', (_, vector) => {
  it('as times are what the engine reads, and are written as they were', async () => {
    const below = seeded(20_261_126)
    for (let round = 0; round < sweep(100); round++) {
      const form = timeForms[round % timeForms.length]!
      const drawn = Array.from({ length: 40 }, () => (below(6) === 0 ? null : time(below, form)))
      const expected = await byEngine(drawn, column => timestampOf({ column: column, type: 'text' }))
      const possible = drawn.map((text, i) => (expected[i] === null ? null : text))
      const found = timesOf(vector(possible).data[0]!)
      expect(found?.form).toBe(form)
      const micros: bigint[] = Array.from(found?.data.values as BigInt64Array)
      const told = possible.map((text, i) =>
        text === null ? null : new Date(Number(micros[i]! / 1000n)).toISOString(),
      )
      expect(told).toEqual(
        expected.map(text =>
          text === null ? null : `${String(text).replace(' ', 'T').slice(0, 19)}${milliseconds(text)}Z`,
        ),
      )
      // One that never was is left to the engine, with all the others.
      if (possible.some((text, i) => text !== drawn[i])) expect(timesOf(vector(drawn).data[0]!)).toBeNull()
      const typed = possible.map(text => (text === null ? null : text.replace('T', ' ')))
      const written = await byEngine(typed, column =>
        textOf({ column: sql`CAST(${column} AS TIMESTAMP)`, type: 'timestamp', written: form }),
      )
      expect(written).toEqual(possible)
    }
  })

  it('as times keep every thousandth of a second, up to the last one', () => {
    const texts = Array.from({ length: 1000 }, (_, i) => `9999-12-31T23:59:59.${String(i).padStart(3, '0')}`)
    const last = BigInt(Date.UTC(9999, 11, 31, 23, 59, 59))
    expect(Array.from(timesOf(vector(texts).data[0]!)?.data.values as BigInt64Array)).toEqual(
      texts.map((_, i) => (last + BigInt(i)) * 1000n),
    )
  })

  it.each([
    ['2024-01-02', '2024-01-02 10:00:00'],
    ['2024-01-02T10:00:00', '2024-01-02 10:00:00'],
    ['2024-01-02', ''],
    ['2024-01-02', ' 2024-01-02'],
    ['2024-01-02T10:00:00Z'],
    ['2024-01-02T24:00:00'],
    ['2024-01-02T10:60:00'],
    ['2023-02-29'],
    ['1900-02-29'],
    ['0024-01-02'],
    ['2024/01/02'],
    ['2024-13-01'],
    ['20240102'],
    [null, null],
    [],
  ])('as times are all of one form, or left to the engine: %j %j', (...texts) => {
    expect(timesOf(vector(texts).data[0]!)).toBeNull()
  })

  it('as degrees are the nearest double, as the engine has it', async () => {
    const below = seeded(7)
    const digits = (n: number) => Array.from({ length: n }, () => below(10)).join('')
    const texts = Array.from({ length: sweep(2000) }, () => {
      const whole = `${below(2) === 0 ? '-' : ''}${below(181)}`
      return below(9) === 0 ? whole : `${whole}.${digits(1 + below(24))}`
    })
    const { values, plain } = textDegrees(vector([...texts, null]).data[0]!)!
    expect(plain).toBe(true)
    expect(Array.from(values)).toEqual([...texts.map(Number), Number.NaN])
    const some = texts.slice(0, 200)
    const lon = columnOf('complaints', 'lon')!
    const read = await byEngine(some, column => canonicalValue(lon, { column: column, type: 'text' }))
    expect(read.map(Number)).toEqual(Array.from(values.subarray(0, some.length)))
  })

  it.each(['', ' 41.5', '+41.5', '41,5', '4e1', '0x10', '41.', '.5', '--4', '-', '41°', 'x', '４１'])(
    'as degrees are plain decimals, or left to the engine: %j',
    text => {
      const { values, plain } = textDegrees(vector(['41.5', text]).data[0]!)!
      expect(plain).toBe(false)
      expect(values[0]).toBe(41.5)
    },
  )
})

const milliseconds = (text: unknown): string => `.${(String(text).split('.')[1] ?? '').padEnd(3, '0').slice(0, 3)}`

describe('a file that the decoder reads in part', () => {
  const everything = () =>
    Promise.all(
      ['complaints', 'rejected_complaints', 'issue_rows'].map(name =>
        lists(engine, raw(`SELECT * FROM ${name} ORDER BY ALL`)),
      ),
    )

  it('is in the tables as if the engine had read all of it, with every word of the rows at fault', async () => {
    const below = seeded(3)
    const rows = 600
    const of = (make: (row: number) => string | null) => Array.from({ length: rows }, (_, row) => make(row))
    // Row groups of one form, of another, with flaws, of blanks only.
    const received = of(row => {
      const part = Math.floor(row / 100)
      if (part === 2 && row % 10 === 0) return ['soon', '2023-02-29', ' 2024-01-02 ', '0001-01-01'][below(4)] ?? null
      if (part === 4) return null
      return row % 37 === 0
        ? null
        : time(n => below(n), part === 3 ? 'day' : 'T').replace(/-(29|30|31|32)(?=T|$)/, '-28')
    })
    const files = {
      'c.parquet': fileOf(
        {
          complaint_id: ['text', of(row => (row % 50 === 0 ? null : `C${row}`))],
          received_at: ['text', received],
          closed_at: [
            'text',
            of(row => (row % 3 === 0 ? null : time(below, 'space').replace(/-(29|30|31|32) /, '-28 '))),
          ],
          lon: ['text', of(row => (row >= 300 && row % 20 === 0 ? 'x' : String(below(40) / 10)))],
          lat: ['text', of(row => (row % 11 === 0 ? null : String(below(40) / 10)))],
        },
        { groupRows: 100 },
      ),
      'd.geojson': JSON.stringify({
        type: 'FeatureCollection',
        features: [
          {
            type: 'Feature',
            properties: { code: '1', name: 'One' },
            geometry: { type: 'Polygon', coordinates: [[[0, 0], [3, 0], [3, 3], [0, 0]]] }, // biome-ignore format: one feature
          },
        ],
      }),
    }
    const catalogue = {
      extracts: [{ table: 'complaints', file: 'c.parquet', extra: ['received_at'], guess: false, columns: Object.fromEntries(['complaint_id', 'received_at', 'closed_at', 'lon', 'lat'].map(name => [name, name])), constants: { kind: 'complaint', category: 'x', status: 'open' } }],
      regions: [{ level: 'district', file: 'd.geojson', code: 'code', name: 'name' }],
    } // biome-ignore format: a catalogue
    for (const timezone of [undefined, 'Asia/Shanghai']) {
      const input = { engine, files, catalogue: { ...catalogue, ...(timezone && { timezone }) } }
      let read = 0
      const first = await loaded({
        ...input,
        meddle: decoder => ({
          decode: async (...args) => {
            const group = await decoder.decode(...args)
            read += (group.times ?? []).filter(form => form !== null).length + (group.placed ? 1 : 0)
            return group
          },
        }),
      })
      expect(first.profile.files[0]?.error).toBeNull()
      expect(read).toBeGreaterThan(6)
      const found = await everything()
      expect(found.every(list => list.length > 0)).toBe(true)
      const second = await loaded({
        ...input,
        meddle: decoder => ({
          decode: (name, group, columns, place) => decoder.decode(name, group, columns, place, []),
        }),
      })
      expect(await everything()).toEqual(found)
      expect(second.profile).toEqual(first.profile)
    }
  })
})
