import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { openDuckDb } from '../engine/duckdb'
import { nodePlatform } from '../engine/duckdbNode'
import { mondayToFriday } from '../extracts/calendar'
import { type Catalogue, parseCatalogue } from '../extracts/catalogue'
import { openDecoder } from '../extracts/decoderNode'
import type { ExtractFolder } from '../extracts/fetchFile'
import type { Guess } from '../extracts/guess/guess'
import { Guesser } from '../extracts/guess/guesser'
import { type FailedFile, type GuessedFile, guessFiles } from '../extracts/guess/guessFiles'
import { normalisedHeader, type SavedProfile } from '../extracts/guess/profiles'
import type { Intake, SourceTable } from '../extracts/intake/intake'
import { openIntake } from '../extracts/intake/intakeNode'
import { prepare } from '../extracts/prepare'
import { qualityOf } from '../extracts/quality/quality'
import { regionFiles } from '../extracts/readRegions'
import type { ExtractSettings } from '../extracts/settings'
import { type Decoder, ExtractError } from '../extracts/source'
import { noTargets } from '../extracts/targets'
import type { TableName } from '../schema'
import { type CheckLine, failedLine, hiddenLine, loadedLine, readLine } from './checkLines'
import { diskFolder } from './folder'

type Entry = Catalogue['extracts'][number]

export interface CheckOptions {
  /** The table that all files are taken for. */
  readonly as?: TableName
  /** A saved mapping for all files but those of businesses. */
  readonly profile?: SavedProfile
}

/** A table on its way: what its line says so far, and what is to be loaded. */
interface Coming {
  line: CheckLine
  readonly load: { readonly entry: Entry; readonly bytes: Blob } | null
}

/**
 * Checks files as the page would read them, together: in one engine, so that they are linked and joined, with the
 * catalogue beside the first for regions and day. What a catalogue beside a file states for it wins. A line for each
 * table, in the order of the files.
 */
export async function checkFiles(files: readonly string[], options: CheckOptions = {}): Promise<CheckLine[]> {
  const intake = openIntake()
  const decoder = openDecoder()
  try {
    const beside = new Catalogues()
    const opened: Opened[] = []
    for (const file of files) opened.push(await openOne(intake, file, beside))
    const base = (await beside.of(files[0] ?? '').catch(() => null)) ?? nothingBeside
    const folder = diskFolder(path.dirname(path.resolve(files[0] ?? '')))
    const guesser = new Guesser(decoder)
    await guesser.regions(await regionFiles({ catalogue: base, folder }))
    const guessed = await guessFiles(
      {
        intake,
        guesser,
        context: ({ columns }) => ({
          keys: {},
          profiles: options.profile
            ? [{ ...options.profile, header: normalisedHeader(columns.map(({ name }) => name)) }]
            : [],
          ...(base.timezone === undefined ? {} : { timezone: base.timezone }),
          coordinates: base.coordinates,
          ...(options.as === undefined ? {} : { table: options.as }),
        }),
        ...(options.profile?.read ? { options: options.profile.read } : {}),
      },
      opened.flatMap(({ tables }) => tables),
    )
    const names = new Names()
    const coming = opened.flatMap(({ file, stated, tables, lines }): Coming[] => [
      ...lines.map(line => ({ line, load: null })),
      ...tables.flatMap(({ id }) => {
        const own = guessed.find(({ source }) => source.id === id)
        const entry = stated && (options.as ?? stated.table) === stated.table ? stated : null
        return own ? [comingOf(own, entry, file, names, options, guessed)] : []
      }),
    ])
    return await load(coming, base, folder, decoder)
  } finally {
    intake.end()
    decoder.end()
  }
}

/** Loads what is to be loaded and completes its lines. */
async function load(
  coming: readonly Coming[],
  base: Catalogue,
  folder: ExtractFolder,
  decoder: Decoder,
): Promise<CheckLine[]> {
  const loads = coming.flatMap(({ load }) => load ?? [])
  if (loads.length === 0) return coming.map(({ line }) => line)
  const bytes = new Map(loads.map(({ entry, bytes }) => [entry.file, bytes]))
  const { answers: _answers, tables: _tables, ...rest } = base
  const catalogue: Catalogue = { ...rest, extracts: loads.map(({ entry }) => entry) }
  const overlaid: ExtractFolder = {
    ...folder,
    blob: async (name, signal, onBytes) => bytes.get(name) ?? folder.blob(name, signal, onBytes),
  }
  const engine = openDuckDb(nodePlatform())
  try {
    const profile = await prepare({
      engine,
      decoder,
      folder: overlaid,
      catalogue,
      calendar: mondayToFriday,
      targets: noTargets,
    })
    const quality = await qualityOf(engine, profile)
    return coming.map(({ line, load }) => {
      const report = profile.files.find(({ file }) => file === load?.entry.file)
      if (!report) return line
      return loadedLine(
        line,
        report,
        quality.find(({ file }) => file === report.file),
      )
    })
  } finally {
    engine.close()
  }
}

interface Opened {
  readonly file: Blob
  readonly stated: Entry | null
  readonly tables: readonly SourceTable[]
  /** Of what is no table. */
  readonly lines: readonly CheckLine[]
}

async function openOne(intake: Intake, at: string, beside: Catalogues): Promise<Opened> {
  const name = path.basename(at)
  const none = { file: new Blob(), stated: null, tables: [] }
  try {
    const catalogue = await beside.of(at)
    const file = await diskFolder(path.dirname(path.resolve(at))).blob(name)
    const { tables, others, faults } = await intake.open([new File([file], name)])
    const lines = [
      ...faults.map(fault => failedLine(fault.path, fault.message)),
      ...others.map(other => failedLine(other.path, `${other.path.join('/')}: ${noTable[other.kind]}`)),
    ]
    const shown = tables.filter(({ hidden }) => !hidden)
    lines.push(...tables.filter(({ hidden }) => hidden).map(({ path }) => hiddenLine(path)))
    if (tables.length + lines.length === 0) lines.push(failedLine([name], `${name}: there is no table in it`))
    const stated = catalogue?.extracts.find(extract => extract.file === name)
    return { file, stated: shown.length === 1 ? (stated ?? null) : null, tables: shown, lines }
  } catch (error) {
    if (!(error instanceof ExtractError)) throw error
    return { ...none, lines: [failedLine([name], error.message)] }
  }
}

const noTable = {
  regions: 'these are regions, no table; name the file under "regions" of a catalog.json beside the tables',
  profile: 'this is a saved mapping, no table; give it with --profile',
} as const

function comingOf(
  own: GuessedFile | FailedFile,
  stated: Entry | null,
  file: Blob,
  names: Names,
  { profile }: CheckOptions,
  all: readonly (GuessedFile | FailedFile)[],
): Coming {
  const { source } = own
  const name = names.take(source.path.join('/'))
  if (stated && source.format === 'parquet') {
    // A server's file is loaded as it is: nothing of it is masked, its bytes are those that the catalogue's hash is of.
    const line = 'error' in own ? failedLine(source.path, '') : readLine(source.path, own.read, null)
    const notes = line.notes.filter(({ kind }) => kind !== 'dropped_columns')
    return {
      line: { ...line, format: source.format, masked: [], notes },
      load: { entry: { ...stated, file: name }, bytes: file },
    }
  }
  if ('error' in own) return { line: failedLine(source.path, own.error.message), load: null }
  const { read, guess, join } = own
  const line = readLine(source.path, read, stated ? null : guess)
  if (stated) {
    const { sha256: _, ...entry } = stated
    return { line, load: { entry: { ...entry, file: name }, bytes: read.parquet } }
  }
  const found = all.find(each => each.source.id === join?.businesses)
  const joined =
    join && found ? { join: { file: found.source.path.join('/'), key: join.key, reference: join.reference } } : {}
  if (guess.table === 'businesses') {
    const { error: _, ...rest } = line
    return { line: rest, load: null }
  }
  try {
    if (profile) requireFit(name, profile, guess.fit?.missing ?? [])
    requireReading(name, guess)
    const entry = checkedEntry(guess.table, name, guess.settings)
    return { line: { ...line, ...joined }, load: { entry, bytes: read.parquet } }
  } catch (error) {
    if (!(error instanceof ExtractError)) throw error
    return { line: { ...line, ...joined, rows: 0, error: error.message }, load: null }
  }
}

function requireFit(file: string, { name, table }: SavedProfile, missing: readonly string[]): void {
  if (missing.length === 0) return
  const columns = missing.map(each => JSON.stringify(each)).join(', ')
  throw new ExtractError(
    file,
    'mapping',
    `the profile "${name}" for ${table} does not fit: it uses ${columns}, which the file does not have`,
  )
}

/** What a score means is asked, not guessed: without an answer there is no result. */
function requireReading(file: string, { settings, questions }: Guess): void {
  const asked = questions.find(({ kind }) => kind === 'score')
  if (!asked || settings.score || 'result' in settings.columns || 'result' in settings.constants) return
  const [lowest, highest] = [asked.evidence.lowest, asked.evidence.highest]
  throw new ExtractError(
    file,
    'mapping',
    `there is no result but a score, "${settings.columns.score}", from ${lowest} to ${highest}: say what it means as "score": {"higher": "better", "problem": …} in a profile or the catalogue`,
  )
}

/** An entry held to what a catalogue may state, as the page's are; the name, which may be a sheet's, aside. */
function checkedEntry(table: TableName, file: string, settings: ExtractSettings): Entry {
  const extracts = [{ ...settings, table, file: 'x.parquet' }]
  const [entry] = parseCatalogue(JSON.stringify({ ...nothingBeside, extracts }), file).extracts
  if (!entry) throw new Error(`${file}: no entry`)
  return { ...entry, file }
}

const nothingBeside: Catalogue = {
  name: { zh: '检查', en: 'Check' },
  coordinates: 'WGS-84',
  regions: [],
  extracts: [],
}

/** Catalogues beside files, each read once. Rejects with ExtractError for one that is broken. */
class Catalogues {
  private readonly read = new Map<string, Promise<Catalogue | null>>()

  of(file: string): Promise<Catalogue | null> {
    const at = path.join(path.dirname(file), 'catalog.json')
    const known =
      this.read.get(at) ??
      readFile(at, 'utf8').then(
        text => parseCatalogue(text, at),
        () => null,
      )
    known.catch(() => undefined)
    this.read.set(at, known)
    return known
  }
}

/** Names for the engine: the path of a table, once. */
class Names {
  private readonly taken = new Set<string>()

  take(name: string): string {
    let free = name
    for (let i = 2; this.taken.has(free); i++) free = `${name} (${i})`
    this.taken.add(free)
    return free
  }
}
