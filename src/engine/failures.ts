import { QueryError, type QueryErrorKind } from './engine'

/**
 * Why a generation of the engine ended: rejects every call that was waiting on it.
 * `blamed` is the statement whose own call trapped, null when the worker died by itself.
 */
export class EngineEnded extends Error {
  override readonly name = 'EngineEnded'
  constructor(
    message: string,
    readonly kind: 'engine' | 'closed',
    readonly blamed: string | null = null,
    options?: { cause?: unknown },
  ) {
    super(message, options)
  }
}

const traps =
  /memory access out of bounds|signature mismatch|null function|unreachable|table index is out of bounds|indirect call|out of bounds (table|memory)|maximum call stack|divide by zero|integer overflow|database has been invalidated|Aborted\(/i

/** A trap: the WebAssembly instance (or DuckDB's database in it) can no longer be relied on. */
export function isTrap(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error.name === 'RuntimeError' || error.name === 'CompileError') return true
  const { message } = error
  if (/^(FATAL|INTERNAL) Error/i.test(message)) return true
  // A statement's own message may quote anything ("Conversion Error: … 'unreachable'"), so only a bare one is a trap.
  return !/^[A-Z][A-Za-z ]* Error:/.test(message) && traps.test(message)
}

/** What the caller gets for an error of the engine while `statement` was asked. */
export function refusal(error: unknown, statement: string): Error {
  if (error instanceof QueryError) return error
  if (error instanceof EngineEnded) return new QueryError(error.message, error.kind, statement, { cause: error })
  if (error instanceof DOMException || !(error instanceof Error)) return error as Error
  return new QueryError(readable(error.message), kindOf(error), statement, { cause: error })
}

function kindOf(error: Error): QueryErrorKind {
  if (isTrap(error)) return 'engine'
  const memory = /^Out of Memory Error|failed to allocate|could not allocate|std::bad_alloc|allocation failed/i
  return memory.test(readable(error.message)) || error.name === 'RangeError' ? 'memory' : 'query'
}

/** DuckDB gives some messages as JSON (`{"exception_type":"Parser",…}`). */
export function readable(message: string): string {
  if (!message.startsWith('{')) return message
  try {
    const parsed: unknown = JSON.parse(message)
    if (typeof parsed === 'object' && parsed !== null && 'exception_message' in parsed) {
      const type = 'exception_type' in parsed ? `${String(parsed.exception_type)} Error: ` : ''
      return type + String(parsed.exception_message)
    }
  } catch {
    // Not JSON after all.
  }
  return message
}
