import { resultRows, resultsText } from '../../round/results'
import type { RoundFile, VisitRecord } from '../../round/round'
import type { ColumnKind } from '../../schema'
import { resultColumns } from '../../schema/results'
import type { CellKind, ExportTable } from '../../ui/exportTable'

const cells: Readonly<Record<ColumnKind, CellKind>> = {
  code: 'text',
  text: 'text',
  word: 'text',
  date: 'day',
  timestamp: 'time',
  degrees: 'number',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
}

/** The table of results: columns by their canonical names, whatever the language, so that they need no mapping. */
export const resultsTable = (title: string): ExportTable => ({
  title,
  columns: resultColumns.map(([name, kind]) => ({ key: name, label: name, kind: cells[kind] })),
  about: [],
  // Of workbooks alone.
  words: { about: '', rows: '', replaced: '', cut: '' },
})

/** The finished visits as Parquet, for those who bring in extracts. Rejects where the writer cannot be loaded. */
export async function resultsParquet(
  file: RoundFile,
  visits: Readonly<Record<string, VisitRecord>>,
  title: string,
): Promise<Blob> {
  const { writeTable } = await import('../../ui/writeTable')
  return writeTable('parquet', resultsTable(title), [resultRows(file, visits)])
}

/** The same as JSON, which a colleague's phone takes, too. */
export const resultsJson = (file: RoundFile, visits: Readonly<Record<string, VisitRecord>>, made: string): Blob =>
  new Blob([resultsText(file, visits, made)], { type: 'application/json' })
