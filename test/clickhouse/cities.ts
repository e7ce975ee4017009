import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Release, readRelease } from '../../src/app/release'
import { exportLoaded } from '../../src/cli/clickhouse'
import { type LoadedFolder, loadFolder } from '../../src/cli/load'
import { type ClickHouseEngine, openClickHouse } from '../../src/engine/clickhouse'
import { type Endpoint, openEndpoint } from './endpoint'
import { asked, loadExport, makeUsers, type NamedServer, namedServer, pageUser, runScript } from './server'

/** The same extracts in both engines. */
export interface Both {
  readonly duckdb: LoadedFolder
  readonly clickhouse: ClickHouseEngine
  readonly release: Release
  readonly endpoint: Endpoint
  close(): Promise<void>
}

/** Loads a folder of extracts as the page does, and exports and loads it into the endpoint as an operator does. */
export async function inBoth(dir: string): Promise<Both> {
  const work = mkdtempSync(path.join(tmpdir(), 'supervision-clickhouse-'))
  const out = path.join(work, 'export')
  const duckdb = await loadFolder(dir)
  await exportLoaded(duckdb, { dir, out, database: 'supervision' })
  const server = namedServer()
  const endpoint = server === null ? await localEndpoint(work, out) : await filledServer(server, out)
  const auth = server === null ? ({ mode: 'proxy' } as const) : pageUser
  const clickhouse = openClickHouse({ url: endpoint.url, database: 'supervision', auth })
  const release = await readRelease(clickhouse, endpoint.url)
  return {
    duckdb,
    clickhouse,
    release,
    endpoint,
    close: async () => {
      clickhouse.close()
      duckdb.engine.close()
      await endpoint.close()
      rmSync(work, { recursive: true, force: true })
    },
  }
}

async function localEndpoint(work: string, out: string): Promise<Endpoint> {
  const endpoint = await openEndpoint({ data: path.join(work, 'data') })
  await endpoint.run(readFileSync(path.join(out, 'schema.sql'), 'utf8'))
  // A server reads from its folder of user files; the library has none.
  await endpoint.run(readFileSync(path.join(out, 'load.sql'), 'utf8').replaceAll(" FROM file('", ` FROM file('${out}/`))
  return endpoint
}

/** The database of a named server is made anew. */
async function filledServer(server: NamedServer, out: string): Promise<Endpoint> {
  await asked(server, 'DROP DATABASE IF EXISTS supervision SYNC')
  await runScript(server, readFileSync(path.join(out, 'schema.sql'), 'utf8').replace(/^SET [^;]*;\n/, ''))
  await loadExport(server, out)
  await makeUsers(server)
  return {
    url: server.url,
    seen: { requests: 0, most: 0, bytes: 0 },
    run: script => runScript(server, script),
    close: async () => undefined,
  }
}
