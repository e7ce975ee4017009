import { csvHead, csvLines } from './csv'
import type { ExportRow, ExportTable, TableFormat } from './exportTable'

/** Rows asked for at once: some megabytes of text. */
const atOnce = 20_000

export interface ExportInput {
  /** Some rows of the list, in its order. */
  page(offset: number, limit: number, signal: AbortSignal): Promise<readonly ExportRow[]>
  readonly table: ExportTable
  readonly count: number
  readonly signal: AbortSignal
  onProgress(done: number): void
}

/**
 * All rows of a list as a file, in its order: exact values, days as ISO texts in CSV. Rejects with AbortError once
 * `signal` fires.
 */
export async function exportRows(format: 'csv' | TableFormat, input: ExportInput): Promise<Blob> {
  const { table, signal } = input
  if (format !== 'csv') {
    const { writeTable } = await import('./writeTable')
    return writeTable(format, table, pieces(input), signal)
  }
  const parts: string[] = [csvHead(table.columns)]
  for await (const rows of pieces(input)) parts.push(csvLines(table.columns, rows))
  return new Blob(parts, { type: 'text/csv;charset=utf-8' })
}

async function* pieces({ page, count, signal, onProgress }: ExportInput): AsyncGenerator<readonly ExportRow[]> {
  for (let offset = 0; offset < count; offset += atOnce) {
    const rows = await page(offset, atOnce, signal)
    yield rows
    onProgress(Math.min(count, offset + rows.length))
  }
}
