import { resultsFormat } from '../../schema/results'
import { bytesOf } from '../decodeBytes'
import { ExtractError } from '../source'
import type { SourceFormat } from './intake'
import { resultsCsv } from './resultsJson'
import { partsOf } from './xlsxParts'
import { listZip, type ZipMember } from './zipList'

/** What a file is, by its bytes. */
export type Recognised =
  | { readonly what: SourceFormat }
  | { readonly what: 'zip'; readonly members: readonly ZipMember[] }
  | { readonly what: 'regions' | 'profile'; readonly text: string }
  | { readonly what: 'results'; readonly csv: Blob }

const headBytes = 4096
/** JSON is read whole. */
const jsonBytes = 128 * 1024 * 1024
const asXlsx = 'open it in Excel or WPS and save it as "Excel workbook (*.xlsx)" or "CSV UTF-8"'

/** Recognises a file. Rejects with an `ExtractError` that says how to save what cannot be read. */
export async function recognise(name: string, blob: Blob): Promise<Recognised> {
  if (blob.size === 0) throw new ExtractError(name, 'empty', 'the file is empty (0 bytes)')
  const head = await bytesOf(name, blob.slice(0, headBytes))
  const latin = new TextDecoder('latin1').decode(head)
  if (latin.startsWith('PAR1') || latin.startsWith('PARE')) return { what: 'parquet' }
  if (['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'].includes(latin.slice(0, 4))) return ofZip(name, blob)
  if (latin.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) throw await ofOle(name, blob)
  for (const [start, what, help] of unreadable) {
    if (latin.startsWith(start)) throw new ExtractError(name, 'format', `this is ${what}: ${help}`)
  }
  const text = textStart(head)
  if (/^\s*</.test(text)) throw ofMarkup(name, text)
  if (/^\s*[[{]/.test(text)) return ofJson(name, blob)
  if (isBinary(head)) {
    throw new ExtractError(name, 'format', `this is no file of a known format (${hex(head)}…): save it as XLSX or CSV`)
  }
  return { what: 'csv' }
}

/** The extension that a format has; null where any will do. */
export function hasExtension(name: string, format: SourceFormat): boolean {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  const usual = { parquet: ['parquet', 'parq', 'pq'], csv: ['csv', 'tsv', 'txt', 'tab', 'psv'], xlsx: ['xlsx', 'xlsm'] }
  return usual[format].includes(extension)
}

const unreadable: readonly (readonly [start: string, what: string, help: string])[] = [
  ['\x1f\x8b', 'a gzip archive', 'unpack it and drop what is inside'],
  ['7z\xbc\xaf\x27\x1c', 'a 7z archive', 'unpack it and drop what is inside'],
  ['Rar!', 'a RAR archive', 'unpack it and drop what is inside'],
  ['BZh', 'a bzip2 archive', 'unpack it and drop what is inside'],
  ['\xfd7zXZ', 'an xz archive', 'unpack it and drop what is inside'],
  ['\x28\xb5\x2f\xfd', 'a zstd archive', 'unpack it and drop what is inside'],
  ['%PDF', 'a PDF', 'ask for the table behind it as XLSX or CSV'],
  ['\x89PNG', 'a picture', 'ask for the table behind it as XLSX or CSV'],
  ['\xff\xd8\xff', 'a picture', 'ask for the table behind it as XLSX or CSV'],
  ['SQLite format 3', 'a SQLite database', 'export its tables as CSV'],
  ['{\\rtf', 'a text document (RTF)', 'copy its table into a sheet and save that as XLSX'],
  ['ORC', 'an ORC file', 'save it as Parquet or CSV'],
  ['Obj\x01', 'an Avro file', 'save it as Parquet or CSV'],
  ['ARROW1', 'an Arrow file', 'save it as Parquet or CSV'],
]

async function ofZip(name: string, blob: Blob): Promise<Recognised> {
  const members = await listZip(name, blob)
  const parts = partsOf(members)
  const has = (path: string) => parts.has(path)
  const under = (folder: string) => [...parts.keys()].some(path => path.startsWith(folder))
  const refuse = (what: string) => new ExtractError(name, 'format', `this is ${what}: ${asXlsx}`)
  if (has('[content_types].xml') || has('xl/workbook.xml')) {
    if (has('xl/workbook.bin')) throw refuse('a binary workbook (.xlsb)')
    if (under('word/'))
      throw new ExtractError(
        name,
        'format',
        'this is a Word document: copy its table into a sheet and save that as XLSX',
      )
    if (under('ppt/'))
      throw new ExtractError(
        name,
        'format',
        'this is a presentation: copy its table into a sheet and save that as XLSX',
      )
    if (under('xl/')) return { what: 'xlsx' }
  }
  if (members[0]?.name === 'mimetype' && has('content.xml')) {
    const [type] = [await bytesOf(name, blob.slice(30, 30 + 128))]
    const sheet = new TextDecoder('latin1').decode(type).includes('opendocument.spreadsheet')
    throw refuse(sheet ? 'an OpenDocument sheet (.ods)' : 'an OpenDocument file')
  }
  if (has('index/document.iwa')) throw refuse('a Numbers document')
  return { what: 'zip', members }
}

/** Old Office files: the streams inside have UTF-16 names, which tell what they are. */
async function ofOle(name: string, blob: Blob): Promise<ExtractError> {
  const bytes = await bytesOf(name, blob.slice(0, 16 * 1024 * 1024))
  const wide = (text: string) => Uint8Array.from([...text].flatMap(character => [character.charCodeAt(0), 0]))
  const holds = (text: string) => includes(bytes, wide(text))
  if (holds('EncryptedPackage')) {
    const detail =
      'the workbook is protected by a password: open it, remove the password (File, Info, Protect) and save it again as XLSX'
    return new ExtractError(name, 'encrypted', detail)
  }
  if (holds('WordDocument')) {
    return new ExtractError(
      name,
      'format',
      'this is an old Word document (.doc): copy its table into a sheet and save that as XLSX',
    )
  }
  const wps = /\.et$/i.test(name) ? 'a WPS sheet (.et)' : 'an old Excel workbook (.xls)'
  const what = holds('Workbook') || holds('Book') || /\.(xls|et)$/i.test(name) ? wps : 'an old Office file'
  return new ExtractError(name, 'format', `this is ${what}: ${asXlsx}`)
}

function ofMarkup(name: string, text: string): ExtractError {
  if (/urn:schemas-microsoft-com:office:spreadsheet/.test(text)) {
    return new ExtractError(name, 'format', `this is an XML sheet of 2003: ${asXlsx}`)
  }
  const isPage = /<(!doctype html|html|head|body|table|meta|div|style)/i.test(text)
  const what = isPage ? 'a web page (HTML), as some systems export with the ending .xls' : 'an XML file'
  return new ExtractError(name, 'format', `this is ${what}: ${asXlsx}`)
}

async function ofJson(name: string, blob: Blob): Promise<Recognised> {
  if (blob.size > jsonBytes)
    throw new ExtractError(
      name,
      'too-large',
      'this JSON file is too large for regions, a profile or results of a round',
    )
  const bytes = await bytesOf(name, blob)
  let text: string
  let value: unknown
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    value = JSON.parse(text)
  } catch {
    // `[note] first line of a CSV`
    if (/^\s*\[/.test(textStart(bytes)) && /\.(csv|tsv|txt)$/i.test(name)) return { what: 'csv' }
    throw new ExtractError(
      name,
      'format',
      'this begins like JSON, but is none: it is damaged, or cut off; save the table as CSV or XLSX',
    )
  }
  const { type, format } = (value ?? {}) as { readonly type?: unknown; readonly format?: unknown }
  if (format === 'smart-supervision profile') return { what: 'profile', text }
  if (format === resultsFormat) return { what: 'results', csv: resultsCsv(name, value) }
  if (type === 'FeatureCollection') return { what: 'regions', text }
  throw new ExtractError(
    name,
    'format',
    'this is JSON, but neither regions (a GeoJSON FeatureCollection), nor a mapping profile, nor results of a round; save the table as CSV or XLSX',
  )
}

/** The beginning as text, whatever its width. */
function textStart(head: Uint8Array): string {
  const [a, b] = head
  const label = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8'
  return new TextDecoder(label).decode(head.subarray(0, headBytes))
}

/** Control characters that no text has, NUL aside: it occurs in text, and in all of UTF-16. */
function isBinary(head: Uint8Array): boolean {
  const controls = head.filter(
    byte => byte < 32 && byte > 0 && !(byte >= 8 && byte <= 13) && byte !== 27 && byte !== 26,
  )
  // UTF-16 of plain letters is zeros by half.
  const zeros = head.filter(byte => byte === 0).length
  return controls.length > head.length / 50 + 1 || zeros > head.length * 0.6
}

function includes(bytes: Uint8Array, part: Uint8Array): boolean {
  for (let at = bytes.indexOf(part[0]!); at >= 0; at = bytes.indexOf(part[0]!, at + 1)) {
    if (part.every((byte, i) => bytes[at + i] === byte)) return true
  }
  return false
}

const hex = (head: Uint8Array): string =>
  [...head.subarray(0, 4)].map(byte => byte.toString(16).padStart(2, '0')).join(' ')
