import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, inject } from 'vitest'

/** A folder in the system's temporary one that goes with the tests of the file. */
export function scratchFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `supervision-${name}-`))
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

/** A small sample city, for tests that are not about its size: some thousand rows of each table, no answers. */
export function makeSmallCity(out: string): void {
  cpSync(join(inject('smallCities'), 'plain'), out, { recursive: true })
}

/** The same city as the command that publishes extracts leaves it: with its answers and tables. */
export function makePublishedCity(out: string): void {
  cpSync(join(inject('smallCities'), 'published'), out, { recursive: true })
}
