import { strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { Rng } from '../../../data/rng'
import { openWorkbook, sheetRows } from '../../../src/extracts/intake/xlsx'
import { ExtractError } from '../../../src/extracts/source'
import { numberCell, sheetData, textCell, type XlsxParts, xlsxBytes, xlsxFile } from '../../fixtures/xlsxFiles'
import { sweep } from '../../sweep'

async function readAll(file: Blob): Promise<number> {
  const book = await openWorkbook('book.xlsx', file)
  let rows = 0
  for (let sheet = 0; sheet < book.sheets.length; sheet++) {
    for await (const chunk of sheetRows('book.xlsx', file, sheet, [])) rows += chunk.length
  }
  return rows
}
const blob = (bytes: Uint8Array) => new Blob([new Uint8Array(bytes)])
const fault = async (file: Blob): Promise<ExtractError> => {
  const error = await readAll(file).then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(ExtractError)
  return error as ExtractError
}
const sheet = (text: string, more: Partial<XlsxParts> = {}) => xlsxFile({ sheets: { S: text }, ...more })

/** Overwrites `size` in the list of parts (and not in the part itself) for the member whose name ends so. */
function lie(bytes: Uint8Array, path: string, size: number): Uint8Array {
  const text = new TextDecoder('latin1').decode(bytes)
  const at = text.lastIndexOf(path)
  const start = text.lastIndexOf('PK\x01\x02', at)
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(start + 24, size, true)
  return bytes
}

describe('what is no workbook is named', () => {
  const ole = (inside: string) =>
    blob(
      Uint8Array.from([
        0xd0,
        0xcf,
        0x11,
        0xe0,
        0xa1,
        0xb1,
        0x1a,
        0xe1,
        ...new Array(900).fill(0),
        ...[...inside].flatMap(c => [c.charCodeAt(0), 0]),
      ]),
    )
  it.each<[string, Blob, string, RegExp]>([
    ['an empty file', blob(new Uint8Array()), 'empty', /no bytes/],
    ['a text', blob(strToU8('a,b\n1,2\n')), 'decode', /no XLSX workbook/],
    ['an encrypted workbook', ole('EncryptedPackage'), 'encrypted', /password.*save it again/],
    ['an old workbook', ole('Workbook'), 'decode', /save it as XLSX/],
    ['a ZIP of something else', blob(zipSync({ 'a.txt': strToU8('a') })), 'decode', /xl\/workbook\.xml is missing/],
    ['an OpenDocument file', blob(zipSync({ 'content.xml': strToU8('<a/>') })), 'decode', /OpenDocument/],
    ['a binary workbook', blob(zipSync({ 'xl/workbook.bin': strToU8('a') })), 'decode', /XLSB/],
    ['half a workbook', sheet(sheetData(textCell('A1', 'x'))).slice(0, 600), 'truncated', /ends too early/],
    ['a workbook without sheets', xlsxFile({ sheets: {} }), 'empty', /no sheet/],
  ])('%s', async (_, file, kind, message) => {
    const error = await fault(file)
    expect(error.kind).toBe(kind)
    expect(error.message).toMatch(message)
    expect(error.message.startsWith('book.xlsx: ')).toBe(true)
  })
})

describe('a sheet that cannot be is named', () => {
  const entities = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>`
  it.each<[string, string, string, RegExp]>([
    ['entities', entities, 'decode', /document type/],
    ['too many rows', '<sheetData><row r="1048577"><c><v>1</v></c></row></sheetData>', 'too-large', /row 1048577/],
    [
      'too many columns',
      '<sheetData><row r="1"><c r="XFE1"><v>1</v></c></row></sheetData>',
      'too-large',
      /16384 columns/,
    ],
    ['rows that go back', '<sheetData><row r="2"/><row r="2"/></sheetData>', 'decode', /row "2" follows row 2/],
    ['a text that is missing', sheetData('<c r="A1" t="s"><v>7</v></c>'), 'decode', /cell A1 names a text 7/],
    ['tags that do not close', '<sheetData><row></sheetData>', 'decode', /no valid XML/],
    ['another root', '<?xml version="1.0"?><html/>', 'decode', /no worksheet/],
  ])('%s', async (_, text, kind, message) => {
    const error = await fault(sheet(text))
    expect(error.kind).toBe(kind)
    expect(error.message).toMatch(message)
  })

  it('a cell beyond all measure', async () => {
    const error = await fault(sheet(sheetData(`<c r="A1" t="str"><v>${'x'.repeat(40 * 1024 * 1024)}</v></c>`)))
    expect(error.kind).toBe('too-large')
  })

  it('a workbook without styles and strings is none of them', async () => {
    expect(await readAll(sheet(sheetData(numberCell('A1', 1, 5))))).toBe(1)
  })
})

describe('a bomb is refused', () => {
  const zeros = new Uint8Array(80 * 1024 * 1024).fill(32)
  it('by what it states', async () => {
    const error = await fault(sheet(sheetData(), { more: { 'xl/worksheets/sheet1.xml': zeros } }))
    expect(error.kind).toBe('too-large')
    expect(error.message).toMatch(/sheet1\.xml unpacks from/)
  })
  it('by what comes out when it lies', async () => {
    const bytes = lie(
      xlsxBytes({ sheets: { S: sheetData() }, more: { 'xl/worksheets/sheet1.xml': zeros } }),
      'xl/worksheets/sheet1.xml',
      1000,
    )
    const error = await fault(blob(bytes))
    expect(error.kind).toBe('too-large')
    expect(error.message).toMatch(/more than the 1000 bytes/)
  })
  it('in the texts', async () => {
    const file = sheet(sheetData('<c r="A1" t="s"><v>0</v></c>'), {
      strings: '',
      more: { 'xl/sharedStrings.xml': zeros },
    })
    expect((await fault(file)).kind).toBe('too-large')
  })
})

it('a digit that has changed on the way is seen by the checksum', async () => {
  const packed = unzipSync(xlsxBytes({ sheets: { S: sheetData(numberCell('A1', 45293)) } }))
  const stored = zipSync(packed, { level: 0 })
  expect(await readAll(blob(stored))).toBe(1)
  const at = new TextDecoder('latin1').decode(stored).indexOf('45293')
  stored[at] = 57
  const error = await fault(blob(stored))
  expect(error.message).toMatch(/sheet1\.xml is damaged: its checksum/)
})

it('a flipped byte or a cut ends in rows or in a named error', { timeout: 120_000 }, async () => {
  const rng = new Rng(20240102, 'xlsx-flips')
  const rows = Array.from(
    { length: 200 },
    (_, i) => `<c r="A${i + 1}" t="s"><v>${i % 9}</v></c>${numberCell(`B${i + 1}`, 40000 + i / 7, 1)}`,
  )
  const strings = Array.from({ length: 9 }, (_, i) => `<si><t>文本 ${i}</t></si>`).join('')
  const merges = '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
  const good = xlsxBytes({ sheets: { S: sheetData(...rows) + merges }, strings, formats: [0, 14] })
  expect(await readAll(blob(good))).toBe(200)
  let faults = 0
  const cases = sweep(500)
  for (let i = 0; i < cases; i++) {
    const bytes = good.slice(0, rng.chance(0.3) ? rng.int(good.length) : good.length)
    if (bytes.length === good.length) {
      for (let flips = 1 + rng.int(4); flips > 0; flips--) {
        const at = rng.int(bytes.length)
        bytes[at] = (bytes[at] ?? 0) ^ (1 << rng.int(8))
      }
    }
    const began = performance.now()
    const error: unknown = await readAll(blob(bytes)).then(
      () => null,
      reason => reason,
    )
    expect(performance.now() - began).toBeLessThan(5000)
    if (error === null) continue
    faults++
    expect(error).toBeInstanceOf(ExtractError)
    expect((error as ExtractError).message).toMatch(/^book\.xlsx: /)
  }
  expect(faults).toBeGreaterThan(cases / 3)
})
