import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type OnStep, type Tables, writeCity } from './city'
import { cityIsCurrent, DEFAULTS, markCity, type Origin } from './marker'

export { cityIsCurrent }

export interface CityOptions {
  /** The folder that is made, or made anew. */
  out: string
  seed?: number
  /** Complaints, exactly. Permits and inspections stay at their full number unless there are fewer complaints. */
  rows?: number
  /** For tests: a city of fewer businesses, with fewer permits and inspections. */
  businesses?: number
  onStep?: OnStep
}

export interface City {
  out: string
  tables: Tables
  /** Of all files. */
  bytes: number
}

/** Inspections are 3.75 for each business: with few complaints the whole city is smaller. */
function originOf({ seed = DEFAULTS.seed, rows = DEFAULTS.rows, businesses }: Omit<CityOptions, 'out'>): Origin {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed: ${seed} is not a whole number`)
  if (!Number.isSafeInteger(rows) || rows < 1000)
    throw new RangeError(`rows: ${rows} is not a whole number from 1000 on`)
  const fitting = Math.max(400, Math.min(DEFAULTS.businesses, Math.round(rows / 3.75)))
  return { seed, rows, businesses: businesses ?? fitting }
}

/** Whether a process of this number runs; one of another user counts, although we may not signal it. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Removes what runs that were interrupted have left beside the folder. */
function removeRemains(out: string): void {
  const prefix = `${basename(out)}.making-`
  for (const name of readdirSync(dirname(out))) {
    if (name.startsWith(prefix) && !isRunning(Number.parseInt(name.slice(prefix.length), 10)))
      rmSync(join(dirname(out), name), { recursive: true, force: true })
  }
}

/**
 * Makes the sample city. It grows in a folder beside `out` and takes its place when it is whole, so whoever looks
 * at `out` sees the old city or the new one, never half of one.
 */
export async function generateCity({ onStep = () => {}, ...options }: CityOptions): Promise<City> {
  const out = resolve(options.out)
  const origin = originOf(options)
  mkdirSync(dirname(out), { recursive: true })
  removeRemains(out)
  const making = `${out}.making-${process.pid}`
  rmSync(making, { recursive: true, force: true })
  mkdirSync(making)
  try {
    const tables = await writeCity(making, origin, onStep)
    const files = readdirSync(making).sort()
    markCity(making, origin, files)
    // The old city is moved aside first: a folder cannot replace one that is not empty.
    const old = `${making}.old`
    if (existsSync(out)) renameSync(out, old)
    renameSync(making, out)
    rmSync(old, { recursive: true, force: true })
    return { out, tables, bytes: files.reduce((sum, file) => sum + statSync(join(out, file)).size, 0) }
  } finally {
    rmSync(making, { recursive: true, force: true })
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { out: { type: 'string' }, seed: { type: 'string' }, rows: { type: 'string' } },
  })
  const out = values.out ?? join(dirname(fileURLToPath(import.meta.url)), 'city')
  const started = performance.now()
  const city = await generateCity({
    out,
    seed: values.seed === undefined ? undefined : Number(values.seed),
    rows: values.rows === undefined ? undefined : Number(values.rows),
    onStep: step => console.log(`${step} …`),
  })
  for (const [table, { rows, bytes }] of Object.entries(city.tables))
    console.log(`${table}: ${rows} rows, ${(bytes / 1e6).toFixed(2)} MB`)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${city.out}: ${(city.bytes / 1e6).toFixed(2)} MB in ${seconds} s`)
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) await main()
