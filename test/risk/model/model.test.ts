import { describe, expect, it } from 'vitest'
import { dayText } from '../../../src/engine/civilTimes'
import { auc } from '../../../src/risk/backtest/metrics'
import { dayNumber } from '../../../src/risk/dayNumber'
import { defaultFeatureSettings, numericFeatures } from '../../../src/risk/model/features'
import type { Complaint, History, Visit } from '../../../src/risk/model/history'
import { explainRow, predict } from '../../../src/risk/model/predict'
import { fitRidge, logistic } from '../../../src/risk/model/ridge'
import { formatModel, parseModel, type RiskModel } from '../../../src/risk/model/riskModel'
import { samplesAt, samplesOf } from '../../../src/risk/model/samples'
import { FeatureStream } from '../../../src/risk/model/stream'
import { trainModel } from '../../../src/risk/model/train'
import { pick, randomOf } from '../../filters/random'

/** A made-up city: strict and lenient inspectors, kinds that differ, careless businesses. */
function made(seed: number, n = 1500, change: (visit: Visit, i: number) => Partial<Visit> = () => ({})): History {
  const random = randomOf(seed)
  const visits = Array.from({ length: n }, (_, i): Visit => {
    const entity = Math.floor(random() * 300)
    const kind = pick(random, ['Restaurant', 'Grocery', 'School'])
    const inspector = pick(random, ['strict', 'plain', 'lenient'])
    const eta =
      -2 +
      (inspector === 'strict' ? 1.5 : inspector === 'lenient' ? -1.5 : 0) +
      (kind === 'School' ? -1 : 0) +
      (entity % 10 === 0 ? 1 : 0)
    const critical = random() < logistic(eta) ? 1 : 0
    const visit = {
      id: `I${String(i).padStart(5, '0')}`, day: 15_000 + Math.floor((i * 900) / n), entity, kind, inspector, critical,
      risk: pick(random, ['risk 1 (high)', 'risk 3 (low)']), region: String(entity % 7), lon: -87.7 + (entity % 20) / 200, lat: 41.8 + (entity % 17) / 200,
      critical_count: critical, serious_count: Math.floor(random() * 3), minor_count: Math.floor(random() * 9),
    } // biome-ignore format: a row
    return { ...visit, ...change(visit, i) }
  })
  const complaints = Array.from(
    { length: 400 },
    (_, i): Complaint => ({ day: 15_000 + i * 2, lon: -87.7 + random() / 10, lat: 41.8 + random() / 10 }),
  )
  const licences = Array.from({ length: 250 }, (_, entity) => ({
    entity,
    day: 14_900 + entity,
    first: 13_000 + 4 * entity,
  })).sort((a, b) => a.day - b.day)
  return { visits, complaints, licences }
}
const settings = defaultFeatureSettings
type Json = { numbers: object[]; training: object } & object
const options = { name: 'test', settings, inspector: true, ridge: 10, before: 15_700, extracts: {} }
const coefficient = (model: RiskModel, key: string): number =>
  model.numbers.find(each => each.key === key)?.coefficient ?? 0

describe('ridge logistic regression', () => {
  it('has no gradient at its optimum', () => {
    const random = randomOf(1)
    const rows = 400
    const data = Float64Array.from({ length: rows * 3 }, () => random() * 2 - 1)
    const y = Uint8Array.from({ length: rows }, (_, i) => (random() < logistic((data[i * 3] ?? 0) * 2 - 1) ? 1 : 0))
    const { intercept, coefficients, converged } = fitRidge({ rows, columns: 3, data }, y, 2)
    expect(converged).toBe(true)
    const rest = Array.from(y, (value, i) => value - logistic(intercept + [0, 1, 2].reduce((sum, j) => sum + (data[i * 3 + j] ?? 0) * (coefficients[j] ?? 0), 0))) // biome-ignore format: one formula
    expect(rest.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 6)
    for (const j of [0, 1, 2]) {
      const gradient = rest.reduce((sum, r, i) => sum + r * (data[i * 3 + j] ?? 0), 0) - 2 * (coefficients[j] ?? 0)
      expect(gradient).toBeCloseTo(0, 6)
    }
  })

  it('is the logarithm of odds where there is one feature of two values and hardly a penalty', () => {
    // 3 of 10 and 6 of 10.
    const data = Float64Array.from({ length: 20 }, (_, i) => (i < 10 ? 0 : 1))
    const y = Uint8Array.from({ length: 20 }, (_, i) => (i < 3 || (i >= 10 && i < 16) ? 1 : 0))
    const { intercept, coefficients } = fitRidge({ rows: 20, columns: 1, data }, y, 1e-9)
    expect(intercept).toBeCloseTo(Math.log(3 / 7), 5)
    expect(coefficients[0]).toBeCloseTo(Math.log(6 / 4) - Math.log(3 / 7), 5)
  })

  it('stays finite where a feature separates the outcomes, or is constant', () => {
    const data = Float64Array.from({ length: 40 }, (_, i) => (i % 2 ? 1 : i < 20 ? -5 : 5))
    const y = Uint8Array.from({ length: 20 }, (_, i) => (i < 10 ? 0 : 1))
    const { coefficients, intercept, converged } = fitRidge({ rows: 20, columns: 2, data }, y, 1)
    expect([converged, Number.isFinite(intercept), ...Array.from(coefficients, Number.isFinite)]).toEqual([
      true,
      true,
      true,
      true,
    ])
  })

  it('refuses outcomes of one kind, and a penalty of none', () => {
    const x = { rows: 3, columns: 1, data: new Float64Array([1, 2, 3]) }
    expect(() => fitRidge(x, new Uint8Array(3), 1)).toThrow('0 of 3 are critical')
    expect(() => fitRidge(x, new Uint8Array([1, 0, 1]), 0)).toThrow('ridge')
  })
})

describe('features', () => {
  it('see nothing of the day or later, whatever happens there', () => {
    const day = 15_500
    const before = made(3)
    const changed: History = {
      visits: [...made(3, 1500, visit => visit.day >= day ? { critical: 1 - visit.critical, critical_count: 9, serious_count: 9, minor_count: 9, inspector: 'other' } : {}).visits],
      complaints: [...before.complaints.filter(row => row.day < day), ...Array.from({ length: 50 }, () => ({ day, lon: -87.7, lat: 41.8 }))],
      licences: [...before.licences, { entity: 3, day: day + 100, first: 10_000 }],
    } // biome-ignore format: a history
    const subjects = before.visits.slice(0, 200)
    const one = samplesAt(before, settings, subjects, day)
    expect(samplesAt(changed, settings, subjects, day).numbers).toEqual(one.numbers)
    // They do see the day before.
    const seen = made(3, 1500, visit => (visit.day === day - 1 ? { critical: 1 - visit.critical } : {}))
    expect(samplesAt(seen, settings, subjects, day).numbers).not.toEqual(one.numbers)
  })

  it('of a visit are the same whatever it finds itself', () => {
    const flipped = made(4, 600, (visit, i) =>
      i === 599 ? { critical: 1 - visit.critical, critical_count: 5, serious_count: 5, minor_count: 12 } : {},
    )
    const [one, other] = [samplesOf(made(4, 600), settings), samplesOf(flipped, settings)]
    expect(other.numbers).toEqual(one.numbers)
    expect(one.numbers.length).toBe(600 * numericFeatures.length)
  })

  it('cannot be asked to run backwards', () => {
    const stream = new FeatureStream(made(5, 50), settings)
    stream.advance(15_100)
    expect(() => stream.advance(15_099)).toThrow('lies before')
  })

  it('of a place that is not known, and of a row without a business, are missing, not zero', () => {
    const history = made(6, 300)
    const nowhere = { entity: null, kind: null, risk: null, region: null, lon: null, lat: null, inspector: null }
    const { numbers, unvisited } = samplesAt(history, settings, [nowhere], 15_800)
    const missing = numericFeatures.filter((_, i) => Number.isNaN(numbers[i])).map(({ key }) => key)
    expect(missing).toEqual(['last_minor', 'licence_age', 'near_now', 'near_long', 'near_serious', 'region_rate', 'complaints_near', 'inspector_rate', 'inspector_kind', 'inspector_high', 'inspector_near', 'near_now_unknown', 'near_long_unknown']) // biome-ignore format: one line
    expect(unvisited[0]).toBe(Number.POSITIVE_INFINITY)
  })

  it('of a business with thousands of visits are finite and quick', () => {
    const history = made(7, 4000, () => ({ entity: 1 }))
    const { numbers } = samplesOf(history, settings)
    expect(numbers.some(value => value === Number.POSITIVE_INFINITY)).toBe(false)
  })
})

describe('a trained model', () => {
  const history = made(8, 4000)
  const samples = samplesOf(history, settings)
  const model = trainModel(samples, options)

  it('learns from nothing that came on its day or later', () => {
    const changed = samplesOf(
      made(8, 4000, visit => (visit.day >= 15_700 ? { critical: 1 - visit.critical } : {})),
      settings,
    )
    expect(trainModel(changed, options)).toEqual(model)
    expect(model.training.to < dayText(15_700)).toBe(true)
    expect(model.training.rows).toBe(history.visits.filter(({ day }) => day < 15_700 && day >= 15_060).length)
  })

  it('finds what was planted, with the right sign', () => {
    expect(coefficient(model, 'inspector_rate')).toBeGreaterThan(0.3)
    expect(coefficient(model, 'critical_history')).toBeGreaterThan(0)
    const levels = model.factors.find(({ key }) => key === 'kind')?.levels ?? []
    const of = (level: string): number => levels.find(each => each.level === level)?.coefficient ?? 0
    expect(of('School')).toBeLessThan(of('Restaurant'))
  })

  it('puts later visits in order, better with the inspector than without', () => {
    const later = history.visits.flatMap(({ day }, i) => (day >= 15_700 ? [i] : []))
    const outcomes = later.map(i => samples.outcomes[i] ?? 0)
    const of = (each: RiskModel): number => {
      const all = predict(each, samples)
      return auc(outcomes, later.map(i => all[i] ?? 0)) ?? 0 // biome-ignore format: one line
    }
    const without = trainModel(samples, { ...options, inspector: false })
    expect(of(model)).toBeGreaterThan(of(without) + 0.05)
    expect(without.numbers.some(({ key }) => key.startsWith('inspector'))).toBe(false)
  })

  it('explains each row: shares add up to its log-odds, missing and unknown values count nothing', () => {
    const all = predict(model, samples)
    for (const row of [0, 7, 3999]) {
      const sum = explainRow(model, samples, row).reduce((total, { logOdds }) => total + logOdds, model.intercept)
      expect(logistic(sum)).toBeCloseTo(all[row] ?? 0, 10)
    }
    const stranger = { entity: null, kind: 'Zoo', risk: null, region: null, lon: null, lat: null, inspector: null }
    const { key, logOdds, value } = explainRow(model, samplesAt(history, settings, [stranger], 15_800), 0).find(each => each.key === 'kind') ?? {} // biome-ignore format: one line
    expect([key, logOdds, value]).toEqual(['kind', 0, null])
  })

  it('pools rare levels', () => {
    const rare = samplesOf(
      made(9, 2000, (_, i) => (i % 200 === 3 ? { kind: `Rare ${i % 3}` } : {})),
      settings,
    )
    const kinds = trainModel(rare, options).factors.find(({ key }) => key === 'kind')
    expect(kinds?.levels.map(({ level }) => level)).toContain('~rare')
    expect(kinds?.rare.length).toBeGreaterThan(0)
  })

  it('drops what the extracts lack or what is the same everywhere, and says so', () => {
    const poor = samplesOf(made(10, 2000, () => ({ lon: null, lat: null, inspector: null, serious_count: null, minor_count: null, risk: null, kind: 'One' })), settings) // biome-ignore format: one line
    const found = trainModel(poor, options)
    expect(found.dropped).toEqual(expect.arrayContaining(['near_now', 'complaints_near', 'inspector_rate', 'last_serious', 'last_minor', 'kind', 'risk'])) // biome-ignore format: one line
    expect(predict(found, poor).every(p => p > 0 && p < 1)).toBe(true)
  })

  it('needs something to learn from', () => {
    expect(() => trainModel(samples, { ...options, before: 15_010 })).toThrow(`before ${dayText(15_010)}`)
    const none = samplesOf(
      made(11, 500, () => ({ critical: 0 })),
      settings,
    )
    expect(() => trainModel(none, options)).toThrow('outcomes of both kinds')
    const empty = samplesOf({ visits: [], licences: [], complaints: [] }, settings)
    expect(() => trainModel(empty, options)).toThrow('no inspections to learn from')
  })

  it('is read as it was written, and names what is wrong', () => {
    expect(parseModel(formatModel(model), 'a.json')).toEqual(model)
    const broken = (change: (json: Json) => unknown): (() => RiskModel) => {
      const json = JSON.parse(formatModel(model)) as Json
      change(json)
      return () => parseModel(JSON.stringify(json), 'a.json')
    }
    expect(() => parseModel('{', 'a.json')).toThrow('a.json: not JSON')
    expect(broken(json => Object.assign(json, { format: 2 }))).toThrow('another version')
    expect(broken(json => Object.assign(json, { intercept: 'x' }))).toThrow('"intercept"')
    expect(broken(json => Object.assign(json, { more: 1 }))).toThrow('a.json')
    expect(broken(json => Object.assign(json.numbers[0] ?? {}, { key: 'owner_name' }))).toThrow('numbers.0.key')
    expect(broken(json => json.numbers.push(json.numbers[0] ?? {}))).toThrow('occurs twice')
    expect(broken(json => Object.assign(json, { inspector: false }))).toThrow('no inspector term')
    expect(broken(json => Object.assign(json.training, { from: '2099-01-01' }))).toThrow('lies after')
    expect(broken(json => Object.assign(json.numbers[0] ?? {}, { scale: 0 }))).toThrow('numbers.0.scale')
    // What fits is told by the seal alone.
    expect(broken(json => Object.assign(json.numbers[0] ?? {}, { coefficient: 1 }))).toThrow(
      'a.json: its content is not the one that was exported',
    )
    expect(broken(json => Object.assign(json, { hash: undefined }))).toThrow('cannot be told whether it was edited')
  })
})

describe('days', () => {
  it('are what they were as numbers', () => {
    for (let day = -1000; day < 40_000; day += 7) expect(dayNumber(dayText(day))).toBe(day)
    expect(dayText(0)).toBe('1970-01-01')
  })
})
