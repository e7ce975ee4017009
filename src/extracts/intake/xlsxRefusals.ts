import { ExtractError } from '../source'
import type { Parts } from './xlsxParts'

const zipStart = [0x50, 0x4b, 0x03, 0x04]
const oleStart = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

/** Bytes of an OLE2 file in which the name of an encrypted package is looked for. */
const searched = 64 * 1024 * 1024
const piece = 1024 * 1024

/** Rejects with ExtractError for what does not begin as a workbook, saying what it is and what to do. */
export async function refuseOther(name: string, bytes: Blob): Promise<void> {
  if (bytes.size === 0) throw new ExtractError(name, 'empty', 'is empty: it has no bytes')
  const head = new Uint8Array(await bytes.slice(0, 8).arrayBuffer())
  if (oleStart.every((byte, i) => head[i] === byte)) {
    if (await holds(bytes, 'EncryptedPackage')) {
      const advice = 'open it in Excel or WPS, remove it under File › Info › Protect Workbook, and save it again'
      throw new ExtractError(name, 'encrypted', `is protected by a password: ${advice}`)
    }
    throw new ExtractError(name, 'decode', 'is a workbook of the older XLS format: open it and save it as XLSX')
  }
  if (zipStart.every((byte, i) => head[i] === byte)) return
  const begins = [...head].map(byte => byte.toString(16).padStart(2, '0')).join(' ')
  throw new ExtractError(name, 'decode', `is no XLSX workbook: it begins with the bytes ${begins}`)
}

/** Names in an OLE2 file are UTF-16, little end first. */
async function holds(bytes: Blob, word: string): Promise<boolean> {
  const wanted = [...word].map(letter => `${letter}\0`).join('')
  const latin = new TextDecoder('latin1')
  for (let at = 0; at < Math.min(bytes.size, searched); at += piece) {
    const text = latin.decode(await bytes.slice(at, at + piece + wanted.length).arrayBuffer())
    if (text.includes(wanted)) return true
  }
  return false
}

/** What a ZIP without a readable workbook is, as the rest of a sentence. */
export function isOfficeFile(parts: Parts, path: string): string {
  if (path.endsWith('.bin') || parts.has('xl/workbook.bin')) return 'is a binary workbook (XLSB): save it as XLSX'
  if (parts.has('content.xml')) return 'is an OpenDocument file: open it and save it as XLSX'
  if (parts.has('word/document.xml')) return 'is a text document, not a workbook'
  return 'is no workbook: the part xl/workbook.xml is missing'
}
