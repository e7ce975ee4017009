import type { QueryEngine } from '../../engine/engine'
import { csvHead, csvLines } from '../../ui/csv'
import type { PageQuery } from './usePages'

/** Rows asked for at once: some megabytes of text. */
const atOnce = 20_000

export interface ExportInput {
  readonly engine: QueryEngine
  readonly query: PageQuery
  readonly columns: readonly { readonly key: string; readonly label: string }[]
  readonly count: number
  readonly signal: AbortSignal
  onProgress(done: number): void
}

/** All rows of a list as CSV, in its order: exact values, days as ISO texts. Rejects with AbortError once `signal` fires. */
export async function exportRows({ engine, query, columns, count, signal, onProgress }: ExportInput): Promise<Blob> {
  const parts: string[] = [csvHead(columns)]
  for (let offset = 0; offset < count; offset += atOnce) {
    const rows = await engine.rows(query({ offset, limit: atOnce }), signal)
    parts.push(csvLines(columns, rows))
    onProgress(Math.min(count, offset + rows.length))
  }
  return new Blob(parts, { type: 'text/csv;charset=utf-8' })
}
