import { createHash } from 'node:crypto'
import type { AppFiles } from '../../src/offline/files'

export const scope = 'https://supervision.test/app/'
export const page = '<meta name="csp-nonce" content="__CSP_NONCE__" /><div id="root"></div>'
export const policy = (nonce: string): string => `style-src 'self' 'nonce-${nonce}'`

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** The list of a build with these files. */
export function listOf(files: Readonly<Record<string, string>>): AppFiles {
  const list = Object.entries(files).map(([path, text]) => ({
    path,
    bytes: Buffer.byteLength(text),
    hash: hashOf(text),
  }))
  return { version: hashOf(JSON.stringify(list)), files: list }
}

/** A server: answers by path, and what was asked. A path that is not there is an error of the network. */
export class FakeServer {
  readonly asked: string[] = []
  constructor(public files: Record<string, string | (() => Response | Promise<Response>)>) {}

  fetch = async (url: string): Promise<Response> => {
    const path = url.slice(scope.length)
    this.asked.push(path)
    const found = this.files[path]
    if (found === undefined) throw new TypeError('Failed to fetch')
    if (typeof found !== 'string') return found()
    return new Response(found, { headers: { 'content-type': typeOf(path) } })
  }
}

const typeOf = (path: string): string =>
  path.endsWith('.html') ? 'text/html; charset=utf-8' : path.endsWith('.json') ? 'application/json' : 'text/javascript'
