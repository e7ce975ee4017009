import {
  Field,
  Float64,
  makeData,
  makeVector,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableFromArrays,
  tableToIPC,
} from 'apache-arrow'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { Section } from '../../src/engine/engine'
import { sql } from '../../src/engine/sql'
import { countRows } from '../../src/engine/streams'
import { arrowStream, endless, faultyPlatform, pause, statement, streamsOf, testEngine } from './helper'

const engine = testEngine()
afterAll(() => engine.close())

const tables = async () =>
  (await engine.rows<{ t: string }>(statement('SELECT table_name AS t FROM duckdb_tables() ORDER BY 1'))).map(
    row => row.t,
  )
const size = async () => (await engine.rows<{ n: number }>(sql`SELECT count(*) AS n FROM things`))[0]?.n

beforeEach(async () => engine.run([sql`DROP TABLE IF EXISTS things`]))

describe('load', () => {
  it('creates a table from the first stream and appends the others', async () => {
    expect(await engine.load('things', streamsOf(arrowStream(1_000), arrowStream(500, 1_000)))).toBe(1_500)
    expect(await engine.load('things', streamsOf(arrowStream(10, 1_500)))).toBe(10)
    expect(
      await engine.rows(sql`SELECT count(*) AS n, count(DISTINCT i) AS d, max(i) AS m, min(word) AS w FROM things`),
    ).toEqual([{ n: 1_510, d: 1_510, m: 1_509, w: 'w0' }])
  })

  it('appends by position to a typed table, text to ENUM', async () => {
    await engine.run([sql`CREATE TABLE things (number SMALLINT, kind ENUM ('w0', 'w1', 'w2'))`])
    expect(await engine.load('things', streamsOf(arrowStream(30_000), arrowStream(6)))).toBe(30_006)
    expect(await engine.rows(sql`SELECT kind, count(*) AS n FROM things GROUP BY 1 ORDER BY 1`)).toEqual([
      { kind: 'w0', n: 10_002 },
      { kind: 'w1', n: 10_002 },
      { kind: 'w2', n: 10_002 },
    ])
  })

  it('leaves nothing when a value does not fit, even of the streams before', async () => {
    await engine.run([sql`CREATE TABLE things (number SMALLINT, kind ENUM ('w0', 'w1', 'w2'))`])
    const loading = engine.load('things', streamsOf(arrowStream(10), arrowStream(10, 40_000)))
    await expect(loading).rejects.toMatchObject({ kind: 'query', statement: 'INSERT INTO "things"' })
    expect(await size()).toBe(0)
  })

  it('takes a name that needs quotes, and finds a table whatever its case', async () => {
    const name = 'odd "name"'
    expect(await engine.load(name, streamsOf(arrowStream(3)))).toBe(3)
    expect(await engine.load(name.toUpperCase(), streamsOf(arrowStream(3)))).toBe(3)
    expect(await tables()).toEqual([name])
    await engine.run([sql`DROP TABLE "odd ""name"""`])
  })

  it('of nothing adds nothing, of an empty stream makes an empty table', async () => {
    expect(await engine.load('things', streamsOf())).toBe(0)
    expect(await tables()).toEqual([])
    expect(await engine.load('things', streamsOf(arrowStream(0)))).toBe(0)
    expect(await size()).toBe(0)
  })

  it('copies a stream that is part of a larger buffer, and takes one that fills it', async () => {
    const stream = arrowStream(100)
    const large = new Uint8Array(stream.length + 64)
    large.set(stream, 32)
    const view = large.subarray(32, 32 + stream.length)
    const whole = stream.slice()
    expect(await engine.load('things', streamsOf(view, view, whole))).toBe(300)
    expect([view.length, whole.length]).toEqual([stream.length, 0])
    await expect(engine.load('things', streamsOf(whole))).rejects.toThrow('handed over before')
    expect(await size()).toBe(300)
  })

  it.each([
    ['without its end marker', () => arrowStream(100).subarray(0, -8), 'no end marker'],
    ['cut off', () => arrowStream(100).subarray(0, 300), 'no end marker'],
    ['empty', () => new Uint8Array(), 'is empty'],
    [
      'with another one behind it',
      () => new Uint8Array([...arrowStream(5), ...arrowStream(7)]),
      'behind its end marker',
    ],
    ['of something else', () => new TextEncoder().encode('a,b\n1,2\n3,4\n'), 'something else from byte 0'],
    ['of the file format', () => tableToIPC(tableFromArrays({ i: [1] }), 'file'), 'Arrow file'],
    ['with two columns of one name', duplicateColumns, 'two columns have the name "a"'],
  ])('refuses a stream %s and keeps nothing', async (_, stream, message) => {
    const loading = engine.load('things', streamsOf(arrowStream(50), stream()))
    await expect(loading).rejects.toMatchObject({ name: 'QueryError', message: expect.stringContaining(message) })
    expect(await tables()).toEqual([])
    expect(await engine.load('things', streamsOf(arrowStream(5)))).toBe(5)
  })

  it('fails when the engine took fewer rows than the streams have', async () => {
    const { faults, options } = faultyPlatform()
    const deaf = testEngine(options)
    await deaf.load('things', streamsOf(arrowStream(5)))
    faults.answer = request => (request.type === 'INSERT_ARROW_FROM_IPC_STREAM' ? 'OK' : null)
    const loading = deaf.load('things', streamsOf(arrowStream(7)))
    await expect(loading).rejects.toThrow('things: the engine took 0 of 7 rows; nothing was kept')
    deaf.close()
  })

  it('passes on what its source throws, and keeps nothing', async () => {
    async function* failing() {
      yield arrowStream(5)
      throw new Error('permits.parquet: broken')
    }
    await expect(engine.load('things', failing())).rejects.toThrow('permits.parquet: broken')
    expect(await tables()).toEqual([])
  })

  it('stops when its signal fires, promptly, keeps nothing and closes its source', async () => {
    let closed = false
    async function* slow() {
      try {
        for (let i = 0; ; i++) {
          yield arrowStream(1_000, i * 1_000)
          await pause(10)
        }
      } finally {
        closed = true
      }
    }
    const asked = performance.now()
    await expect(engine.load('things', slow(), AbortSignal.timeout(200))).rejects.toMatchObject({
      name: 'TimeoutError',
    })
    expect(performance.now() - asked).toBeLessThan(2_000)
    expect(await tables()).toEqual([])
    await expect.poll(() => closed).toBe(true)
  })

  it('can be cancelled while its source never gives anything', async () => {
    const never = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }) }
    await expect(engine.load('things', never, AbortSignal.timeout(50))).rejects.toMatchObject({ name: 'TimeoutError' })
  })

  it('goes on while questions are asked', async () => {
    const controller = new AbortController()
    const asking = engine.rows(endless, controller.signal).catch(() => {})
    const words = Array.from({ length: 5 }, (_, i) => arrowStream(20_000, i * 20_000))
    expect(await engine.load('things', streamsOf(...words))).toBe(100_000)
    controller.abort()
    await asking
  })
})

describe('fill', () => {
  const make = [
    sql`CREATE OR REPLACE TABLE things (number SMALLINT, kind ENUM ('w0', 'w1', 'w2'))`,
    sql`CREATE OR REPLACE TABLE others (i INTEGER, word VARCHAR)`,
  ]
  async function* sections(...list: readonly (readonly [table: string, ipc: Uint8Array])[]): AsyncGenerator<Section> {
    for (const [table, ipc] of list) yield { table, ipc }
  }
  const drop = () => engine.run([sql`DROP TABLE IF EXISTS others`])

  it('makes tables and appends the sections of several, in any order, and counts their rows', async () => {
    const rows = sections(['things', arrowStream(10)], ['others', arrowStream(5)], ['things', arrowStream(7)])
    expect(await engine.fill(make, rows)).toBe(22)
    expect(await size()).toBe(17)
    expect(await engine.rows(sql`SELECT count(*) AS n FROM others`)).toEqual([{ n: 5 }])
    expect(await engine.fill(make, sections())).toBe(0)
    expect(await size()).toBe(0)
    await drop()
  })

  it('keeps nothing when a section fails, not even the tables, and names the table', async () => {
    const rows = sections(['others', arrowStream(5)], ['things', arrowStream(10, 40_000)])
    await expect(engine.fill(make, rows)).rejects.toMatchObject({ kind: 'query', statement: 'INSERT INTO "things"' })
    const cut = sections(['others', arrowStream(5)], ['things', arrowStream(10).subarray(0, -8)])
    await expect(engine.fill(make, cut)).rejects.toThrow(/^things: .*no end marker/)
    await expect(engine.fill([...make, sql`CREATE TABLE`], sections())).rejects.toMatchObject({
      statement: expect.stringMatching(/;\nCREATE TABLE;\n$/),
    })
    expect(await tables()).toEqual([])
  })

  it('fails when the engine took fewer rows than the sections have', async () => {
    const { faults, options } = faultyPlatform()
    const deaf = testEngine(options)
    faults.answer = request => (request.type === 'INSERT_ARROW_FROM_IPC_STREAM' ? 'OK' : null)
    const filling = deaf.fill(make, sections(['things', arrowStream(7)]))
    await expect(filling).rejects.toThrow('things: the engine took 0 of 7 rows; nothing was kept')
    deaf.close()
  })
})

it('counts rows by the headers, dictionaries and empty batches included', () => {
  const table = tableFromArrays({ a: ['x', 'y', 'x'] }).concat(tableFromArrays({ a: ['y'] }))
  expect(countRows('t', tableToIPC(table, 'stream'))).toBe(4)
  expect(countRows('t', arrowStream(0))).toBe(0)
})

function duplicateColumns(): Uint8Array {
  const fields = [new Field('a', new Float64()), new Field('a', new Float64())]
  const column = makeVector(new Float64Array([1, 2])).data[0]!
  const data = makeData({ type: new Struct(fields), length: 2, children: [column, column] })
  return tableToIPC(new Table([new RecordBatch(new Schema(fields), data)]), 'stream')
}
