import { QueryError, type QueryErrorKind } from './engine'

/**
 * ClickHouse's error codes (src/Common/ErrorCodes.cpp) by what a person can do about them. Whatever is not named here is
 * the statement's own fault.
 */
const kinds: readonly (readonly [QueryErrorKind, readonly number[]])[] = [
  // MEMORY_LIMIT_EXCEEDED, CANNOT_ALLOCATE_MEMORY, TOO_MANY_BYTES, TOO_MANY_ROWS, TOO_MANY_ROWS_OR_BYTES
  ['memory', [241, 173, 307, 158, 396]],
  // AUTHENTICATION_FAILED, UNKNOWN_USER, WRONG_PASSWORD, REQUIRED_PASSWORD, IP_ADDRESS_NOT_ALLOWED, ACCESS_DENIED, READONLY
  ['denied', [516, 192, 193, 194, 195, 497, 164]],
  ['quota', [201]], // QUOTA_EXCEEDED
  // TIMEOUT_EXCEEDED, TOO_SLOW, SOCKET_TIMEOUT, QUERY_WAS_CANCELLED
  ['slow', [159, 160, 209, 394]],
  // TOO_MANY_SIMULTANEOUS_QUERIES, CANNOT_SCHEDULE_TASK, SERVER_OVERLOADED
  ['busy', [202, 439, 745]],
  // NETWORK_ERROR, ALL_CONNECTION_TRIES_FAILED, ABORTED, TABLE_IS_READ_ONLY, ALL_REPLICAS_ARE_STALE, ALL_REPLICAS_LOST
  ['away', [210, 279, 236, 242, 369, 415]],
  // UNKNOWN_TABLE, UNKNOWN_DATABASE, UNKNOWN_IDENTIFIER, UNKNOWN_FUNCTION, UNKNOWN_SETTING: the tables, or the server, are
  // of another version than the page's questions.
  ['version', [60, 81, 47, 46, 115]],
]

/** What the server refused before it began: asking again can do no harm and may help. */
const notBegun: ReadonlySet<number> = new Set([202, 439, 745])

export const kindOfCode = (code: number): QueryErrorKind =>
  kinds.find(([, codes]) => codes.includes(code))?.[0] ?? 'query'

/** An answer of the server, or of what stands before it, that is no rows: its status (0: nobody answered), its text, the code if it names one. */
export class Refused extends Error {
  override readonly name = 'Refused'
  constructor(
    readonly status: number,
    readonly code: number | null,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options)
  }

  /** It was refused before it began. 503 is what a proxy says that asked nobody; status 200 is of an answer that had begun. */
  get notBegun(): boolean {
    if (this.status === 200) return false
    return this.code === null ? this.status === 503 || this.status === 429 : notBegun.has(this.code)
  }
}

const exception =
  /Code: (\d+)\. (?:[\w:]*Exception|DB::Exception): ([\s\S]*?)(?: ?\(version [^()]*(?:\([^()]*\))?\))?\s*$/

/** What a refusal says; `text` may be ClickHouse's, or the page of a proxy. */
export function refusedBy(status: number, header: string | null, text: string): Refused {
  const [, found, said] = exception.exec(text) ?? []
  const code = found ?? header
  if (code !== null && code !== undefined && /^\d+$/.test(code))
    return new Refused(status, Number(code), (said ?? text).trim().slice(0, 2000))
  const words = text.startsWith('<') ? '' : text.trim().slice(0, 300)
  return new Refused(status, null, `HTTP ${status}${words === '' ? '' : `: ${words}`}`)
}

/** The code that stands in the middle of an answer that broke off: the server had begun to answer, then failed. */
export function exceptionIn(bytes: Uint8Array): Refused | null {
  const text = new TextDecoder().decode(bytes.subarray(-16_384))
  const at = text.lastIndexOf('Code: ')
  const tail = at < 0 ? '' : text.slice(at).replace(/\s*(?:\d+ )?\w*\s*__exception__\s*$/, '')
  const found = exception.exec(tail)
  return found === null ? null : refusedBy(200, null, tail)
}

/** What the caller gets. `server` is the address, for a person who has to find out why. */
export function clickHouseRefusal(error: unknown, statement: string, server: string): Error {
  if (error instanceof DOMException) return error
  if (error instanceof QueryError)
    return error.statement === ''
      ? new QueryError(`${server}: ${error.message}`, error.kind, statement, { cause: error.cause })
      : error
  if (error instanceof Refused) {
    const { code, status, message } = error
    const kind = code === null ? kindOfStatus(status) : kindOfCode(code)
    const said =
      status === 0 ? `cannot be reached: ${message}` : code === null ? message : `${message} (ClickHouse, code ${code})`
    return new QueryError(`${server}: ${said}`, kind, statement, { cause: error })
  }
  // The client's own word for a server that does not begin to answer.
  if (error instanceof Error && error.message === 'Timeout error.')
    return new QueryError(`${server}: nothing was answered in time; the question was given up`, 'slow', statement, {
      cause: error,
    })
  return error instanceof Error ? error : new Error(String(error))
}

/** What a proxy means by a status; whatever it does not name is a server that does not answer. */
function kindOfStatus(status: number): QueryErrorKind {
  if (status === 401 || status === 403) return 'denied'
  if (status === 429) return 'busy'
  return status === 408 || status === 504 ? 'slow' : 'away'
}
