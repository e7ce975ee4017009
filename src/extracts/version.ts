import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { type Catalogue, dataFiles } from './catalogue'
import { field } from './catalogueJson'

export interface VersionParts {
  readonly catalogue: Catalogue
  /** SHA-256 of every extract and region file by its name: as stated, else as computed. */
  readonly hashes: Readonly<Record<string, string>>
  /** Texts of the calendar and targets files; null without one. */
  readonly calendarText: string | null
  readonly targetsText: string | null
  /** Saved mappings by file, which change what the rows say. */
  readonly mappings?: unknown
  /** The engine's name. */
  readonly engine: string
  /** Changes with the code that prepares and asks. */
  readonly prepareVersion: string
}

/** What every answer from these extracts carries: SHA-256, lower-case hex. Throws where a file's hash is missing. */
export function extractVersion(parts: VersionParts): string {
  const hash = sha256.create()
  const add = (tag: string, text: string | null) => {
    const bytes = utf8ToBytes(text ?? '')
    hash.update(utf8ToBytes(`${tag}:${text === null ? 'none' : bytes.length}\n`)).update(bytes)
  }
  add('catalogue', canonical(essence(parts.catalogue)))
  for (const { file } of dataFiles(parts.catalogue)) {
    const found = field(parts.hashes, file)
    if (typeof found !== 'string') throw new Error(`extractVersion: no hash of ${file}`)
    add('file', file)
    add('sha256', found.toLowerCase())
  }
  add('calendar', parts.calendarText)
  add('targets', parts.targetsText)
  add('mappings', parts.mappings === undefined ? null : canonical(parts.mappings))
  add('engine', parts.engine)
  add('prepare', parts.prepareVersion)
  return bytesToHex(hash.digest())
}

/** The hashes that the catalogue states by file name; null while an extract or region file has none. */
export function statedHashes(catalogue: Catalogue): Record<string, string> | null {
  const found = dataFiles(catalogue).map(({ file, sha256 }) => [file, sha256] as const)
  return found.every(isStated) ? Object.fromEntries(found) : null
}

const isStated = (entry: readonly [string, string | undefined]): entry is readonly [string, string] =>
  entry[1] !== undefined

/**
 * What of a catalogue bears on the rows: the version is the same whether a hash is stated or computed from the bytes,
 * and before and after answers are published beside it.
 */
function essence({ answers: _answers, tables: _tables, ...catalogue }: Catalogue): unknown {
  const bare = ({ sha256: _, ...rest }: { sha256?: string | undefined }) => rest
  return { ...catalogue, extracts: catalogue.extracts.map(bare), regions: catalogue.regions.map(bare) }
}

/** JSON with the keys of every object in order and no spaces. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
