import { spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beside } from './options'

/** What opening the engine and decoding cost at least, in milliseconds since navigation. */
export interface FloorTimes {
  readonly decoded: number
  readonly opened: number
  readonly loaded: number
  readonly answered: number
}

export interface FloorPage {
  readonly url: string
  close(): void
}

declare global {
  interface Window {
    floor?: FloorTimes
  }
}

/** Builds the anchors' floor page of the real extracts and serves it with their server; or says why it cannot be had. */
export async function openFloor(): Promise<FloorPage | string> {
  const lab = findLab()
  return lab.why ?? serveFloor(beside('anchors'), lab.folder, beside('chicago'))
}

/** The columns that the floor asks for by their names in Chicago, and what the sample city calls them. */
const inSampleCity: readonly (readonly [theirs: string, ours: string])[] = [
  ['"Creation Date"', '"受理时间"'],
  ['"Community Area"', '"行政区划代码"'],
  ['select Results,', 'select "检查结果",'],
  ['"LICENSE STATUS"', '"状态"'],
]

/** The same of a sample city; what it needs lies in `folder`. */
export async function openFloorOf(city: string, folder: string): Promise<FloorPage | string> {
  const lab = findLab()
  if (lab.why !== null) return lab.why
  const [anchors, own] = [join(folder, 'anchors'), join(folder, 'lab')]
  mkdirSync(own, { recursive: true })
  cpSync(beside('anchors'), anchors, { recursive: true })
  cpSync(join(lab.folder, 'package.json'), join(own, 'package.json'))
  symlinkSync(join(lab.folder, 'node_modules'), join(own, 'node_modules'))
  const entry = readFileSync(join(beside('anchors'), 'floor.entry.js'), 'utf8')
  const unknown = inSampleCity.filter(([theirs]) => !entry.includes(theirs)).map(([theirs]) => theirs)
  if (unknown.length > 0) return `the floor does not ask for ${unknown.join(', ')}: it cannot be asked of another city`
  const named = inSampleCity.reduce((text, [theirs, ours]) => text.replaceAll(theirs, ours), entry)
  // The copy is as read-only as what was copied.
  rmSync(join(anchors, 'floor.entry.js'), { force: true })
  writeFileSync(join(anchors, 'floor.entry.js'), named)
  return serveFloor(anchors, own, city)
}

type Lab = { readonly folder: string; readonly why: null } | { readonly folder: null; readonly why: string }

function findLab(): Lab {
  const folder = process.env.LAB ?? join(process.env.TMPDIR ?? tmpdir(), 'lab')
  if (!existsSync(join(beside('anchors'), 'floor.sh')))
    return { folder: null, why: '../shared/anchors is not there: no floor to measure by' }
  if (!existsSync(join(folder, 'node_modules')))
    return { folder: null, why: `run ../shared/anchors/setup.sh first: there is no lab in ${folder}` }
  return { folder, why: null }
}

async function serveFloor(anchors: string, lab: string, data: string): Promise<FloorPage | string> {
  // It builds, then measures once, which fills the system's caches.
  const failure = await run('bash', [join(anchors, 'floor.sh'), data, '1'], { LAB: lab })
  if (failure !== null) return `floor.sh failed: ${failure}`
  const { serve } = (await import(pathToFileURL(join(anchors, 'serve.mjs')).href)) as {
    serve(root: string): Promise<FloorPage>
  }
  return serve(join(lab, 'floor'))
}

/** The error, or null. */
function run(program: string, args: readonly string[], env: Record<string, string>): Promise<string | null> {
  return new Promise(resolve => {
    const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...env } })
    let said = ''
    child.stderr.on('data', (text: Buffer) => {
      said += text.toString()
    })
    child.on('error', error => resolve(error.message))
    child.on('close', code => resolve(code === 0 ? null : said.trim() || `exit code ${code}`))
  })
}
