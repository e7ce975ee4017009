import { describe, expect, it } from 'vitest'
import writeExcelFile from 'write-excel-file/node'
import type { ReadNote } from '../../../src/extracts/intake/intake'
import { openWorkbook, sheetRows } from '../../../src/extracts/intake/xlsx'
import { numberCell, sheetData, textCell, type XlsxParts, xlsxFile } from '../../fixtures/xlsxFiles'

async function rowsOf(file: Blob, sheet = 0, notes: ReadNote[] = []): Promise<(string | null)[][]> {
  const rows: (string | null)[][] = []
  for await (const chunk of sheetRows('book.xlsx', file, sheet, notes)) rows.push(...chunk)
  return rows
}
const read = (sheet: string, more: Partial<XlsxParts> = {}, notes: ReadNote[] = []) =>
  rowsOf(xlsxFile({ sheets: { S: sheet }, ...more }), 0, notes)

describe('the sheets of a workbook', () => {
  it('are listed in the order of their tabs, hidden ones as hidden', async () => {
    const [a, b] = [sheetData(textCell('A1', 'a')), sheetData(textCell('A1', 'b'))]
    const sheets = { 许可: a, 'A & B': b, 代码: sheetData(), 旧: sheetData() }
    const file = xlsxFile({ sheets, hidden: ['代码'], veryHidden: ['旧'] })
    expect(await openWorkbook('book.xlsx', file)).toEqual({
      sheets: [
        { name: '许可', hidden: false },
        { name: 'A & B', hidden: false },
        { name: '代码', hidden: true },
        { name: '旧', hidden: true },
      ],
      notes: [],
    })
    expect(await rowsOf(file, 1)).toEqual([['b']])
    await expect(rowsOf(file, 4)).rejects.toMatchObject({ name: 'ExtractError', kind: 'missing' })
  })

  it('tell of macros', async () => {
    const file = xlsxFile({ sheets: { S: sheetData() }, more: { 'xl/vbaProject.bin': new Uint8Array(9) } })
    const { notes } = await openWorkbook('book.xlsm', file)
    expect(notes).toEqual([{ kind: 'macros', column: null, count: 1, examples: ['xl/vbaProject.bin'] }])
  })

  const cells = sheetData('<c r="A1" t="s"><v>0</v></c>', numberCell('A2', 45293, 1))
  it.each([
    ['the strict namespace', { strict: true }],
    ['targets from the root', { absolute: true }],
    ['prefixed elements', { prefix: 'x' }],
  ] as [string, Partial<XlsxParts>][])('are read with %s', async (_, how) => {
    const x = (text: string) => (how.prefix ? text.replace(/<(\/?)(?=\w)/g, '<$1x:') : text)
    const strings = x('<si><t>日期</t></si>')
    expect(await read(x(cells), { ...how, strings, formats: [0, 14] })).toEqual([['日期'], ['2024-01-02']])
  })
})

describe('cells', () => {
  it('of text stay as they are', async () => {
    const strings =
      '<si><t>007</t></si><si><t>110101199003070011</t></si><si><r><t>红</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 字</t></r>' +
      '<rPh sb="0" eb="1"><t>hóng</t></rPh></si><si><t>a_x000D_&#10;b_x005F_x000D_</t></si>' +
      '<si><t xml:space="preserve"> in </t></si><si><t> out\n </t></si><si><t/></si><si><t>𠮷&lt;&amp;</t></si>'
    const row = [0, 1, 2, 3, 4, 5, 6, 7].map((i, c) => `<c r="${'ABCDEFGH'[c]}1" t="s"><v>${i}</v></c>`).join('')
    expect(await read(sheetData(row), { strings })).toEqual([
      ['007', '110101199003070011', '红 字', 'a\r\nb_x000D_', ' in ', 'out', null, '𠮷<&'],
    ])
  })

  it('of numbers have all digits and no exponent', async () => {
    const values: [string, string][] = [
      ['5', '5'],
      ['1.0', '1'],
      ['-0', '0'],
      ['0.1', '0.1'],
      ['3.5000000000000001E-2', '0.035'],
      ['1E-7', '0.0000001'],
      ['-1.25E-9', '-0.00000000125'],
      ['1.1010119900307E+17', '110101199003070000'],
      ['1.5E+21', '1500000000000000000000'],
      ['91110105000000349012', '91110105000000349012'],
      ['0.30000000000000004', '0.30000000000000004'],
      ['abc', 'abc'],
    ]
    const rows = await read(sheetData(...values.map(([value], i) => numberCell(`A${i + 1}`, value))))
    expect(rows.map(row => row[0])).toEqual(values.map(([, text]) => text))
  })

  it('with a format of zeros are codes, with another one quantities', async () => {
    const formats = [0, '000000', '000\\-00\\-0000', '"GB"0000', '0%', '#,##0.00', '0.00E+00', '0"件"', '00"天"', '@']
    const row = formats.map((_, i) => numberCell(`${'ABCDEFGHIJ'[i]}1`, i === 4 ? 0.25 : 1234, i)).join('')
    const second = numberCell('B2', 12345678, 1) + numberCell('C2', 78051120, 2) + numberCell('D2', 7.5, 1)
    expect(await read(sheetData(row, second), { formats })).toEqual([
      ['1234', '001234', '000-00-1234', 'GB1234', '0.25', '1234', '1234', '1234', '1234', '1234'],
      [null, '12345678', '078-05-1120', '7.5'],
    ])
  })

  it('may be missing, or not say where they are', async () => {
    const rows =
      '<sheetData><row><c><v>1</v></c><c/><c><v>2</v></c></row><row r="4"><c r="C4"><v>3</v></c><c><v>4</v></c></row>'
    const blank = '<row r="1048576"><c r="A1048576" s="3"/></row></sheetData>'
    expect(await read(rows + blank)).toEqual([['1', null, '2'], [], [], [null, null, '3', '4']])
  })

  it('of formulas give what was worked out; what was not, and errors, are told', async () => {
    const notes: ReadNote[] = []
    const row =
      '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>A1&amp;"x"</f><v>2x</v></c><c r="C1"><f>NOW()</f></c>' +
      '<c r="D1" t="b"><v>1</v></c><c r="E1" t="b"><v>0</v></c><c r="F1" t="e"><v>#N/A</v></c><c r="G1" t="str"><f>""</f><v></v></c><c r="H1"><v>9</v></c>'
    expect(await read(sheetData(row), {}, notes)).toEqual([['2', '2x', null, 'true', 'false', null, null, '9']])
    expect(notes).toEqual([
      { kind: 'formulas', column: null, count: 4, examples: ['A1', 'B1', 'C1', 'G1'] },
      { kind: 'empty_formulas', column: null, count: 1, examples: ['C1'] },
      { kind: 'error_cells', column: null, count: 1, examples: ['F1: #N/A'] },
    ])
  })

  it('that are merged are repeated to the right in the first rows, as far as there are cells', async () => {
    const rows = sheetData(
      textCell('A1', 'Title'),
      textCell('A2', '企业') + textCell('D2', '检查'),
      textCell('A3', '名称') + textCell('B3', '代码') + textCell('D3', '日期') + textCell('E3', '结果'),
      ...Array.from({ length: 20 }, (_, i) => textCell(`A${i + 4}`, 'v')),
    )
    const merges =
      '<mergeCells count="4"><mergeCell ref="A1:XFD1"/><mergeCell ref="A2:B2"/><mergeCell ref="D2:E3"/><mergeCell ref="A22:C22"/></mergeCells>'
    const found = await read(rows + merges)
    expect(found.slice(0, 3)).toEqual([
      ['Title', 'Title', 'Title', 'Title', 'Title'],
      ['企业', '企业', null, '检查', '检查'],
      ['名称', '代码', null, '日期', '结果'],
    ])
    expect(found[21]).toEqual(['v'])
  })

  it('may hold megabytes', async () => {
    const long = '长'.repeat(4_000_000)
    expect((await read(sheetData(textCell('A1', long))))[0]?.[0]).toHaveLength(4_000_000)
  })
})

describe('a workbook that another program wrote', () => {
  it('is read', async () => {
    const data = [
      ['编号', '名称', '数', '日期', '是'],
      [
        { value: '001', type: String },
        ' <店> & "厂" ',
        { value: 12.5, type: Number },
        { value: new Date(Date.UTC(2024, 1, 29)), type: Date, format: 'yyyy-mm-dd' },
        { value: true, type: Boolean },
      ],
      [null, '末', { value: 7, type: Number, format: '0000' }, null, { value: false, type: Boolean }],
    ]
    const file = new Blob([new Uint8Array(await writeExcelFile(data as never, { sheet: '台账' } as never).toBuffer())])
    expect((await openWorkbook('w.xlsx', file)).sheets).toEqual([{ name: '台账', hidden: false }])
    expect(await rowsOf(file)).toEqual([
      ['编号', '名称', '数', '日期', '是'],
      ['001', ' <店> & "厂" ', '12.5', '2024-02-29', 'true'],
      [null, '末', '0007', null, 'false'],
    ])
  })
})

it('counts the packed bytes that it has read, up to all of them', async () => {
  const rows = Array.from({ length: 9000 }, (_, i) => numberCell(`A${i + 1}`, Math.sin(i)))
  const seen: [number, number][] = []
  let chunks = 0
  const file = xlsxFile({ sheets: { S: sheetData(...rows) }, strings: '<si><t>a</t></si>' })
  const onBytes = (done: number, total: number) => seen.push([done, total])
  for await (const chunk of sheetRows('b.xlsx', file, 0, [], { onBytes })) {
    chunks++
    expect(chunk.length).toBeGreaterThan(0)
  }
  expect(chunks).toBeGreaterThan(1)
  expect(seen.every(([done], i) => done >= (seen[i - 1]?.[0] ?? 0))).toBe(true)
  expect(seen.at(-1)?.[0]).toBe(seen.at(-1)?.[1])
})

describe('reading a sheet', () => {
  const rows = Array.from({ length: 40_000 }, (_, i) => numberCell(`A${i + 1}`, Math.sin(i)))
  const strings = Array.from({ length: 40_000 }, (_, i) => `<si><t>${Math.cos(i)}</t></si>`).join('')
  const file = xlsxFile({ sheets: { S: sheetData(...rows) }, strings })

  it('gives the first rows before it has unpacked the last', async () => {
    let seen = { done: 0, total: 0 }
    const onBytes = (done: number, total: number): void => {
      seen = { done, total }
    }
    const chunks = sheetRows('b.xlsx', file, 0, [], { onBytes })
    expect((await chunks.next()).value).not.toEqual([])
    expect(seen.done).toBeLessThan(seen.total)
    await chunks.return(undefined)
  })

  it('stops in the midst of the texts, and of the rows, when it is cancelled', async () => {
    for (const part of [0.1, 0.7]) {
      const stop = new AbortController()
      let share = 0
      const onBytes = (done: number, total: number): void => {
        share = done / total
        if (share > part) stop.abort()
      }
      const readAll = async () => {
        for await (const chunk of sheetRows('b.xlsx', file, 0, [], { onBytes, signal: stop.signal })) void chunk
      }
      await expect(readAll()).rejects.toMatchObject({ name: 'AbortError' })
      expect(share).toBeLessThan(part + 0.25)
    }
  })
})
