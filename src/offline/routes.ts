import { indexFile, isHashed, workerFile } from './files'

/** What of a request decides who answers it. */
export interface Asked {
  readonly url: string
  readonly method: string
  readonly mode: string
  /** Whether it asks for a part of a file. */
  readonly ranged: boolean
}

/**
 * Who answers: `page` and `file` the network with a short patience, else the kept copy; `asset` the kept copy, else the
 * network; null the browser by itself.
 */
export type Route = { readonly by: 'page' | 'file' | 'asset'; readonly path: string } | null

/** `scope` is the address of the app's folder, `has` knows the files of this build. Extracts are never ours. */
export function routeOf(asked: Asked, scope: string, has: (path: string) => boolean): Route {
  if (!/^(GET|HEAD)$/.test(asked.method) || asked.ranged) return null
  const url = new URL(asked.url)
  const folder = new URL(scope)
  if (url.origin !== folder.origin || !url.pathname.startsWith(folder.pathname)) return null
  const path = url.pathname.slice(folder.pathname.length)
  if (asked.mode === 'navigate') return path === '' || path === indexFile ? { by: 'page', path: indexFile } : null
  // A question mark asks for something else than the file that was kept.
  if (url.search !== '' || path === workerFile) return null
  // Of this build or of another one whose page is still open.
  if (isHashed(path)) return { by: 'asset', path }
  if (asked.method === 'HEAD') return null
  return has(path) && path !== indexFile ? { by: 'file', path } : null
}
