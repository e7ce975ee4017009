import { ExtractError } from '../source'
import { type CsvRow, CsvRows } from './csvRows'
import { badByte, findEncoding, NotUtf8, type TextForm } from './encoding'
import type { TextRow } from './header'
import type { ReadNote, ReadOptions } from './intake'
import { Notes } from './notes'
import { checkAbort, type ReadContext, type RowSource, sampleCells, sampleRows } from './rowSource'
import { checkSeparator, guessSeparator } from './separator'
import type { TableBuilder } from './tableBuilder'
import { type Utf8Chunk, utf8Chunks } from './utf8Chunks'
import { grown } from './wordTable'

/** Bytes by which the separator is guessed. */
const guessBytes = 256 * 1024
const noBytes: Uint8Array = new Uint8Array(0)
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Runs `work` with UTF-8, and once more with GB18030 where the file turns out to be none. */
export async function withEncoding<Value>(
  name: string,
  blob: Blob,
  asked: string | undefined,
  work: (form: TextForm) => Promise<Value>,
): Promise<Value> {
  const form = await findEncoding(name, blob, asked)
  try {
    return await work(form)
  } catch (error) {
    if (!(error instanceof NotUtf8)) throw error
    if (error.surely) throw await badByte(name, blob, error.offset, 'UTF-8')
    return await work({ encoding: 'gb18030', mark: 0, asked: false })
  }
}

/** A CSV whose beginning is read. Rejects with `ExtractError`: empty, encoding, format, truncated. */
export async function csvSource(
  context: ReadContext,
  blob: Blob,
  form: TextForm,
  options: ReadOptions,
): Promise<RowSource> {
  const { name } = context
  if (blob.size <= form.mark) throw new ExtractError(name, 'empty', 'the file is empty')
  let separator = options.separator === undefined ? null : checkSeparator(name, options.separator)
  if (separator === null) {
    for await (const chunk of utf8Chunks(name, blob, form)) {
      separator = guessSeparator(decoder.decode(chunk.bytes.subarray(0, guessBytes)))
      break
    }
  }
  const found = separator ?? ','
  const head: TextRow[] = []
  let cells = 0
  await eachRow({ ...context, onProgress: undefined }, blob, form, found, row => {
    head.push(textsOf(row))
    cells += row.count
    return head.length < sampleRows && cells < sampleCells
  })
  const fill = async (builder: TableBuilder, skip: number): Promise<readonly ReadNote[]> => {
    const notes = new Notes()
    const take = (row: CsvRow) => {
      if (rows.records > skip) builder.add(row)
      return true
    }
    const onChunk = (chunk: Utf8Chunk) => {
      builder.dirty = chunk.dirty
      if (chunk.surrogates > 0) notes.add('lone_surrogates', chunk.surrogates, null, () => `up to byte ${chunk.done}`)
      if (chunk.misfits > 0) notes.add('bad_encoding', chunk.misfits, null, () => `up to byte ${chunk.done}`)
    }
    const rows = new CsvRows(name, found, take)
    await pump(
      { ...context, onProgress: bytes => context.onProgress?.(bytes, builder.rows) },
      blob,
      form,
      rows,
      onChunk,
      () => builder.settled(),
    )
    noteLineEnds(rows, notes)
    return notes.list()
  }
  return { encoding: form.encoding, separator: found, head, fill }
}

async function eachRow(
  context: ReadContext,
  blob: Blob,
  form: TextForm,
  separator: string,
  take: (row: CsvRow) => boolean,
): Promise<void> {
  await pump(context, blob, form, new CsvRows(context.name, separator, take))
}

/** Drives a file through `rows`; a row that is cut off waits for the next part. `settled` is awaited between two parts. */
async function pump(
  context: ReadContext,
  blob: Blob,
  form: TextForm,
  rows: CsvRows,
  onChunk?: (chunk: Utf8Chunk) => void,
  settled?: () => Promise<void>,
): Promise<void> {
  // One buffer for all parts: memory that was never touched before is several times slower to write.
  let buffer = noBytes
  let [held, added] = [0, 0]
  for await (const chunk of utf8Chunks(context.name, blob, form)) {
    checkAbort(context.signal)
    onChunk?.(chunk)
    const filled = held + added + chunk.bytes.length
    if (filled > buffer.length) buffer = grown(buffer, filled)
    buffer.set(chunk.bytes, held + added)
    added += chunk.bytes.length
    // A long row would be looked through again with each part: wait until there is as much again.
    if (!chunk.last && added < held) continue
    const consumed = rows.push(buffer.subarray(0, filled), chunk.last)
    if (consumed === null) return
    buffer.copyWithin(0, consumed, filled)
    held = filled - consumed
    added = 0
    context.onProgress?.(chunk.done, rows.records)
    await settled?.()
  }
}

function textsOf({ bytes, starts, ends, count }: CsvRow): (string | null)[] {
  const cells: (string | null)[] = []
  for (let i = 0; i < count; i++) {
    cells.push(starts[i] === ends[i] ? null : decoder.decode(bytes.subarray(starts[i]!, ends[i]!)))
  }
  return cells
}

function noteLineEnds({ lineEnds }: CsvRows, notes: Notes): void {
  const counts = Object.entries({ LF: lineEnds.lf, 'CR LF': lineEnds.crlf, CR: lineEnds.cr })
  const used = counts.filter(([, count]) => count > 0).sort(([, a], [, b]) => b - a)
  for (const [end, count] of used.slice(1)) notes.add('mixed_line_ends', count, null, () => `${end}: ${count}`)
}
