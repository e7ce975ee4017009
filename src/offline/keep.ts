import { faultOf, KeepError } from './fault'
import { type AppFile, type AppFiles, bytesOf, isHashed, settingsFile } from './files'
import { cacheName, cachePrefix, hashHeader, type Whole, wholeNote } from './names'
import { bodyOf, standstill, within } from './verify'

/** What keeping needs of a browser; the tests have another one. */
export interface Means {
  /** The address of the app's folder. */
  readonly scope: string
  readonly caches: CacheStorage
  fetch(url: string, init: RequestInit): Promise<Response>
  /** Bytes that may still be kept; null where the browser does not say. */
  room(): Promise<number | null>
}

/** As many requests at a time as do not wait for each other. */
const atOnce = 4

/**
 * Keeps every file of a build in its cache and notes that it is whole. What is there already, or in the cache of
 * another build, is not fetched again. Rejects with a KeepError: what was fetched stays for the next time, unless
 * there is no room for the rest, when a half of an app would only take it from others.
 */
export async function keepAll(list: AppFiles, means: Means, onProgress: (done: number) => void): Promise<Whole> {
  const { scope, caches } = means
  const name = cacheName(scope, list.version)
  try {
    return await fill(list, means, onProgress)
  } catch (cause) {
    const fault = faultOf(cause, null)
    if (fault.kind === 'storage' && (await wholeIn(caches, scope, list.version)) === null) await caches.delete(name)
    throw new KeepError(fault, { cause })
  }
}

async function fill(list: AppFiles, means: Means, onProgress: (done: number) => void): Promise<Whole> {
  const { scope, caches } = means
  const cache = await caches.open(cacheName(scope, list.version))
  const others = await Promise.all(
    (await caches.keys())
      .filter(name => name.startsWith(cachePrefix(scope)) && name !== cacheName(scope, list.version))
      .map(name => caches.open(name)),
  )
  let done = 0
  const count = (bytes: number): void => {
    done += bytes
    onProgress(done)
  }
  const missing: AppFile[] = []
  for (const file of list.files) {
    if (await isThere(cache, file, scope)) count(file.bytes)
    else missing.push(file)
  }
  const room = await means.room()
  if (room !== null && room < bytesOf(missing)) throw new KeepError({ kind: 'storage', file: null, detail: null })
  const stop = new AbortController()
  await eachOf(missing, atOnce, stop, async file => {
    if (!(await copied(file, others, cache, scope))) await fetched(file, means, cache, stop.signal, count)
    else count(file.bytes)
  })
  const whole: Whole = { bytes: bytesOf(list.files), at: new Date().toISOString() }
  await cache.put(wholeNote(scope), new Response(JSON.stringify(whole)))
  onProgress(whole.bytes)
  return whole
}

/** Runs `task` for all, some at a time. The first that fails stops the others, and is thrown once they have ended. */
async function eachOf(
  files: readonly AppFile[],
  most: number,
  stop: AbortController,
  task: (file: AppFile) => Promise<void>,
): Promise<void> {
  const rest = [...files]
  let first: KeepError | null = null
  const work = async (): Promise<void> => {
    for (let file = rest.shift(); file !== undefined && first === null; file = rest.shift()) {
      try {
        await task(file)
      } catch (cause) {
        first ??= new KeepError(faultOf(cause, file.path), { cause })
        stop.abort()
      }
    }
  }
  await Promise.all(Array.from({ length: most }, work))
  if (first !== null) throw first
}

const addressOf = (file: AppFile, scope: string): string => new URL(file.path, scope).href

async function isThere(cache: Cache, file: AppFile, scope: string): Promise<boolean> {
  return (await cache.match(addressOf(file, scope)))?.headers.get(hashHeader) === file.hash
}

async function copied(file: AppFile, others: readonly Cache[], cache: Cache, scope: string): Promise<boolean> {
  // What an operator wrote may be older there.
  if (file.path === settingsFile) return false
  for (const other of others) {
    const found = await other.match(addressOf(file, scope))
    if (found?.headers.get(hashHeader) !== file.hash) continue
    await cache.put(addressOf(file, scope), found)
    return true
  }
  return false
}

async function fetched(
  file: AppFile,
  means: Means,
  cache: Cache,
  signal: AbortSignal,
  count: (bytes: number) => void,
): Promise<void> {
  const url = addressOf(file, means.scope)
  // What the browser itself kept under a name with a hash will do, unless it is something else: then the server's.
  const ways: RequestCache[] = isHashed(file.path) ? ['default', 'reload'] : ['no-cache']
  for (const [i, way] of ways.entries()) {
    let came = 0
    try {
      const init: RequestInit = { cache: way, credentials: 'same-origin', signal }
      const answer = await within(means.fetch(url, init), standstill, file.path)
      const body = await bodyOf(answer, file, bytes => {
        // No more than the list says: a server's nonce makes the page longer.
        const counted = Math.min(bytes, file.bytes - came)
        came += counted
        count(counted)
      })
      await cache.put(url, keptAnswer(answer, body, file))
      count(file.bytes - came)
      return
    } catch (cause) {
      count(-came)
      const fault = faultOf(cause, file.path)
      if (fault.kind !== 'server' || i === ways.length - 1) throw cause
    }
  }
}

/** The answer with all of its headers, the policy too; those of the way are gone with it. */
export function keptAnswer(answer: Response, body: Uint8Array<ArrayBuffer>, file: AppFile): Response {
  const headers = new Headers(answer.headers)
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding', 'etag', 'vary']) headers.delete(name)
  headers.set(hashHeader, file.hash)
  return new Response(body, { status: 200, headers })
}

/** What the note of a build says; null where the build is not whole. */
export async function wholeIn(caches: CacheStorage, scope: string, version: string): Promise<Whole | null> {
  const name = cacheName(scope, version)
  if (!(await caches.has(name))) return null
  const note = await (await caches.open(name)).match(wholeNote(scope))
  return note === undefined ? null : ((await note.json()) as Whole)
}
