import { strFromU8, unzipSync } from 'fflate'
import { readSheet } from 'read-excel-file/node'
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import type { ExportColumn, ExportRow } from '../../src/ui/exportTable'
import { XlsxWriter } from '../../src/ui/xlsxFile'
import { sheetName } from '../../src/ui/xlsxParts'
import { sweep } from '../sweep'

const words = { about: '说明', rows: 'Rows', replaced: 'Replaced', cut: 'Cut' }
const column = (key: string, kind: ExportColumn['kind'] = 'text'): ExportColumn => ({ key, label: key, kind })

async function written(
  columns: readonly ExportColumn[],
  rows: readonly ExportRow[],
  title = 'Rows',
  sheetRows?: number,
) {
  const writer = new XlsxWriter({ title, columns, about: [['Filters', 'A & B <2024>']], words }, sheetRows)
  writer.add(rows)
  return Buffer.from(await (await writer.finish()).arrayBuffer())
}

interface Cell {
  readonly type: string
  readonly style: string
  text: string
}

/** Rows of cells of one part, by a strict parser of XML; formulas are told apart. */
function cellsOf(file: Uint8Array, sheet: number): Cell[][] {
  const rows: Cell[][] = []
  const parser = new SaxesParser()
  parser.on('error', error => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    if (name === 'row') rows.push([])
    if (name === 'c') {
      const at = attributes.r?.charCodeAt(0) ?? 0
      const row = rows.at(-1) ?? []
      while (row.length < at - 65) row.push({ type: 'n', style: '0', text: '' })
      row.push({ type: attributes.t ?? 'n', style: attributes.s ?? '0', text: '' })
    }
    if (name === 'f') throw new Error('a formula')
  })
  parser.on('text', text => {
    const cell = rows.at(-1)?.at(-1)
    if (cell) cell.text += text
  })
  parser.write(strFromU8(unzipSync(file)[`xl/worksheets/sheet${sheet}.xml`] ?? new Uint8Array())).close()
  return rows
}
const decoded = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

describe('an XLSX file', () => {
  it('holds texts as text, numbers as numbers, days as days', async () => {
    const columns = [
      column('code'),
      column('n', 'number'),
      column('day', 'day'),
      column('time', 'time'),
      column('b', 'boolean'),
    ]
    const file = await written(columns, [
      { code: '0012', n: 1.5, day: '2024-02-29', time: '2024-01-02T03:04:05', b: true },
      { code: '=1+1', n: Number.NaN, day: null, time: '2024-01-02', b: false },
      { code: '91110000000000000X', n: -3, day: '1899-01-01', time: null, b: null },
    ])
    const [head, first, second, third] = cellsOf(file, 1)
    expect(head?.map(cell => cell.text)).toEqual(['code', 'n', 'day', 'time', 'b'])
    expect(first?.map(cell => [cell.type, cell.text])).toEqual([
      ['inlineStr', '0012'],
      ['n', '1.5'],
      ['n', '45351'],
      ['n', String(45293 + (3 * 3600 + 4 * 60 + 5) / 86400)],
      ['b', '1'],
    ])
    expect(second?.map(cell => [cell.type, cell.text])).toEqual([
      ['inlineStr', '=1+1'],
      ['n', ''],
      ['n', ''],
      ['inlineStr', '2024-01-02'],
      ['b', '0'],
    ])
    // Before March 1900 spreadsheets count wrong.
    expect(third?.[2]).toMatchObject({ type: 'inlineStr', text: '1899-01-01' })

    const read = await readSheet(file)
    expect(read[1]?.slice(0, 3)).toEqual(['0012', 1.5, new Date('2024-02-29T00:00:00Z')])
    expect(read[2]?.[0]).toBe('=1+1')
    expect(read[1]?.[4]).toBe(true)
  })

  it('tells about the export on its last sheet, and what it could not hold', async () => {
    const long = '长'.repeat(40_000)
    const file = await written([column('a')], [{ a: 'x\u0000y\uD800' }, { a: long }])
    const about = cellsOf(file, 2).map(row => row.map(cell => cell.text))
    expect(about).toEqual([
      ['Filters', 'A & B <2024>'],
      ['Rows', '2'],
      ['Replaced', '2'],
      ['Cut', '1'],
    ])
    const rows = cellsOf(file, 1)
    expect(rows[1]?.[0]?.text).toBe('x\uFFFDy\uFFFD')
    expect(rows[2]?.[0]?.text.length).toBe(32_767)
    expect(strFromU8(unzipSync(file)['xl/workbook.xml']!)).toContain('name="说明"')
  })

  it('goes on in another sheet', async () => {
    const rows = Array.from({ length: 7 }, (_, n) => ({ n }))
    const file = await written([column('n', 'number')], rows, 'a/b', 3)
    const names = [...strFromU8(unzipSync(file)['xl/workbook.xml']!).matchAll(/ name="([^"]+)"/g)].map(m => m[1])
    expect(names).toEqual(['a b', 'a b (2)', 'a b (3)', '说明'])
    expect(
      [1, 2, 3].flatMap(n =>
        cellsOf(file, n)
          .slice(1)
          .map(row => Number(row[0]?.text)),
      ),
    ).toEqual([0, 1, 2, 3, 4, 5, 6])
  })

  it('may hold no row, but not more columns than a sheet', async () => {
    expect(await readSheet(await written([column('a')], []))).toEqual([['a']])
    const many = Array.from({ length: 16_385 }, (_, i) => column(`c${i}`))
    await expect(written(many, [])).rejects.toThrow('16385 columns')
  })

  it('gives every text back', async () => {
    const pieces = [
      '<b>',
      '&amp;',
      '"',
      "'",
      '=',
      '+',
      '\t',
      '\n',
      '\r',
      '_x0041_',
      '_',
      '中',
      '😀',
      ' ',
      ']]>',
      '\u00A0',
    ]
    let seed = 7
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
      return seed % below
    }
    const texts = Array.from({ length: sweep(3000) }, () =>
      Array.from({ length: 1 + random(6) }, () => pieces[random(pieces.length)]).join(''),
    )
    const cells = cellsOf(
      await written(
        [column('a')],
        texts.map(a => ({ a })),
      ),
      1,
    )
    expect(cells.slice(1).map(row => decoded(row[0]?.text ?? ''))).toEqual(texts)
  })
})

it('names sheets as spreadsheets take it', () => {
  expect(sheetName("'[a]:*?/\\b'", [])).toBe('a b')
  expect(sheetName('', [])).toBe('Sheet')
  expect(sheetName('History', [])).toBe('History_')
  expect(sheetName('投诉'.repeat(40), []).length).toBe(31)
  expect(sheetName('A', ['a', 'a (2)'])).toBe('A (3)')
})
