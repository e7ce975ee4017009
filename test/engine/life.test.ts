import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Database, type DuckDbEngine, type DuckDbOptions, openDuckDb } from '../../src/engine/duckdb'
import { nodePlatform } from '../../src/engine/duckdbNode'
import type { ExtractEngine } from '../../src/engine/engine'
import { sql } from '../../src/engine/sql'
import { arrowStream, asks, endless, faultyPlatform, pause, statement, streamsOf, testEngine, trap } from './helper'

const engines: DuckDbEngine[] = []
afterEach(() => {
  for (const engine of engines.splice(0)) engine.close()
})

const rebuild = vi.fn((engine: ExtractEngine) => engine.run([sql`CREATE TABLE t AS SELECT 7 AS a`]))
const seven = sql`SELECT a FROM t`

function faultyEngine(options: Partial<DuckDbOptions> = {}) {
  rebuild.mockClear()
  const faulty = faultyPlatform()
  const engine = testEngine({ ...faulty.options, onRebuild: rebuild, ...options })
  engines.push(engine)
  return { engine, faults: faulty.faults, kill: () => faulty.faults.workers.at(-1)?.terminate() }
}

describe('opening', () => {
  it('happens once for many callers, at the first question', async () => {
    const { engine, faults } = faultyEngine()
    expect(engine.generation).toBe(0)
    await Promise.all([engine.open(), engine.ready, engine.rows(sql`SELECT 1 AS a`)])
    expect([engine.generation, faults.workers.length, rebuild.mock.calls.length]).toEqual([1, 1, 0])
  })

  it('that fails rejects, is forgotten, and can be tried again without rebuilding', async () => {
    const options = { ...nodePlatform(), wasmUrl: '/nowhere/duckdb.wasm', onRebuild: rebuild }
    rebuild.mockClear()
    const engine = openDuckDb(options)
    engines.push(engine)
    const asked = engine.rows(sql`SELECT 1 AS a`)
    await expect(engine.open()).rejects.toMatchObject({ kind: 'engine', message: expect.stringContaining('/nowhere') })
    await expect(asked).rejects.toMatchObject({ kind: 'engine', statement: 'SELECT 1 AS a' })
    options.wasmUrl = nodePlatform().wasmUrl
    expect(await engine.rows(sql`SELECT 1 AS a`)).toEqual([{ a: 1 }])
    expect(rebuild).not.toHaveBeenCalled()
  })

  it.each([
    ['the file is no WebAssembly', { wasmUrl: import.meta.filename }],
    ['the worker cannot be created', { createWorker: () => Promise.reject(new Error('refused')) }],
    [
      'the database cannot be created',
      {
        createDatabase: () => {
          throw new Error('refused')
        },
      },
    ],
    ['the check says so', { check: () => Promise.reject(new Error('status 404')) }],
    ['a setting is wrong', { memoryLimit: 'a lot' }],
  ])('rejects when %s', async (_, options: Partial<DuckDbOptions>) => {
    const { engine } = faultyEngine(options)
    await expect(engine.open()).rejects.toMatchObject({ name: 'QueryError', kind: 'engine' })
  })

  it('rejects when the worker dies meanwhile', async () => {
    const { engine, faults, kill } = faultyEngine()
    const opening = engine.open()
    const asked = engine.rows(sql`SELECT 1 AS a`)
    await expect.poll(() => faults.workers.length).toBe(1)
    kill()
    await expect(opening).rejects.toMatchObject({ kind: 'engine' })
    await expect(asked).rejects.toMatchObject({ kind: 'engine' })
    expect(await engine.rows(sql`SELECT 1 AS a`)).toEqual([{ a: 1 }])
  })

  it.each([
    ['the worker says nothing', { createWorker: () => ({ addEventListener() {}, postMessage() {}, terminate() {} }) }],
    ['the worker never comes', { createWorker: () => new Promise<never>(() => {}) }],
    ['the database never comes', { createDatabase: () => new Promise<never>(() => {}) }],
  ])('rejects after a while when %s', async (_, options: Partial<DuckDbOptions>) => {
    const { engine } = faultyEngine({ ...options, openingSeconds: 0.2 })
    await expect(engine.open()).rejects.toMatchObject({ kind: 'engine', message: expect.stringContaining('0.2 s') })
  })

  it.each([
    ['stands still', [1, 2], 10, /nothing of \/x\/engine\.wasm came for 0\.3 s\. Try again/],
    ['may be at its end', [10], 10, /\(\/x\/engine\.wasm\) did not open within 1 s\. Try again/],
    ['goes on slowly', [1, 2, 3, 4, 5, 6, 7], 10, /nothing .* came for 0\.3 s/],
  ])('rejects when the download %s', async (_, pieces, bytesTotal, says) => {
    let last = 0
    const instantiate: Database['instantiate'] = async (_url, _worker, onProgress) => {
      for (const bytesLoaded of pieces) {
        last = performance.now()
        onProgress?.({ startedAt: new Date(), updatedAt: new Date(), bytesTotal, bytesLoaded })
        await pause(150)
      }
      return new Promise(() => {})
    }
    const { engine } = faultyEngine({
      wasmUrl: '/x/engine.wasm',
      openingSeconds: 1,
      stallSeconds: 0.3,
      createDatabase: () => ({ instantiate }) as Database,
    })
    await expect(engine.open()).rejects.toMatchObject({ kind: 'engine', message: expect.stringMatching(says) })
    // Not before all pieces came, however long that took.
    expect(last).toBeGreaterThan(0)
    expect(performance.now() - last).toBeGreaterThan(290)
  })

  it.each([
    ['and names the file', undefined, /\(\/x\/engine\.wasm\): network error\. Try again/],
    ['with what the check knows', () => pause(50).then(() => Promise.reject(new Error('status 503'))), /^status 503$/],
    ['though the check hangs', () => new Promise<never>(() => {}), /network error/],
  ])('rejects at once when the worker says that the download broke off, %s', async (_, check, message) => {
    const { engine, faults } = faultyEngine({ wasmUrl: '/x/engine.wasm', check })
    faults.answer = request => (request.type === 'INSTANTIATE' ? new Error('network error') : null)
    await expect(engine.open()).rejects.toMatchObject({ kind: 'engine', message: expect.stringMatching(message) })
  })

  it('can be left by one who waits', async () => {
    const { engine } = faultyEngine({ createWorker: () => new Promise<never>(() => {}) })
    await expect(engine.rows(seven, AbortSignal.timeout(20))).rejects.toMatchObject({ name: 'TimeoutError' })
    await expect(engine.load('t', streamsOf(), AbortSignal.timeout(20))).rejects.toMatchObject({ name: 'TimeoutError' })
  })
})

describe('a dead worker', () => {
  it('while a question runs: the engine is rebuilt and the question asked once more', async () => {
    const { engine, kill } = faultyEngine()
    await engine.open()
    const asked = engine.rows(endless)
    const other = engine.rows(sql`SELECT 3 AS b`)
    expect(await other).toEqual([{ b: 3 }])
    await pause(50)
    kill()
    await expect.poll(() => rebuild.mock.calls.length, { timeout: 10_000 }).toBe(1)
    expect(await engine.rows(seven)).toEqual([{ a: 7 }])
    kill()
    await expect(asked).rejects.toMatchObject({ kind: 'engine', message: "The engine's worker ended" })
    expect(await engine.rows(seven)).toEqual([{ a: 7 }])
    expect([engine.generation, rebuild.mock.calls.length]).toEqual([3, 2])
    expect(rebuild.mock.calls[1]?.[0].name).toBe('duckdb')
  })

  it('while nobody asks is noticed at the next question', async () => {
    const { engine, kill } = faultyEngine()
    await engine.open()
    kill()
    await pause(100)
    expect(engine.generation).toBe(1)
    expect(await engine.rows(seven)).toEqual([{ a: 7 }])
  })

  it('while loading rejects, and what was loaded is gone', async () => {
    const { engine, kill } = faultyEngine()
    await engine.open()
    async function* streams() {
      yield arrowStream(1_000)
      kill()
      yield arrowStream(1_000)
      await pause(1_000_000)
    }
    await expect(engine.load('things', streams())).rejects.toMatchObject({ kind: 'engine' })
    expect(await engine.rows(seven)).toEqual([{ a: 7 }])
    expect(await engine.rows(statement("SELECT 1 FROM duckdb_tables() WHERE table_name = 'things'"))).toEqual([])
  })

  it('while a script runs rejects', async () => {
    const { engine, kill } = faultyEngine()
    await engine.open()
    const running = engine.run([endless])
    await pause(50)
    kill()
    await expect(running).rejects.toMatchObject({ kind: 'engine' })
  })

  it('that dies without a sign is found by its silence', async () => {
    const { engine, faults } = faultyEngine({ silenceSeconds: 1 })
    await engine.run([sql`CREATE TABLE t AS SELECT 1 AS a`])
    faults.answer = request => (asks('FROM t')(request) && faults.workers.length === 1 ? 'silence' : null)
    expect(await engine.rows(seven)).toEqual([{ a: 7 }])
    expect(engine.generation).toBe(2)
  })
})

describe('a trap', () => {
  it('rebuilds the engine once for all questions of that time', async () => {
    const { engine, faults } = faultyEngine()
    await engine.open()
    faults.answer = request => (asks('boom')(request) && faults.workers.length === 1 ? trap() : null)
    const answers = await Promise.all([
      engine.rows(sql`SELECT sum(i) AS s FROM range(1000000) r(i)`),
      engine.rows(sql`SELECT ${'boom'} AS b`),
      engine.rows(sql`SELECT ${'boom'} AS b, 2 AS c`),
      ...Array.from({ length: 10 }, () => engine.rows(sql`SELECT a FROM (SELECT 7 AS a)`)),
    ])
    expect(answers.slice(0, 4)).toEqual([[{ s: 499999500000 }], [{ b: 'boom' }], [{ b: 'boom', c: 2 }], [{ a: 7 }]])
    expect([engine.generation, rebuild.mock.calls.length]).toEqual([2, 1])
  })

  it('that comes again is the error of that question alone', async () => {
    const { engine, faults } = faultyEngine()
    await engine.open()
    faults.answer = request => (asks('boom')(request) ? trap() : null)
    const settled = await Promise.allSettled([
      engine.rows(sql`SELECT ${'boom'} AS b`),
      engine.rows(sql`SELECT sum(a.i * b.i) AS s FROM range(3000) a(i), range(3000) b(i)`),
    ])
    expect(settled).toMatchObject([
      {
        status: 'rejected',
        reason: { kind: 'engine', statement: "SELECT 'boom' AS b", message: 'memory access out of bounds' },
      },
      { status: 'fulfilled', value: [{ s: 20236502250000 }] },
    ])
    expect(await engine.rows(seven)).toEqual([{ a: 7 }])
  })

  it('while rebuilding rejects those who wait, and the next question tries again', async () => {
    const { engine, faults, kill } = faultyEngine()
    await engine.open()
    kill()
    faults.answer = request => (asks('CREATE TABLE t')(request) ? trap() : null)
    await expect(engine.rows(seven)).rejects.toMatchObject({ kind: 'engine', statement: 'SELECT a FROM t' })
    rebuild.mockRejectedValueOnce(new Error('permits.parquet is gone'))
    await expect(engine.rows(seven)).rejects.toMatchObject({
      kind: 'engine',
      message: 'The engine could not be rebuilt: permits.parquet is gone',
    })
    faults.answer = () => null
    expect(await engine.rows(seven)).toEqual([{ a: 7 }])
  })
})

it('a cancelled statement that does not let the worker go ends it, and others are answered', async () => {
  const { engine, faults } = faultyEngine({ cancelledSeconds: 1 })
  await engine.open()
  let deaf = false
  faults.answer = request => {
    deaf ||= asks('boom')(request)
    return deaf && faults.workers.length === 1 ? 'silence' : null
  }
  await expect(engine.rows(sql`SELECT ${'boom'}`, AbortSignal.timeout(500))).rejects.toMatchObject({
    name: 'TimeoutError',
  })
  expect(deaf).toBe(true)
  expect(await engine.rows(seven)).toEqual([{ a: 7 }])
  expect(engine.generation).toBe(2)
})

describe('closing', () => {
  it('rejects what runs, what waits, what loads and what comes later', async () => {
    const { engine } = faultyEngine()
    await engine.open()
    const never = { [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => {}) }) }
    const waiting = [
      ...Array.from({ length: 8 }, () => engine.rows(endless)),
      engine.run([endless]),
      engine.load('things', never),
    ]
    const settled = Promise.allSettled(waiting)
    await pause(50)
    engine.close()
    for (const result of await settled) expect(result).toMatchObject({ status: 'rejected', reason: { kind: 'closed' } })
    for (const later of [engine.rows(seven), engine.run([seven]), engine.load('things', never), engine.open()]) {
      await expect(later).rejects.toMatchObject({ name: 'QueryError', kind: 'closed' })
    }
    engine.close()
  })

  it('while opening ends the opening, and the worker that comes too late', async () => {
    const terminated = vi.fn()
    const late = pause(50).then(() => ({ addEventListener() {}, postMessage() {}, terminate: terminated }))
    const { engine } = faultyEngine({ createWorker: () => late })
    const opening = engine.open()
    engine.close()
    await expect(opening).rejects.toMatchObject({ kind: 'closed' })
    const second = faultyEngine({ createWorker: () => late })
    const opening2 = second.engine.open()
    await pause(20)
    second.engine.close()
    await expect(opening2).rejects.toMatchObject({ kind: 'closed' })
    // Both openings had asked for it.
    await expect.poll(() => terminated.mock.calls.length).toBe(2)
  })

  it('before anything was asked is fine', async () => {
    const { engine } = faultyEngine()
    engine.close()
    await expect(engine.open()).rejects.toMatchObject({ kind: 'closed' })
    expect(engine.generation).toBe(0)
  })
})
