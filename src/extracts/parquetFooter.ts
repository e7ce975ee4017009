import {
  type ColumnChunk,
  type ColumnMetaData,
  type FileMetaData,
  parquetMetadataAsync,
  parquetSchema,
  type RowGroup,
  type SchemaElement,
  type SchemaTree,
} from 'hyparquet'
import { bytesOf } from './decodeBytes'
import { limits, sizeText } from './limits'
import { parquetType } from './parquetTypes'
import { ExtractError, type SourceType } from './source'

/** A top-level column of a file. */
export interface FooterColumn {
  /** The name to ask for: the file's own, made unique; `column 3` where the file gives none. */
  readonly name: string
  readonly type: SourceType | 'unannotated'
  readonly element: SchemaElement
  /** Indices of the columns' leaves in each row group's chunks; several when nested. */
  readonly leaves: readonly number[]
}

export interface FooterGroup {
  readonly rows: number
  /** Rows before this group. */
  readonly start: number
  readonly chunks: readonly FooterChunk[]
}

/** One column's bytes in a row group, from `start` to `end` (exclusive) in the file. */
export interface FooterChunk {
  readonly metadata: ColumnMetaData
  readonly start: number
  readonly end: number
  readonly unpacked: number
  /** Every page of values points into a dictionary. */
  readonly dictionary: boolean
}

export interface Footer {
  readonly columns: readonly FooterColumn[]
  readonly groups: readonly FooterGroup[]
  readonly rows: number
  /** Where the footer begins: no column reaches beyond. */
  readonly dataEnd: number
}

/** Refuses what is not a whole, plain Parquet file, by its first and last bytes. */
export async function checkForm(name: string, blob: Blob): Promise<void> {
  if (blob.size === 0) throw new ExtractError(name, 'empty', 'the file is empty (0 bytes)')
  const head = await textOf(name, blob.slice(0, 64))
  const tail = await textOf(name, blob.slice(-4))
  if (head.startsWith('PARE') || tail === 'PARE') {
    throw new ExtractError(name, 'encrypted', 'the Parquet file is encrypted; publish it without encryption')
  }
  if (head.trimStart().startsWith('<')) {
    throw new ExtractError(
      name,
      'not-parquet',
      'this is a web page, not a Parquet file (perhaps a login or an error page of the server)',
    )
  }
  if (!head.startsWith('PAR1')) {
    const what = /^\s*[[{]/.test(head)
      ? 'this looks like JSON (perhaps an answer of the server)'
      : 'it does not begin with PAR1'
    throw new ExtractError(name, 'not-parquet', `not a Parquet file: ${what}`)
  }
  if (tail !== 'PAR1' || blob.size < 12) {
    throw new ExtractError(
      name,
      'truncated',
      `the file ends too early, after ${sizeText(blob.size)}; copy or download it again`,
    )
  }
}

/** Reads and checks the footer. Rejects with an `ExtractError`: truncated, encrypted, too-large, decode. */
export async function readFooter(name: string, blob: Blob): Promise<Footer> {
  const length = new DataView((await bytesOf(name, blob.slice(-8, -4))).buffer).getUint32(0, true)
  if (length > blob.size - 12) {
    throw new ExtractError(
      name,
      'truncated',
      `its footer of ${sizeText(length)} does not fit into the file; copy or download it again`,
    )
  }
  if (length > limits.footerBytes) {
    throw new ExtractError(
      name,
      'too-large',
      `its footer has ${sizeText(length)}, more than ${sizeText(limits.footerBytes)}`,
    )
  }
  let metadata: FileMetaData
  let tree: SchemaTree
  try {
    const file = { byteLength: blob.size, slice: (start: number, end?: number) => blob.slice(start, end).arrayBuffer() }
    metadata = await parquetMetadataAsync(file, { geoparquet: false })
    tree = parquetSchema(metadata)
    // A damaged name may be read as another field, which the format allows and hyparquet passes on.
    const nameless = metadata.schema.findIndex(({ name }, i) => i > 0 && typeof name !== 'string')
    if (nameless >= 0) throw new Error(`schema element ${nameless} has no name`)
  } catch (cause) {
    throw new ExtractError(name, 'decode', 'its footer cannot be read; the file is damaged', { cause })
  }
  if (metadata.row_groups.some(group => group.columns.some(chunk => chunk.crypto_metadata || !chunk.meta_data))) {
    throw new ExtractError(
      name,
      'encrypted',
      'columns of the Parquet file are encrypted; publish it without encryption',
    )
  }
  const columns = columnsOf(tree)
  const leaves = columns.reduce((sum, column) => sum + column.leaves.length, 0)
  const dataEnd = blob.size - 8 - length
  const footer = { columns, groups: groupsOf(metadata.row_groups), rows: Number(metadata.num_rows), dataEnd }
  checkRows(name, blob, footer, leaves)
  return footer
}

function columnsOf(tree: SchemaTree): FooterColumn[] {
  let leaf = 0
  const leavesOf = (node: SchemaTree): number[] =>
    node.children.length > 0 ? node.children.flatMap(leavesOf) : [leaf++]
  const own = new Set(tree.children.map(child => child.element.name))
  const seen = new Set<string>()
  return tree.children.map((child, index): FooterColumn => {
    let name = child.element.name
    if (name === '' || seen.has(name)) {
      const base = name === '' ? `column ${index + 1}` : name
      name = base
      for (let copy = 2; own.has(name) || seen.has(name); copy++) name = `${base} (${copy})`
    }
    seen.add(name)
    return { name, type: parquetType(child), element: child.element, leaves: leavesOf(child) }
  })
}

function groupsOf(rowGroups: readonly RowGroup[]): FooterGroup[] {
  let start = 0
  return rowGroups.map(group => {
    const entry = { rows: Number(group.num_rows), start, chunks: group.columns.flatMap(chunkOf) }
    start += entry.rows
    return entry
  })
}

function chunkOf({ meta_data: metadata }: ColumnChunk): FooterChunk[] {
  if (!metadata) return []
  const { dictionary_page_offset: words, data_page_offset: data, total_compressed_size: packed } = metadata
  // Some writers state 0 where there is no dictionary.
  const start = Number(words && words < data ? words : data)
  // Without statistics of pages, PLAIN among the encodings may mean a fall-back from the dictionary.
  const stats = metadata.encoding_stats?.filter(stat => stat.page_type?.startsWith('DATA_PAGE'))
  const encodings = stats?.length ? stats.map(stat => stat.encoding) : metadata.encodings
  const pointed = encodings.some(encoding => encoding === 'RLE_DICTIONARY' || encoding === 'PLAIN_DICTIONARY')
  return [
    {
      metadata,
      start,
      end: start + Number(packed),
      unpacked: Number(metadata.total_uncompressed_size),
      dictionary: pointed && !encodings.includes('PLAIN'),
    },
  ]
}

function checkRows(name: string, blob: Blob, { rows, groups }: Footer, leaves: number): void {
  const sum = groups.reduce((total, group) => total + group.rows, 0)
  const plain = groups.every(group => group.rows >= 0 && group.chunks.length === leaves)
  if (!plain || sum !== rows) {
    throw new ExtractError(
      name,
      'decode',
      `its footer contradicts itself: ${rows} rows, but its row groups hold ${sum}`,
    )
  }
  if (rows > limits.rows || rows > blob.size * limits.rowsPerByte) {
    const detail = `its footer claims ${rows} rows in ${sizeText(blob.size)}, more than can be loaded`
    throw new ExtractError(name, 'too-large', detail)
  }
  for (const [index, { chunks }] of groups.entries()) {
    const unpacked = chunks.reduce((total, chunk) => total + chunk.unpacked, 0)
    const packed = Math.min(
      blob.size,
      chunks.reduce((total, chunk) => total + (chunk.end - chunk.start), 0),
    )
    if (unpacked > limits.ratioFrom && unpacked > packed * limits.ratio) {
      const detail = `row group ${index + 1} would unpack from ${sizeText(packed)} to ${sizeText(unpacked)}; refused`
      throw new ExtractError(name, 'too-large', detail)
    }
  }
}

async function textOf(name: string, part: Blob): Promise<string> {
  return new TextDecoder('latin1').decode(await bytesOf(name, part))
}
