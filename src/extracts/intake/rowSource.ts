import type { TextRow } from './header'
import type { ReadNote } from './intake'
import type { TableBuilder } from './tableBuilder'

/** Rows of text from a CSV or a sheet, that can be gone through again. */
export interface RowSource {
  readonly encoding: string | null
  readonly separator: string | null
  /** Rows of the beginning, header and titles included. */
  readonly head: readonly TextRow[]
  /** Gives all rows but the first `skip` to `builder`; returns what was found on the way. */
  fill(builder: TableBuilder, skip: number): Promise<readonly ReadNote[]>
}

/** What a reading is given beside the file. */
export interface ReadContext {
  readonly name: string
  readonly signal?: AbortSignal
  /** Bytes of the file that are read, and rows found. */
  readonly onProgress?: (bytes: number, rows: number) => void
}

/** Rows of the beginning by which header, masks and separator are found; fewer of a wide table. */
export const sampleRows = 10_000
export const sampleCells = 1_000_000

/** Rejects with AbortError once the signal fired, whatever reason it was given. */
export function checkAbort(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new DOMException('The reading was cancelled', 'AbortError')
}
