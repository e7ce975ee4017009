import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { parseOptions, runCommand } from '../src/cli/args'
import { projectRoot } from '../src/cli/files'
import { emptyCount, failuresOf, ofReport, type TestCount, total } from './count'

/** A run that hangs is ended after this many minutes: far more than it takes. */
const MINUTES = { normal: 80, full: 180 }

await runCommand(async () => {
  const { full } = parseOptions(process.argv.slice(2), { full: { type: 'boolean' } })
  const environment = {
    ...process.env,
    ...(full ? { FULL: '1' } : {}),
    // Vite's advice about a way of reading vite.config.ts that it may take one day, once for each project.
    VITE_CONFIG_NATIVE_IGNORE_WARNING: 'true',
  }
  const deadline = Date.now() + (full ? MINUTES.full : MINUTES.normal) * 60_000
  const counts: Record<string, TestCount> = {}
  const failures: string[] = []
  const scratch = mkdtempSync(join(tmpdir(), 'supervision-tests-'))

  /** Runs a package's command with this Node: no shell, so that it is the same on every system. */
  const node = (file: string, args: readonly string[]) =>
    new Promise<boolean>(resolve => {
      const child = spawn(process.execPath, [file, ...args], {
        cwd: projectRoot,
        env: environment,
        stdio: ['ignore', 'inherit', 'inherit'],
        timeout: Math.max(deadline - Date.now(), 1),
        killSignal: 'SIGKILL',
      })
      child.once('error', error => {
        console.error(error)
        resolve(false)
      })
      child.once('exit', (code, signal) => {
        if (signal) console.error(`${basename(file)} was ended by ${signal}; a run may take ${MINUTES.normal} minutes`)
        resolve(code === 0)
      })
    })

  const step = async (name: string, work: () => Promise<TestCount>) => {
    const began = Date.now()
    console.log(`\n── ${name}`)
    counts[name] = await work()
    const { passed, failed, skipped } = counts[name]
    const seconds = ((Date.now() - began) / 1000).toFixed(1)
    console.log(`── ${name}: ${passed} passed, ${failed} failed, ${skipped} skipped in ${seconds} s`)
  }

  const tool = async (file: string, args: readonly string[]) => {
    const passed = await node(file, args)
    if (!passed) failures.push(`${basename(file)} ${args.join(' ')}`)
    return { ...emptyCount, passed: passed ? 1 : 0, failed: passed ? 0 : 1 }
  }

  const vitest = async (project: string) => {
    const report = join(scratch, `${project}.json`)
    const passed = await node(binary('vitest', 'vitest.mjs'), [
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ])
    const read = readReport(report)
    const count = ofReport(read, passed)
    const named = failuresOf(read, projectRoot)
    failures.push(...named)
    if (count.failed > 0 && named.length === 0) failures.push(`${project}: an error outside of the tests, or no test`)
    return count
  }

  try {
    await step('types', () => tool(binary('typescript', 'bin/tsc'), ['--noEmit']))
    await step('lint', () => tool(binary('@biomejs/biome', 'bin/biome'), ['check']))
    await step('units', () => vitest('unit'))
    // Its global setup finds or installs a browser, builds the app and makes the city.
    await step('browser', () => vitest('e2e'))
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
  const all = total(Object.values(counts))
  if (all.failed > 0) process.exitCode = 1
  if (failures.length > 0) console.log(`\nFailed:\n${failures.map(failure => `  ${failure}`).join('\n')}`)
  const skipped = all.skipped > 0 ? `, ${all.skipped} skipped` : ''
  console.log(`\n${all.passed} passed, ${all.failed} failed${skipped}`)
})

/** A file of an installed package. */
function binary(name: string, path: string): string {
  return join(dirname(createRequire(import.meta.url).resolve(`${name}/package.json`)), path)
}

/** Vitest's own report; undefined when it ended before it wrote one. */
function readReport(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}
