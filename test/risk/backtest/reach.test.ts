import { describe, expect, it } from 'vitest'
import { dayText } from '../../../src/engine/civilTimes'
import { type Backtest, backtestOf, type Findings } from '../../../src/risk/backtest/backtest'
import { dayNumber } from '../../../src/risk/dayNumber'
import { scoresAt } from '../../../src/risk/score'
import { defaultScorecard } from '../../../src/risk/scorecard'
import { chicagoPresent, chicagoSamples } from './chicagoSamples'

/* How far the learned model reaches on Chicago: means over five windows of two months. All in `npm run test:full`, else one of each kind. */
const full = process.env.FULL === '1'

if (!chicagoPresent)
  console.warn('The real folder of Chicago is absent: the reach of the learned model is not measured.')

/** The last day of the month after the one that begins on a day. */
const twoMonths = (from: string): string => {
  const months = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1 + 2
  return dayText(dayNumber(`${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`) - 1)
}

const kinds = [
  {
    name: 'with the inspector term',
    inspector: true,
    from: ['2013-11-01', '2013-12-01', '2014-01-01', '2014-02-01', '2014-03-01'],
    one: '2014-02-01',
    least: { auc: 0.73, firstHalf: 0.765 },
  },
  {
    name: 'without it',
    inspector: false,
    from: ['2014-03-01', '2014-04-01', '2014-05-01', '2014-06-01', '2014-07-01'],
    one: '2014-06-01',
    least: { auc: 0.63, firstHalf: 0.66 },
  },
] as const

const mean = (of: readonly (number | null)[]): number => {
  // A figure that is missing must not pass.
  const values = of.map(value => value ?? Number.NaN)
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

describe.skipIf(!chicagoPresent)('the reach of the learned model on Chicago', () => {
  const chicago = chicagoSamples()
  const judged = (from: string, inspector: boolean): Promise<Backtest> =>
    backtestOf(chicago().history, chicago().samples, query => chicago().city.engine.rows(query), {
      from,
      to: twoMonths(from),
      score: 'model',
      inspector,
      scorecard: day => scoresAt(defaultScorecard, { day, states: false }),
    })

  it.each(kinds)(
    '$name: better than the scorecard, the longest unvisited and the actual order',
    async ({ name, inspector, from, one, least }) => {
      const found: Backtest[] = []
      for (const first of full ? from : [one]) found.push(await judged(first, inspector))
      expect(found.map(each => each.inspector)).toEqual(found.map(() => inspector))
      const of = (pick: (each: Backtest) => Findings) => {
        const all = found.map(pick)
        return { auc: mean(all.map(({ auc }) => auc)), firstHalf: mean(all.map(({ firstHalf }) => firstHalf)) }
      }
      const model = of(({ asOfDay }) => asOfDay)
      const others = {
        scorecard: of(({ baselines }) => baselines.scorecard),
        unvisited: of(({ baselines }) => baselines.unvisited),
        actual: of(({ baselines }) => baselines.actual),
      }
      if (full) console.info(`${name}: ${JSON.stringify({ model, ...others })}`)
      for (const other of Object.values(others)) expect(model.firstHalf).toBeGreaterThan(other.firstHalf)
      // The order in which visits were made has no score, and so no AUC.
      for (const other of [others.scorecard, others.unvisited]) expect(model.auc).toBeGreaterThan(other.auc)
      // The reach is one of means: a single window may lie below it.
      if (!full) return
      expect(model.auc).toBeGreaterThanOrEqual(least.auc)
      expect(model.firstHalf).toBeGreaterThanOrEqual(least.firstHalf)
    },
    full ? 900_000 : 180_000,
  )
})
