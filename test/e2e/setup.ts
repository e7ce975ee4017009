import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { findBrowser } from '../browser'

/** Before the tests in a browser: finds one, builds the app and the sample city if they are not current. */
export async function setup(): Promise<void> {
  await findBrowser()
  // A process of its own: Vite inside the test runner would build for tests.
  const done = spawnSync(process.execPath, ['--import', 'tsx', join(import.meta.dirname, 'prepare.ts')], {
    stdio: 'inherit',
    timeout: 300_000,
    env: { ...process.env, NODE_ENV: undefined, VITEST: undefined },
  })
  if (done.status !== 0) throw new Error('the app or the sample city could not be made: the reason is above')
}
