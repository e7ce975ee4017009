/** The header of each kept answer that says what was kept: the hash by which the list names the file. */
export const hashHeader = 'kept-hash'

/** All caches of the app at `scope` (the address of its folder) begin so; one origin may hold several apps. */
export const cachePrefix = (scope: string): string => `smart-supervision ${new URL(scope).pathname} `

export const cacheName = (scope: string, version: string): string => cachePrefix(scope) + version

/** The address of the note that a cache is whole. Hidden, so that no server has such a file. */
export const wholeNote = (scope: string): string => new URL('.whole', scope).href

/** What the note says. */
export interface Whole {
  readonly bytes: number
  /** ISO, when the last file was kept. */
  readonly at: string
}

export interface Tidying {
  readonly scope: string
  /** The build of the worker that tidies. */
  readonly version: string
  /** Whether that one is whole. */
  readonly whole: boolean
  /** Names of all caches of the origin. */
  readonly names: readonly string[]
  /** For each open page the build that it is of; undefined where nobody knows. */
  readonly pages: readonly (string | undefined)[]
}

/** Caches that nobody needs: those of other builds, once this one is whole and every page is of it. */
export function unneeded({ scope, version, whole, names, pages }: Tidying): string[] {
  if (!whole || pages.some(page => page !== version)) return []
  return names.filter(name => name.startsWith(cachePrefix(scope)) && name !== cacheName(scope, version))
}
