import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
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

/**
 * Builds the anchors' floor page and serves it with their server; or says why it cannot be had. The floor asks for
 * columns by their names in Chicago: there is none for another city.
 */
export async function openFloor(): Promise<FloorPage | string> {
  const anchors = beside('anchors')
  const lab = process.env.LAB ?? join(process.env.TMPDIR ?? tmpdir(), 'lab')
  if (!existsSync(join(anchors, 'floor.sh'))) return '../shared/anchors is not there: no floor to measure by'
  if (!existsSync(join(lab, 'node_modules'))) return `run ../shared/anchors/setup.sh first: there is no lab in ${lab}`
  // It builds, then measures once, which fills the system's caches.
  const failure = await run('bash', [join(anchors, 'floor.sh'), beside('chicago'), '1'], { LAB: lab })
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
