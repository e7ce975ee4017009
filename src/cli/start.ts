import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseOptions, pathOf, portOf, runCommand, UsageError } from './args'
import { build, distFolder } from './build'
import { isMain, projectRoot } from './files'
import { prepareVersion } from './prepareVersion'
import { type RunningServer, startServer } from './server'

const DEFAULT_PORT = 4173

const HELP = `npm start -- [options]
  --extracts DIR  the extracts folder to show, with its catalog.json (default: the sample city, made when missing)
  --port N        where to listen (default ${DEFAULT_PORT}; 0 takes any free port)
  --host NAME     the name or address to listen at (default localhost, this machine alone; 0.0.0.0: every network)
  --help          this text`

/** The sample city's folder, made when missing or out of date. */
export const cityFolder = join(projectRoot, 'data', 'city')

/** Makes the sample city and its answers, as far as they are missing or made by other code than this. */
export async function makeCity(): Promise<void> {
  const { generateCity, cityIsCurrent } = await import('../../data/generate')
  // Inside the folder, so that it goes when the city is made anew; hidden, so that no server sends it.
  const stamp = join(cityFolder, '.answers')
  const version = prepareVersion()
  if (!(await cityIsCurrent(cityFolder))) {
    console.log('making the sample city …')
    await generateCity({ out: cityFolder })
  }
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === version) return
  const { publishExtracts } = await import('./publish')
  await publishExtracts({ dir: cityFolder })
  writeFileSync(stamp, version)
}

/** `npm start`: builds what is missing, then serves. Resolves once it listens; undefined after --help. */
export async function start(args: readonly string[]): Promise<RunningServer | undefined> {
  const options = parseOptions(args, {
    port: { type: 'string' },
    host: { type: 'string' },
    extracts: { type: 'string' },
    help: { type: 'boolean' },
  })
  if (options.help) {
    console.log(HELP)
    return undefined
  }
  const port = options.port === undefined ? DEFAULT_PORT : portOf(options.port)
  const extracts = options.extracts === undefined ? cityFolder : extractsFolder(options.extracts)
  if (await build()) console.log('built the app')
  if (options.extracts === undefined) await makeCity()
  const host = options.host ?? 'localhost'
  const server = await startServer({ root: distFolder, extracts, host, port }).catch((error: unknown) => {
    throw new UsageError(cannotListen(error, host, port), { cause: error })
  })
  console.log(`ready ${server.url}`)
  return server
}

function extractsFolder(text: string): string {
  const folder = pathOf(text)
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new UsageError(`--extracts: there is no folder ${folder}; give the folder that holds catalog.json`)
  }
  if (!existsSync(join(folder, 'catalog.json'))) {
    throw new UsageError(
      `--extracts: ${folder} has no catalog.json; write one that lists its files (docs/deploy.md shows how), or give another folder`,
    )
  }
  return folder
}

function cannotListen(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE')
    return `port ${port} is in use: stop what runs there, or give another one: npm start -- --port ${port + 1}`
  if (code === 'EACCES')
    return `port ${port} may not be opened by this user; give one above 1023: npm start -- --port ${DEFAULT_PORT}`
  if (code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL' || code === 'EAI_AGAIN') {
    return `--host: ${JSON.stringify(host)} is no name or address of this machine; leave it out, or give 0.0.0.0 for every network`
  }
  return `cannot listen at ${host}:${port}: ${error instanceof Error ? error.message : String(error)}`
}

if (isMain(import.meta.url)) {
  await runCommand(async () => {
    const server = await start(process.argv.slice(2))
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => void server?.close().then(() => process.exit(0)))
    }
  })
}
