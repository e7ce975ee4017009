import { strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { openIntake } from '../../../src/extracts/intake/intakeNode'
import { column } from '../../fixtures/cityFiles'
import { fileOf, keptRows, namesOf, notesOf, readOne } from '../../fixtures/intake'
import { plainInt32, rawParquet } from '../../fixtures/parquetBytes'
import { arrowParquet } from '../../fixtures/parquetFiles'
import { numberCell, sheetData, textCell, xlsxBytes } from '../../fixtures/xlsxFiles'

const bytesOf = async (blob: Blob): Promise<Uint8Array> => new Uint8Array(await blob.arrayBuffer())
const parquet = (rows: number) =>
  bytesOf(
    arrowParquet([
      [
        'id',
        column(
          'text',
          Array.from({ length: rows }, (_, i) => `P${i}`),
        ),
      ],
    ]),
  )
const table = (name: string, ...ids: string[]): string =>
  sheetData(textCell('A1', name), ...ids.map((id, i) => textCell(`A${i + 2}`, id)))

describe('a workbook that is dropped', () => {
  it('gives a table for each sheet; hidden ones say so', async () => {
    const intake = openIntake()
    const book = xlsxBytes({ sheets: { 许可: table('编号', 'a'), 代码: table('码', 'x', 'y') }, hidden: ['代码'] })
    const { tables, faults } = await intake.open([fileOf('台账.xlsx', book)])
    expect(faults).toEqual([])
    expect(tables.map(({ path, hidden }) => [path, hidden])).toEqual([
      [['台账.xlsx', '许可'], undefined],
      [['台账.xlsx', '代码'], true],
    ])
    const read = await intake.read(tables[1]!.id)
    expect(await keptRows(read)).toEqual([['x'], ['y']])
    expect(notesOf(read, 'hidden_sheet')).toHaveLength(1)
    expect(notesOf(await intake.read(tables[0]!.id), 'hidden_sheet')).toEqual([])
  })

  it('is found and read whatever the case and the slashes of its parts', async () => {
    const parts = unzipSync(xlsxBytes({ sheets: { S: table('编号', 'a') }, strings: '<si><t>x</t></si>' }))
    const renamed = Object.entries(parts).map(([path, bytes]) => [path.toUpperCase().replaceAll('/', '\\'), bytes])
    const read = await readOne('a.xlsx', zipSync(Object.fromEntries(renamed)))
    expect([read.format, await keptRows(read)]).toEqual(['xlsx', [['a']]])
    const binary = zipSync({ '/[CONTENT_TYPES].xml': strToU8(''), 'XL\\Workbook.bin': strToU8('') })
    await expect(readOne('a.xlsb', binary)).rejects.toThrow('a binary workbook (.xlsb)')
  })

  it('has the results of formulas, runs no macro, and says both', async () => {
    const rows = sheetData(
      textCell('A1', '编号') + textCell('B1', '结果'),
      '<c r="A2" t="str"><f>"N"&amp;1</f><v>N1</v></c><c r="B2"><f>1+1</f><v>2</v></c>',
      `${textCell('A3', 'N2')}<c r="B3"><f>NOW()</f></c>`,
      `${textCell('A4', 'N3')}<c r="B4" t="e"><v>#REF!</v></c>`,
    )
    const more = { 'xl/vbaProject.bin': new Uint8Array([1, 2, 3]) }
    const intake = openIntake()
    const { tables } = await intake.open([fileOf('m.xlsm', xlsxBytes({ sheets: { S: rows }, more }))])
    const read = await intake.read(tables[0]!.id)
    expect(await keptRows(read)).toEqual([
      ['N1', '2'],
      ['N2', null],
      ['N3', null],
    ])
    expect(read.notes.map(({ kind, count, examples }) => [kind, count, examples[0]])).toEqual(
      expect.arrayContaining([
        ['macros', 1, expect.anything()],
        ['formulas', 3, 'A2'],
        ['empty_formulas', 1, 'B3'],
        ['error_cells', 1, 'B4: #REF!'],
      ]),
    )
  })

  it('may have a header of two merged lines', async () => {
    const cells = sheetData(
      textCell('A1', '企业') + textCell('C1', '检查'),
      textCell('A2', '名称') + textCell('B2', '代码') + textCell('C2', '日期') + textCell('D2', '结果'),
      textCell('A3', '甲') + textCell('B3', '001') + numberCell('C3', 45352, 1) + textCell('D3', '合格'),
      textCell('A4', '乙') + textCell('B4', '002') + numberCell('C4', 45353, 1) + textCell('D4', '不合格'),
    )
    const merges = '<mergeCells count="2"><mergeCell ref="A1:B1"/><mergeCell ref="C1:D1"/></mergeCells>'
    const intake = openIntake()
    const book = xlsxBytes({ sheets: { S: cells + merges }, formats: ['General', 'yyyy-mm-dd'] })
    const { tables } = await intake.open([fileOf('a.xlsx', book)])
    const read = await intake.read(tables[0]!.id)
    expect(namesOf(read)).toEqual(['企业/名称', '企业/代码', '检查/日期', '检查/结果'])
    expect(await keptRows(read)).toEqual([
      ['甲', '001', '2024-03-01', '合格'],
      ['乙', '002', '2024-03-02', '不合格'],
    ])
    expect(notesOf(read, 'joined_header')).toHaveLength(1)
  })

  it('may have a title over all columns above its header, of one line or two', async () => {
    const title = textCell('A1', '检查台账（2024 年）')
    const over =
      '<mergeCells count="3"><mergeCell ref="A1:D1"/><mergeCell ref="A2:B2"/><mergeCell ref="C2:D2"/></mergeCells>'
    const names = (row: number) =>
      ['名称', '代码', '日期', '结果'].map((name, i) => textCell(`${'ABCD'[i]}${row}`, name)).join('')
    const data = (row: number) =>
      ['甲', '001', '2024-03-01', '合格'].map((text, i) => textCell(`${'ABCD'[i]}${row}`, text)).join('')
    const two = sheetData(title, textCell('A2', '企业') + textCell('C2', '检查'), names(3), data(4), data(5))
    const one = sheetData(title, names(2), data(3), data(4))
    const intake = openIntake()
    const sheets = { 二: two + over, 一: `${one}<mergeCells count="1"><mergeCell ref="A1:D1"/></mergeCells>` }
    const { tables } = await intake.open([fileOf('a.xlsx', xlsxBytes({ sheets }))])
    const [second, first] = [await intake.read(tables[0]!.id), await intake.read(tables[1]!.id)]
    expect([second.header, namesOf(second)]).toEqual([
      [2, 3],
      ['企业/名称', '企业/代码', '检查/日期', '检查/结果'],
    ])
    expect([first.header, namesOf(first)]).toEqual([[2], ['名称', '代码', '日期', '结果']])
    expect([second.rows, first.rows]).toEqual([2, 2])
  })

  it('without rows in a sheet names the sheet, and the others are read', async () => {
    const intake = openIntake()
    const book = xlsxBytes({ sheets: { 空: '<sheetData/>', 满: table('编号', 'a') } })
    const { tables } = await intake.open([fileOf('a.xlsx', book)])
    await expect(intake.read(tables[0]!.id)).rejects.toMatchObject({
      kind: 'empty',
      message: expect.stringContaining('a.xlsx/空'),
    })
    expect((await intake.read(tables[1]!.id)).rows).toBe(1)
  })
})

describe('a ZIP of several formats', () => {
  it('gives the tables of all of them, and names what it cannot read', async () => {
    const zip = zipSync({
      '一/a.csv': strToU8('id\n1\n2\n'),
      'b.xlsx': xlsxBytes({ sheets: { S: table('id', 'x'), T: table('id', 'y', 'z') } }),
      'c.parquet': await parquet(4),
      'd.xls': new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(600)]),
      'e.parquet': (await parquet(4)).slice(0, 100),
    })
    const intake = openIntake()
    const { tables, faults } = await intake.open([fileOf('all.zip', zip)])
    const rows: [string, number | string][] = []
    for (const { id, path } of tables) {
      const read = await intake.read(id).catch(error => error)
      rows.push([path.slice(1).join('/'), read.rows ?? read.message])
    }
    expect(rows).toEqual([
      ['一/a.csv', 2],
      ['b.xlsx/S', 1],
      ['b.xlsx/T', 2],
      ['c.parquet', 4],
      ['e.parquet', expect.stringMatching(/^all\.zip\/e\.parquet: the file ends too early/)],
    ])
    expect(faults).toMatchObject([
      { path: ['all.zip', 'd.xls'], message: expect.stringMatching(/^all\.zip\/d\.xls: .*xlsx/) },
    ])
  })
})

describe('a footer that lies', () => {
  it.each([
    ['a billion rows', { rows: 1_000_000_000n, groupRows: 1_000_000_000n }, 'too-large'],
    ['a row group of gigabytes', { uncompressed: 3_300_000_000n }, 'too-large'],
  ])('about %s is refused before anything is unpacked', async (_, lies, kind) => {
    const bytes = rawParquet([{ name: 'n', type: 'INT32', groups: [plainInt32([1, 2, 3])] }], lies)
    const intake = openIntake()
    const started = performance.now()
    const { tables, faults } = await intake.open([fileOf('p.parquet', bytes)])
    const fault = faults[0] ?? (await intake.read(tables[0]!.id).catch(error => error))
    expect(fault).toMatchObject({ kind, message: expect.stringMatching(/^p\.parquet: /) })
    expect(performance.now() - started).toBeLessThan(5000)
  })
})
