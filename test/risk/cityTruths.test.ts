import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cityIsCurrent, generateCity } from '../../data/generate'
import { truths } from '../../data/truths'
import { type LoadedFolder, loadFolder } from '../../src/cli/load'
import { cardRows } from '../../src/risk/backtest/cardWindow'
import { auc } from '../../src/risk/backtest/metrics'
import { dayNumber } from '../../src/risk/dayNumber'
import { defaultFeatureSettings } from '../../src/risk/model/features'
import { type History, readHistory } from '../../src/risk/model/history'
import { inspectorEffects, pseudonymsOf } from '../../src/risk/model/inspectors'
import { integrityOf } from '../../src/risk/model/integrity'
import { predict } from '../../src/risk/model/predict'
import type { RiskModel } from '../../src/risk/model/riskModel'
import { picked, samplesOf, type VisitSamples } from '../../src/risk/model/samples'
import { trainModel } from '../../src/risk/model/train'
import { defaultSettings } from '../../src/risk/scorecard'

/* What is planted in the sample city of full size (data/README.md) must be found by the learned model. */
const root = resolve(import.meta.dirname, '../..')
const own = resolve(root, 'node_modules/.cache/city')
const before = dayNumber('2025-04-01')
let city: LoadedFolder
let history: History
let samples: VisitSamples
let model: RiskModel

beforeAll(async () => {
  const folder = cityIsCurrent(resolve(root, 'data/city')) ? resolve(root, 'data/city') : own
  if (!cityIsCurrent(folder)) await generateCity({ out: folder })
  city = await loadFolder(folder)
  history = await readHistory(query => city.engine.rows(query))
  samples = samplesOf(history, defaultFeatureSettings)
  model = trainModel(samples, {
    name: 'city',
    settings: defaultFeatureSettings,
    inspector: true,
    ridge: 10,
    before,
    extracts: {},
  })
}, 300_000)
afterAll(() => city?.engine.close())

const number = (key: string): number => model.numbers.find(each => each.key === key)?.coefficient ?? Number.NaN
const level = (key: 'kind' | 'risk', name: string): number =>
  model.factors.find(each => each.key === key)?.levels.find(each => each.level === name)?.coefficient ?? Number.NaN

describe('the indicators that a scorecard is judged by', () => {
  it('are read for the businesses of a whole year, which are many, with the means of all', async () => {
    const rows = await city.engine.rows(cardRows('2024-06-30', '2024-07-01', '2025-06-30', defaultSettings))
    expect(rows.length).toBeGreaterThan(20_000)
    expect(rows.filter(({ entity }) => entity === null)).toHaveLength(1)
    expect(rows.at(-1)?.entity).toBeNull()
  })
})

describe('the learned model on the sample city', () => {
  it('recovers the planted causes with the right sign', () => {
    // Carelessness shows in what was found before, beyond what inspectors find on average.
    expect(number('critical_history')).toBeGreaterThan(0)
    expect(number('years_since')).toBeGreaterThan(0)
    // "No permit" is planted for the whole extract; what is known on a day is another thing, and no sign is expected of it.
    expect(number('licence_age')).toBeLessThan(0)
    expect(number('inspector_rate')).toBeGreaterThan(0)
    expect(level('risk', '高风险')).toBeGreaterThan(level('risk', '中风险'))
    expect(level('risk', '中风险')).toBeGreaterThan(level('risk', '低风险'))
  })

  it('finds the strict and the lenient officers, and nobody else beyond them', () => {
    const plain = trainModel(samples, {
      name: 'city',
      settings: defaultFeatureSettings,
      inspector: false,
      ridge: 10,
      before,
      extracts: {},
    })
    const past = picked(samples, history.visits.flatMap(({ day }, i) => (day < before ? [i] : []))) // biome-ignore format: one line
    const { effects, ids } = inspectorEffects(plain, past)
    const planted = (effect: number): string[] =>
      Object.entries(truths.critical.inspectors).flatMap(([id, each]) => (Math.sign(each) === effect ? [id] : [])).sort() // biome-ignore format: one line
    expect(ids.slice(0, 4).sort()).toEqual(planted(1))
    expect(ids.slice(-4).sort()).toEqual(planted(-1))
    expect(effects.slice(0, 4).every(({ interval }) => interval[0] > 1)).toBe(true)
    expect(effects.slice(-4).every(({ interval }) => interval[1] < 1)).toBe(true)
    expect(JSON.stringify(effects)).not.toContain('执法员')
    expect(() => inspectorEffects(model, past)).toThrow('does not know them')
  })

  it('finds them for the integrity panel, too, by number alone', () => {
    const ids = new Map([...pseudonymsOf(history.visits)].map(([id, n]) => [n, id]))
    const { effects, missing, inspectors } = integrityOf(history, { from: null, to: '2025-03-31' }, samples)
    expect([missing, effects.length]).toEqual([null, inspectors])
    const strength = (n: number): number =>
      (truths.critical.inspectors as Record<string, number>)[ids.get(n) ?? ''] ?? 0
    expect(effects.slice(0, 4).every(each => strength(each.pseudonym) > 0 && each.interval[0] > 1)).toBe(true)
    expect(effects.slice(-4).every(each => strength(each.pseudonym) < 0 && each.interval[1] < 1)).toBe(true)
    expect(JSON.stringify(effects)).not.toContain('执法员')
  })

  it('puts the last quarter in order, as well as past rows allow and no better', () => {
    const later = history.visits.flatMap(({ day }, i) => (day >= before ? [i] : []))
    const scores = predict(model, samples)
    const found = auc(later.map(i => samples.outcomes[i] ?? 0), later.map(i => scores[i] ?? 0)) ?? 0 // biome-ignore format: one line
    expect(found).toBeGreaterThan(0.62)
    expect(found).toBeLessThan(0.85)
  })
})
