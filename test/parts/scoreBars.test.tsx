import { describe, expect, it } from 'vitest'
import { CauseRows, OtherCauseRows } from '../../src/parts/CauseRows'
import { ModelShares } from '../../src/parts/ModelShares'
import { ScoreBars } from '../../src/parts/ScoreBars'
import { explainScore, type Norms } from '../../src/risk/explain'
import type { BusinessRows } from '../../src/risk/facts'
import { asOfDay } from '../../src/risk/factsSql'
import type { FeatureShare } from '../../src/risk/model/predict'
import type { RiskModel } from '../../src/risk/model/riskModel'
import { defaultScorecard } from '../../src/risk/scorecard'
import { inspection, norms, rowsOf } from '../fixtures/business'
import { asOf } from '../fixtures/city'
import { now } from '../queries/helper'
import { html } from '../ui/render'
import { answered, cellsOf } from '../views/answered'

const at = { day: '2024-06-30', states: true }
const none = { permits: [], inspections: [], complaints: [] }
const explained = (rows: Partial<BusinessRows>, given: Partial<Norms> = {}) =>
  explainScore(rowsOf(rows), { ...norms, ...given }, defaultScorecard, at)
const bars = (...of: Parameters<typeof explained>): string =>
  html(<ScoreBars explained={explained(...of)} card={defaultScorecard} at={at} filled={none} regions={new Map()} />)
/** Labels of the bars that open something. */
const opening = (markup: string): string[] =>
  [...markup.matchAll(/<button type="button" class="ui-waterfall-bar"><span class="ui-waterfall-label">([^<]+)/g)].map(
    ([, label = '']) => label,
  )

describe('a bar of the score', () => {
  it('opens rows of others where it comes from them', () => {
    const markup = bars({})
    expect(opening(markup)).toEqual(expect.arrayContaining(['Inherent risk', 'Surroundings', 'Severe rate']))
    expect(markup).toContain('Inherent risk<small>Food</small>')
  })

  it('opens its own rows where it has them', () => {
    const tier = (declared_risk: string) => {
      const { indicators } = explained({ inspections: [inspection({ declared_risk })] })
      const { rows, others } = indicators.find(({ key }) => key === 'S1') ?? {}
      return { rows: rows?.length, others: others?.of }
    }
    expect(tier('High')).toEqual({ rows: 1, others: undefined })
    // A word that is not understood says nothing.
    expect(tier('purple')).toEqual({ rows: 0, others: 'industry' })
  })

  it('opens nothing where the mean of its like stands in', () => {
    const markup = bars({}, { industry: null, region: null, p0: null, surroundings: null })
    expect(opening(markup)).not.toContain('Inherent risk')
    expect(opening(markup)).not.toContain('Surroundings')
  })
})

describe('inputs that are missing', () => {
  const notes = (markup: string): string[] =>
    [...markup.matchAll(/<p class="parts-note">(.*?)<\/p>/g)].map(([, text = '']) => text)

  it('are listed with what stands in for them, whether it gives points or not', () => {
    // Never visited: I1 takes the mean, here of businesses of which all were found in order.
    const markup = bars({}, { mean_i1: 0, mean_p2: 0.5 })
    expect(markup).toContain('Young licence<small>no data: mean of its like</small>')
    expect(notes(markup)).toContain('No data, the mean of its like was taken, which gives no points: Last result')
    expect(notes(markup).find(text => text.startsWith('No points'))).not.toContain('Last result')
  })

  it('are listed of a learned model too', () => {
    const model = { numbers: [{ key: 'visits', mean: 2, scale: 1, coefficient: 0.5 }] } as unknown as RiskModel
    const shares: FeatureShare[] = [
      { key: 'visits', logOdds: 0.5, points: 7.2, value: 3 },
      { key: 'kind', logOdds: 0, points: 0, value: null },
      { key: 'near_now', logOdds: 0, points: 0, value: null },
      { key: 'season_cos', logOdds: 0.001, points: 0.01, value: 0.2 },
    ]
    const markup = html(<ModelShares model={model} shares={shares} />)
    expect(markup.match(/<li>/g)).toHaveLength(1)
    expect(notes(markup)).toEqual(['No data, the mean of all was taken: Kind, Critical findings close by, lately'])
    expect(notes(html(<ModelShares model={model} shares={shares.slice(0, 1)} />))).toEqual([])
  })
})

describe('the window of rows', () => {
  const day = asOfDay('2023-03-20', asOf)
  const window = () => ({ title: 'Rows', at: day, filled: now().profile.filled, regions: new Map(), onClose: () => {} })

  it('has those of others, with the count of all, as they were on the day', async () => {
    const others = { of: 'region', region: '0101', topic: '' } as const
    const input = { others, at: day, settings: defaultScorecard.settings }
    const markup = await answered(<OtherCauseRows {...window()} input={input} />, now().engine)
    expect(markup).toContain('<p>Rows: 5</p>')
    expect(cellsOf(markup)[0]?.map(([id]) => id)).toEqual(['C03', 'C02', 'C01', 'C18', 'C18'])
    expect(markup).not.toContain('>Status<')
  })

  it('has the first of those at hand', async () => {
    const refs = [2, 3, 1].map(row => ({ table: 'complaints', file: 2, row }) as const)
    const markup = await answered(<CauseRows {...window()} refs={refs} />, now().engine)
    expect(markup).toContain('<p>Rows: 3</p>')
    expect(cellsOf(markup)[0]).toHaveLength(3)
  })
})
