import type { TextRow } from './header'
import type { ReadNote } from './intake'
import { checkAbort, type ReadContext, type RowSource, sampleCells, sampleRows } from './rowSource'
import { sheetRows } from './xlsx'

/** A sheet of a workbook whose beginning is read. */
export async function sheetSource(context: ReadContext, blob: Blob, sheet: number): Promise<RowSource> {
  const { name, signal } = context
  const head: TextRow[] = []
  let cells = 0
  for await (const rows of sheetRows(name, blob, sheet, [], { signal })) {
    checkAbort(signal)
    for (const row of rows) {
      head.push(row)
      cells += row.length
    }
    if (head.length >= sampleRows || cells >= sampleCells) break
  }
  const fill: RowSource['fill'] = async (builder, skip) => {
    const notes: ReadNote[] = []
    let seen = 0
    const onBytes = (done: number) => context.onProgress?.(done, builder.rows)
    for await (const rows of sheetRows(name, blob, sheet, notes, { onBytes, signal })) {
      checkAbort(signal)
      for (const row of rows) if (++seen > skip) builder.addTexts(row)
      await builder.settled()
    }
    return notes
  }
  return { encoding: null, separator: null, head: head.slice(0, sampleRows), fill }
}
