import { beforeAll, describe, expect, it } from 'vitest'
import { formats, type Language, messagesOf, startI18n, type Texts } from '../../src/i18n'
import type { Alert, AlertFacts } from '../../src/insight/alerts/alert'
import { alertText, proofOf } from '../../src/parts/alertTexts'

beforeAll(() => startI18n('en', true))
const texts = (language: Language): Texts => ({ t: messagesOf(language), language, formats: formats(language) })

const known = {
  regions: [{ code: '990103', name: '揽月区', parent: null }],
  shapes: [
    {
      geojson: {
        type: 'FeatureCollection' as const,
        features: [
          {
            type: 'Feature' as const,
            properties: { code: '990103' },
            geometry: { type: 'Polygon' as const, coordinates: [[[110, 30], [111, 30], [111, 31], [110, 31], [110, 30]]] },
          },
        ],
      },
    },
  ],
} // biome-ignore format: one region
const week = {
  region: '990103', category: '食品安全', week: '2025-03-10', observed: 302, expected: 61.44, limit: 96,
  p: 0.0004, q: 0.02, by: 'poisson',
} as const // biome-ignore format: a finding
const cluster = {
  category: '食品安全', lon: 110.528, lat: 30.991, radius: 812.3, outline: [[110.52, 30.98], [110.54, 30.98], [110.53, 31]], from: '2025-03-10', to: '2025-03-23',
  observed: 430, expected: 4.2, llr: 900, p: 0.001,
} as const // biome-ignore format: a finding

const all: readonly (readonly [AlertFacts, zh: string, en: string])[] = [
  [
    { kind: 'cluster', finding: cluster },
    '2025年3月10日 – 3月23日，揽月区一带 812 米范围内“食品安全”投诉聚集：430 件，预期 4.2 件',
    'Complaints “食品安全” close together in 揽月区, within 812 m: 430 in 10 Mar – 23 Mar 2025, 4.2 expected',
  ],
  [
    { kind: 'cluster', finding: { ...cluster, category: null, lon: 115 } },
    '2025年3月10日 – 3月23日，（115.000，30.991）一带 812 米范围内各类投诉聚集：430 件，预期 4.2 件',
    'Complaints of all kinds close together around 115.000, 30.991, within 812 m: 430 in 10 Mar – 23 Mar 2025, 4.2 expected',
  ],
  [
    { kind: 'unusual', weeks: [{ ...week, category: null, region: '~outside' }] },
    '所有区域之外“未填写”投诉异常偏多：2025年3月10日当周共 302 件，预期 61.4 件',
    'Unusually many complaints “not stated”, outside every region: 302 in the week of 10 Mar 2025, 61.4 expected',
  ],
  [
    {
      kind: 'target',
      figure: 'closed_on_time',
      value: 0.8996,
      numerator: 8996,
      denominator: 10_000,
      target: { atMost: null, atLeast: 0.9 },
      window: { from: '2024-07-01', to: '2025-06-30' },
    },
    '按时办结率为 89.9%，未达目标（≥ 90.0%）',
    'Closed on time: 89.9% misses the target of ≥ 90.0%',
  ],
  [
    {
      kind: 'overdue',
      what: 'complaints',
      open: 0,
      overdue: 0,
      yearOver: 0,
      oldest: null,
      department: null,
      departmentOverdue: 0,
    },
    '0 件投诉举报超期未办结，占在办 0 件的 –',
    '0 open complaints are past their due day: – of 0 open',
  ],
  [
    { kind: 'visits', overdue: 3, of: null, daysOver: 9 },
    '3 家高风险主体超期未检查',
    '3 businesses of high risk wait too long for a visit',
  ],
  [
    {
      kind: 'stopped',
      table: 'permits',
      part: 'department',
      name: '<b>商务局</b>',
      lastDay: '2025-06-01',
      silent: 20,
      usual: null,
      longest: null,
      pauses: 3,
    },
    '<b>商务局</b>的行政许可数据已 20 个工作日没有更新，最后一天为 2025年6月1日',
    'No new permits of <b>商务局</b> for 20 working days; the last are of 1 Jun 2025',
  ],
]

describe('an alert in words', () => {
  it.each(all)('%#', (facts, zh, en) => {
    const alert = { facts } as Alert
    expect(alertText(alert, known, texts('zh'))).toBe(zh)
    expect(alertText(alert, known, texts('en'))).toBe(en)
    for (const language of ['zh', 'en'] as const)
      for (const line of proofOf(facts, texts(language))) expect(line).not.toMatch(/NaN|undefined|Infinity|\{\{/)
  })

  it('says how rarely chance gives it', () => {
    expect(proofOf({ kind: 'cluster', finding: cluster }, texts('en'))).toEqual([
      '100 times the expected',
      'Where nothing is unusual, chance gives this about once in 1,000 (p = 0.0010)',
      'Repeats are not counted',
    ])
    const weeks = [week, { ...week, week: '2025-03-17', p: 1e-12, q: 1e-9, observed: 240 }]
    expect(proofOf({ kind: 'unusual', weeks }, texts('en'))).toEqual([
      'Week of 17 Mar 2025: 240, 61.4 expected, unusual above 96',
      'Where nothing is unusual, chance gives this about once in 1,000,000 (p < 0.000001)',
      'Of all that are as unusual as this, < 0.1% are false alarms on average',
    ])
    // Nothing was expected: it cannot be so many times as much.
    expect(proofOf({ kind: 'cluster', finding: { ...cluster, expected: 0, p: 0.05 } }, texts('zh'))).toEqual([
      '若无异常，这种情况约每 20 次才会碰巧出现 1 次（p = 0.050）',
      '重复件不计',
    ])
  })

  it('says weeks in a row in one sentence', () => {
    const facts: AlertFacts = { kind: 'unusual', weeks: [week, { ...week, week: '2025-03-17' }] }
    expect(alertText({ facts } as Alert, known, texts('zh'))).toBe(
      '揽月区“食品安全”投诉异常偏多：2025年3月10日起 2 周共 604 件，预期 122.9 件',
    )
  })
})
