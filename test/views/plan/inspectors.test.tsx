import { unzipSync, zipSync } from 'fflate'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { formats, type Language, languages, messagesOf, startI18n, type Texts } from '../../../src/i18n'
import { columnOf, inspectorColumns } from '../../../src/plan/inspectorColumns'
import { pasted } from '../../../src/plan/inspectorPaste'
import { readInspectors } from '../../../src/plan/inspectorRows'
import type { Inspector } from '../../../src/plan/roster'
import { toCsv } from '../../../src/ui/csv'
import { XlsxWriter } from '../../../src/ui/xlsxFile'
import { InspectorDetails } from '../../../src/views/plan/InspectorDetails'
import { InspectorDialog, readAlone } from '../../../src/views/plan/InspectorDialog'
import { InspectorExample } from '../../../src/views/plan/InspectorExample'
import { InspectorProblems } from '../../../src/views/plan/InspectorProblems'
import { InspectorsPart } from '../../../src/views/plan/InspectorsPart'
import { orderOf } from '../../../src/views/plan/InspectorTable'
import { InspectorTake } from '../../../src/views/plan/InspectorTake'
import { faultOf } from '../../../src/views/plan/inspectorFault'
import { fileTables, mostBytes } from '../../../src/views/plan/inspectorFile'
import { byDepartment, downloadOf, headingsOf, placesOf, remarkOf, rowOf } from '../../../src/views/plan/inspectorWords'
import { inspector } from '../../plan/plans'

const regions = [
  { code: '110105', name: 'Chaoyang', names: ['朝阳区', 'Chaoyang'] },
  { code: '110106', name: 'Fengtai', names: ['丰台区', 'Fengtai'] },
]
const industries = ['餐饮服务', 'Retail']
const places = placesOf(regions, industries)
const textsOf = (language: Language): Texts => {
  startI18n(language, true)
  return { t: messagesOf(language), language, formats: formats(language) }
}
const people: readonly Inspector[] = [
  inspector('1', { name: '<b>Li</b>', department: 'MS', regions: ['110105'], industries: ['Retail'] }),
  inspector('2', { name: 'Wang', department: 'Fire', capacity: 0 }),
  inspector('3', { name: 'Zhao', department: 'MS', capacity: 10, interests: [{ kind: 'owner', value: '=1+1' }] }),
]
const nothing = () => undefined
const part = (inspectors: readonly Inspector[], frozen = false, language: Language = 'en'): string => {
  startI18n(language, true)
  return renderToStaticMarkup(<InspectorsPart {...{ inspectors, regions, industries, frozen }} onChange={nothing} />)
}

describe('the part of the inspectors', () => {
  it('says what is needed where there are none, and has three ways in', () => {
    const markup = part([])
    expect(markup).toContain('A draw needs a list of inspectors')
    for (const way of ['Add inspector', 'Paste a table', 'Upload a file']) expect(markup).toContain(`>${way}</button>`)
    expect(markup).not.toContain('Download')
    expect(part([], false, 'zh')).toContain('抽取检查人员需要一份名录')
  })

  it('counts people and visits a day by department', () => {
    const markup = part(people)
    expect(markup).toContain('People: 3 · departments: 2 · visits a day in all: 14')
    expect(markup).toContain('<li>MS: 2, 14 a day</li><li>Fire: 1, 0 a day</li>')
    expect(markup).toContain('Inspectors to look at: 1.')
    expect(byDepartment([])).toEqual([])
  })

  it('can be read and downloaded when it is frozen, and not changed', () => {
    const markup = part(people, true)
    for (const way of ['Add inspector', 'Paste a table', 'Upload a file', 'type="file"'])
      expect(markup).not.toContain(way)
    expect(markup).toContain('Download table')
    expect(markup).toContain('role="grid"')
    expect(part([], true)).toContain('This plan has no inspectors.')
  })
})

describe('a row on screen', () => {
  it('has lists in words, and none at all is all', () => {
    const texts = textsOf('en')
    expect(rowOf(people[0] as Inspector, places, texts)).toMatchObject({ regions: 'Chaoyang', industries: 'Retail' })
    expect(rowOf(people[2] as Inspector, places, texts)).toMatchObject({
      ...{ regions: 'All', industries: 'All', remark: null },
      interests: 'businesses 0, owners 1, addresses 0',
    })
  })

  it('is marked where somebody is never sent, or not everywhere', () => {
    const { t, ...rest } = textsOf('en')
    const remark = (change: Partial<Inspector>) => remarkOf(inspector('1', change), places, { t, ...rest })
    expect(remark({ capacity: 0 })).toBe('No visits a day: is never sent')
    expect(remark({ regions: ['x'] })).toMatch(/^None of the regions/)
    expect(remark({ regions: ['x', '110105', 'y'] })).toBe('Regions that are none of this plan’s: x, y')
    expect(remark({ industries: ['Mines'] })).toMatch(/^No business on the roster/)
    expect(remark({ industries: ['Mines', 'Retail'], regions: ['110105'] })).toBeNull()
  })

  it('is sorted by what a column shows, those without a value last', () => {
    const rows = people.map(each => rowOf(each, places, textsOf('en')))
    expect(orderOf(rows, null)).toEqual([0, 1, 2])
    expect(orderOf(rows, { key: 'capacity', descending: false })).toEqual([1, 0, 2])
    expect(orderOf(rows, { key: 'remark', descending: false })).toEqual([1, 0, 2])
    expect(orderOf(rows, { key: 'remark', descending: true })).toEqual([1, 0, 2])
    expect(orderOf(rows, { key: 'department', descending: false })).toEqual([1, 0, 2])
  })
})

describe('the dialog of one inspector', () => {
  it('has a label for each field, and what is there as text', () => {
    startI18n('en', true)
    const one = people[0] as Inspector
    const markup = renderToStaticMarkup(
      <InspectorDialog
        inspector={{ ...one, regions: ['110105', 'gone'] }}
        {...{ others: [], places, onSave: nothing, onRemove: nothing, onClose: nothing }}
      />,
    )
    const inputs = [...markup.matchAll(/<input[^>]*\bid="([^"]+)"/g)].map(([, id]) => id)
    expect(inputs).toHaveLength(9)
    for (const id of inputs) expect(markup).toContain(`<label for="${id}">`)
    expect(markup).toContain('&lt;b&gt;Li&lt;/b&gt;')
    expect(markup).toContain('gone (none of this plan’s)')
    expect(markup).toContain('Remove “Chaoyang”')
    const details = renderToStaticMarkup(<InspectorDetails inspector={one} places={places} onClose={nothing} />)
    expect(details).toContain('<dd>Chaoyang</dd>')
    expect(details).not.toContain('<input')
  })

  it('saves by the rules of tables', () => {
    const { t } = textsOf('en')
    const alone = (change: Partial<Inspector>, others: readonly Inspector[] = []) =>
      readAlone(inspector('9', change), others, places, t)
    expect(alone({ regions: ['丰台区'], interests: [{ kind: 'owner', value: 'a;b, c' }] }).inspector).toEqual(
      inspector('9', { regions: ['110106'], interests: [{ kind: 'owner', value: 'a;b, c' }] }),
    )
    expect(alone({ industries: ['Mines'] }).inspector?.industries).toEqual(['Mines'])
    const codes = (...given: Parameters<typeof alone>) => {
      const { inspector: saved, problems } = alone(...given)
      return [saved, ...problems.map(({ code }) => code)]
    }
    expect(codes({ regions: ['110105', 'gone'] })).toEqual([null, 'region_unknown'])
    expect(codes({ name: ' ' })).toEqual([null, 'missing'])
    expect(codes({ capacity: Number.NaN })).toEqual([null, 'capacity_wrong'])
    expect(codes({}, [inspector('9')])).toEqual([null, 'id_there'])
  })
})

describe('a table that is taken in', () => {
  const take = (rows: readonly (readonly string[])[], inspectors: readonly Inspector[] = []): string => {
    startI18n('en', true)
    const tables = [{ sheet: null, hidden: false, rows, fault: null }]
    return renderToStaticMarkup(
      <InspectorTake
        source={{ name: 'a.csv', tables }}
        {...{ inspectors, places, onTake: nothing, onClose: nothing }}
      />,
    )
  }

  it('says how many come in, how many do not and why, line by line', () => {
    const markup = take([
      ['ID', 'Name', 'Department', 'Regions'],
      ['1', 'A', 'X'],
      ['2', 'B', 'X', 'Nowhere'],
      ['3', '', 'X'],
    ])
    expect(markup).toContain('Rows: 3. Taken: 1, refused: 2')
    expect(markup).toContain('Of those taken, 1 have no regions and go everywhere; 1 have no industries')
    expect(markup).toContain('Columns that are not there: Certified for, Visits a day,')
    expect(markup).toMatch(/Line 3<\/b><span>Regions<\/span><span>“Nowhere” is no code.*?<em>row refused/)
    expect(markup).toMatch(/Line 4<\/b><span>Name<\/span><span>“Name” is empty/)
    expect(markup).toContain('>Take in 1</button>')
  })

  it('offers to replace or to add where there is a list', () => {
    expect(take([['1', 'A', 'X']])).not.toContain('type="radio"')
    const markup = take([['1', 'A', 'X']], people)
    expect(markup.match(/type="radio"/g)).toHaveLength(2)
    expect(markup).toContain('is on the list already')
    expect(markup).toMatch(/<button[^>]*disabled=""[^>]*>Take in 0</)
  })

  it('shows problems of a long table as far as there is room, and says so', () => {
    startI18n('en', true)
    const { problems } = readInspectors(
      Array.from({ length: 300 }, () => ['1', 'A', 'X']),
      { regions, industries },
    )
    const markup = renderToStaticMarkup(<InspectorProblems problems={problems} />)
    expect(markup.match(/<li/g)).toHaveLength(200)
    expect(markup).toContain('The first 200 of 299')
    expect(renderToStaticMarkup(<InspectorProblems problems={[]} />)).toBe('')
  })

  it.each(languages)('may be the example, in %s', language => {
    const { t } = textsOf(language)
    const markup = renderToStaticMarkup(<InspectorExample regions={regions} />)
    const cells = [...markup.matchAll(/<t[hd](?: [^>]*)?>([^<]*)</g)].map(([, text = '']) => text)
    expect(cells).toHaveLength(27)
    const rows = [0, 9, 18].map(at => cells.slice(at, at + 9))
    const read = readInspectors(rows, { regions, industries: ['餐饮服务', '食品销售', 'Restaurants', 'Retail'] })
    expect(read.problems).toEqual([])
    expect(read.inspectors.map(each => each.regions.length)).toEqual([2, 0])
    for (const column of inspectorColumns) expect(columnOf(headingsOf(t)[column]), column).toBe(column)
  })
})

describe('a downloaded table', () => {
  it.each(languages)('is read back as the same inspectors, and holds no formula, in %s', language => {
    const { columns, rows } = downloadOf(people, textsOf(language).t)
    const csv = toCsv(columns, rows)
    expect(csv).toContain(",'=1+1,")
    expect(readInspectors(pasted(csv), { regions, industries })).toMatchObject({ inspectors: people, problems: [] })
  })
})

describe('a file of inspectors', () => {
  const text = '执法证号,姓名,部门,区域\n007,张三,市场监管局,朝阳区\n'
  const rows = [
    ['执法证号', '姓名', '部门', '区域'],
    ['007', '张三', '市场监管局', '朝阳区'],
  ]
  const file = (...pieces: BlobPart[]): File => new File(pieces, 'list.csv')
  /** `text` in GB18030: there is a decoder for it, and no encoder. */
  function gb18030(): Uint8Array<ArrayBuffer> {
    const decoder = new TextDecoder('gb18030')
    const codes = new Map<string, number[]>()
    for (let high = 0x81; high <= 0xfe; high++)
      for (let low = 0x40; low <= 0xfe; low++) codes.set(decoder.decode(Uint8Array.of(high, low)), [high, low])
    return Uint8Array.from([...text].flatMap(each => (each < '\x80' ? [each.charCodeAt(0)] : (codes.get(each) ?? []))))
  }
  async function workbook(change: (sheet: string) => string = sheet => sheet): Promise<File> {
    const columns = rows[0]?.map(label => ({ key: label, label, kind: 'text' as const })) ?? []
    const words = { about: 'About', rows: 'Rows', replaced: 'Replaced', cut: 'Cut' }
    const writer = new XlsxWriter({ title: 'People', columns, about: [], words })
    writer.add([Object.fromEntries(columns.map(({ key }, at) => [key, rows[1]?.[at] ?? '']))])
    const parts = unzipSync(new Uint8Array(await (await writer.finish()).arrayBuffer()))
    const name = 'xl/worksheets/sheet1.xml'
    parts[name] = new TextEncoder().encode(change(new TextDecoder().decode(parts[name])))
    return new File([zipSync(parts) as Uint8Array<ArrayBuffer>], 'list.xlsx')
  }

  it.each([
    ['UTF-8', [text]],
    ['UTF-8 with a mark', ['\uFEFF', text]],
    [
      'UTF-16',
      [Uint8Array.from([0xff, 0xfe, ...new Uint8Array(Uint16Array.from(text, each => each.charCodeAt(0)).buffer)])],
    ],
    ['GB18030', [gb18030()]],
  ])('is text in %s', async (_, pieces) => {
    expect(await fileTables(file(...pieces))).toEqual([{ sheet: null, hidden: false, rows, fault: null }])
  })

  it('is a workbook, with codes as they are written', async () => {
    const [first] = await fileTables(await workbook())
    expect(first).toMatchObject({ sheet: 'People', hidden: false, rows })
  })

  it.each([
    [
      'merged',
      (sheet: string) => sheet.replace('</sheetData>', '</sheetData><mergeCells><mergeCell ref="D2:D3"/></mergeCells>'),
    ],
    [
      'cells',
      (sheet: string) => sheet.replace('</sheetData>', '<row r="3"><c r="D3" t="e"><v>#N/A</v></c></row></sheetData>'),
    ],
  ] as const)('is not read where something would be read as empty: %s', async (code, change) => {
    const [first] = await fileTables(await workbook(change))
    expect(first).toMatchObject({ rows: null, fault: { code } })
    const { where, what } = faultOf(first?.fault, 'list.xlsx / People', textsOf('en'))
    expect(what).toBe('“list.xlsx / People” was not read')
    expect(where).toContain(code === 'merged' ? 'D2:D3' : 'D3')
  })

  it('may have a title over several columns and rows', async () => {
    const titled = (sheet: string) =>
      sheet.replace('</sheetData>', '</sheetData><mergeCells><mergeCell ref="A1:D1"/></mergeCells>')
    const [first] = await fileTables(await workbook(titled))
    expect(first?.fault).toBeNull()
  })

  it.each([
    ['large', () => file(new Uint8Array(mostBytes + 1))],
    ['kind', () => file('{"type":"FeatureCollection","features":[]}')],
    ['encoding', () => file(Uint8Array.of(0x61, 0x2c, 0xff, 0xff, 0x0a))],
  ])('that is none is refused: %s', async (code, make) => {
    const error = await fileTables(make()).catch((each: unknown) => each)
    expect(error).toMatchObject({ code })
    expect(faultOf(error, 'list.csv', textsOf('zh')).advice).toContain('粘贴')
  })

  it('that is damaged says what it is', async () => {
    const error = await fileTables(file('PK\x03\x04 nothing')).catch((each: unknown) => each)
    const { where, detail } = faultOf(error, 'list.csv', textsOf('en'))
    expect(where).not.toBe('The file cannot be read.')
    expect(detail).toContain('list.csv')
  })
})
