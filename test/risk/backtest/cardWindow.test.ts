import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadFolder } from '../../../src/cli/load'
import type { QueryEngine } from '../../../src/engine/engine'
import { backtest, windowOf } from '../../../src/risk/backtest/backtest'
import { cardScores, readCardWindow, wholeWindow } from '../../../src/risk/backtest/cardWindow'
import { defaultFeatureSettings } from '../../../src/risk/model/features'
import { readHistory } from '../../../src/risk/model/history'
import { samplesOf } from '../../../src/risk/model/samples'
import { scoresAt } from '../../../src/risk/score'
import { defaultScorecard, type Scorecard } from '../../../src/risk/scorecard'
import { loaded } from '../../engineHelper'
import { city } from '../../fixtures/city'

const other: Scorecard = {
  ...defaultScorecard,
  weights: { ...defaultScorecard.weights, S1: 3, I5: 40, C1: 0 },
  settings: { ...defaultScorecard.settings, resultHalfLifeMonths: 3 },
}

/** The window's scores read once and weighed afterwards, and as the backtest asks for them day by day. */
async function both(engine: Pick<QueryEngine, 'rows'>, from: string, to: string, card: Scorecard) {
  const ask = <Row>(query: Parameters<typeof engine.rows<Row>>[0]) => engine.rows(query)
  const history = await readHistory(ask)
  const { visits } = windowOf(samplesOf(history, defaultFeatureSettings), from, to)
  const shares: number[] = []
  const window = await readCardWindow(ask, { from, visits, settings: card.settings, onDay: (_, share) => shares.push(share) })
  const scorecard = (day: string) => scoresAt(card, { day, states: false })
  const asked = await backtest(ask, { from, to, score: 'scorecard', inspector: false, scorecard })
  return { window, shares, cards: cardScores(window, card), asked }
} // biome-ignore format: one line

function agree({ window, shares, cards, asked }: Awaited<ReturnType<typeof both>>): void {
  expect(wholeWindow(window)).toBe(true)
  expect(shares[0]).toBe(0)
  expect(shares.at(-1)).toBe(1)
  expect(cards.asOfDay).toHaveLength(asked.inspections)
  Array.from(cards.asOfDay).forEach((score, i) => {
    expect(score).toBeCloseTo(asked.scores[i] ?? Number.NaN, 6)
  })
  expect(new Set(cards.asOfDay).size).toBeGreaterThan(2)
}

describe('a window whose indicators are read once', () => {
  it('gives the scores that are asked for day by day, by other settings and weights', async () => {
    const here = await loaded(city())
    try {
      agree(await both(here.engine, '2023-01-01', '2024-12-31', other))
    } finally {
      here.engine.close()
    }
  }, 60_000)

  const folder = resolve(import.meta.dirname, '../../../../shared/chicago')
  const present = existsSync(folder)
  if (!present) console.warn('The real folder of Chicago is absent: its window of a scorecard is not compared.')
  it.skipIf(!present)(
    'gives them on a week of Chicago',
    async () => {
      const here = await loadFolder(folder)
      try {
        agree(await both(here.engine, '2014-05-05', '2014-05-09', other))
      } finally {
        here.engine.close()
      }
    },
    120_000,
  )
})
