import { limits } from '../limits'
import { ExtractError } from '../source'
import type { ReadNote } from './intake'
import { type Book, openBook } from './xlsxBook'
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
export async function openWorkbook(name: string, bytes: Blob): Promise<Workbook> {
  const { sheets, entries } = await named(name, () => openBook(name, bytes))
  const macros = [...entries.values()].filter(entry => /(^|\/)vbaProject\.bin$/i.test(entry.path))
  const notes: ReadNote[] =
    macros.length === 0
      ? []
      : [{ kind: 'macros', column: null, count: macros.length, examples: macros.map(entry => entry.path).slice(0, 5) }]
  return { sheets: sheets.map(({ name, hidden }) => ({ name, hidden })), notes }
}

/** Rows that are handed over at a time. */
const chunkRows = 4096

/**
 * Rows of a sheet (a place in `Workbook.sheets`) in order, in chunks of some thousand; every cell as text, null when
 * empty; nulls at the end of a row and empty rows at the end of the sheet are left out, other empty rows are `[]`. Days
 * are ISO, times `08:30:00`, numbers without exponent. Notes are pushed once the rows end. `onBytes` counts packed bytes.
 */
export async function* sheetRows(
  name: string,
  bytes: Blob,
  sheet: number,
  notes: ReadNote[],
  onBytes?: (done: number, total: number) => void,
): AsyncGenerator<(string | null)[][]> {
  const counts = new CellCounts()
  const rows = withMerges(name, bytes, sheet, counts, onBytes)
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
  onBytes?: (done: number, total: number) => void,
): AsyncGenerator<(string | null)[][]> {
  const book = await openBook(name, bytes)
  const chosen = book.sheets[sheet]
  if (!chosen) throw new ExtractError(name, 'missing', `has ${book.sheets.length} sheets, no sheet ${sheet + 1}`)
  const merges = await headMerges(name, bytes, chosen.entry, limits.sheetBytes)
  let head: (string | null)[][] | null = []
  for await (const rows of rawRows(name, bytes, book, sheet, counts, onBytes)) {
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
  book: Book,
  sheet: number,
  counts: CellCounts,
  onBytes?: (done: number, total: number) => void,
): AsyncGenerator<(string | null)[][]> {
  const { strings, styles, from1904 } = book
  const chosen = book.sheets[sheet]
  if (!chosen) return
  const before = strings?.packed ?? 0
  const total = before + chosen.entry.packed
  const texts = strings ? await sharedStrings(name, bytes, strings, done => onBytes?.(done, total)) : []
  const shapes = styles ? await numberShapes(name, bytes, styles) : []
  const handler = new SheetHandler({ name, sheet: chosen.name, strings: texts, shapes, from1904 }, counts)
  const parser = new XmlParser(name, chosen.entry.path, handler)
  const report = (done: number): void => onBytes?.(before + done, total)
  for await (const text of partText(name, bytes, chosen.entry, limits.sheetBytes, report)) {
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
    if (cause instanceof ExtractError) throw cause
    throw new ExtractError(name, 'decode', `cannot be read: ${String(cause)}`, { cause })
  }
}
