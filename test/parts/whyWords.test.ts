import { beforeAll, describe, expect, it } from 'vitest'
import { defaults } from '../../src/filters/filters'
import { formats, type Language, messagesOf, startI18n, type Texts } from '../../src/i18n'
import { type Explained, explained, searched } from '../../src/insight/decompose/explain'
import { canFilter, whyLink } from '../../src/parts/whyLink'
import { partNames, whyNumbers, whySentences } from '../../src/parts/whyWords'
import type { ContributionRow } from '../../src/queries/contributions'
import type { Inputs } from '../../src/queries/figures'
import type { FigureKey } from '../../src/schema'

beforeAll(() => startI18n('en', true))
const textsOf = (language: Language): Texts => ({ t: messagesOf(language), language, formats: formats(language) })

const inputs: Inputs = {
  rows: { permits: 1, inspections: 1, complaints: 1 },
  filled: { permits: [], inspections: [], complaints: ['due_at', 'closed_at'] },
  ...{ closeWithin: null, decideWithin: null },
  comparable: { permits: true, inspections: true, complaints: true, entities: true },
}
type Values = readonly (readonly [value: string | null, past: number, now: number, past_of?: number, now_of?: number])[]

function explainedOf(figure: FigureKey, values: Values, days = { now: 30, before: 30 }): Explained {
  const row = ([value, past, now, past_of, now_of]: Values[number]): ContributionRow => ({
    ...{ dimension: 'region', value, past, now, past_of: past_of ?? null, now_of: now_of ?? null },
  })
  const add = (i: 1 | 2 | 3 | 4) => values.reduce((sum, each) => sum + (each[i] ?? 0), 0)
  const isRate = values[0]?.[3] !== undefined
  const whole: ContributionRow = { dimension: null, value: null, past: add(1), now: add(2), past_of: isRate ? add(3) : null, now_of: isRate ? add(4) : null } // biome-ignore format: one row
  return explained(figure, ['region'], [whole, ...values.map(row)], days, inputs)
}
const said = (
  found: Explained,
  language: Language = 'en',
  search: Parameters<typeof whySentences>[0]['search'] = null,
) =>
  whySentences({ explained: found, by: 'region', search, name: (_, value) => value ?? '?' }, textsOf(language)).map(
    each => each.text,
  )

describe('a change in sentences', () => {
  it('of a count says how far it moved, which part most, and which against it', () => {
    const found = explainedOf('complaints', [['North', 100, 220], ['South', 100, 60], ['East', 200, 200]]) // biome-ignore format: rows
    expect(said(found)).toEqual([
      'Complaints rose by 20.0%, from 400 to 480 (+80).',
      'North alone is +120, more than the whole change; others moved against it.',
      'South went the other way: −40.',
    ])
    expect(said(found, 'zh')).toEqual([
      '投诉举报由 400 件增至 480 件，增加 80 件，增长 20.0%。',
      '仅“North”一项的变化（+120）就超过总变化，其余部分有所抵消。',
      '“South”方向相反，−40。',
    ])
  })

  it('gives a part its weight before beside its share: a large part of a rise may simply be a large part', () => {
    const found = explainedOf('complaints', [['North', 300, 390], ['South', 100, 110]]) // biome-ignore format: rows
    expect(said(found)[1]).toBe('North adds most: +90, 90.0% of the rise; it had 75.0% of all before.')
    expect(said(found, 'zh')[1]).toBe('“North”影响最大，+90，占升幅的 90.0%（对比期占全部的 75.0%）。')
  })

  it('of windows that differ in length is per day', () => {
    const found = explainedOf('complaints', [['North', 310, 270], ['South', 310, 300]], { now: 30, before: 31 }) // biome-ignore format: rows
    expect(said(found)[0]).toBe('Complaints a day fell by 5.0%, from 20.00 to 19.00 (−1.00).')
    expect(said(found, 'zh')[0]).toBe('投诉举报由日均 20.00 件减至日均 19.00 件，日均减少 1.00 件，下降 5.0%。')
    expect(said(found)[1]).toBe('North takes most away: −1.00 a day, 100.0% of the fall; it had 50.0% of all before.')
    expect(said(found, 'zh')[1]).toBe('“North”影响最大，日均 −1.00，占降幅的 100.0%（对比期占全部的 50.0%）。')
    const rows = Array.from({ length: 24 }, (_, i) => ({
      ...({ first: 'region', second: 'category', first_value: `r${i >> 2}`, second_value: `c${i & 3}` } as const),
      ...{ past: 310, now: i === 9 ? 1500 : 300, past_of: null, now_of: null },
    }))
    const search = searched('complaints', rows, { now: 30, before: 31 })
    expect(said(found, 'en', search).at(-1)).toBe(
      'The strongest combination is r2 with c1: from 10.00 to 50.00 a day, where its two parts by themselves would give 10.00.',
    )
    expect(said(found, 'zh', search).at(-1)).toBe(
      '最突出的组合是“r2”与“c1”：由日均 10.00 变为日均 50.00；若只按这两部分各自的走势，应为日均 10.00。',
    )
  })

  it('of a rate is in percentage points, with what comes of rates and of weights, and a paradox where there is one', () => {
    const found = explainedOf('closed_on_time', [['good', 891, 199, 900, 200], ['bad', 80, 656, 100, 800]]) // biome-ignore format: rows
    const [whole, ...others] = said(found)
    const [effects, simpson] = others.slice(-2)
    expect(whole).toBe('Closed on time fell by 11.6 percentage points, from 97.1% to 85.5%.')
    expect(effects).toMatch(/^Of this, \+\d+\.\d pp comes from the rates .* −\d+\.\d pp from a shift of weight/)
    expect(simpson).toMatch(/rose on the whole, yet the total fell/)
    expect(said(found, 'zh')[0]).toBe('按时办结率由 97.1% 降至 85.5%，下降 11.6 个百分点。')
    expect(said(found, 'zh').join()).not.toMatch(/pp|undefined/)
  })

  it('says that nothing moved, that nothing was there before, and that there is one part alone', () => {
    expect(said(explainedOf('complaints', [['North', 5, 5]]))[0]).toBe('Complaints: 5, the same as before.')
    expect(said(explainedOf('complaints', [['North', 0, 7], ['South', 0, 1]]))[0]).toBe('Complaints: none before, 8 now.') // biome-ignore format: rows
    expect(said(explainedOf('complaints', [['North', 5, 9]]))[1]).toBe(
      'There is one part only, North: all of the change is there.',
    )
    expect(said(explainedOf('complaints', [['North', 10, 15], ['South', 10, 5]]))[1]).toBe('The whole hardly moved, but parts did, against each other: North +5, South −5.') // biome-ignore format: rows
    expect(said(explainedOf('complaints', [['North', 100_000, 100_010], ['South', 10, 10]]))[0]).toBe('Complaints: 100,020, hardly changed (before: 100,010).') // biome-ignore format: rows
  })

  it('calls the figure what its tile does', () => {
    const found = explainedOf('closed_on_time', [['North', 5, 5, 10, 10], ['South', 5, 9, 10, 10]]) // biome-ignore format: rows
    const name = (_: unknown, value: string | null) => value ?? '?'
    const [whole] = whySentences({ explained: found, by: 'region', search: null, name, label: 'Closed within 7 days' }, textsOf('en')) // biome-ignore format: one call
    expect(whole?.text).toBe('Closed within 7 days rose by 20.0 percentage points, from 50.0% to 70.0%.')
  })

  it('writes a rate beside its target as the tile does', () => {
    const found = explainedOf('closed_on_time', [['North', 960, 9498, 1000, 10_000], ['South', 0, 0, 0, 0]]) // biome-ignore format: rows
    const of = (bound: number | null) =>
      whySentences({ explained: found, by: 'region', search: null, name: () => '', bound }, textsOf('en'))[0]?.text
    expect(of(0.95)).toBe('Closed on time fell by 1.0 percentage points, from 96.0% to 94.9%.')
    expect(of(null)).toBe('Closed on time fell by 1.0 percentage points, from 96.0% to 95.0%.')
  })

  it('is not told where there is nothing to divide by', () => {
    expect(said(explainedOf('closed_on_time', [['North', 0, 1, 0, 2]]))).toEqual([])
  })

  it('ends with the strongest combination, or that there is none, or nothing to judge', () => {
    const found = explainedOf('complaints', [['North', 400, 800], ['South', 400, 400]]) // biome-ignore format: rows
    const rows = Array.from({ length: 24 }, (_, i) => ({
      ...({ first: 'region', second: 'category', first_value: `r${i >> 2}`, second_value: `c${i & 3}` } as const),
      ...{ past: 100, now: i === 9 ? 500 : 100, past_of: null, now_of: null },
    }))
    const days = { now: 30, before: 30 }
    expect(said(found, 'en', searched('complaints', rows, days)).at(-1)).toBe(
      'The strongest combination is r2 with c1: from 100 to 500, where its two parts by themselves would give 100.',
    )
    const steady = rows.map(row => ({ ...row, now: 100 }))
    expect(said(found, 'en', searched('complaints', steady, days)).at(-1)).toBe(
      'Of 24 combinations that were judged, none moved clearly otherwise than its two parts.',
    )
    expect(said(found, 'zh', searched('complaints', [], days)).at(-1)).toBe('记录太少，两两组合无法检验。')
  })
})

it('small changes of rates have two decimals, and what rounds to nothing has no sign', () => {
  const numbers = whyNumbers({ unit: 'rate', days: null, change: 0.0004, parts: [{ change: 0.0012 }] }, textsOf('en'))
  expect([numbers.change(0.0012), numbers.change(-0.0004), numbers.change(0.00001)]).toEqual([
    '+0.12 pp',
    '−0.04 pp',
    '0.00 pp',
  ])
  const large = whyNumbers({ unit: 'rate', days: null, change: 0.04, parts: [] }, textsOf('zh'))
  expect([large.change(0.04), large.bare(-0.0004)]).toEqual(['+4.0 个百分点', '0.0'])
})

it('parts have names, also those that are beside every region or not stated', () => {
  const regions = { regions: [{ code: '01', name: 'West', level: 'district', parent: null }], levels: ['district'] }
  const name = partNames(regions as unknown as Parameters<typeof partNames>[0], textsOf('zh'))
  expect([name('region', '01'), name('region', '~outside'), name('region', '~none'), name('region', '~coarser')]).toEqual(['West', '所有区域之外', '无位置', '仅知上一级']) // biome-ignore format: names
  expect([name('kind', 'report'), name('result', 'critical'), name('type', 'random'), name('category', null)]).toEqual(['举报', '严重问题', '双随机抽查', '未填写']) // biome-ignore format: names
  expect(name('category', '<b>')).toBe('<b>')
})

it('an address holds figure, dimension and filters; what is no filter is not clicked', () => {
  expect(whyLink('complaints', defaults)).toBe('/why?figure=complaints')
  expect(whyLink('problem_rate', { ...defaults, regions: ['01'], window: '90d' }, 'industry')).toBe('/why?figure=problem_rate&by=industry&window=90d&regions=01') // biome-ignore format: one address
  expect([canFilter('region', '01'), canFilter('region', '~coarser'), canFilter('type', 'random'), canFilter('category', null)]).toEqual([true, false, false, true]) // biome-ignore format: a list
})
