import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What a city was made from. */
export interface Origin {
  seed: number
  /** Complaints. */
  rows: number
  businesses: number
}

export const DEFAULTS: Origin = { seed: 2025, rows: 250_000, businesses: 40_000 }

/** A name that begins with a dot: file servers do not hand it out. */
const MARKER = '.generated.json'

/** SHA-256 over the generator's own sources, by name. A changed generator makes the city anew. */
function generatorHash(): string {
  const folder = dirname(fileURLToPath(import.meta.url))
  const hash = createHash('sha256')
  for (const name of readdirSync(folder).sort()) {
    if (name.endsWith('.ts')) hash.update(name).update(readFileSync(join(folder, name)))
  }
  return hash.digest('hex')
}

interface Marker extends Origin {
  generator: string
  files: readonly string[]
}

/** Written last: a folder without it is not a city. */
export function markCity(dir: string, origin: Origin, files: readonly string[]): void {
  const marker: Marker = { generator: generatorHash(), ...origin, files }
  writeFileSync(join(dir, MARKER), `${JSON.stringify(marker, null, 2)}\n`)
}

function readMarker(dir: string): Marker | null {
  try {
    return JSON.parse(readFileSync(join(dir, MARKER), 'utf8')) as Marker
  } catch {
    return null
  }
}

/** Whether a folder holds the whole city of this generator and origin; reads a few small files and no rows. */
export function cityIsCurrent(dir: string, origin: Origin = DEFAULTS): boolean {
  const marker = readMarker(dir)
  if (marker === null || marker.generator !== generatorHash()) return false
  const same = marker.seed === origin.seed && marker.rows === origin.rows && marker.businesses === origin.businesses
  return same && marker.files.every(file => existsSync(join(dir, file)))
}
