import { aborted } from '../engine/engine'
import { lastName } from './catalogue'
import { ExtractError } from './source'

/** `total` is null where the server does not say, or sends it compressed. */
export type OnBytes = (bytes: number, total: number | null) => void

/**
 * A catalogue and the files beside it. Everything rejects with an ExtractError that names the file (`missing`: there is
 * none of that name; `truncated`; `load`: it cannot be had now), or with an AbortError once `signal` fires.
 */
export interface ExtractFolder {
  /** The catalogue's own file name. */
  readonly catalogue: string
  /** A file's text: UTF-8, without its byte order mark. */
  text(name: string, signal?: AbortSignal): Promise<string>
  blob(name: string, signal?: AbortSignal, onBytes?: OnBytes): Promise<Blob>
  /** What changes when the file does, without reading it; null where nobody says. */
  stamp(name: string, signal?: AbortSignal): Promise<string | null>
  /** Whether this page made the file's bytes itself, a moment ago, and hashed them as it did. */
  made?(name: string): boolean
}

export interface FetchOptions {
  /** 'no-cache' asks whether the copy is current (the default), 'no-store' takes no copy at all. */
  readonly cache?: RequestCache
  readonly onBytes?: OnBytes
  /** Longest wait for the next byte, in milliseconds. */
  readonly stall?: number
}

/** Bytes gathered before they are handed to the browser as a Blob, which it may keep on disk. */
const pieceBytes = 16 * 1024 * 1024
const defaultStall = 60_000

/** The folder of the catalogue at `url`. */
export function webFolder(url: string, stall = defaultStall): ExtractFolder {
  const catalogue = lastName(url)
  const address = (name: string) => {
    const path = name.split('/').map(encodeURIComponent).join('/')
    return name === catalogue ? url : new URL(path, url.replace(/[?#].*$/, '')).href
  }
  const cache = (name: string) => (name === catalogue ? 'no-store' : 'no-cache')
  return {
    catalogue,
    text: (name, signal) => fetchText(address(name), name, signal, { cache: cache(name), stall }),
    blob: (name, signal, onBytes) => fetchBlob(address(name), name, signal, { cache: cache(name), stall, onBytes }),
    stamp: (name, signal) => fetchStamp(address(name), name, signal, stall),
  }
}

/** The text at `url`; `what` names it in messages. */
export async function fetchText(url: string, what: string, signal?: AbortSignal, options?: FetchOptions) {
  const blob = await fetchBlob(url, what, signal, options)
  return utf8(await blob.arrayBuffer(), what)
}

/** The bytes at `url`, as they come. A page in place of the file (a login page, an error page) is refused. */
export async function fetchBlob(
  url: string,
  what: string,
  signal?: AbortSignal,
  { cache = 'no-cache', onBytes, stall = defaultStall }: FetchOptions = {},
): Promise<Blob> {
  return withStall(what, stall, signal, async (inner, alive) => {
    const response = await request(url, what, inner, { cache })
    if (/^text\/html\b/i.test(response.headers.get('content-type') ?? '')) {
      await response.body?.cancel()
      throw page(what)
    }
    const total = statedLength(response)
    const pieces: Blob[] = []
    let piece: Uint8Array<ArrayBuffer>[] = []
    let bytes = 0
    let inPiece = 0
    for await (const chunk of chunks(response, what, () => ({ bytes, total }))) {
      if (bytes === 0 && looksLikePage(chunk)) throw page(what)
      piece.push(chunk)
      bytes += chunk.length
      inPiece += chunk.length
      if (inPiece >= pieceBytes) {
        pieces.push(new Blob(piece))
        piece = []
        inPiece = 0
      }
      alive()
      onBytes?.(bytes, total)
    }
    if (total !== null && bytes < total) throw cut(what, bytes, total)
    return new Blob([...pieces, ...piece])
  })
}

/** Bytes as strict UTF-8 without a byte order mark. */
export function utf8(bytes: ArrayBuffer | Uint8Array, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new ExtractError(what, 'values', 'the text is not UTF-8', { cause })
  }
}

async function fetchStamp(url: string, what: string, signal: AbortSignal | undefined, stall: number) {
  return withStall(what, stall, signal, async inner => {
    const { headers } = await request(url, what, inner, { method: 'HEAD', cache: 'no-cache' })
    const parts = ['etag', 'last-modified'].map(name => headers.get(name))
    return parts.every(part => part === null) ? null : parts.join(' ')
  })
}

async function request(url: string, what: string, signal: AbortSignal, init: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(url, { ...init, signal, credentials: 'same-origin' })
  } catch (cause) {
    if (signal.aborted) throw cause
    throw new ExtractError(what, 'load', 'it could not be fetched; the server did not answer, or led elsewhere', {
      cause,
    })
  }
  if (response.ok) return response
  await response.body?.cancel()
  const { status } = response
  if (status === 404 || status === 410)
    throw new ExtractError(what, 'missing', `there is no such file (HTTP ${status})`)
  const why = status === 401 || status === 403 ? 'the server refuses access' : 'the server failed to answer'
  throw new ExtractError(what, 'load', `${why} (HTTP ${status})`)
}

async function* chunks(response: Response, what: string, sofar: () => { bytes: number; total: number | null }) {
  const reader = response.body?.getReader()
  if (!reader) return
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } catch (cause) {
    if (isAbort(cause) || cause instanceof ExtractError) throw cause
    const { bytes, total } = sofar()
    throw cut(what, bytes, total, cause)
  } finally {
    reader.cancel().catch(() => {})
  }
}

/** Runs `task` with a signal that fires when `signal` does, or when `alive` was not called for `stall` milliseconds. */
async function withStall<T>(
  what: string,
  stall: number,
  signal: AbortSignal | undefined,
  task: (signal: AbortSignal, alive: () => void) => Promise<T>,
): Promise<T> {
  if (signal?.aborted) throw aborted(signal)
  const inner = new AbortController()
  const forward = () => inner.abort(aborted(signal))
  signal?.addEventListener('abort', forward, { once: true })
  let stalled = false
  const giveUp = () => {
    stalled = true
    inner.abort()
  }
  let timer = setTimeout(giveUp, stall)
  const alive = () => {
    clearTimeout(timer)
    timer = setTimeout(giveUp, stall)
  }
  try {
    return await task(inner.signal, alive)
  } catch (cause) {
    if (signal?.aborted) throw aborted(signal)
    if (stalled) throw new ExtractError(what, 'load', `no byte came for ${stall / 1000} s; try again`, { cause })
    throw cause
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', forward)
  }
}

/** Content-Length counts the bytes on the way: it says nothing of a body that was compressed. */
function statedLength({ headers }: Response): number | null {
  const length = Number(headers.get('content-length') ?? Number.NaN)
  const encoding = headers.get('content-encoding') ?? 'identity'
  return Number.isFinite(length) && encoding === 'identity' ? length : null
}

const isAbort = (cause: unknown): boolean => cause instanceof DOMException && cause.name === 'AbortError'

const looksLikePage = (chunk: Uint8Array): boolean => /^\uFEFF?\s*</.test(new TextDecoder().decode(chunk.slice(0, 64)))

const page = (what: string) =>
  new ExtractError(what, 'load', 'the server answered with a web page in its place (a login page?); sign in and reload')

const cut = (what: string, bytes: number, total: number | null, cause?: unknown) =>
  new ExtractError(
    what,
    'truncated',
    `it ended after ${bytes}${total === null ? '' : ` of ${total}`} bytes; try again`,
    {
      cause,
    },
  )
