import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../../src/engine/sql'
import { type BacktestOptions, backtest, backtestOf } from '../../../src/risk/backtest/backtest'
import { dayNumber } from '../../../src/risk/dayNumber'
import { defaultFeatureSettings } from '../../../src/risk/model/features'
import { samplesOf } from '../../../src/risk/model/samples'
import { scoresAt } from '../../../src/risk/score'
import { defaultScorecard } from '../../../src/risk/scorecard'
import { type Loaded, loaded } from '../../engineHelper'
import { city as smallCity } from '../../fixtures/city'
import { chicagoPresent, chicagoSamples } from './chicagoSamples'

const scorecard = (day: string) => scoresAt(defaultScorecard, { day, states: false })
const options = (partial: Partial<BacktestOptions>): BacktestOptions => ({
  from: '2014-01-01', to: '2014-02-28', score: 'model', inspector: true, scorecard, ...partial,
}) // biome-ignore format: a record

describe('a backtest that cannot be', () => {
  let here: Loaded
  beforeAll(async () => {
    here = await loaded(smallCity())
  })
  afterAll(() => here?.engine.close())
  const run = (partial: Partial<BacktestOptions>) => backtest(query => here.engine.rows(query), options(partial))

  it('says why', async () => {
    await expect(run({ from: '2023-12-31', to: '2023-01-01' })).rejects.toThrow(
      'runs backwards: 2023-12-31 lies after 2023-01-01',
    )
    await expect(run({ from: '2030-01-01', to: '2030-02-01' })).rejects.toThrow(
      'no inspection took place from 2030-01-01 to 2030-02-01',
    )
    await expect(run({ from: '2023-08-01', to: '2023-09-01' })).rejects.toThrow('0 of 1 inspections')
    await expect(run({ from: '2022-06-30', to: '2022-12-31' })).rejects.toThrow('to learn from before 2022-06-30')
  })

  it('has no inspections at all', async () => {
    const history = { visits: [], licences: [], complaints: [] }
    await expect(backtestOf(history, samplesOf(history, defaultFeatureSettings), query => here.engine.rows(query), options({}))).rejects.toThrow('nor at any time') // biome-ignore format: one line
  })
})

if (!chicagoPresent) console.warn('The real folder of Chicago is absent: its backtest is not run.')

describe.skipIf(!chicagoPresent)('the backtest on Chicago', () => {
  const chicago = chicagoSamples()
  const run = (partial: Partial<BacktestOptions>) =>
    backtestOf(chicago().history, chicago().samples, query => chicago().city.engine.rows(query), options(partial))

  it('finds more in the first half, and earlier, than the scorecard, the longest unvisited and the actual order', async () => {
    const found = await run({})
    expect([found.inspections, found.critical, found.inspector]).toEqual([1454, 210, true])
    const { asOfDay, frozen, baselines } = found
    for (const other of [baselines.scorecard, baselines.unvisited, baselines.actual]) {
      expect(asOfDay.firstHalf ?? 0).toBeGreaterThan(other.firstHalf ?? 1)
      expect(asOfDay.daysEarlier ?? 0).toBeGreaterThan(other.daysEarlier ?? 99)
      expect(frozen.firstHalf ?? 0).toBeGreaterThan(other.firstHalf ?? 1)
    }
    expect(asOfDay.auc ?? 0).toBeGreaterThan(baselines.scorecard.auc ?? 1)
    expect(baselines.scorecard.firstHalf ?? 0).toBeGreaterThan(baselines.actual.firstHalf ?? 1)
    expect(asOfDay.auc ?? 1).toBeLessThan(0.85)
    expect(found.warnings.map(({ kind }) => kind)).toEqual(['uninspected'])
    // Calibrated: what is foretold for all is what is found, within a few points.
    const foretold = asOfDay.tenths.reduce((sum, each) => sum + each.score * each.inspections, 0) / found.inspections
    expect(Math.abs(foretold - found.critical / found.inspections)).toBeLessThan(0.05)
    expect(found.model?.training.to).toBe('2013-12-31')
  }, 120_000)

  it('does without the inspector where most are missing, and says so', async () => {
    const found = await run({ from: '2014-06-01', to: '2014-07-31' })
    expect(found.inspector).toBe(false)
    expect(found.warnings).toContainEqual({ kind: 'inspectors_missing', missing: 1593, of: 1593 })
    expect(found.model?.numbers.some(({ key }) => key.startsWith('inspector'))).toBe(false)
    expect(found.asOfDay.auc ?? 0).toBeGreaterThan(0.6)
  }, 120_000)

  it('warns of few outcomes and of a model that learned from the window', async () => {
    const { model } = await run({})
    const found = await run({ from: '2013-11-01', to: '2013-12-31', ...(model && { model }) })
    expect(found.warnings.map(({ kind }) => kind)).toEqual(['uninspected', 'few_outcomes', 'overlap'])
  }, 120_000)

  it('warns where features see the outcome', async () => {
    const { city, history, samples } = chicago()
    const leaking = { ...samples, numbers: samples.numbers.slice() }
    const width = leaking.numbers.length / leaking.rows
    samples.outcomes.forEach((critical, i) => {
      leaking.numbers[i * width] = critical + (i % 10) / 10
    })
    const found = await backtestOf(history, leaking, query => city.engine.rows(query), options({}))
    expect(found.warnings.map(({ kind }) => kind)).toContain('leakage')
  }, 120_000)

  it('ranks by the scorecard too', async () => {
    const found = await run({ score: 'scorecard', from: '2014-02-01', to: '2014-02-14' })
    expect(found.model).toBeNull()
    const { city, history } = chicago()
    expect({ ...found.asOfDay, aucInterval: null, lift: null, tenths: null }).toMatchObject(found.baselines.scorecard)
    const [row] = await city.engine.rows<{ score: number }>(sql`SELECT score FROM (${scorecard('2014-02-02')}) WHERE entity_id = ${history.visits.find(({ day }) => day === dayNumber('2014-02-03'))?.entity ?? 0}`) // biome-ignore format: one line
    const at = found.outcomes.findIndex(({ day }) => day === dayNumber('2014-02-03'))
    expect(found.scores[at]).toBeCloseTo(row?.score ?? 0, 9)
  }, 120_000)
})
