import { neededSettings } from '../engine/clickhouseTypes'
import { type QueryEngine, QueryError } from '../engine/engine'
import { list, type Sql, sql } from '../engine/sql'
import { schemaHash } from '../extracts/askedTables'
import type { Profile } from '../extracts/report'

/** What a server's tables hold, as whoever loaded them wrote it down. */
export interface Release {
  readonly version: string
  readonly profile: Profile
  /** Counts and indicators that stand in tables beside. */
  readonly derived: ReadonlySet<string>
}

interface ReleaseRow {
  readonly schema: string
  readonly version: string
  readonly derived: readonly string[]
  readonly profile: string
}

const newest: Sql<ReleaseRow> = sql`
  SELECT "schema", "version", "derived", "profile" FROM "releases" ORDER BY "made_at" DESC LIMIT 1`
const version: Sql<{ version: string }> = sql`SELECT "version" FROM "releases" ORDER BY "made_at" DESC LIMIT 1`

/** The newest release's version; null where there is none. Rejects as the engine does. */
export const releaseVersion = async (engine: QueryEngine, signal?: AbortSignal): Promise<string | null> =>
  (await engine.rows(version, signal))[0]?.version ?? null

/**
 * Reads what the tables hold and whether the server answers as the questions need it. Rejects with QueryError: as the engine
 * does, or of kind `version`, saying what is otherwise than it must be and what to do.
 */
export async function readRelease(engine: QueryEngine, url: string, signal?: AbortSignal): Promise<Release> {
  const refused = (why: string): QueryError => new QueryError(`${url}: ${why}`, 'version', '')
  const settings = sql<{ name: string; value: string }>`
    SELECT name, value FROM system.settings WHERE name IN ${list(Object.keys(neededSettings))}`
  const [found, [row]] = await Promise.all([engine.rows(settings, signal), engine.rows(newest, signal)])
  const values = new Map(found.map(({ name, value }) => [name, value]))
  for (const [name, needed] of Object.entries(neededSettings)) {
    const value = values.get(name)
    if (value === needed) continue
    throw refused(
      value === undefined
        ? `this ClickHouse does not know the setting ${name}; use release 26.3 or newer`
        : `the user's setting ${name} is ${JSON.stringify(value)}, and must be ${JSON.stringify(needed)}; apply deploy/clickhouse/users.sql`,
    )
  }
  if (row === undefined) throw refused('the table "releases" is empty; fill the tables with load.sql')
  if (row.schema !== schemaHash())
    throw refused(
      `its tables are of schema ${row.schema}, this page asks for ${schemaHash()}; export and load the extracts anew`,
    )
  let profile: Profile
  try {
    profile = JSON.parse(row.profile) as Profile
  } catch (cause) {
    throw new QueryError(`${url}: the profile in "releases" is no JSON; load the extracts anew`, 'version', '', {
      cause,
    })
  }
  return { version: row.version, profile, derived: new Set(row.derived) }
}
