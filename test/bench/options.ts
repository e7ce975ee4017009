import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseOptions, pathOf, UsageError } from '../../src/cli/args'
import { projectRoot } from '../../src/cli/files'

export const places = ['chicago', 'city'] as const
export type Place = (typeof places)[number]

export interface Options {
  readonly json: boolean
  readonly runs: number
  readonly places: readonly Place[]
  readonly floor: boolean
  /** Bring in a CSV as well. */
  readonly upload: boolean
  /** Score, rank anew and train as well. */
  readonly risk: boolean
  /** Numbers of complaints at which selections are measured; empty: left out. */
  readonly links: readonly number[]
  /** Count what a first visit transfers as well. */
  readonly bytes: boolean
  /** Numbers of complaints of the cities that are loaded; empty: left out. */
  readonly load: readonly number[]
  /** The same at which visits to a published city are measured. */
  readonly first: readonly number[]
  /** A file for the chart of growth; null: none. */
  readonly chart: string | null
  /** Look for unusual weeks and clusters as well. */
  readonly warning: boolean
  /** Draw a plan of 100,000 businesses as well. */
  readonly plan: boolean
}

const HELP = `npm run bench -- [options]
  --json         one JSON object in place of tables
  --runs N       visits of each kind (default 5)
  --only PART    chicago, city, bytes, upload, risk, warning, plan, first, links or load alone; growth: the last three
  --rows N,…     complaints at which first, links and load are measured (default 1000000); may be given several times
  --chart FILE   a chart (SVG) of what grew with them
  --skip-floor   our page alone, without what it is measured by
  --help         this text`

/** The real extracts and the anchors lie beside the project; either may be absent. */
export const beside = (name: string): string => join(projectRoot, '..', 'shared', name)

/** Null after --help. */
export function readOptions(args: readonly string[]): Options | null {
  const given = parseOptions(args, {
    json: { type: 'boolean' },
    runs: { type: 'string' },
    only: { type: 'string' },
    rows: { type: 'string', multiple: true },
    chart: { type: 'string' },
    'skip-floor': { type: 'boolean' },
    help: { type: 'boolean' },
  })
  if (given.help) {
    console.log(HELP)
    return null
  }
  const runs = Number(given.runs ?? 5)
  if (!Number.isInteger(runs) || runs < 1) throw new UsageError('--runs: give a whole number from 1')
  const only = places.find(place => place === given.only)
  const bytes = given.only === undefined || given.only === 'bytes'
  const upload = given.only === undefined || given.only === 'upload'
  const risk = given.only === undefined || given.only === 'risk'
  const warning = given.only === undefined || given.only === 'warning'
  const plan = given.only === undefined || given.only === 'plan'
  const sized = (part: string): number[] =>
    given.only === undefined || given.only === part || given.only === 'growth'
      ? (given.rows ?? ['1000000']).flatMap(sizesOf)
      : []
  const [first, links, load] = [sized('first'), sized('links'), sized('load')]
  const sizes = first.length + links.length + load.length
  if (!bytes && !upload && !risk && !warning && !plan && sizes === 0 && only === undefined)
    throw new UsageError('--only: give chicago, city, bytes, upload, risk, warning, plan, first, links, load or growth')
  const wanted = only !== undefined ? [only] : given.only === undefined ? places : []
  const present = wanted.filter(place => place !== 'chicago' || existsSync(join(beside('chicago'), 'catalog.json')))
  if (present.length < wanted.length) console.error('chicago: left out, ../shared/chicago is not there')
  return {
    json: given.json ?? false,
    runs,
    places: present,
    floor: !given['skip-floor'],
    bytes,
    upload,
    risk,
    warning,
    plan,
    first,
    links,
    load,
    chart: given.chart === undefined ? null : pathOf(given.chart),
  }
}

function sizesOf(text: string): number[] {
  const sizes = text.split(',').map(Number)
  if (sizes.some(n => !Number.isInteger(n) || n < 1000))
    throw new UsageError(`--rows: ${text}: give whole numbers from 1000`)
  return sizes
}
