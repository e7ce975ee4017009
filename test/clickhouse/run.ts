import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'
import { parseOptions, runCommand } from '../../src/cli/args'
import { projectRoot } from '../../src/cli/files'

/** Runs a program to its end; throws where it fails. */
function run(program: string, args: readonly string[], cwd: string, more: Readonly<Record<string, string>> = {}): void {
  const { status } = spawnSync(program, args, {
    cwd,
    stdio: 'inherit',
    env: { ...process.env, VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true', ...more },
  })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}`)
}

/*
 * `npm run test:clickhouse [-- --full]`: installs the engine into a package of its own, builds the page, and runs the tests of
 * this folder. With CLICKHOUSE_URL they ask that server, which is then the one to have the database `supervision` made in.
 */
await runCommand(async () => {
  const { full } = parseOptions(process.argv.slice(2), { full: { type: 'boolean' } })
  const own = resolve(projectRoot, 'test/clickhouse')
  if (!existsSync(resolve(own, 'node_modules/chdb'))) run('npm', ['ci', '--no-audit', '--no-fund'], own)
  const tsx = resolve(dirname(createRequire(import.meta.url).resolve('tsx/package.json')), 'dist/cli.mjs')
  run(process.execPath, [tsx, 'src/cli/build.ts'], projectRoot)
  const vitest = resolve(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs')
  run(process.execPath, [vitest, 'run', '--project', 'clickhouse'], projectRoot, full ? { FULL: '1' } : {})
})
