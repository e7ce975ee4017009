import { neededSettings } from '../../engine/clickhouseTypes'
import { schemaHash } from '../../extracts/askedTables'
import type { Profile } from '../../extracts/report'
import type { TableFile } from './exportTables'

/** Where a server finds the files: in its own folder for user files, or in a bucket that all servers of a cluster read. */
export type FileSource =
  | { readonly kind: 'file'; readonly folder: string }
  | { readonly kind: 's3'; readonly url: string; readonly cluster?: string }

const text = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

function sourceOf(source: FileSource, table: string): string {
  const pattern = `${table}-*.parquet`
  if (source.kind === 'file')
    return `file(${text(source.folder === '' ? pattern : `${source.folder}/${pattern}`)}, Parquet)`
  const url = text(`${source.url.replace(/\/$/, '')}/${pattern}`)
  return source.cluster === undefined ? `s3(${url}, Parquet)` : `s3Cluster(${text(source.cluster)}, ${url}, Parquet)`
}

export interface LoadOptions {
  readonly database: string
  readonly files: readonly TableFile[]
  readonly source: FileSource
  readonly version: string
  readonly profile: Profile
  readonly tables: Readonly<Record<string, readonly (readonly [name: string, type: string])[]>>
  /** Names of counts and indicators that the tables hold beside. */
  readonly derived: readonly string[]
}

/**
 * The statements that fill the tables and then say that they are filled: each table must have as many rows as were
 * exported, or the load ends there and the page goes on with what it had.
 */
export function loadStatements({ database, files, source, tables, derived, version, profile }: LoadOptions): string[] {
  const within = (table: string): string => `"${database}"."${table}"`
  const names = [...new Set(files.map(({ table }) => table))]
  const columns = (table: string): string =>
    (tables[table] ?? []).map(([name]) => `"${name.replaceAll('"', '""')}"`).join(', ')
  return [
    `SET ${['join_use_nulls', 'cast_keep_nullable'].map(name => `${name} = ${neededSettings[name]}`).join(', ')}`,
    ...names.map(
      table =>
        `INSERT INTO ${within(table)} (${columns(table)}) SELECT ${columns(table)} FROM ${sourceOf(source, table)}`,
    ),
    ...names.map(table => {
      const rows = files.reduce((all, each) => (each.table === table ? all + each.rows : all), 0)
      return `SELECT throwIf(count() != ${rows}, ${text(`${table} must have ${rows} rows; empty the tables and load them again`)}) FROM ${within(table)}`
    }),
    `INSERT INTO ${within('releases')} ("schema", "version", "derived", "profile") VALUES (${text(schemaHash())}, ${text(version)}, [${derived.map(text).join(', ')}], ${text(JSON.stringify(profile))})`,
  ]
}
