import { describe, expect, it } from 'vitest'
import type { RiskModel } from '../../../src/risk/model/riskModel'
import { defaultScorecard, type Scorecard } from '../../../src/risk/scorecard'
import { differences, withSetting } from '../../../src/views/model/cardFields'

const model = (name: string, intercept: number): RiskModel => ({ name, intercept }) as RiskModel

describe('what differs between two cards', () => {
  it('is nothing where the content is the same', () => {
    expect(differences(defaultScorecard, structuredClone(defaultScorecard))).toEqual([])
    const learned = { ...defaultScorecard, model: model('a', 1) }
    expect(differences(learned, structuredClone(learned))).toEqual([])
  })

  it('is each field by its place, with both values', () => {
    let card: Scorecard = {
      ...defaultScorecard,
      weights: { ...defaultScorecard.weights, S1: 30 },
      thresholds: { by: 'percentile', bounds: [0.5, 0.7, 0.9] },
      overrides: { ...defaultScorecard.overrides, unreachable: null },
    }
    card = withSetting(withSetting(card, 'tiers.high', 0.8), 'visitDays', 365)
    expect(differences(defaultScorecard, card)).toEqual([
      { path: 'weights.S1', a: 18, b: 30 },
      { path: 'settings.tiers.high', a: 1, b: 0.8 },
      { path: 'settings.visitDays', a: 730, b: 365 },
      { path: 'thresholds.by', a: 'value', b: 'percentile' },
      { path: 'thresholds.bounds.0', a: 30, b: 0.5 },
      { path: 'thresholds.bounds.1', a: 45, b: 0.7 },
      { path: 'thresholds.bounds.2', a: 60, b: 0.9 },
      { path: 'overrides.unreachable', a: 'C', b: null },
    ])
    expect(differences(card, defaultScorecard)[0]).toEqual({ path: 'weights.S1', a: 30, b: 18 })
  })

  it('is the model by its name, not by its coefficients', () => {
    const learned = { ...defaultScorecard, model: model('a', 1) }
    expect(differences(defaultScorecard, learned)).toEqual([{ path: 'model', a: null, b: 'a' }])
    expect(differences(learned, { ...learned, model: model('b', 2) })).toEqual([{ path: 'model', a: 'a', b: 'b' }])
    // Another model of the same name differs, too.
    expect(differences(learned, { ...learned, model: model('a', 2) })).toEqual([{ path: 'model', a: 'a', b: 'a' }])
  })
})
