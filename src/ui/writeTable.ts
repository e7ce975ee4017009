import { wrap } from 'comlink'
import type { ExportRow, ExportTable, TableFormat } from './exportTable'
import type { ExportWorker } from './exportWorker'

/**
 * Writes the pieces of a table as a file in a worker, which is fetched now and ends with the file. Rejects with what
 * the pieces reject with, with AbortError once `signal` fires, and with an Error when the worker dies.
 */
export async function writeTable(
  format: TableFormat,
  table: ExportTable,
  pieces: Iterable<readonly ExportRow[]> | AsyncIterable<readonly ExportRow[]>,
  signal?: AbortSignal,
): Promise<Blob> {
  signal?.throwIfAborted()
  const worker = new Worker(new URL('./exportWorker.ts', import.meta.url), { type: 'module' })
  const remote = wrap<ExportWorker>(worker)
  const ended = new Promise<never>((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
    worker.addEventListener('error', event =>
      reject(new Error(`${table.title}: the export stopped: ${event.message || 'it ran out of memory'}`)),
    )
  })
  ended.catch(() => undefined)
  const write = async (): Promise<Blob> => {
    await remote.open(format, table)
    for await (const rows of pieces) {
      signal?.throwIfAborted()
      await remote.add(rows)
    }
    return remote.finish()
  }
  try {
    return await Promise.race([write(), ended])
  } finally {
    worker.terminate()
  }
}
