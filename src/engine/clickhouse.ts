import { createClient } from '@clickhouse/client-web'
import { type Data, DataType, Timestamp } from 'apache-arrow'
import { rowsOf } from './arrowRows'
import { clickHouseRefusal, exceptionIn, Refused, refusedBy } from './clickhouseFailures'
import { readTable } from './clickhouseTable'
import { type Asked, askedOf, clickHouseText, readingOnly } from './clickhouseText'
import { type AnswerTable, aborted, type QueryEngine, QueryError, type TableOptions } from './engine'
import { Slots, untilAborted } from './slots'
import type { Sql } from './sql'
import { countRows } from './streams'

/** Who may ask: `proxy` what stands before the server knows (nothing is sent), `user` a name and a password that are sent. */
export type ClickHouseAuth =
  | { readonly mode: 'proxy' }
  | { readonly mode: 'user'; readonly user: string; readonly password: string }

export interface ClickHouseOptions {
  /** Of the HTTP interface, or of the proxy before it. */
  readonly url: string
  readonly database: string
  readonly auth: ClickHouseAuth
  /** Longest silence of the server, before its answer and within it, in seconds (default 60). */
  readonly silenceSeconds?: number
  /** Pauses before a statement that never began is asked again, in milliseconds (default 300 and 1,000). */
  readonly pauses?: readonly number[]
  /** Questions under way at a time (default 6: what a browser opens to one server). */
  readonly inFlight?: number
}

export interface ClickHouseEngine extends QueryEngine {
  table(statement: string, options: TableOptions): Promise<AnswerTable>
  /** Ends what is under way; what is asked later rejects with kind `closed`. */
  close(): void
}

/**
 * Asks a ClickHouse server over HTTP: a question is one request, its texts are parameters, its answer an Arrow stream that is
 * used only once its end marker is there. A question that is cancelled ends its request, which ends the query where the
 * user's profile says so (deploy/clickhouse). Only what the server refused before it began is asked again.
 * Rejects with QueryError (see `clickHouseRefusal`), or AbortError once the signal fires.
 */
export function openClickHouse(options: ClickHouseOptions): ClickHouseEngine {
  const { url, database, auth, pauses = [300, 1000] } = options
  const silence = (options.silenceSeconds ?? 60) * 1000
  const slots = new Slots(options.inFlight ?? 6)
  const underWay = new Set<AbortController>()
  let closed = false
  const place = new URL(url)
  const client = createClient({
    // The client takes a path for the name of a database: the address is put together when it is sent.
    url: place.origin,
    database,
    request_timeout: silence,
    // A request that outlives its page may carry 64 KB at most.
    keep_alive: { enabled: false },
    fetch: (address, init) => send(place, String(address), init, auth),
  })

  async function bytesOf(
    { text, parameters }: Asked,
    format: string,
    signal: AbortSignal,
    enough?: (bytes: number) => boolean,
  ) {
    const answer = await client.exec({
      query: `${text}\nFORMAT ${format}`,
      query_params: parameters,
      query_id: idOf(),
      abort_signal: signal,
    })
    return collected(answer.stream, silence, signal, enough)
  }

  /** One request, asked again where it never began. */
  async function asked<Answer>(
    statement: string,
    outer: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    // A signal of its own: the client sets a handler on it, and many listeners on one signal would outlive their questions.
    const own = new AbortController()
    const { signal } = own
    const stop = () => own.abort(outer?.reason)
    underWay.add(own)
    outer?.addEventListener('abort', stop, { once: true })
    if (closed || outer?.aborted) stop()
    try {
      const leave = await slots.take(signal)
      try {
        for (let attempt = 0; ; attempt++) {
          try {
            return await untilAborted(signal, () => work(signal))
          } catch (error) {
            const pause = pauses[attempt]
            if (!(error instanceof Refused) || !error.notBegun || pause === undefined) throw error
            await untilAborted(signal, () => new Promise(resolve => setTimeout(resolve, pause)))
          }
        }
      } finally {
        leave()
      }
    } catch (error) {
      if (closed) throw new QueryError('The engine was closed', 'closed', statement)
      if (signal.aborted) throw aborted(outer)
      throw clickHouseRefusal(error, statement, url)
    } finally {
      underWay.delete(own)
      outer?.removeEventListener('abort', stop)
    }
  }

  return {
    name: 'clickhouse',
    text: clickHouseText,
    rows: async <Row>(query: Sql<Row>, signal?: AbortSignal) => {
      const statement = askedOf(query)
      return asked(statement.text, signal, async inner =>
        wholeAnswer<Row>(await bytesOf(statement, 'ArrowStream', inner)),
      )
    },
    table: async (statement, { signal, mostRows }) => {
      const text = readingOnly(statement)
      return asked(text, signal, inner =>
        readTable(
          enough => bytesOf({ text, parameters: {} }, 'JSONCompactEachRowWithNamesAndTypes', inner, enough),
          mostRows,
        ),
      ).catch((error: unknown) => {
        // What a person misspelt is no sign of tables of another version.
        if (error instanceof QueryError && error.kind === 'version')
          throw new QueryError(error.message, 'query', text, { cause: error.cause })
        throw error
      })
    },
    close: () => {
      closed = true
      for (const own of underWay) own.abort()
      void client.close()
    },
  }
}

/** Times of the extracts are of no zone; the server, which has no such type, calls them UTC. */
const withoutZone = (column: Data): Data =>
  DataType.isTimestamp(column.type) ? column.clone(new Timestamp(column.type.unit, null)) : column

/** The rows of an answer. Throws for one that is not whole: part of it would be a wrong figure. */
function wholeAnswer<Row>(bytes: Uint8Array): Row[] {
  let expected: number
  let rows: Row[]
  try {
    expected = countRows('answer', bytes)
    rows = rowsOf<Row>([bytes], [], withoutZone)
  } catch (cause) {
    throw (
      exceptionIn(bytes) ??
      new QueryError(
        `the answer of ${bytes.length} bytes is not whole, or cannot be read; nothing of it is used`,
        'away',
        '',
        {
          cause,
        },
      )
    )
  }
  if (rows.length === expected) return rows
  throw new QueryError(`${rows.length} of ${expected} rows could be read; nothing of it is used`, 'away', '')
}

/**
 * Sends parameters in the body: addresses are cut off by proxies at a few thousand characters. Where a proxy knows who asks,
 * no name goes with it, so that the browser's own credentials are sent.
 */
async function send(
  place: URL,
  address: string,
  init: RequestInit | undefined,
  auth: ClickHouseAuth,
): Promise<Response> {
  const target = new URL(address)
  target.pathname = place.pathname
  const form = new FormData()
  for (const [name, value] of [...target.searchParams])
    if (name.startsWith('param_')) {
      form.append(name, value)
      target.searchParams.delete(name)
    }
  form.append('query', String(init?.body ?? ''))
  const headers = new Headers(init?.headers)
  headers.delete('content-type')
  if (auth.mode === 'proxy') headers.delete('authorization')
  else headers.set('authorization', `Basic ${base64(`${auth.user}:${auth.password}`)}`)
  const response = await fetch(target, {
    ...init,
    body: form,
    headers,
    credentials: 'same-origin',
    cache: 'no-store',
    keepalive: false,
  }).catch((error: unknown) => {
    // A browser says no more of a server that it cannot reach.
    throw error instanceof TypeError ? new Refused(0, null, error.message, { cause: error }) : error
  })
  const code = response.headers.get('x-clickhouse-exception-code')
  if (response.ok && code === null) return response
  throw refusedBy(response.status, code, await response.text().catch(() => ''))
}

/** All bytes of an answer, or as many as are enough. Rejects where nothing comes for longer than `silence` ms. */
async function collected(
  stream: ReadableStream<Uint8Array>,
  silence: number,
  signal: AbortSignal,
  enough?: (bytes: number) => boolean,
): Promise<Uint8Array> {
  const reader = stream.getReader()
  const pieces: Uint8Array[] = []
  let size = 0
  try {
    for (;;) {
      const { done, value } = await withinSilence(reader.read(), silence).catch((cause: unknown) => {
        if (cause instanceof QueryError) throw cause
        throw new QueryError(`the answer broke off after ${size} bytes; nothing of it is used`, 'away', '', { cause })
      })
      if (done) break
      pieces.push(value)
      size += value.length
      if (enough?.(size)) break
    }
  } finally {
    reader.cancel().catch(() => undefined)
  }
  signal.throwIfAborted()
  const bytes = new Uint8Array(size)
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

function withinSilence<Value>(step: Promise<Value>, milliseconds: number): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new QueryError(`nothing came for ${milliseconds / 1000} s; the question was given up`, 'slow', ''))
    }, milliseconds)
    step.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/** Of a text in UTF-8; `btoa` alone refuses what is beyond Latin-1. */
const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)))

/** Random enough to be nobody else's; a page on plain HTTP has no `randomUUID`. */
const idOf = (): string =>
  `page-${[...crypto.getRandomValues(new Uint32Array(4))].map(n => n.toString(16).padStart(8, '0')).join('')}`
