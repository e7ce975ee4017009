import type { Catalogue, CatalogueRegions } from './catalogue'
import type { ExtractFolder } from './fetchFile'
import { sha256Hex } from './hash'
import { type Decoder, ExtractError, type RegionFile, type RegionSet } from './source'

export const noRegions: RegionSet = { regions: [], levels: [], shapes: [], extent: null, problems: [] }

export interface RegionInput {
  readonly catalogue: Catalogue
  readonly folder: ExtractFolder
  readonly decoder: Decoder
  readonly onHash?: (file: string, sha256: string) => void
  readonly signal?: AbortSignal
}

/**
 * Reads and indexes the catalogue's region files. A file that cannot be used is a problem in words: the tables load
 * without it, the map says what is wrong, the rest of the page lives.
 */
export async function readRegions(input: RegionInput): Promise<RegionSet> {
  if (input.catalogue.regions.length === 0) return noRegions
  const problems: string[] = []
  const tolerate =
    <T>(instead: T) =>
    (error: unknown): T => {
      if (!(error instanceof ExtractError) || error.kind === 'worker') throw error
      problems.push(error.message)
      return instead
    }
  const files = await Promise.all(input.catalogue.regions.map(region => readFile(input, region).catch(tolerate(null))))
  const readable = files.filter(file => file !== null)
  const set = await input.decoder.regions(readable).catch(tolerate(noRegions))
  return { ...set, problems: [...problems, ...set.problems] }
}

/** The region files of a catalogue that can be read; what is wrong with the others is told where tables are loaded. */
export async function regionFiles(input: Pick<RegionInput, 'catalogue' | 'folder' | 'signal'>): Promise<RegionFile[]> {
  const files = await Promise.all(input.catalogue.regions.map(region => readFile(input, region).catch(() => null)))
  return files.filter(file => file !== null)
}

async function readFile(
  { folder, onHash, signal }: Omit<RegionInput, 'decoder'>,
  region: CatalogueRegions,
): Promise<RegionFile> {
  const bytes = await folder.blob(region.file, signal)
  const sha256 = await sha256Hex(bytes)
  onHash?.(region.file, sha256)
  if (region.sha256 !== undefined && region.sha256 !== sha256) {
    throw new ExtractError(
      region.file,
      'hash',
      `its SHA-256 is ${sha256.slice(0, 12)}…, the catalogue states ${region.sha256.slice(0, 12)}…; copy the file again or publish the folder anew`,
    )
  }
  return {
    level: region.level,
    name: region.file,
    text: await bytes.text(),
    code: region.code,
    label: region.name,
    parent: region.parent,
  }
}
