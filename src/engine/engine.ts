import type { Sql } from './sql'

/** Asks. Nothing here changes data. */
export interface QueryEngine {
  /** 'duckdb' or 'clickhouse': part of the version of every answer. */
  readonly name: string
  /** Rows of one SELECT, as plain objects. Rejects with QueryError, or AbortError once `signal` fires. */
  rows<Row>(query: Sql<Row>, signal?: AbortSignal): Promise<Row[]>
  /**
   * The first rows of one statement that a person wrote, exactly and by position; what changes anything is refused.
   * Absent where the engine has no such verb. Rejects as `rows` does.
   */
  table?(statement: string, options: TableOptions): Promise<AnswerTable>
  /** The statement as it would be written by hand: what "show SQL" shows. */
  text(query: Sql): string
}

export interface TableOptions {
  readonly signal?: AbortSignal
  /** What the engine has beyond them is not asked for. */
  readonly mostRows: number
}

/** An answer of columns that need not have different names. */
export interface AnswerTable {
  /** `type` as DuckDB writes it: `DECIMAL(18,3)`, `ENUM('a', 'b')[]`. */
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  /** Numbers only where they are exact, else text; lists, structs and maps are text. */
  readonly rows: readonly (readonly (string | number | boolean | null)[])[]
  /** There are more rows than these. */
  readonly more: boolean
}

/** Some rows of one table: a complete Arrow IPC stream, with its end marker, by position. */
export interface Section {
  readonly table: string
  readonly ipc: Uint8Array
}

/** Loads as well. Only preparing extracts uses it. */
export interface ExtractEngine extends QueryEngine {
  /** The answer of one SELECT as pieces of an Arrow stream. Rejects as `rows` does. */
  arrow(query: Sql, signal?: AbortSignal): Promise<Uint8Array[]>
  /** Runs statements that return no rows, in one transaction: all of them or none. */
  run(script: readonly Sql[], signal?: AbortSignal): Promise<void>
  /**
   * Appends Arrow IPC streams (each complete, with its end marker) to `table`, by position, in one transaction;
   * a table that does not exist is created with the first stream's columns. Resolves to the rows added.
   */
  load(table: string, streams: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<number>
  /** Runs statements, which must leave the tables of all sections there and empty, then appends the sections; in one transaction. */
  fill(script: readonly Sql[], sections: AsyncIterable<Section>, signal?: AbortSignal): Promise<number>
  /**
   * Compresses what tables hold beyond the last time, and frees what was deleted or written over: a third of the memory or
   * less, for about 1 µs a row; questions of compressed rows take up to 1.8 times as long (docs/engine.md). Does nothing and
   * resolves to false while anything else is asked or written.
   */
  compact(signal?: AbortSignal): Promise<boolean>
}

/**
 * What went wrong: `query` the statement itself; `memory` the limit; `engine` a trap or a dead worker; `closed` after close().
 * Of a server also: `away` nobody answers, or the answer broke off; `slow` it took too long; `busy` it has too much to do;
 * `denied` the user or the password; `quota` the user's share is used up; `version` its tables or settings are not ours.
 */
export type QueryErrorKind =
  | 'query'
  | 'memory'
  | 'engine'
  | 'closed'
  | 'away'
  | 'slow'
  | 'busy'
  | 'denied'
  | 'quota'
  | 'version'

/** An engine's refusal. `message` names the cause; `statement` is what was asked (never shown as HTML). */
export class QueryError extends Error {
  override readonly name = 'QueryError'
  constructor(
    message: string,
    readonly kind: QueryErrorKind,
    readonly statement: string,
    options?: { cause?: unknown },
  ) {
    super(message, options)
  }
}

/** The reason of a cancelled wait, as fetch would give it. */
export function aborted(signal: AbortSignal | undefined): Error {
  return signal?.reason instanceof Error ? signal.reason : new DOMException('The question was cancelled', 'AbortError')
}
