import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { openClickHouse } from '../../src/engine/clickhouse'
import { raw, sql } from '../../src/engine/sql'
import { asked, makeUsers, namedServer, pageUser, runScript } from './server'

/*
 * What only a server has: users, limits, quotas, row policies, ending a query, a cluster. With CLICKHOUSE_URL these run
 * against it (administrator's rights, a database `supervision` that agree.test.ts filled); else all are reported as skipped.
 */
const server = namedServer()
const root = resolve(import.meta.dirname, '../..')

describe.skipIf(server === null)('a ClickHouse server', () => {
  const here = server ?? { url: '', user: '', password: '' }
  const engine = () => openClickHouse({ url: here.url, database: 'supervision', auth: pageUser })
  const refused = (statement: string) => engine().rows(raw(statement))

  beforeAll(() => makeUsers(here))

  it('lets the page read the database', async () => {
    expect(await engine().rows(sql`SELECT CAST(count(*) > 0 AS DOUBLE) AS n FROM complaints`)).toEqual([{ n: 1 }])
  })

  it.each([
    'INSERT INTO regions (code) VALUES (1)',
    'CREATE TABLE supervision.own (a Int8) ENGINE = Memory',
    'DROP TABLE supervision.regions',
    'SET join_use_nulls = 0',
    'SELECT 1 SETTINGS join_use_nulls = 0',
    "SELECT * FROM url('http://127.0.0.1/', CSV, 'a String')",
    "SELECT * FROM file('/etc/passwd', CSV, 'a String')",
    "SELECT * FROM remote('127.0.0.1', system.one)",
    "SELECT * FROM s3('http://127.0.0.1/a', CSV, 'a String')",
    'SELECT * FROM system.users',
  ])('refuses the page %s', async statement => {
    await expect(refused(statement)).rejects.toMatchObject({ kind: 'denied' })
  })

  it('has a quota for whoever asks', async () => {
    expect(await asked(here, "SELECT name FROM system.quotas WHERE name = 'supervision_page'")).toBe(
      'supervision_page\n',
    )
  })

  it('hides rows of other departments by a row policy', async () => {
    expect(await asked(here, "SELECT count() FROM system.row_policies WHERE short_name = 'health'")).toBe('3\n')
  })

  it('ends a query whose request is ended', async () => {
    const stop = new AbortController()
    const long = sql`SELECT CAST(sum(sleepEachRow(0.1)) AS DOUBLE) AS n FROM numbers(600) WHERE ${'marked by the tests'} <> ''`
    const waits = engine().rows(long, stop.signal)
    const running = async () =>
      Number(await asked(here, "SELECT count() FROM system.processes WHERE user = 'supervision_page'"))
    await expect.poll(running, { timeout: 5000 }).toBe(1)
    stop.abort()
    await expect(waits).rejects.toThrow()
    await expect.poll(running, { timeout: 5000 }).toBe(0)
  })

  it('ends a query by KILL', async () => {
    const waits = engine().rows(sql`SELECT CAST(sum(sleepEachRow(0.1)) AS DOUBLE) AS n FROM numbers(600)`)
    waits.catch(() => undefined)
    await expect
      .poll(
        async () => Number(await asked(here, "SELECT count() FROM system.processes WHERE user = 'supervision_page'")),
        { timeout: 5000 },
      )
      .toBe(1)
    await asked(here, "KILL QUERY WHERE user = 'supervision_page' SYNC")
    await expect(waits).rejects.toMatchObject({ kind: 'slow' })
  })

  it.skipIf(process.env.CLICKHOUSE_CLUSTER === undefined)('makes the tables of a cluster', async () => {
    const script = readFileSync(resolve(root, 'deploy/clickhouse/schema-cluster.sql'), 'utf8')
    const named = script
      .replaceAll("'supervision'", `'${process.env.CLICKHOUSE_CLUSTER}'`)
      .replaceAll('"supervision"', '"supervision_cluster"')
    await asked(here, `DROP DATABASE IF EXISTS supervision_cluster ON CLUSTER '${process.env.CLICKHOUSE_CLUSTER}' SYNC`)
    await runScript(here, named)
    expect(await asked(here, 'SELECT count() FROM supervision_cluster.complaints')).toBe('0\n')
  })

  it.skipIf(process.env.CLICKHOUSE_S3 === undefined)('reads exported files from a bucket', async () => {
    const { CLICKHOUSE_CLUSTER: cluster, CLICKHOUSE_S3: url } = process.env
    const source =
      cluster === undefined
        ? `s3('${url}/complaints-*.parquet', Parquet)`
        : `s3Cluster('${cluster}', '${url}/complaints-*.parquet', Parquet)`
    expect(Number(await asked(here, `SELECT count() FROM ${source}`))).toBeGreaterThan(0)
  })
})
