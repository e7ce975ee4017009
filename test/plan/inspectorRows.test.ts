import { describe, expect, it } from 'vitest'
import { mostInspectors } from '../../src/plan/draft'
import { columnOf, type InspectorColumn, inspectorColumns } from '../../src/plan/inspectorColumns'
import { pasted } from '../../src/plan/inspectorPaste'
import { type InspectorChoices, inspectorTable, readInspectors } from '../../src/plan/inspectorRows'
import type { Inspector, Interest } from '../../src/plan/roster'
import { toCsv } from '../../src/ui/csv'
import { random } from '../charts/random'
import { sweep } from '../sweep'
import { inspector } from './plans'

const choices: InspectorChoices = {
  regions: [
    { code: '110105', names: ['朝阳区', 'Chaoyang'] },
    { code: '110106', names: ['丰台区', 'Fengtai'] },
    { code: '110101001', names: ['城关街道', 'Chengguan (east)'] },
    { code: '110102001', names: ['城关街道', 'Chengguan (west)'] },
  ],
  industries: ['餐饮服务', '食品销售', 'Retail'],
}
const headings = Object.fromEntries(inspectorColumns.map(column => [column, column])) as Record<InspectorColumn, string>
const head = '执法证号,姓名,部门,区域,资质,每日件数,利害关系主体,利害关系经营者,利害关系地址'
const read = (text: string, more: Partial<InspectorChoices> = {}) =>
  readInspectors(pasted(text), { ...choices, ...more })
/** One row below Chinese headings, as a CSV. */
const row = (cells: string) => read(`${head}\n${cells}`)
const codes = ({ problems }: ReturnType<typeof read>): string[] => problems.map(({ code }) => code)

describe('a table of inspectors', () => {
  it('is read by headings in Chinese', () => {
    const { inspectors, problems, rows, refused } = row(
      '1001,张三,市场监管局,朝阳区；110106,餐饮服务、食品销售,6,B-1|B-2,李四,"路1号、2号；街 3 号"',
    )
    expect({ problems, rows, refused }).toEqual({ problems: [], rows: 1, refused: 0 })
    expect(inspectors).toEqual([
      {
        ...{ id: '1001', name: '张三', department: '市场监管局', capacity: 6 },
        regions: ['110105', '110106'],
        industries: ['餐饮服务', '食品销售'],
        interests: [
          { kind: 'entity', value: 'B-1' },
          { kind: 'entity', value: 'B-2' },
          { kind: 'owner', value: '李四' },
          { kind: 'address', value: '路1号、2号' },
          { kind: 'address', value: '街 3 号' },
        ],
      },
    ])
  })

  it('is read by headings in English, in any order, with a title above and columns beyond ours', () => {
    const found = read('Staff list\n\nDepartment\tPhone\tName\tID\tCertified for\nMS\t123\tLi Wei\tA 1\tretail')
    expect(found.inspectors).toEqual([
      inspector('A 1', { name: 'Li Wei', department: 'MS', industries: ['Retail'], capacity: 4 }),
    ])
    expect(found.problems).toEqual([
      { line: 1, column: null, value: 'Staff list', code: 'line_above', taken: false, first: null },
      { line: 3, column: null, value: 'Phone', code: 'column_unknown', taken: true, first: null },
    ])
    expect(found.absent).toEqual(['regions', 'capacity', 'entities', 'owners', 'addresses'])
  })

  it('without headings has its columns in our order', () => {
    const found = read('1001\t张三\t市场监管局\t丰台区\n1002\t李四\t城管')
    expect(found.problems).toEqual([])
    expect(found.inspectors.map(({ id, regions }) => [id, regions])).toEqual([
      ['1001', ['110106']],
      ['1002', []],
    ])
    expect(found.absent).toEqual(['industries', 'capacity', 'entities', 'owners', 'addresses'])
  })

  it('takes the surest of two headings of a column, and names the other', () => {
    const found = read('编号,姓名,部门,执法证号\n1,张三,城管,A1')
    expect(found.inspectors.map(({ id }) => id)).toEqual(['A1'])
    expect(found.problems).toMatchObject([{ line: 1, column: 'id', value: '编号', code: 'column_repeated' }])
  })

  it('that lacks a column everybody needs gives nobody, and says it once', () => {
    const found = read('姓名,部门\n张三,城管\n李四,城管')
    expect(found).toMatchObject({ inspectors: [], rows: 2, refused: 2 })
    expect(found.problems).toMatchObject([{ line: 1, column: 'id', code: 'column_missing', taken: false }])
  })

  it('with a single heading is not taken for a person', () => {
    expect(read('ID,Full-name of person,Abteilung\n1,A,B')).toMatchObject({ inspectors: [], rows: 1 })
  })

  it('names values below an empty heading', () => {
    const found = read('ID,name,,dept\n1,A,,X\n2,B,note,X')
    expect(found.inspectors).toHaveLength(2)
    expect(found.problems).toMatchObject([{ line: 3, value: 'note', code: 'column_unnamed', taken: true }])
  })

  it('of too many people takes as many as there may be', () => {
    const before = Array.from({ length: mostInspectors - 1 }, (_, i) => inspector(`old ${i}`))
    const found = read('1,A,X\n2,B,X\n3,C,X', { before })
    expect(found.inspectors.map(({ id }) => id)).toEqual(['1'])
    expect(found).toMatchObject({ rows: 3, refused: 2 })
    expect(found.problems).toMatchObject([{ line: 2, value: '2', code: 'too_many', taken: false }])
  })

  it('that is empty has no rows', () => {
    expect(read(' \n\t\n')).toMatchObject({ inspectors: [], problems: [], rows: 0, refused: 0 })
  })
})

describe('a row', () => {
  it('without all its regions goes to those that are left', () => {
    const found = row('1,A,X,110105;朝陽区;城关街道')
    expect(found.inspectors[0]?.regions).toEqual(['110105'])
    expect(found.problems).toMatchObject([
      { line: 2, column: 'regions', value: '朝陽区', code: 'region_unknown', taken: true },
      { line: 2, column: 'regions', value: '城关街道', code: 'region_ambiguous', taken: true },
    ])
  })

  it.each(['朝陽区', '城关街道', '全市', '；', '、;', '-', '110105，110106'])(
    'whose regions are %s is refused, for none at all would be everywhere',
    regions => {
      const found = row(`1,A,X,${regions}`)
      expect(found).toMatchObject({ inspectors: [], refused: 1 })
      expect(found.problems.every(({ taken, column }) => !taken && column === 'regions')).toBe(true)
      expect(found.problems).not.toEqual([])
    },
  )

  it('of a level without regions may name none', () => {
    expect(read('1,A,X,110105', { regions: [] })).toMatchObject({ inspectors: [], refused: 1 })
    expect(read('1,A,X', { regions: [] })).toMatchObject({ refused: 0 })
  })

  it('keeps an industry that nobody knows, and says so', () => {
    const found = row('1,A,X,,餐饮 服务；ｒｅｔａｉｌ;洗浴')
    expect(found.inspectors[0]?.industries).toEqual(['餐饮服务', 'Retail', '洗浴'])
    expect(found.problems).toMatchObject([{ value: '洗浴', code: 'industry_unknown', taken: true }])
  })

  it.each([
    ['', 4],
    ['0', 0],
    [' ５０ ', 50],
    ['6.0', 6],
    ['51', null],
    ['-1', null],
    ['2.5', null],
    ['4件', null],
    ['1e1', null],
  ])('with the capacity "%s" has %s', (written, capacity) => {
    const found = row(`1,A,X,,,${written}`)
    expect(found.inspectors[0]?.capacity ?? null).toBe(capacity)
    expect(codes(found)).toEqual(capacity === null ? ['capacity_wrong'] : [])
  })

  it.each([
    [',A,X', 'id'],
    ['1, ,X', 'name'],
    ['1,A,', 'department'],
  ])('that lacks a text (%s) is refused', (cells, column) => {
    const found = row(cells)
    expect(found.inspectors).toEqual([])
    expect(found.problems).toMatchObject([{ line: 2, column, value: '', code: 'missing', taken: false }])
  })

  it('of an id that another row has, or that is in the plan, is refused', () => {
    const found = read(`${head}\n1,A,X,nowhere\n\n1,B,X\n7,C,X`, { before: [inspector('7')] })
    expect(found).toMatchObject({ inspectors: [], rows: 3, refused: 3 })
    expect(found.problems.slice(1)).toMatchObject([
      { line: 4, value: '1', code: 'id_repeated', first: 2, taken: false },
      { line: 5, value: '7', code: 'id_there', first: null, taken: false },
    ])
  })

  it.each([
    ['"1\n2",A,X', 'id_unreadable'],
    ['1.10105E+17,A,X', 'exponent'],
    ['1,A,X,,,,9.1E+17', 'exponent'],
    ['1,A\uD800,X', 'text_broken'],
    ['1,A,X,,,,,\uDC00', 'text_broken'],
    ['1,A,X,,,,,,street 1,house 2', 'cells_beyond'],
    ['1,A,X,,；', 'list_empty'],
    ['1,A,X,,,,;', 'list_empty'],
  ])('%s is refused', (cells, code) => {
    const found = row(cells)
    expect(found.inspectors).toEqual([])
    expect(codes(found)).toContain(code)
  })

  it('says where a word for nothing, or a comma, may not be meant', () => {
    const found = row('1,A,X,,,,无,"张三，李四",无')
    expect(found.inspectors[0]?.interests).toEqual([{ kind: 'owner', value: '张三，李四' }])
    expect(codes(found)).toEqual(['nothing_said', 'comma', 'nothing_said'])
    expect(found.problems.every(({ taken }) => taken)).toBe(true)
  })

  it('has no character that nobody sees', () => {
    const found = row('\u200B1\uFEFF,"A\u200B\n  B",X')
    expect(found.inspectors[0]).toMatchObject({ id: '1', name: 'A B' })
  })
})

describe('a text that was pasted', () => {
  it('is a table by tabs, commas or semicolons, with a mark, quotes and any line ends', () => {
    const rows = [
      ['id', 'name', 'department'],
      ['1', 'a "b"\nc', ''],
    ]
    for (const separator of ['\t', ',', ';'])
      for (const end of ['\n', '\r\n', '\r']) {
        const text = `\uFEFFid${separator}name${separator}department${end}1${separator}"a ""b""\nc"${separator}${end}`
        expect(pasted(text)).toEqual(rows)
      }
  })

  it('keeps empty lines, so that lines are those of the sheet', () => {
    expect(pasted('a,b,c\n\nd,e,f\n\n')).toEqual([['a', 'b', 'c'], [''], ['d', 'e', 'f']])
    expect(pasted('')).toEqual([])
  })

  it('has quotation marks that are text', () => {
    expect(pasted('1\t"好"公司\tX\n2\t"open\tY')).toEqual([
      ['1', '"好"公司', 'X'],
      ['2', '"open', 'Y'],
    ])
  })

  it('is not split at what separates lists', () => {
    expect(pasted('1,A,X,110105;110106;110101001\n2,B,X,110105;110106')[0]).toHaveLength(4)
    expect(pasted('1;Smith, John;X\n2;Li, Wei;X')[0]).toEqual(['1', 'Smith, John', 'X'])
  })
})

describe('inspectors that are written and read again', () => {
  const pieces = [
    '张',
    '三',
    ' ',
    ';',
    '；',
    '、',
    '|',
    ',',
    '，',
    '"',
    "'",
    '=',
    '-',
    '无',
    'a',
    '1',
    '\t',
    '＋',
    '𠀀',
  ]
  function randomInspectors(n: number): Inspector[] {
    const next = random(7919 + n * 104_729)
    const below = (end: number): number => Math.floor(next() * end)
    // As a cell is read: no white space around it, one space in it.
    const text = (): string => {
      const made = Array.from({ length: 1 + below(6) }, () => pieces[below(pieces.length)]).join('')
      return made.replace(/\s+/g, ' ').trim() || 'x'
    }
    const some = (of: () => string): string[] => [...new Set(Array.from({ length: below(4) }, of))]
    const made = Array.from({ length: below(12) }, (_, i) =>
      inspector(`${text()}${i}`, {
        name: text(),
        department: text(),
        regions: choices.regions.flatMap(({ code }) => (next() < 0.4 ? [code] : [])),
        industries: next() < 0.5 ? [] : [...new Set([choices.industries[below(3)] ?? '', text()])],
        capacity: below(51),
        interests: (['entity', 'owner', 'address'] as const).flatMap((kind): Interest[] =>
          some(text).map(value => ({ kind, value })),
        ),
      }),
    )
    return made.filter(({ id }, i) => made.findIndex(other => other.id === id) === i)
  }

  it('are the same', () => {
    for (let n = 0; n < sweep(2000); n++) {
      const inspectors = randomInspectors(n)
      const table = inspectorTable(inspectors, headings)
      const known = [...choices.industries, ...inspectors.flatMap(({ industries }) => industries)]
      // Industries that are written alike are the roster's: here all of them are.
      const again = readInspectors(table, { ...choices, industries: known })
      expect(again.problems).toEqual([])
      expect(again.inspectors).toEqual(inspectors)
      const columns = inspectorColumns.map((key, at) => ({ key, label: table[0]?.[at] ?? '' }))
      const rows = table.slice(1).map(cells => Object.fromEntries(inspectorColumns.map((key, at) => [key, cells[at]])))
      expect(readInspectors(pasted(toCsv(columns, rows)), { ...choices, industries: known })).toEqual(again)
    }
  })

  it('knows every heading that it writes, and no other', () => {
    for (const column of inspectorColumns) expect(columnOf(headings[column])).toBe(column)
    expect(['电话', 'phone', '', '1001', '序号'].map(columnOf)).toEqual([null, null, null, null, null])
    expect(columnOf(' 每日件数（件）* ')).toBe('capacity')
  })
})
