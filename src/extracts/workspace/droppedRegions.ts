import { sha256Hex } from '../hash'
import { parseRegions } from '../regionParse'
import type { RegionFile } from '../source'
import type { KeptVersion } from './workspace'

/**
 * Dropped region files as a version keeps them: under a name that tells file and content and is none of `taken`. Rejects
 * with an ExtractError that names the file where it has no usable region.
 */
export async function droppedRegions(
  files: readonly RegionFile[],
  taken: readonly string[],
): Promise<NonNullable<KeptVersion['regions']>> {
  const names = new Set(taken)
  const found: { readonly entry: object; readonly text: string }[] = []
  for (const file of files) {
    parseRegions(file)
    const sha256 = await sha256Hex(new Blob([file.text]))
    const { level, code, label, parent, text } = file
    let name = nameOf(file.name, sha256)
    for (let i = 2; names.has(name); i++) name = nameOf(file.name, `${sha256.slice(0, 8)}-${i}`)
    names.add(name)
    found.push({ entry: { level, file: name, sha256, code, name: label, ...(parent && { parent }) }, text })
  }
  return found
}

/** `kept/districts-1f0c22aa.geojson`: only what every file system and address takes as it is. */
function nameOf(path: string, mark: string): string {
  const stem = (path.split(/[\\/]| · /).at(-1) ?? '').replace(/\.[^.]*$/, '').replace(/[^\p{L}\p{N}_-]+/gu, '-')
  return `kept/${stem.slice(0, 40) || 'regions'}-${mark.length > 20 ? mark.slice(0, 8) : mark}.geojson`
}
