import { limits } from '../limits'
import { ExtractError } from '../source'
import type { ReadNote } from './intake'
import { type Book, type BookSheet, openBook } from './xlsxBook'
import { fillMerges, headMerges, headRows } from './xlsxMerges'
import { CellCounts } from './xlsxNotes'
import { SheetHandler } from './xlsxSheet'
import { sharedStrings } from './xlsxStrings'
import { numberShapes } from './xlsxStyles'
import { partText, XmlParser } from './xlsxXml'

export interface SheetInfo {
  readonly name: string
  readonly hidden: boolean
}

export interface Workbook {
  /** Sheets with cells, in the order of their tabs; charts are left out. */
  readonly sheets: readonly SheetInfo[]
  readonly notes: readonly ReadNote[]
}

/** Lists the sheets. Rejects with ExtractError for what is no workbook, for bombs and for encrypted files. */
export async function openWorkbook(name: string, bytes: Blob, signal?: AbortSignal): Promise<Workbook> {
  const { sheets, parts } = await named(name, () => openBook(name, bytes, signal))
  const macros = [...parts.values()].filter(part => /(^|\/)vbaProject\.bin$/i.test(part.name))
  const notes: ReadNote[] =
    macros.length === 0
      ? []
      : [{ kind: 'macros', column: null, count: macros.length, examples: macros.map(part => part.name).slice(0, 5) }]
  return { sheets: sheets.map(({ name, hidden }) => ({ name, hidden })), notes }
}

export interface SheetOptions {
  /** Hears of the packed bytes that are done. */
  readonly onBytes?: (done: number, total: number) => void
  readonly signal?: AbortSignal | undefined
}

/** Rows that are handed over at a time. */
const chunkRows = 4096

/**
 * Rows of a sheet (a place in `Workbook.sheets`) in order, in chunks of some thousand; every cell as text, null when
 * empty; nulls at the end of a row and empty rows at the end of the sheet are left out, other empty rows are `[]`. Days
 * are ISO, times `08:30:00`, numbers without exponent. Notes are pushed once the rows end. Rejects with
 * ExtractError, and with AbortError once `signal` fires.
 */
export async function* sheetRows(
  name: string,
  bytes: Blob,
  sheet: number,
  notes: ReadNote[],
  options: SheetOptions = {},
): AsyncGenerator<(string | null)[][]> {
  const counts = new CellCounts()
  const rows = withMerges(name, bytes, sheet, counts, options)
  try {
    for (;;) {
      const next = await named(name, () => rows.next())
      if (next.done) break
      if (next.value.length > 0) yield next.value
    }
  } finally {
    await rows.return(undefined)
    notes.push(...counts.notes())
  }
}

/** The first rows are held back until all of them are there, so that merged headers can be filled. */
async function* withMerges(
  name: string,
  bytes: Blob,
  sheet: number,
  counts: CellCounts,
  options: SheetOptions,
): AsyncGenerator<(string | null)[][]> {
  const book = await openBook(name, bytes, options.signal)
  const chosen = book.sheets[sheet]
  if (!chosen) throw new ExtractError(name, 'missing', `has ${book.sheets.length} sheets, no sheet ${sheet + 1}`)
  const merges = await headMerges(name, bytes, chosen.part, options.signal)
  let head: (string | null)[][] | null = []
  for await (const rows of rawRows(name, bytes, book, chosen, counts, options)) {
    if (!head) {
      yield rows
      continue
    }
    for (const row of rows) head.push(row)
    if (head.length < headRows) continue
    fillMerges(head.slice(0, headRows), merges)
    yield head
    head = null
  }
  if (head) {
    fillMerges(head, merges)
    yield head
  }
}

async function* rawRows(
  name: string,
  bytes: Blob,
  { strings, styles, from1904 }: Book,
  sheet: BookSheet,
  counts: CellCounts,
  { onBytes, signal }: SheetOptions,
): AsyncGenerator<(string | null)[][]> {
  const before = strings?.packed ?? 0
  const total = before + sheet.part.packed
  const texts = strings
    ? await sharedStrings(name, bytes, strings, { onBytes: done => onBytes?.(done, total), signal })
    : []
  const shapes = styles ? await numberShapes(name, bytes, styles, signal) : []
  const handler = new SheetHandler({ name, sheet: sheet.name, strings: texts, shapes, from1904 }, counts)
  const parser = new XmlParser(name, sheet.part.name, handler)
  const report = (done: number): void => onBytes?.(before + done, total)
  const reading = { most: limits.sheetBytes, onBytes: report, signal }
  for await (const text of partText(name, bytes, sheet.part, reading)) {
    parser.write(text)
    if (handler.waiting >= chunkRows) yield handler.take()
  }
  parser.end()
  handler.end()
  yield handler.take()
}

/** What a library or the browser throws (a file that has changed on the disk) names the file too. */
async function named<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof ExtractError || (cause instanceof Error && cause.name === 'AbortError')) throw cause
    throw new ExtractError(name, 'decode', `cannot be read: ${String(cause)}`, { cause })
  }
}
