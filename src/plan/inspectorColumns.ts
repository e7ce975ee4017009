import { comparable } from './roster'

/** Columns of a table of inspectors, in the order in which a table without headings has them. */
// biome-ignore format: a list
export const inspectorColumns = [
  'id', 'name', 'department', 'regions', 'industries', 'capacity', 'entities', 'owners', 'addresses',
] as const
export type InspectorColumn = (typeof inspectorColumns)[number]

/** Without these a row is nobody. */
export const neededColumns = ['id', 'name', 'department'] as const satisfies readonly InspectorColumn[]

/** What offices write over these columns, the surest word first, as `wordOf` makes it. */
// biome-ignore format: a column a paragraph
const words: Readonly<Record<InspectorColumn, readonly string[]>> = {
  id: [
    '执法证号', '执法证编号', '执法证件号', '行政执法证号', '证号', '工号', '人员编号', '编号',
    'id', 'inspectorid', 'badge', 'badgenumber', 'staffnumber', 'number',
  ],
  name: ['姓名', '人员姓名', '执法人员', '检查人员', 'name', 'fullname', 'inspector'],
  department: [
    '部门', '所属部门', '执法部门', '单位', '所属单位', '工作单位', '执法单位',
    'department', 'dept', 'unit', 'agency',
  ],
  regions: [
    '区域', '辖区', '工作区域', '检查区域', '执法区域', '所在区域', '区县', '行政区划', '行政区',
    'regions', 'region', 'districts', 'district', 'areas', 'area',
  ],
  industries: [
    '行业', '资质', '检查行业', '可检查行业', '检查资质', '专业资质', '专业',
    'industries', 'industry', 'certifiedfor', 'certifications', 'qualifications',
  ],
  capacity: [
    '每日件数', '日检查量', '每日检查量', '日件数', '每天件数', '每日户数',
    'capacity', 'visitsaday', 'visitsperday', 'perday', 'aday', 'dailycapacity',
  ],
  entities: [
    '利害关系主体', '回避主体', '利害关系主体代码', '回避主体代码', '利害关系企业', '回避企业',
    'interestbusinesses', 'interestsinbusinesses', 'businesses', 'entities',
  ],
  owners: ['利害关系经营者', '回避经营者', 'owners', 'interestowners', 'interestsinowners'],
  addresses: ['利害关系地址', '回避地址', 'addresses', 'interestaddresses', 'interestsinaddresses'],
}

/** Place of each word among those of its column: the smaller, the surer. */
const ranks = new Map(
  inspectorColumns.flatMap(column => words[column].map((word, rank) => [word, { column, rank }] as const)),
)

/** A heading without what differs between offices: spaces, notes in brackets, marks. */
const wordOf = (heading: string): string =>
  comparable(heading)
    .replace(/\([^()]*\)/g, '')
    .replace(/[*:：_.'"’\-\u200B\uFEFF]/g, '')

/** The column that a heading names; null for one that is none of ours. */
export const columnOf = (heading: string): InspectorColumn | null => ranks.get(wordOf(heading))?.column ?? null

/** Rows among which the headings are looked for: a title may stand above them. */
const headRows = 10

export interface TableLayout {
  /** Index of the row of headings; null where there is none, and columns stand in our order. */
  readonly header: number | null
  /** Index of each column that is there. */
  readonly places: ReadonlyMap<InspectorColumn, number>
  /** Cells of a row; what stands further right belongs to nothing. */
  readonly width: number
  /** Headings that are not read: of no column, or of one that another names more surely. */
  readonly unread: readonly { readonly at: number; readonly heading: string; readonly column: InspectorColumn | null }[]
}

export const isBlank = (cell: string | undefined): boolean => cell === undefined || /^[\s\u200B\uFEFF]*$/.test(cell)

/** Where the columns of a table are. Two known headings in a row are no accident; one is enough in the first row. */
export function layoutOf(rows: readonly (readonly string[])[]): TableLayout {
  const known = rows.slice(0, headRows).map(row => new Set(row.map(columnOf).filter(column => column !== null)).size)
  const first = rows.findIndex(row => row.some(cell => !isBlank(cell)))
  const sure = known.findIndex(n => n >= 2)
  const header = sure >= 0 ? sure : (known[first] ?? 0) > 0 ? first : null
  if (header === null) {
    const widest = rows.reduce((most, row) => Math.max(most, row.length), 0)
    const places = new Map(inspectorColumns.slice(0, widest).map((column, at) => [column, at]))
    return { header, places, width: inspectorColumns.length, unread: [] }
  }
  const headings = rows[header] ?? []
  const places = new Map<InspectorColumn, number>()
  const rankAt = (at: number | undefined): number => ranks.get(wordOf(headings[at ?? -1] ?? ''))?.rank ?? Infinity
  headings.forEach((heading, at) => {
    const column = columnOf(heading)
    if (column !== null && rankAt(at) < rankAt(places.get(column))) places.set(column, at)
  })
  const unread = headings.flatMap((heading, at) => {
    const column = columnOf(heading)
    return isBlank(heading) || (column !== null && places.get(column) === at) ? [] : [{ at, heading, column }]
  })
  const last = headings.findLastIndex(heading => !isBlank(heading))
  return { header, places, width: last + 1, unread }
}
