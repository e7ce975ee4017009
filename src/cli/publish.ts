import { copyFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { QueryClient } from '@tanstack/react-query'
import { dataFiles, parseCatalogue } from '../extracts/catalogue'
import { answersName } from '../extracts/catalogueAnswers'
import { askAnswers } from '../extracts/publish/askAnswers'
import { statedCatalogue } from '../extracts/publish/statedCatalogue'
import { tablesName } from '../extracts/tablesFile'
import { extractVersion } from '../extracts/version'
import { defaults } from '../filters/filters'
import { overviewQuestions, publishedQuestionsOf, settingOf } from '../queries/overview'
import { keepCounts } from '../queries/sums'
import { nameDerived } from '../risk/derived'
import { pathOf } from './args'
import { isMain } from './files'
import { type LoadedFolder, loadFolder } from './load'
import { prepareVersion } from './prepareVersion'
import { tablesFile } from './tables'

export interface PublishOptions {
  /** A folder with a catalogue and its extracts. */
  readonly dir: string
  /** Where the published folder goes; the same folder when absent. */
  readonly out?: string
}

/**
 * Asks the overview's default questions of a folder of extracts and writes their answers beside it, so that a page shows
 * them before its engine is open; and the tables that its extracts became, so that it need not load them anew. The
 * catalogue that is written states every hash and names both.
 * Rejects with ExtractError for a broken catalogue, and with an Error that names the files that cannot be used.
 */
export async function publishExtracts({ dir, out = dir }: PublishOptions): Promise<void> {
  const first = await loadFolder(dir)
  try {
    const broken = faultsOf(first)
    if (broken.length > 0) throw new Error(`${dir} was not published:\n  ${broken.join('\n  ')}`)
    const catalogueText = withHashes(first, tablesName)
    const version = publishedVersion(first, catalogueText)
    const answers = await askDefaults(first, version)
    const tables = await tablesFile(first.engine, version)
    const written = tables === null ? withHashes(first, undefined) : catalogueText
    await mkdir(out, { recursive: true })
    if (path.resolve(out) !== path.resolve(dir)) await copyFiles(first, dir, out)
    await replaceFile(path.join(out, answersName), answers)
    if (tables !== null) await replaceFile(path.join(out, tablesName), tables)
    // The catalogue comes last: until then the folder is what it was.
    await replaceFile(path.join(out, 'catalog.json'), written)
  } finally {
    first.engine.close()
  }
}

/**
 * What keeps a folder from being published, in words: files that cannot be used. A page shows such a region file as a
 * problem and goes on without it; answers of a map that lacks it are not worth publishing.
 */
function faultsOf({ profile, catalogue, hashes }: LoadedFolder): string[] {
  const files = profile.files.flatMap(file => (file.error === null ? [] : [file.error]))
  const unread = catalogue.regions.filter(({ file, sha256 }) => hashes[file] !== (sha256 ?? hashes[file] ?? 'unread'))
  const { regions, problems } = profile.regions
  return unread.length > 0 || (catalogue.regions.length > 0 && regions.length === 0) ? [...files, ...problems] : files
}

/** The catalogue as it came, with the hash of every file and the names of what is published beside it. */
const withHashes = ({ texts, catalogue, hashes }: LoadedFolder, tables: string | undefined): string =>
  statedCatalogue(JSON.parse(texts.catalogue.replace(/^\uFEFF/, '')), catalogue, {
    hashes,
    answers: answersName,
    tables,
  })

const publishedVersion = ({ engine, hashes, texts }: LoadedFolder, catalogueText: string): string =>
  extractVersion({
    catalogue: parseCatalogue(catalogueText, 'catalog.json'),
    hashes,
    calendarText: texts.calendar,
    targetsText: texts.targets,
    engine: engine.name,
    prepareVersion: prepareVersion(),
  })

function askDefaults({ profile, engine }: LoadedFolder, version: string): Promise<string> {
  // As the page does, or its questions would be others.
  nameDerived()
  keepCounts(profile.rows)
  const questions = publishedQuestionsOf(overviewQuestions(defaults, settingOf(profile)))
  const client = new QueryClient()
  return askAnswers({ client, engine, profile, version, prepareVersion: prepareVersion(), questions })
}

async function copyFiles({ catalogue }: LoadedFolder, dir: string, out: string): Promise<void> {
  const names = [...dataFiles(catalogue).map(({ file }) => file), catalogue.calendar, catalogue.targets].filter(
    name => name !== undefined,
  )
  for (const name of names) {
    await mkdir(path.dirname(path.join(out, name)), { recursive: true })
    await copyFile(path.join(dir, name), path.join(out, name))
  }
}

/** A reader sees the old file or the new one, never half of it. */
async function replaceFile(file: string, content: string | Uint8Array): Promise<void> {
  const current = await readFile(file).catch(() => null)
  if (current?.equals(Buffer.from(content as Uint8Array))) return
  await writeFile(`${file}.tmp`, content)
  await rename(`${file}.tmp`, file)
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { out: { type: 'string' } } })
  const [dir, more] = positionals
  if (dir === undefined || more !== undefined) {
    console.error('Usage: npm run publish-extracts -- DIR [--out DIR2]\nDIR holds catalog.json and its extracts.')
    process.exitCode = 2
    return
  }
  const out = pathOf(values.out ?? dir)
  await publishExtracts({ dir: pathOf(dir), out })
  console.log(`published ${out}`)
}

if (isMain(import.meta.url)) {
  await main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
}
