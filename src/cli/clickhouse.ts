import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { raw, sql } from '../engine/sql'
import { askedTables } from '../extracts/askedTables'
import { parseCatalogue } from '../extracts/catalogue'
import { fillIndicators } from '../extracts/fillIndicators'
import { ensureCalendar } from '../extracts/places'
import { statedCatalogue } from '../extracts/publish/statedCatalogue'
import { extractVersion } from '../extracts/version'
import { classesColumns, classesOf, keptColumns, normsColumns, normsTable } from '../risk/kept'
import { parseOptions, pathOf, runCommand, UsageError } from './args'
import { cubeStatements, overviewDerived } from './clickhouse/derived'
import { exportTables } from './clickhouse/exportTables'
import { type FileSource, loadStatements } from './clickhouse/load'
import { schemaStatements } from './clickhouse/schema'
import { isMain } from './files'
import { type LoadedFolder, loadFolder } from './load'
import { prepareVersion } from './prepareVersion'
import { extraOf } from './tables'

const usage = `Usage:
  npm run -s clickhouse -- schema [--database NAME] [--cluster NAME]
      prints the statements that make the tables
  npm run -s clickhouse -- export DIR --out OUT [--database NAME] [--cluster NAME] [--s3 URL]
      loads the extracts of DIR and writes their tables as Parquet into OUT, with schema.sql and load.sql`

const script = (statements: readonly string[]): string => statements.map(each => `${each};\n`).join('\n')

export interface ExportOptions {
  readonly dir: string
  readonly out: string
  readonly database: string
  readonly cluster?: string
  /** Where the servers will find the files; absent: in their folder of user files. */
  readonly s3?: string
}

/**
 * Loads a folder of extracts with DuckDB, as the page does, and writes what a ClickHouse server needs of it: tables as Parquet,
 * the statements that make the tables, and those that fill them. Rejects with an Error that names files which cannot be used.
 */
export async function exportForClickHouse(options: ExportOptions): Promise<void> {
  const loaded = await loadFolder(options.dir)
  try {
    await exportLoaded(loaded, options)
  } finally {
    loaded.engine.close()
  }
}

/** The same of a folder that is loaded already. */
export async function exportLoaded(
  loaded: LoadedFolder,
  { dir, out, database, cluster, s3 }: ExportOptions,
): Promise<void> {
  const { profile, engine, catalogue, hashes, texts } = loaded
  const broken = profile.files.flatMap(file => (file.error === null ? [] : [file.error]))
  if (broken.length > 0) throw new Error(`${dir} was not exported:\n  ${broken.join('\n  ')}`)
  const extra = await extraOf(engine)
  const { cubes, past, classes } = overviewDerived(profile)
  for (const { name, at, settings } of past) await fillIndicators(engine, name, at, settings)
  for (const { name, at, card } of classes)
    await engine.run([sql`CREATE OR REPLACE TABLE ${raw(name)} AS ${classesOf(at, card)}`])
  await ensureCalendar(engine, loaded.calendar)
  const tables = {
      ...askedTables(extra),
      ...Object.fromEntries(past.flatMap(({ name }) => [[name, keptColumns], [normsTable(name), normsColumns]])),
      ...Object.fromEntries(classes.map(({ name }) => [name, classesColumns])),
    } // biome-ignore format: two tables a day
  const files = await exportTables(engine, out, tables)
  const stated = statedCatalogue(JSON.parse(texts.catalogue.replace(/^\uFEFF/, '')), catalogue, {
    hashes,
    answers: undefined,
    tables: undefined,
  })
  const version = extractVersion({
    catalogue: parseCatalogue(stated, 'catalog.json'),
    hashes,
    calendarText: texts.calendar,
    targetsText: texts.targets,
    engine: 'clickhouse',
    prepareVersion: prepareVersion(),
  })
  const source: FileSource =
    s3 === undefined ? { kind: 'file', folder: '' } : { kind: 's3', url: s3, ...(cluster && { cluster }) }
  await mkdir(out, { recursive: true })
  const made = [
    ...schemaStatements({ database, ...(cluster && { cluster }), tables }),
    ...cubeStatements(cubes, database, cluster),
  ]
  await writeFile(path.join(out, 'schema.sql'), script(made))
  await writeFile(
    path.join(out, 'load.sql'),
    script(
      loadStatements({
        database,
        files,
        source,
        tables,
        derived: [...cubes, ...past, ...classes].map(({ name }) => name),
        version,
        profile,
      }),
    ),
  )
}

async function main([verb, ...args]: readonly string[]): Promise<void> {
  const common = { database: { type: 'string' }, cluster: { type: 'string' } } as const
  if (verb === 'schema') {
    const { database = 'supervision', cluster } = parseOptions(args, common)
    console.log(script(schemaStatements({ database, ...(cluster !== undefined && { cluster }) })).trimEnd())
    return
  }
  const [dir, ...rest] = args
  if (verb !== 'export' || dir === undefined || dir.startsWith('-')) throw new UsageError(usage)
  const {
    database = 'supervision',
    cluster,
    out,
    s3,
  } = parseOptions(rest, { ...common, out: { type: 'string' }, s3: { type: 'string' } })
  if (out === undefined) throw new UsageError(usage)
  await exportForClickHouse({
    dir: pathOf(dir),
    out: pathOf(out),
    database,
    ...(cluster !== undefined && { cluster }),
    ...(s3 !== undefined && { s3 }),
  })
  console.log(`exported to ${pathOf(out)}: make the tables with schema.sql, then fill them with load.sql`)
}

if (isMain(import.meta.url)) await runCommand(() => main(process.argv.slice(2)))
