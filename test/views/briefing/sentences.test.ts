import { beforeAll, describe, expect, it } from 'vitest'
import type { Texts } from '../../../src/i18n'
import { figureChange } from '../../../src/insight/briefing/changes'
import { type StatementsInput, statementsOf } from '../../../src/insight/briefing/statements'
import type { Comparison } from '../../../src/insight/comparison'
import type { AnyCourse, Inputs } from '../../../src/queries/figures'
import type { FigureKey } from '../../../src/schema'
import { statementText } from '../../../src/views/briefing/sentences'
import { textsOf } from '../../fixtures/business'

const inputs: Inputs = {
  rows: { permits: 9, inspections: 9, complaints: 9 },
  filled: {
    permits: ['accepted_at', 'decided_at', 'promised_days'],
    inspections: ['result'],
    complaints: ['due_at', 'closed_at'],
  },
  closeWithin: null,
  decideWithin: null,
  comparable: { permits: true, inspections: true, complaints: true, entities: true },
}
const window = { from: '2024-01-01', to: '2024-12-31' }
const previous: Comparison = 'periodOnPeriod'
const lastYear: Comparison = 'yearOnYear'
const even = { now: 365, before: 365 }
const uneven = { now: 30, before: 60 }
const span = { first: '2020-01-01', last: '2024-12-31' }

interface Given {
  readonly key: FigureKey
  readonly now: Partial<AnyCourse>
  readonly was?: Partial<AnyCourse>
  readonly bound?: { readonly atMost: number | null; readonly atLeast: number | null }
  /** The compared window begins before the data. */
  readonly tooEarly?: boolean
}

/** The sentences of some figures in both languages. */
function said(
  given: readonly Given[],
  against: Comparison | null,
  more: Partial<StatementsInput> = {},
  days = even,
): Record<'zh' | 'en', string[]> {
  const changes = given.map(({ key, now, was, bound, tooEarly }) =>
    figureChange(key, {
      rows: [
        { period: 'window', bucket: null, ...now },
        ...(was === undefined ? [] : [{ period: 'compare', bucket: null, ...was } as const]),
      ],
      inputs: tooEarly ? { ...inputs, comparable: { ...inputs.comparable, complaints: false } } : inputs,
      kind: against,
      days,
      bound,
    }),
  )
  const spans = { permits: span, inspections: span, complaints: span }
  const statements = statementsOf({ changes, against, window, spans, rows: 1, ...more })
  return { zh: statements.map(each => statementText(each, zh)), en: statements.map(each => statementText(each, en)) }
}

let zh: Texts
let en: Texts
beforeAll(() => {
  zh = textsOf('zh')
  en = textsOf('en')
})

const counts = (now: number, then: number): Given => ({
  key: 'complaints',
  now: { complaints: now },
  was: { complaints: then },
})

describe('a count', () => {
  it('rises and falls by a percentage, under the name of the comparison', () => {
    expect(said([counts(1200, 1000)], previous)).toEqual({
      zh: ['投诉举报 1,200 件，环比增长 20.0%（增加 200 件）。'],
      en: ['Complaints: 1,200, up 20.0% on the period before (200 more).'],
    })
    expect(said([counts(800, 1000)], lastYear)).toEqual({
      zh: ['投诉举报 800 件，同比下降 20.0%（减少 200 件）。'],
      en: ['Complaints: 800, down 20.0% on a year ago (200 fewer).'],
    })
    expect(said([counts(800, 1000)], 'free').zh).toEqual(['投诉举报 800 件，较对比期下降 20.0%（减少 200 件）。'])
  })

  it('that chance explains says so; one that hardly changed is not said to have', () => {
    expect(said([counts(105, 100)], previous)).toEqual({
      zh: ['投诉举报 105 件，环比增长 5.0%（增加 5 件）；变化未超出偶然波动。'],
      en: ['Complaints: 105, up 5.0% on the period before (5 more); no more than chance explains.'],
    })
    expect(said([counts(100, 100)], previous)).toEqual({
      zh: ['投诉举报 100 件，与上期（100 件）基本持平。'],
      en: ['Complaints: 100, hardly changed (the period before: 100).'],
    })
  })

  it('from nothing has no percentage', () => {
    expect(said([counts(40, 0)], previous)).toEqual({
      zh: ['投诉举报 40 件，上期为 0，不计算增幅。'],
      en: ['Complaints: 40, no percentage, as it was 0 before (the period before).'],
    })
    expect(said([counts(0, 0)], previous).zh).toEqual(['投诉举报 0 件，与上期（0 件）基本持平。'])
  })

  it('of a window of another length is compared by the day', () => {
    expect(said([counts(600, 600)], previous, {}, uneven)).toEqual({
      zh: ['投诉举报 600 件，日均 20.0，环比增长 100.0%（上期日均 10.0；两期天数不同，按日均比较）。'],
      en: [
        'Complaints: 600, 20.0 a day, up 100.0% on the period before (the period before: 10.0 a day, as the windows differ in length).',
      ],
    })
    expect(said([counts(300, 600)], previous, {}, uneven).en).toEqual([
      'Complaints: 300, 10.0 a day, hardly changed (the period before: 10.0 a day, as the windows differ in length).',
    ])
    expect(said([counts(300, 0)], previous, {}, uneven).zh).toEqual([
      '投诉举报 300 件，日均 10.0；上期日均 0，不计算增幅。',
    ])
  })
})

describe('a rate', () => {
  const rate = (now: number, then: number, bound?: Given['bound']): Given => ({
    key: 'critical_rate',
    now: { took_place: 10_000, critical: now },
    was: { took_place: 10_000, critical: then },
    ...(bound === undefined ? {} : { bound }),
  })

  it('changes by percentage points, never by a percentage', () => {
    expect(said([rate(1200, 1000)], lastYear)).toEqual({
      zh: ['严重问题率 12.0%，同比上升 2.0 个百分点（上年同期为 10.0%）。'],
      en: ['Critical rate: 12.0%, up 2.0 pp on a year ago (a year ago: 10.0%).'],
    })
    expect(said([rate(1000, 1000)], previous).zh).toEqual(['严重问题率 10.0%，与上期（10.0%）基本持平。'])
  })

  it('misses its target or meets it; the sum of both comes first', () => {
    const bound = { atMost: 0.1, atLeast: null }
    expect(said([rate(1200, 1000, bound)], previous)).toEqual({
      zh: [
        '设有目标的 1 项指标中，1 项未达标：严重问题率。',
        '严重问题率 12.0%，环比上升 2.0 个百分点（上期为 10.0%）；未达标（目标 ≤ 10.0%），相差 2.0 个百分点。',
      ],
      en: [
        'Missed targets: 1 of 1 (Critical rate).',
        'Critical rate: 12.0%, up 2.0 pp on the period before (the period before: 10.0%); misses its target (≤ 10.0%) by 2.0 pp.',
      ],
    })
    expect(said([rate(900, 900, bound)], null)).toEqual({
      zh: ['设有目标的 1 项指标全部达标。', '严重问题率 9.0%，达标（目标 ≤ 10.0%）。', '未设对比期，只列本期数。'],
      en: [
        'Targets met: all 1.',
        'Critical rate: 9.0%, meets its target (≤ 10.0%).',
        'No window is compared with: only present values are given.',
      ],
    })
    // Missed by less than what is printed: never "by 0.0", never a value that looks like its target.
    expect(said([rate(1001, 1001, bound)], null).zh[1]).toBe(
      '严重问题率 10.1%，未达标（目标 ≤ 10.0%），相差不到 0.1 个百分点。',
    )
  })
})

describe('what cannot be said', () => {
  it('is said with its reason', () => {
    const none: Given = {
      key: 'critical_rate',
      now: { took_place: 0, critical: 0 },
      was: { took_place: 5, critical: 1 },
    }
    expect(said([none], previous)).toEqual({
      zh: ['严重问题率无法计算：该时间窗内没有实际实施的检查。'],
      en: ['Critical rate cannot be computed: no inspection took place in this window.'],
    })
  })

  it('is the change where the compared window has nothing to compare with', () => {
    const alone: Given = { key: 'complaints', now: { complaints: 12 }, tooEarly: true }
    expect(said([alone], lastYear)).toEqual({
      zh: ['投诉举报 12 件。', '投诉举报：上年同期没有可比数据，只列本期数。'],
      en: ['Complaints: 12.', 'Complaints: nothing to compare with (a year ago), so only the present value is given.'],
    })
  })

  it('is not a percentage where the compared window lies within the data and had no row', () => {
    expect(said([{ key: 'complaints', now: { complaints: 12 } }], lastYear).en).toEqual([
      'Complaints: 12, no percentage, as it was 0 before (a year ago).',
    ])
  })

  it('is everything where there are no rows', () => {
    expect(said([counts(0, 0)], previous, { rows: 0 })).toEqual({
      zh: ['当前筛选下，时间窗内没有任何记录。'],
      en: ['Under these filters there are no rows in the window.'],
    })
  })

  it('is what lies outside of the data: where they begin and end within the window', () => {
    const spans = {
      permits: { first: '2024-03-01', last: '2024-12-31' },
      inspections: { first: '2020-01-01', last: '2024-10-01' },
      complaints: null,
    }
    expect(said([], previous, { spans })).toEqual({
      zh: ['行政许可数据自2024年3月1日起，此前没有数据。', '监督检查数据止于2024年10月1日，此后没有数据。'],
      en: [
        'Rows of permits begin on 1 Mar 2024; there are none before.',
        'Rows of inspections end on 1 Oct 2024; there are none after.',
      ],
    })
    // Everything up to a day begins where the data do; a few quiet days are no end.
    expect(
      said([], previous, {
        spans: { ...spans, inspections: { first: '2020-01-01', last: '2024-12-28' } },
        window: { from: null, to: '2024-12-31' },
      }).zh,
    ).toEqual([])
  })
})

it('the weightiest comes first', () => {
  const given = [counts(101, 100), { key: 'inspections', now: { inspections: 50 }, was: { inspections: 500 } } as const]
  expect(said(given, previous).zh.map(text => text.slice(0, 4))).toEqual(['检查 5', '投诉举报'])
})
