import { existsSync, readFileSync } from 'node:fs'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { parseOptions, runCommand } from './args'
import { compressFolder } from './compress'
import { hashTexts, isMain, projectRoot } from './files'
import { buildServiceWorker } from './serviceWorker'

/** The built app. */
export const distFolder = join(projectRoot, 'dist')

/** Whatever changes the build when it changes; package-lock.json stands for the packages. */
const INPUTS = ['src', 'public', 'index.html', 'vite.config.ts', 'package-lock.json']

/** Written last, so that an unfinished build does not count; hidden, so that no server sends it. */
const STAMP = '.inputs'

/** Whether `dist` was built from the files as they are now. */
export function isBuilt(): boolean {
  const stamp = join(distFolder, STAMP)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hashTexts(projectRoot, INPUTS)
}

/**
 * Builds and compresses `dist`, unless it is current. The work is done beside it and renamed at the end: a failure
 * leaves the old build. Resolves to whether anything was done.
 */
export async function build({ force = false } = {}): Promise<boolean> {
  if (!force && isBuilt()) return false
  const inputs = hashTexts(projectRoot, INPUTS)
  const unfinished = join(projectRoot, 'node_modules', '.cache', `build-${process.pid}`)
  const environment = process.env.NODE_ENV
  // Under a test runner NODE_ENV is `test`, and React would be built with its slow development checks.
  process.env.NODE_ENV = 'production'
  // Vite's advice about a way of reading vite.config.ts that it may take one day.
  process.env.VITE_CONFIG_NATIVE_IGNORE_WARNING ??= 'true'
  try {
    const vite = await import('vite')
    await vite.build({ root: projectRoot, logLevel: 'warn', build: { outDir: unfinished, emptyOutDir: true } })
    await keepNoPlaces(join(unfinished, '.vite', 'manifest.json'))
    await buildServiceWorker(projectRoot, unfinished)
    await compressFolder(unfinished, join(projectRoot, 'node_modules', '.cache', 'compressed'))
    await writeFile(join(unfinished, STAMP), inputs)
    await rm(distFolder, { recursive: true, force: true, maxRetries: 5 })
    await rename(unfinished, distFolder)
  } finally {
    if (environment === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = environment
    await rm(unfinished, { recursive: true, force: true })
  }
  return true
}

/** Vite's list of chunks calls some files by where they lie on this machine, which is nobody else's business. */
async function keepNoPlaces(manifest: string): Promise<void> {
  const chunks = JSON.parse(await readFile(manifest, 'utf8')) as Record<string, { src?: string }>
  const named = Object.entries(chunks).filter(([name, { src = '' }]) => !isAbsolute(name) && !isAbsolute(src))
  await writeFile(manifest, JSON.stringify(Object.fromEntries(named), null, 1))
}

if (isMain(import.meta.url)) {
  await runCommand(async () => {
    const { force } = parseOptions(process.argv.slice(2), { force: { type: 'boolean' } })
    const began = Date.now()
    const done = await build({ force })
    console.log(done ? `dist built in ${((Date.now() - began) / 1000).toFixed(1)} s` : 'dist is current')
  })
}
