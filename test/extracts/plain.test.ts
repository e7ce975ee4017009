import { beforeAll, describe, expect, it } from 'vitest'
import { Rng } from '../../data/rng'
import { raw } from '../../src/engine/sql'
import type { Profile } from '../../src/extracts/report'
import { type Decoder, ExtractError } from '../../src/extracts/source'
import { enumOf } from '../../src/extracts/words'
import { testEngine } from '../engine/helper'
import { countOf, type Loading, lists, loaded } from '../engineHelper'
import { fileOf, rectangles } from '../fixtures/cityFiles'
import { sweep } from '../sweep'

/*
 * Rows that the decoder makes itself, and the same files read by the engine alone: tables, rejected rows, issues and links
 * must be the same, whatever stands in the cells. Only the numbers of businesses may differ, which are names.
 */

const engine = testEngine()
beforeAll(() => engine.open())

type Kind = 'text' | 'integer' | 'number' | 'boolean' | 'date' | 'timestamp'
type Cell = string | number | boolean | null
type Columns = Record<string, readonly [Kind, readonly Cell[]]>

const regions = {
  'districts.json': rectangles([
    { code: 'A', name: '东区', box: [0, 0, 10, 10] },
    { code: 'B', name: '西区', box: [10, 0, 20, 10] },
  ]),
  'streets.json': rectangles([
    { code: 'A1', name: '一街', parent: 'A', box: [0, 0, 5, 10] },
    { code: 'B1', name: '二街', parent: 'B', box: [10, 0, 15, 10] },
  ]),
}
const levels = [
  { level: 'district', file: 'districts.json', code: 'code', name: 'name', aliases: { old: 'B' } },
  { level: 'street', file: 'streets.json', code: 'code', name: 'name', parent: 'parent' },
]

/** The second has a wrong check character, the third a wrong organisation code. */
const codes = ['91990111MA03NMJK5N', '91310000MA1FL5XA0X', '91310000MA1FL5XB01', ' lic-12 ', 'ＬＩＣ１２', '', 'P-1']
const blanks = ['', ' ', '\u3000', '\u00a0', '\ufeff', '\t']

const padded = (rng: Rng, text: string): string => (rng.chance(0.1) ? rng.pick(blanks) + text + rng.pick(blanks) : text)
const some = <Value extends Cell>(rng: Rng, rows: number, share: number, make: (row: number) => Value): Cell[] =>
  Array.from({ length: rows }, (_, row) => (rng.chance(share) ? make(row) : null))
const words = (rng: Rng, rows: number, list: readonly string[], share = 0.9): readonly [Kind, Cell[]] => [
  'text',
  some(rng, rows, share, () => padded(rng, rng.pick(list))),
]
const day = (rng: Rng): string =>
  rng.chance(0.05)
    ? rng.pick(['1900-01-01', '9999-12-31', '2100-12-31', '1950-01-01', '2101-01-01'])
    : `20${String(10 + rng.int(15))}-${String(1 + rng.int(12)).padStart(2, '0')}-${String(1 + rng.int(28)).padStart(2, '0')}`
const time = (rng: Rng): string => `${day(rng)} ${rng.pick(['00:00', '23:59', '08:30'])}`

/** Times typed, as text in one form, or in forms that only the engine reads. */
function times(rng: Rng, rows: number, share: number): readonly [Kind, Cell[]] {
  const how = rng.int(5)
  if (how === 0) return ['date', some(rng, rows, share, () => day(rng))]
  if (how < 3) return ['timestamp', some(rng, rows, share, () => time(rng))]
  if (how === 3) return ['text', some(rng, rows, share, () => `${day(rng)} 12:00:0${rng.int(10)}`)]
  return ['text', some(rng, rows, share, () => (rng.chance(0.01) ? '2014年3月5日' : day(rng)))]
}

function places(rng: Rng, rows: number): Columns {
  const axis = (most: number): Cell[] =>
    some(rng, rows, 0.9, () =>
      rng.chance(0.03) ? 200 : rng.pick([0, most / 2, most * rng.next(), most * rng.next(), -3, 14.5, 7]),
    )
  const [lon, lat] = [axis(20), axis(10)]
  const how = rng.int(4)
  if (how === 0) return { 经度: ['text', lon.map(text)], 纬度: ['text', lat.map(text)] }
  if (how === 1)
    return { 经度: ['text', lon.map(each => (rng.chance(0.02) ? '¥3' : text(each)))], 纬度: ['text', lat.map(text)] }
  return { 经度: ['number', lon], 纬度: ['number', lat] }
}
const text = (value: Cell): Cell => (value === null ? null : String(value))

function common(rng: Rng, rows: number): Columns {
  return {
    ...(rng.chance(0.8) && { 统一社会信用代码: words(rng, rows, codes, 0.7) }),
    ...(rng.chance(0.8) && { 主体名称: words(rng, rows, ['甲店', '乙店', 'Café', ' ', 'a b'], 0.8) }),
    ...(rng.chance(0.7) && { 行政区划代码: words(rng, rows, ['A', 'B', 'A1', 'B1', 'old', 'nowhere'], 0.8) }),
    ...(rng.chance(0.3) && { 辖区: words(rng, rows, ['东区', '西区', '一街', '哪里'], 0.7) }),
    ...places(rng, rows),
    ...(rng.chance(0.5) && { 部门: words(rng, rows, ['消防', '市场监管', ' ']) }),
    ...(rng.chance(0.3) && { 地址: words(rng, rows, ['路1号', '路2号', '']) }),
  }
}

const complaints = (rng: Rng, rows: number): Columns => ({
  工单编号: ['text', some(rng, rows, 0.97, row => padded(rng, `G${rng.chance(0.05) ? 7 : row}`))],
  诉求类型: words(rng, rows, ['投诉', '举报', 'Complaint', '不知', '咨询件']),
  诉求类别: words(rng, rows, ['噪声', '食品', '']),
  受理时间: times(rng, rows, 0.97),
  办结时间: times(rng, rows, 0.6),
  ...(rng.chance(0.4) && { 办结时限: times(rng, rows, 0.5) }),
  状态: words(rng, rows, ['已办结', 'Open', 'Open - Dup', 'Completed - Dup', '？']),
  ...(rng.chance(0.5) && { 是否属实: words(rng, rows, ['是', '否', '属实', '也许']) }),
  ...(rng.chance(0.5) && {
    是否重复: rng.chance(0.5)
      ? (['boolean', some(rng, rows, 0.5, () => rng.chance(0.5))] as const)
      : words(rng, rows, ['是', '否', 'x'], 0.6),
  }),
  ...(rng.chance(0.5) && { 满意度: ['integer', some(rng, rows, 0.5, () => rng.int(6))] as const }),
  ...(rng.chance(0.3) && {
    争议金额: ['number', some(rng, rows, 0.5, () => rng.pick([1.5, Number.NaN, Number.POSITIVE_INFINITY, 2]))] as const,
  }),
  ...(rng.chance(0.5) && { 备注: words(rng, rows, ['一', '二 ', '']) }),
  ...common(rng, rows),
})

const inspections = (rng: Rng, rows: number): Columns => ({
  检查编号: ['text', some(rng, rows, 0.97, row => `J${row}`)],
  检查日期: times(rng, rows, 0.97),
  检查类型: words(rng, rows, ['双随机', '日常检查', 'Canvass Re-Inspection', '??']),
  检查结果: words(rng, rows, ['合格', '发现问题', 'fail', '不明', '严重违法']),
  ...(rng.chance(0.5) && { 严重: ['integer', some(rng, rows, 0.5, () => rng.int(3))] as const }),
  ...(rng.chance(0.5) && { 是否严重: words(rng, rows, ['是', '否']) }),
  ...(rng.chance(0.5) && { 整改完成日期: times(rng, rows, 0.4) }),
  ...(rng.chance(0.3) && { 罚没金额: ['integer', some(rng, rows, 0.3, () => rng.int(9000))] as const }),
  ...common(rng, rows),
})

interface Case {
  readonly loading: Loading
  readonly table: 'complaints' | 'inspections'
}

function drawn(seed: number): Case {
  const rng = new Rng(seed, 'plain rows')
  const table = rng.chance(0.6) ? 'complaints' : 'inspections'
  const rows = 40 + rng.int(200)
  const columns = table === 'complaints' ? complaints(rng, rows) : inspections(rng, rows)
  const own = rng.chance(0.3) ? { words: { status: { '？': 'open', open: '' } } } : {}
  const extract = {
    ...{ table, file: 'x.parquet' },
    ...(table === 'complaints' && own),
    ...(rng.chance(0.2) && { timezone: 'Asia/Shanghai' }),
    ...('备注' in columns && { extra: ['备注'] }),
    ...(!('部门' in columns) && { department: '城管' }),
  }
  const permits = fileOf({
    许可编号: ['text', ['P-1', 'P-2']],
    状态: ['text', ['有效', '有效']],
    决定时间: ['date', ['2020-01-01', '2020-01-02']],
    统一社会信用代码: ['text', ['91990111MA03NMJK5N', 'L9']],
    主体名称: ['text', ['甲店', '乙店']],
    行政区划代码: ['text', ['A1', 'B']],
  })
  const options = { groupRows: 20 + rng.int(120), dictionary: rng.chance(0.7) }
  return {
    table,
    loading: {
      files: {
        ...regions,
        'p.parquet': permits,
        'x.parquet': fileOf(columns as Parameters<typeof fileOf>[0], options),
      },
      catalogue: { extracts: [{ table: 'permits', file: 'p.parquet' }, extract], regions: levels, asOf: '2024-06-30' },
      targets: rng.chance(0.5) ? { complaints: { close_within_days: 15, working_days: rng.chance(0.5) } } : undefined,
    },
  }
}

interface Outcome {
  readonly profile: Profile
  readonly tables: unknown[][][]
  /** Row groups that the decoder made itself. */
  readonly made: number
}

/** By likeness, rows are linked to what stands near any one row of a business: which one depends on their order. */
const linked = (value: string): string => `CASE WHEN link_method IS DISTINCT FROM 'name_similar' THEN ${value} END`
const withoutLinks = (profile: Profile): Profile => ({
  ...profile,
  links: [],
  files: profile.files.map(file => ({ ...file, issues: file.issues.filter(({ kind }) => kind !== 'link_tie') })),
})

async function outcome({ loading, table }: Case, plain: boolean): Promise<Outcome> {
  let made = 0
  const own = (decoder: Decoder): Partial<Decoder> => ({
    plan: (...of) => decoder.plan!(...of),
    words: (...of) => decoder.words!(...of),
    plain: (...of) => {
      made++
      return decoder.plain!(...of)
    },
  })
  const { profile } = await loaded({ engine, ...loading, meddle: plain ? own : () => ({}) })
  const tables: unknown[][][] = []
  for (const query of [
    `SELECT t.* EXCLUDE (entity_id, link_method), ${linked('k.entity_code')} AS key, ${linked('CAST(link_method AS VARCHAR)')} AS method
      FROM ${table} t LEFT JOIN entity_keys k USING (entity_id) ORDER BY source_row`,
    `SELECT * FROM rejected_${table} ORDER BY source_row`,
    `SELECT * FROM issue_rows WHERE kind <> 'link_tie' ORDER BY ALL`,
    'SELECT entity_code, is_credit_code FROM entity_keys ORDER BY entity_code',
  ]) {
    tables.push(await lists(engine, raw(query)))
  }
  return { profile: withoutLinks(profile), tables, made }
}

describe('rows that the decoder makes', () => {
  it('are those that the engine reads, whatever stands in the cells', async () => {
    let made = 0
    let failed = 0
    for (let seed = 1; seed <= sweep(60); seed++) {
      const one = drawn(seed)
      const [plain, general] = [await outcome(one, true), await outcome(one, false)]
      expect({ seed, ...plain, made: 0 }).toEqual({ seed, ...general })
      made += plain.made
      failed += plain.profile.files.filter(file => file.error !== null).length
    }
    // The sweep says something: most files have groups that are plain, and few are refused.
    expect(made).toBeGreaterThan(sweep(60))
    expect(failed).toBeLessThan(sweep(60) / 4)
  }, 600_000)

  it('are refused when one is missing, and none of the file stays', async () => {
    const { loading, table } = drawn(1)
    let made = 0
    const short = (decoder: Decoder): Partial<Decoder> => ({
      plan: (...of) => decoder.plan!(...of),
      words: (...of) => decoder.words!(...of),
      plain: async (...of) => {
        made++
        const group = await decoder.plain!(...of)
        return { ...group, rows: group.rows - 1 }
      },
    })
    const { profile } = await loaded({ engine, ...loading, meddle: short })
    expect(made).toBeGreaterThan(0)
    const file = profile.files[1]
    expect(file?.error).toMatch(/^x\.parquet: row group \d holds \d+ rows, but \d+ arrived; load the file again/)
    expect(await countOf(engine, raw(table))).toBe(0)
  })

  it('are empty in columns that the file lacks', async () => {
    const { loading, table } = drawn(1)
    await loaded({ engine, ...loading })
    expect(await countOf(engine, raw(`${table} WHERE source_system IS NULL`))).toBeGreaterThan(20)
    expect(await countOf(engine, raw(`${table} WHERE source_system IS NOT NULL`))).toBe(0)
  })
})

describe('a file of which a later row group is damaged', () => {
  it('is told of alone, whoever makes its rows', async () => {
    const { loading } = drawn(1)
    const broken = async (): Promise<never> => {
      throw new ExtractError('x.parquet', 'decode', 'row group 2 cannot be decoded')
    }
    const later = (decoder: Decoder): Partial<Decoder> => ({
      decode: (...of) => (of[0] === 'x.parquet' && of[1] > 0 ? broken() : decoder.decode(...of)),
    })
    const { profile } = await loaded({ engine, ...loading, meddle: later })
    expect(profile.files.map(file => file.error)).toEqual([null, 'x.parquet: row group 2 cannot be decoded'])
  })
})

describe('words that only a deleted row has', () => {
  it('do not keep a column from becoming ENUM', async () => {
    await engine.run(
      [
        raw('CREATE OR REPLACE TABLE complaints (kind VARCHAR, link_method VARCHAR)'),
        raw("INSERT INTO complaints VALUES ('a', NULL), ('b', 'c')"),
        raw("DELETE FROM complaints WHERE kind = 'a'"),
        enumOf('complaints', 'kind'),
      ].flat(),
    )
    expect(
      await lists(engine, raw('SELECT CAST(kind AS VARCHAR) AS kind, typeof(kind) AS type FROM complaints')),
    ).toEqual([['b', "ENUM('b')"]])
  })
})
