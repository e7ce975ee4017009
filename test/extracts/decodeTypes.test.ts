import {
  Bool,
  DateDay,
  Decimal,
  Float16,
  Float32,
  Int8,
  Int64,
  LargeUtf8,
  makeData,
  Null,
  TimeMillisecond,
  TimestampMicrosecond,
  TimestampMillisecond,
  TimestampNanosecond,
  Uint64,
  Utf8,
  Vector,
  vectorFromArray,
} from 'apache-arrow'
import { describe, expect, it } from 'vitest'
import { openDecoder } from '../../src/extracts/decoderNode'
import { bool, struct } from '../../src/extracts/parquetThrift'
import { refusal, typesOf, valuesOf } from '../fixtures/decoding'
import {
  plainFixed,
  plainInt32,
  plainInt64,
  plainInt96,
  plainTexts,
  type RawColumn,
  rawParquet,
} from '../fixtures/parquetBytes'
import { arrowParquet } from '../fixtures/parquetFiles'

/** The type that `open` reports, the Arrow type, the decoded and the sampled values of the only column. */
async function column(file: Blob) {
  const decoder = openDecoder()
  const { columns, rows } = await decoder.open('f', file)
  const { name, type } = columns[0]!
  const group = await decoder.decode('f', 0, [name])
  const { values } = await decoder.sample('f', [name], rows)
  return { type, arrow: typesOf(group).c0, decoded: valuesOf(group).c0, sampled: values[name] }
}

const raw = (parts: Omit<RawColumn, 'name'>) => column(new Blob([rawParquet([{ name: 'c', ...parts }])]))
const written = (vector: Vector) => column(arrowParquet([['c', vector]]))
const dayOf = (iso: string) => Date.parse(iso) / 86_400_000

describe('days and times', () => {
  const days = ['1900-01-01', '1969-12-31', '2014-08-31', '9999-12-31', null]

  it('dates are exact and never shift', async () => {
    const vector = vectorFromArray(
      days.map(day => (day === null ? null : new Date(`${day}T00:00:00Z`))),
      new DateDay(),
    )
    const result = await written(vector)
    expect(result).toMatchObject({ type: 'date', arrow: 'Date32<DAY>', sampled: days })
    expect(result.decoded).toEqual(days.map(day => (day === null ? null : Date.parse(day))))
  })

  it('timestamps of every unit are exact', async () => {
    const times = ['1900-01-01T00:00:00', '2014-08-31T23:59:59', null]
    const ms = times.map(time => (time === null ? null : Date.parse(`${time}Z`)))
    for (const [type, unit] of [
      [new TimestampMillisecond(), 1n],
      [new TimestampMicrosecond(), 1000n],
      [new TimestampNanosecond(), 1_000_000n],
    ] as const) {
      const values = BigInt64Array.from(ms.map(value => BigInt(value ?? 0) * unit))
      const data = makeData({ type, length: 3, nullCount: 1, nullBitmap: Uint8Array.of(0b011), data: values })
      const result = await written(new Vector([data]))
      expect(result).toMatchObject({ type: 'timestamp', sampled: times, decoded: ms })
      expect(result.arrow).toMatch(/^Timestamp<\w+>$/)
    }
  })

  it('the year 9999 fits milliseconds and microseconds', async () => {
    const last = Date.parse('9999-12-31T23:59:59Z')
    for (const [type, unit] of [
      [new TimestampMillisecond(), 1n],
      [new TimestampMicrosecond(), 1000n],
    ] as const) {
      const data = makeData({ type, length: 1, nullCount: 0, data: BigInt64Array.of(BigInt(last) * unit) })
      expect((await written(new Vector([data]))).sampled).toEqual(['9999-12-31T23:59:59'])
    }
  })

  it('a time with a zone keeps the wall clock of UTC, without the zone', async () => {
    const type = new TimestampMillisecond('Asia/Shanghai')
    const data = makeData({
      type,
      length: 1,
      nullCount: 0,
      data: BigInt64Array.of(BigInt(Date.parse('2014-08-31T18:00:00Z'))),
    })
    const result = await written(new Vector([data]))
    expect(result).toMatchObject({
      type: 'timestamp',
      arrow: 'Timestamp<MILLISECOND>',
      sampled: ['2014-08-31T18:00:00'],
    })
    const old = await raw({ type: 'INT64', converted: 10, groups: [plainInt64([1_400_000_000_000_000n])] })
    expect(old).toMatchObject({ type: 'timestamp', arrow: 'Timestamp<MICROSECOND>', sampled: ['2014-05-13T16:53:20'] })
  })

  it('INT96 is right beyond 2262 and to the microsecond', async () => {
    const groups = [
      plainInt96([
        { day: dayOf('9999-12-31'), nanos: 86_399_999_999_999n },
        { day: dayOf('1900-01-01'), nanos: 0n },
        { day: dayOf('2014-08-31'), nanos: 43_200_123_456_789n },
      ]),
    ]
    const result = await raw({ type: 'INT96', groups })
    expect(result).toMatchObject({ type: 'timestamp', arrow: 'Timestamp<MICROSECOND>' })
    expect(result.sampled).toEqual(['9999-12-31T23:59:59', '1900-01-01T00:00:00', '2014-08-31T12:00:00'])
    expect(result.decoded![2]).toBeCloseTo(Date.parse('2014-08-31T12:00:00Z') + 123.456, 3)
  })

  it('a time of day is text', async () => {
    const result = await written(vectorFromArray([0, 45_296_000, null], new TimeMillisecond()))
    expect(result).toMatchObject({ type: 'text', arrow: 'Utf8', decoded: ['00:00:00', '12:34:56', null] })
    const adjusted = [struct(7, [bool(1, true), struct(2, [struct(2, [])])])]
    expect(await raw({ type: 'INT64', logical: adjusted, groups: [plainInt64([45_296_000_000n])] })).toMatchObject({
      decoded: ['12:34:56'],
    })
  })
})

describe('numbers', () => {
  it('integers keep 64 bits; the sample gives text beyond 2^53', async () => {
    const big = 9_007_199_254_740_993n
    expect(await written(vectorFromArray([1n, -big, null], new Int64()))).toEqual({
      type: 'integer',
      arrow: 'Int64',
      decoded: [1n, -big, null],
      sampled: [1, String(-big), null],
    })
    const all = 2n ** 64n - 1n
    expect(await written(vectorFromArray([all], new Uint64()))).toMatchObject({
      arrow: 'Uint64',
      sampled: [String(all)],
    })
    expect(await written(vectorFromArray([-7, 7], new Int8()))).toMatchObject({ arrow: 'Int8', sampled: [-7, 7] })
  })

  it('halves become floats', async () => {
    const result = await written(vectorFromArray([0.5, -2, null], new Float16()))
    expect(result).toEqual({ type: 'number', arrow: 'Float32', decoded: [0.5, -2, null], sampled: [0.5, -2, null] })
    expect(await written(vectorFromArray([0.5], new Float32()))).toMatchObject({ arrow: 'Float32' })
  })

  it('decimals become doubles', async () => {
    const type = new Decimal(2, 20)
    const words = Uint32Array.of(12_345, 0, 0, 0, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0, 0, 0, 0)
    const data = makeData({ type, length: 3, nullCount: 1, nullBitmap: Uint8Array.of(0b011), data: words })
    expect(await written(new Vector([data]))).toMatchObject({
      type: 'number',
      arrow: 'Float64',
      decoded: [123.45, -0.01, null],
    })
    const wide = [Array.from({ length: 16 }, (_, i) => (i === 5 ? 1 : 0)), Array.from({ length: 16 }, () => 255)]
    const fixed = { type: 'FIXED', length: 16, converted: 5, scale: 0, precision: 38 } as const
    expect((await raw({ ...fixed, groups: [plainFixed(wide)] })).decoded).toEqual([2 ** 80, -1])
    const small = { type: 'INT32', converted: 5, scale: 3, precision: 9 } as const
    expect((await raw({ ...small, groups: [plainInt32([1_001, -5])] })).decoded).toEqual([1.001, -0.005])
    const bytes = { type: 'BYTE_ARRAY', converted: 5, scale: 1, precision: 4 } as const
    expect((await raw({ ...bytes, groups: [plainTexts([Uint8Array.of(1, 0), Uint8Array.of(255)])] })).decoded).toEqual([
      25.6, -0.1,
    ])
  })

  it('booleans stay', async () => {
    expect(await written(vectorFromArray([true, null, false], new Bool()))).toMatchObject({
      type: 'boolean',
      arrow: 'Bool',
      sampled: [true, null, false],
    })
  })
})

describe('text', () => {
  const words = ['准予', 'a', null, '准予']

  it('stays a dictionary where every page points into one, whoever wrote the file', async () => {
    expect(await written(vectorFromArray(words))).toMatchObject({
      type: 'text',
      arrow: 'Dictionary<Int32, Utf8>',
      decoded: words,
    })
    expect(await written(vectorFromArray(words, new Utf8()))).toMatchObject({ arrow: 'Dictionary<Int32, Utf8>' })
    const plain = arrowParquet([['c', vectorFromArray(words, new Utf8())]], { dictionary: false })
    expect(await column(plain)).toMatchObject({ arrow: 'Utf8', decoded: words, sampled: words })
    const large = arrowParquet([['c', vectorFromArray(words, new LargeUtf8())]], { dictionary: false })
    expect(await column(large)).toMatchObject({ arrow: 'Utf8', decoded: words })
  })

  it('bytes without an annotation are text when they are UTF-8, else binary and refused', async () => {
    const text = await raw({ type: 'BYTE_ARRAY', groups: [plainTexts(['合格', ''])] })
    expect(text).toMatchObject({ type: 'text', arrow: 'Utf8', decoded: ['合格', ''] })
    const decoder = openDecoder()
    const bytes = rawParquet([{ name: 'photo', type: 'BYTE_ARRAY', groups: [plainTexts([Uint8Array.of(0xff, 0xd8)])] }])
    expect((await decoder.open('f', new Blob([bytes]))).columns).toEqual([{ name: 'photo', type: 'binary' }])
    expect(await refusal(decoder.decode('f', 0, ['photo']))).toMatchObject({
      kind: 'decode',
      subject: 'f: column "photo"',
    })
  })

  it('text that is not UTF-8 names its column', async () => {
    const bad = rawParquet([
      { name: 'id', type: 'BYTE_ARRAY', converted: 0, groups: [plainTexts(['1'])] },
      { name: 'name', type: 'BYTE_ARRAY', converted: 0, groups: [plainTexts([Uint8Array.of(0xba, 0xcf)])] },
    ])
    const decoder = openDecoder()
    await decoder.open('f', new Blob([bad]))
    const error = await refusal(decoder.decode('f', 0, ['id', 'name']))
    expect(error).toMatchObject({ kind: 'decode', subject: 'f: column "name"' })
    expect(error.message).toContain('UTF-8')
  })

  it('UUIDs are text', async () => {
    const bytes = [Array.from({ length: 16 }, (_, i) => i * 17)]
    const uuid = await raw({ type: 'FIXED', length: 16, logical: [struct(14, [])], groups: [plainFixed(bytes)] })
    expect(uuid).toMatchObject({ type: 'text', decoded: ['00112233-4455-6677-8899-aabbccddeeff'] })
  })

  it('a column of nulls only is text', async () => {
    const data = makeData({ type: new Null(), length: 2 })
    expect(await written(new Vector([data]))).toMatchObject({ type: 'text', arrow: 'Utf8', decoded: [null, null] })
  })
})
