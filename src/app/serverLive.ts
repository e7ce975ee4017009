import { type ClickHouseEngine, openClickHouse } from '../engine/clickhouse'
import { type QueryEngine, QueryError } from '../engine/engine'
import { untilAborted } from '../engine/slots'
import type { Sql } from '../engine/sql'
import type { Profile } from '../extracts/report'
import { enoughToKeep } from '../queries/sums'
import { derivedIn } from '../risk/derived'
import { spelledOut } from '../risk/kept'
import { tableNames } from '../schema'
import type { ServerConfig } from './config'
import type { Answering } from './live'
import { type Release, readRelease, releaseVersion } from './release'
import { RemoteWorkshop } from './remoteWorkshop'
import { ServerClasses } from './serverClasses'

/** Milliseconds between two looks for another release. */
const every = 600_000

/** Rows of a table that learning reads into the browser at most. */
const mostHistory = 2_000_000

export interface ServerOptions {
  readonly signal: AbortSignal
  /** Other extracts were loaded into the server. */
  onNewer(): void
}

/** A server that answers in place of an engine in the browser, with what its tables hold. */
export interface ServerLive extends Answering {
  readonly release: Release
  /** Rows of the tables of which counts are kept; 0 of the others. */
  readonly kept: Profile['rows']
}

const manyOfEach = { permits: enoughToKeep, inspections: enoughToKeep, complaints: enoughToKeep }
const noneOfEach = { permits: 0, inspections: 0, complaints: 0 }

/** Opens it: nothing is loaded. Rejects with QueryError as `readRelease` does. */
export async function openServer(config: ServerConfig, { signal, onNewer }: ServerOptions): Promise<ServerLive> {
  const { url, database, user } = config
  const asked = openClickHouse({
    url,
    database,
    auth: user === null ? { mode: 'proxy' } : { mode: 'user', user: user.name, password: user.password },
  })
  try {
    const release = await readRelease(asked, url, signal)
    const engine = withoutDerived(asked, release)
    const workshop = new RemoteWorkshop(query => bounded(release.profile, () => engine.rows(query)))
    const timer = setInterval(() => {
      if (document.hidden) return
      releaseVersion(asked).then(
        version => version !== null && version !== release.version && onNewer(),
        () => undefined, // A look that failed is no news.
      )
    }, every)
    return {
      engine,
      release,
      // The server has the counts that it was loaded with, of however few rows.
      kept: [...release.derived].some(name => name.startsWith('counts_')) ? manyOfEach : noneOfEach,
      profile: release.profile,
      version: release.version,
      hashes: {},
      workshop,
      asked: (_, ask) => ask(),
      close: () => {
        clearInterval(timer)
        workshop.end()
        asked.close()
      },
    }
  } catch (error) {
    asked.close()
    throw error
  }
}

/**
 * What the tables do not hold is worked out in place, since a page may change nothing; classes once for all questions
 * (`serverClasses.ts`).
 */
export function withoutDerived(
  engine: ClickHouseEngine,
  { derived }: Pick<Release, 'derived'>,
): QueryEngine & Pick<ClickHouseEngine, 'table'> {
  const isThere = (name: string): boolean => derived.has(name)
  const classes = new ServerClasses(engine, isThere)
  const checked = <Row>(query: Sql<Row>): Sql<Row> => {
    for (const { kind } of derivedIn(query.strings).values())
      if (kind === 'model')
        throw new QueryError(
          'The scores of a learned model stand in the engine of a browser, and a server has none: make a scorecard the active version',
          'query',
          '',
        )
    return query
  }
  return {
    name: engine.name,
    text: query => engine.text(spelledOut(checked(query), isThere)),
    rows: async (query, signal) => {
      const known = await untilAborted(signal, () => classes.of(checked(query)))
      return engine.rows(spelledOut(query, isThere, known), signal)
    },
    table: engine.table,
  }
}

async function bounded<Answer>({ rows }: Profile, ask: () => Promise<Answer>): Promise<Answer> {
  for (const table of tableNames)
    if (rows[table] > mostHistory)
      throw new QueryError(
        `${table}: ${rows[table]} rows are too many to learn from in a browser, which takes ${mostHistory}; export fewer years and learn from them`,
        'memory',
        '',
      )
  return ask()
}
