import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { raw, sql } from '../../src/engine/sql'
import { asks, endless, faultyPlatform, pause, statement, testEngine } from './helper'

const engine = testEngine()
beforeAll(() => engine.run([sql`CREATE TABLE t AS SELECT i FROM range(10) r(i)`]))
afterAll(() => engine.close())

const size = async (table: string) =>
  (await engine.rows<{ n: number }>(statement(`SELECT count(*) AS n FROM ${table}`)))[0]?.n

describe('rows', () => {
  it('rejects with what DuckDB said and what was asked', async () => {
    const asked = engine.rows(sql`SELECT nope FROM t WHERE i = ${3}`)
    await expect(asked).rejects.toMatchObject({
      name: 'QueryError',
      kind: 'query',
      statement: 'SELECT nope FROM t WHERE i = 3',
      message: expect.stringContaining('Binder Error: Referenced column "nope" not found'),
    })
    await expect(engine.rows(statement('SELEC 1'))).rejects.toThrow(/^Parser Error: syntax error at or near "SELEC"/)
    await expect(engine.rows(statement(''))).rejects.toMatchObject({ name: 'QueryError' })
  })

  it('reports an error that comes late in the stream, and goes on', async () => {
    const late = "SELECT CASE WHEN i = 90000 THEN ('a' || i)::INTEGER ELSE 1 END AS v FROM range(100000) r(i)"
    await expect(engine.rows(statement(late))).rejects.toThrow("Could not convert string 'a90000'")
    expect(await size('t')).toBe(10)
  })

  it.each([
    'DELETE FROM t',
    'INSERT INTO t VALUES (1)',
    'CREATE TABLE u AS SELECT 1 AS a',
    'DROP TABLE t',
    'SELECT 1; DELETE FROM t',
    "SELECT ';' AS a; COMMIT; DELETE FROM t",
    'COMMIT; DELETE FROM t; SELECT 1',
  ])('changes nothing: %s', async text => {
    await expect(engine.rows(statement(text))).rejects.toMatchObject({ kind: 'query' })
    expect(await size('t')).toBe(10)
    expect(await size("duckdb_tables() WHERE table_name <> 't'")).toBe(0)
  })

  it('survives a transaction statement', async () => {
    await engine.rows(statement('COMMIT')).catch(() => {})
    await engine.rows(statement('ROLLBACK')).catch(() => {})
    await expect(engine.rows(statement('DELETE FROM t'))).rejects.toThrow('read-only')
    expect(await size('t')).toBe(10)
  })

  it('answers many questions at once, each its own', async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) => engine.rows(sql`SELECT ${i} AS i FROM t LIMIT 1`)),
    )
    expect(answers).toEqual(Array.from({ length: 40 }, (_, i) => [{ i }]))
  })
})

describe('of many questions', () => {
  it('eight are asked at a time, the others in order, and those cancelled in the line never', async () => {
    const { faults, options } = faultyPlatform()
    const watched = testEngine(options)
    const asked: string[] = []
    faults.answer = request => {
      const text = asks('/*')(request) && String((request.data as unknown[])[1]).slice(2, 3)
      if (text) asked.push(text)
      return null
    }
    await watched.open()
    const controllers = new Map<string, AbortController>()
    const questions = [...'abcdefghijk'].map(async name => {
      const controller = new AbortController()
      controllers.set(name, controller)
      await watched.rows(sql`/*${raw(name)}*/ ${endless}`, controller.signal).catch(() => {})
    })
    await expect.poll(() => asked.join('')).toBe('abcdefgh')
    controllers.get('j')?.abort()
    controllers.get('b')?.abort()
    await expect.poll(() => asked.join('')).toBe('abcdefghi')
    controllers.get('a')?.abort()
    await expect.poll(() => asked.join('')).toBe('abcdefghik')
    for (const controller of controllers.values()) controller.abort()
    await Promise.all(questions)
    watched.close()
  })
})

describe('nothing gets out', () => {
  it.each([
    "SELECT * FROM 'http://127.0.0.1:9/x.csv'",
    "SELECT * FROM 'https://127.0.0.1:9/x.parquet'",
    "SELECT * FROM read_csv('http://127.0.0.1:9/x.csv')",
    "SELECT * FROM read_csv('/etc/hosts')",
    "SELECT * FROM read_text('/etc/hosts')",
    "SELECT * FROM glob('/etc/*')",
    "ATTACH '/tmp/out.db' AS x",
    "ATTACH 'http://127.0.0.1:9/x.db' AS x",
    "COPY t TO '/tmp/out.csv'",
    "EXPORT DATABASE '/tmp/out'",
    'LOAD httpfs',
    'SELECT current_date',
    "SELECT date_trunc('month', '2014-01-01 00:00:00+00'::TIMESTAMPTZ)",
    "SELECT TIMESTAMP '2014-01-01 00:00:00' AT TIME ZONE 'Asia/Shanghai'",
    "SELECT getenv('HOME')",
    "SET memory_limit = '9GB'",
    'SET enable_external_access = true',
    'RESET lock_configuration',
    'PRAGMA threads = 4',
  ])('%s', async text => {
    await expect(engine.rows(statement(text))).rejects.toMatchObject({ name: 'QueryError', kind: 'query' })
    await expect(engine.run([statement(text)])).rejects.toMatchObject({ name: 'QueryError', kind: 'query' })
    expect(engine.generation).toBe(1)
  })
})

describe('cancelling', () => {
  it('rejects promptly, and the engine answers the next question soon', async () => {
    const asked = performance.now()
    await expect(engine.rows(endless, AbortSignal.timeout(200))).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(performance.now() - asked).toBeLessThan(2_000)
    expect(await size('t')).toBe(10)
    expect(performance.now() - asked).toBeLessThan(4_000)
  })

  it('gives an AbortError', async () => {
    const controller = new AbortController()
    const asked = engine.rows(endless, controller.signal)
    setTimeout(() => controller.abort(), 50)
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('does not ask at all when the signal has fired before', async () => {
    await expect(engine.rows(sql`SELECT 1`, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
    await expect(engine.run([sql`DROP TABLE t`], AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
    expect(await size('t')).toBe(10)
  })

  it('of one question leaves the others alone, and lets a newer one pass', async () => {
    const controllers = Array.from({ length: 8 }, () => new AbortController())
    const old = Promise.allSettled(controllers.map(controller => engine.rows(endless, controller.signal)))
    await pause(100)
    const newer = engine.rows(sql`SELECT sum(i) AS s FROM t`)
    for (const controller of controllers) controller.abort()
    expect(await newer).toEqual([{ s: 45 }])
    expect((await old).every(result => result.status === 'rejected')).toBe(true)
  })

  it('while rows are streaming throws the rest away', async () => {
    const controller = new AbortController()
    const asked = engine.rows(statement('SELECT i FROM range(100000000) r(i)'), controller.signal)
    await pause(100)
    controller.abort()
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
    expect(await size('t')).toBe(10)
  })

  it('rejects with the reason it was given', async () => {
    const controller = new AbortController()
    const asked = engine.rows(endless, controller.signal)
    controller.abort(new Error('another filter'))
    await expect(asked).rejects.toThrow('another filter')
    const reason = AbortSignal.abort(new Error('too late'))
    await expect(engine.rows(endless, reason)).rejects.toThrow('too late')
  })

  it('of a script undoes it', async () => {
    const script = [sql`CREATE TABLE half AS SELECT 1 AS a`, sql`CREATE TABLE rest AS ${endless}`]
    await expect(engine.run(script, AbortSignal.timeout(200))).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(await size("duckdb_tables() WHERE table_name <> 't'")).toBe(0)
  })
})

describe('run', () => {
  it('does all statements or none', async () => {
    await engine.run([sql`CREATE TABLE one AS SELECT 1 AS a`, sql`INSERT INTO one VALUES (${2})`])
    expect(await size('one')).toBe(2)
    const failing = [sql`DELETE FROM one`, sql`DROP TABLE t`, sql`INSERT INTO nowhere VALUES (1)`]
    await expect(engine.run(failing)).rejects.toMatchObject({
      kind: 'query',
      statement: 'INSERT INTO nowhere VALUES (1)',
    })
    expect(await size('one')).toBe(2)
    expect(await size('t')).toBe(10)
    await engine.run([sql`DROP TABLE one`])
    await engine.run([])
  })
})

describe('out of memory', () => {
  it.each([
    'SELECT list(i) AS l FROM range(100000000) r(i)',
    "SELECT count(*) AS n FROM (SELECT DISTINCT i, 'some text ' || i FROM range(20000000) r(i))",
  ])('is an error of its own and the engine lives: %s', async text => {
    await expect(engine.rows(statement(text))).rejects.toMatchObject({ kind: 'memory' })
    expect(await size('t')).toBe(10)
    expect(engine.generation).toBe(1)
  })

  it('of a script leaves nothing', async () => {
    const script = [
      statement('CREATE TABLE big AS SELECT i, hash(i) AS h, md5(i::VARCHAR) AS m FROM range(20000000) r(i)'),
    ]
    await expect(engine.run(script)).rejects.toMatchObject({ kind: 'memory' })
    expect(await size('duckdb_tables()')).toBe(1)
  })
})
