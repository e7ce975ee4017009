import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { findBrowser } from '../browser'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the small cities, `plain` and `published`. */
    smallCities: string
  }
}

/**
 * Before the tests in a browser: finds one, builds the app and the sample city if they are not current, and makes the
 * small cities. Gives what takes them away again.
 */
export async function setup(project: TestProject): Promise<() => void> {
  await findBrowser()
  const cities = mkdtempSync(join(tmpdir(), 'supervision-cities-'))
  const remove = () => rmSync(cities, { recursive: true, force: true, maxRetries: 5 })
  // A process of its own: Vite inside the test runner would build for tests.
  const done = spawnSync(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'prepare.ts'), cities], {
    stdio: 'inherit',
    timeout: 300_000,
    env: { ...process.env, NODE_ENV: undefined, VITEST: undefined },
  })
  if (done.status !== 0) {
    remove()
    throw new Error('the app or the sample cities could not be made: the reason is above')
  }
  project.provide('smallCities', cities)
  return remove
}
