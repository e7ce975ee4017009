import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { generateCity } from '../../data/generate'

/** A folder in the system's temporary one that goes with the tests of the file. */
export function scratchFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `supervision-${name}-`))
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

/** A small sample city, for tests that are not about its size: some thousand rows of each table, no answers. */
export async function makeSmallCity(out: string): Promise<string> {
  await generateCity({ out, rows: 6000 })
  return out
}
