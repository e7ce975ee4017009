import { type FileMetaData, parquetMetadataAsync, parquetSchema, type RowGroup, type SchemaElement } from 'hyparquet'
import { limits, sizeText } from './limits'
import { parquetType } from './parquetTypes'
import { ExtractError, type SourceType } from './source'

/** A top-level column of a file. */
export interface FooterColumn {
  /** The name to ask for: the file's own, made unique; `column 3` where the file gives none. */
  readonly name: string
  /** The file's own name, which may be empty or occur twice. */
  readonly rawName: string
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

export interface FooterChunk {
  readonly packed: number
  readonly unpacked: number
  /** Every page of values points into a dictionary. */
  readonly dictionary: boolean
}

export interface Footer {
  readonly columns: readonly FooterColumn[]
  /** Dotted paths of all leaves, in file order. */
  readonly paths: readonly string[]
  readonly groups: readonly FooterGroup[]
  readonly rows: number
  /** Bytes of the serialised footer, without its length and magic. */
  readonly length: number
}

/** Refuses what is not a whole, plain Parquet file, by its first and last bytes. */
export async function checkForm(name: string, blob: Blob): Promise<void> {
  if (blob.size === 0) throw new ExtractError(name, 'empty', 'the file is empty (0 bytes)')
  const head = await textOf(blob.slice(0, 64))
  const tail = await textOf(blob.slice(-4))
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
  const length = new DataView(await blob.slice(-8, -4).arrayBuffer()).getUint32(0, true)
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
  let tree: ReturnType<typeof parquetSchema>
  try {
    const file = { byteLength: blob.size, slice: (start: number, end?: number) => blob.slice(start, end).arrayBuffer() }
    metadata = await parquetMetadataAsync(file, { geoparquet: false })
    tree = parquetSchema(metadata)
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
  const { columns, paths } = columnsOf(tree)
  const footer = { columns, paths, groups: groupsOf(metadata.row_groups), rows: Number(metadata.num_rows), length }
  checkRows(name, blob, footer)
  return footer
}

function columnsOf(tree: ReturnType<typeof parquetSchema>): Pick<Footer, 'columns' | 'paths'> {
  const paths: string[] = []
  const leavesOf = (node: typeof tree): number[] => {
    if (node.children.length > 0) return node.children.flatMap(leavesOf)
    paths.push(node.path.join('.'))
    return [paths.length - 1]
  }
  const taken = new Set(tree.children.map(child => child.element.name))
  const seen = new Set<string>()
  const columns = tree.children.map((child, index): FooterColumn => {
    const rawName = child.element.name
    let name = rawName
    if (name === '' || seen.has(name)) {
      const base = name === '' ? `column ${index + 1}` : name
      name = base
      for (let copy = 2; taken.has(name) || seen.has(name); copy++) name = `${base} (${copy})`
    }
    seen.add(name)
    return { name, rawName, type: parquetType(child), element: child.element, leaves: leavesOf(child) }
  })
  return { columns, paths }
}

function groupsOf(rowGroups: readonly RowGroup[]): FooterGroup[] {
  let start = 0
  return rowGroups.map(group => {
    const rows = Number(group.num_rows)
    const chunks = group.columns.map(({ meta_data: data }): FooterChunk => {
      if (!data) return { packed: 0, unpacked: 0, dictionary: false }
      // Without statistics of pages, PLAIN among the encodings may mean a fall-back from the dictionary.
      const stats = data.encoding_stats?.filter(stat => stat.page_type.startsWith('DATA_PAGE'))
      const encodings = stats?.length ? stats.map(stat => stat.encoding) : data.encodings
      const pointed = encodings.some(encoding => encoding.endsWith('_DICTIONARY'))
      return {
        packed: Number(data.total_compressed_size),
        unpacked: Number(data.total_uncompressed_size),
        dictionary: pointed && !encodings.includes('PLAIN'),
      }
    })
    const entry = { rows, start, chunks }
    start += rows
    return entry
  })
}

function checkRows(name: string, blob: Blob, { rows, groups, paths }: Footer): void {
  const sum = groups.reduce((total, group) => total + group.rows, 0)
  const plain = groups.every(group => group.rows >= 0 && group.chunks.length === paths.length)
  if (!plain || sum !== rows) {
    throw new ExtractError(
      name,
      'decode',
      `its footer contradicts itself: ${rows} rows, but its row groups hold ${sum}`,
    )
  }
  if (rows > limits.rows || rows > blob.size * limits.rowsPerByte) {
    throw new ExtractError(
      name,
      'too-large',
      `its footer claims ${rows} rows in ${sizeText(blob.size)}, more than can be loaded`,
    )
  }
  for (const [index, group] of groups.entries()) {
    const unpacked = group.chunks.reduce((total, chunk) => total + chunk.unpacked, 0)
    const packed = Math.min(
      blob.size,
      group.chunks.reduce((total, chunk) => total + chunk.packed, 0),
    )
    if (unpacked > limits.ratioFrom && unpacked > packed * limits.ratio) {
      throw new ExtractError(
        name,
        'too-large',
        `row group ${index + 1} would unpack from ${sizeText(packed)} to ${sizeText(unpacked)}; refused`,
      )
    }
  }
}

async function textOf(part: Blob): Promise<string> {
  return new TextDecoder('latin1').decode(await part.arrayBuffer())
}
