import { findEncoding } from '../../extracts/intake/encoding'
import type { ReadNote } from '../../extracts/intake/intake'
import { recognise } from '../../extracts/intake/signature'
import { openWorkbook, sheetRows } from '../../extracts/intake/xlsx'
import { openBook } from '../../extracts/intake/xlsxBook'
import { headRows } from '../../extracts/intake/xlsxMerges'
import { partText } from '../../extracts/intake/xlsxXml'
import { limits } from '../../extracts/limits'
import { mostInspectors } from '../../plan/draft'
import { pasted } from '../../plan/inspectorPaste'

/** A file larger than this is no list of people. */
export const mostBytes = 20_000_000
/** Rows of a table that are looked at: refused ones, too, are to be named. */
const mostRows = 4 * mostInspectors

export type FileFault = 'large' | 'kind' | 'encoding' | 'rows' | 'merged' | 'cells'

/** A file of inspectors that cannot be read, or that would be read as something else than it shows. */
export class InspectorFileError extends Error {
  override readonly name = 'InspectorFileError'
  constructor(
    readonly code: FileFault,
    readonly value: string,
  ) {
    super(`${code}: ${value}`)
  }
}

/** A sheet of a workbook, or the one table of a text file. */
export interface FileTable {
  /** Null for a text file. */
  readonly sheet: string | null
  readonly hidden: boolean
  /** Null where the sheet cannot be read, for the reason of `fault`. */
  readonly rows: readonly (readonly string[])[] | null
  readonly fault: unknown
}

/** Tables of a CSV, a TSV or a workbook, whatever its name. Rejects with InspectorFileError, or ExtractError for a damaged file. */
export async function fileTables(file: File): Promise<readonly FileTable[]> {
  if (file.size > mostBytes) throw new InspectorFileError('large', String(mostBytes))
  const { what } = await recognise(file.name, file)
  switch (what) {
    case 'csv':
      return [{ sheet: null, hidden: false, rows: pasted(await textOf(file)), fault: null }]
    case 'xlsx':
      return sheetsOf(file)
    default:
      throw new InspectorFileError('kind', what)
  }
}

/** UTF-8 or UTF-16 where the file is so, else GB18030, as spreadsheets in China save text. */
async function textOf(file: File): Promise<string> {
  const { encoding } = await findEncoding(file.name, file)
  const bytes = await file.arrayBuffer()
  for (const label of new Set([encoding, 'gb18030'])) {
    try {
      return new TextDecoder(label, { fatal: true }).decode(bytes)
    } catch {
      // The next one is tried.
    }
  }
  throw new InspectorFileError('encoding', encoding)
}

async function sheetsOf(file: File): Promise<FileTable[]> {
  const { sheets } = await openWorkbook(file.name, file)
  const tables: FileTable[] = []
  for (const [at, { name, hidden }] of sheets.entries()) {
    try {
      tables.push({ sheet: name, hidden, rows: await rowsOf(file, at), fault: null })
    } catch (fault) {
      tables.push({ sheet: name, hidden, rows: null, fault })
    }
  }
  return tables
}

async function rowsOf(file: File, sheet: number): Promise<string[][]> {
  const rows: string[][] = []
  const notes: ReadNote[] = []
  for await (const some of sheetRows(file.name, file, sheet, notes)) {
    for (const row of some) rows.push(row.map(cell => cell ?? ''))
    if (rows.length > mostRows) throw new InspectorFileError('rows', String(mostRows))
  }
  // What is read as empty means everywhere: nothing may be empty that does not look so.
  const blank = notes.filter(({ kind }) => kind === 'error_cells' || kind === 'empty_formulas')
  if (blank.length > 0) throw new InspectorFileError('cells', blank.flatMap(({ examples }) => examples).join(', '))
  const merged = await mergedCells(file, sheet)
  if (merged !== null) throw new InspectorFileError('merged', merged)
  return rows
}

/**
 * The first merge that leaves cells of a person empty. Of the first rows `sheetRows` fills what is merged sideways;
 * titles (from the first row on) and notes (from the first column on) make rows that nobody takes for a person.
 */
async function mergedCells(file: File, sheet: number): Promise<string | null> {
  const { sheets } = await openBook(file.name, file)
  const part = sheets[sheet]?.part
  if (part === undefined) return null
  let text = ''
  for await (const piece of partText(file.name, file, part, { most: limits.sheetBytes })) {
    text = text.slice(-200) + piece
    for (const [, ref = ''] of text.matchAll(/<(?:[\w.-]+:)?mergeCell\s[^<>]*?ref\s*=\s*["']([A-Z0-9:$]{4,40})["']/g)) {
      const [first, last] = ref.split(':').map(cell => Number(cell.replace(/\D/g, '')))
      const sideways = first === last && ((first ?? 0) <= headRows || /^\$?A\$?\d/.test(ref))
      if (!sideways && first !== 1) return ref
    }
  }
  return null
}
