import type { Browser } from 'playwright-core'
import { distFolder } from '../../src/cli/build'
import { bounds } from '../bytes/bounds'
import { Built } from '../bytes/built'
import { bytesOf, countingServer } from '../bytes/traffic'
import { bytesOfVisit } from '../bytes/visit'
import type { Reach } from './result'
import { newProfile } from './visits'

/** Bytes of bodies as they were sent, of one visit with an empty profile to a published folder, in English. */
export interface BytesResult {
  readonly engine: number
  readonly data: number
  /** What the first answers wait for, and what else had arrived when they were on screen. */
  readonly first: number
  readonly beside: number
  readonly later: number
  /** Of the files that the first answers wait for, the largest. */
  readonly largest: readonly (readonly [file: string, bytes: number])[]
  readonly pages: readonly {
    readonly route: string
    readonly app: number
    readonly engine: number
    readonly data: number
  }[]
}

const routes = [
  '/changes', '/why', '/outlook', '/alerts', '/burden', '/plan', '/plan/verify', '/round', '/services', '/risk', '/business/1', '/rows/complaints', '/model',
  '/sql', '/dictionary', '/notebook', '/briefing', '/wall', '/extracts',
] // biome-ignore format: in the order of the rail

export async function measureBytes(extracts: string, browser: Browser): Promise<BytesResult> {
  const server = await countingServer({ root: distFolder, extracts })
  const context = await newProfile(browser)
  try {
    const page = await context.newPage()
    const { first, later, pages } = await bytesOfVisit(page, server.url, server.sent, routes)
    const waited = new Built().first('en')
    const own = first.filter(({ path }) => waited.has(path))
    return {
      engine: bytesOf([...first, ...later], 'engine'),
      data: bytesOf([...first, ...later], 'data'),
      first: bytesOf(own, 'app'),
      beside: bytesOf(first, 'app') - bytesOf(own, 'app'),
      later: bytesOf(later, 'app'),
      largest: own
        .map(({ path, bytes }) => [path, bytes] as const)
        .sort(([, a], [, b]) => b - a)
        .slice(0, 6),
      pages: pages.map(({ route, sent }) => ({
        route,
        app: bytesOf(sent, 'app'),
        engine: bytesOf(sent, 'engine'),
        data: bytesOf(sent, 'data'),
      })),
    }
  } finally {
    await context.close()
    await server.close()
  }
}

export function reachOfBytes({ first, beside, later, pages }: BytesResult): Reach[] {
  const largest = pages.reduce((a, b) => (b.app > a.app ? b : a))
  const reach = (what: string, value: number, most: number): Reach => ({ what, value, most, met: value <= most })
  return [
    reach('bytes before the first answers', first, bounds.firstAnswers),
    reach('bytes of the overview', first + beside + later, bounds.overview),
    reach(`bytes of the largest other page, #${largest.route}`, largest.app, bounds.page),
  ]
}
