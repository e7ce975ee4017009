import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaults, resolve } from '../../src/filters/filters'
import { formats, messagesOf, reasonText, startI18n } from '../../src/i18n'
import { riskPage } from '../../src/queries/riskList'
import { asOfDay } from '../../src/risk/factsSql'
import { pointsOf, type Reason, reasonsOf } from '../../src/risk/reasons'
import { defaultScorecard, overrideKeys } from '../../src/risk/scorecard'
import { type Loaded, loaded } from '../engineHelper'
import { asOf, city } from '../fixtures/city'

let here: Loaded
beforeAll(async () => {
  startI18n('en', true)
  here = await loaded(city())
})
afterAll(() => here?.engine.close())

const list = async (card = defaultScorecard) => {
  const { filters } = resolve({ ...defaults, window: 'all' }, asOf, here.profile.regions.regions)
  const input = { filters, card, at: asOfDay(asOf, asOf), search: null }
  return here.engine.rows(riskPage(input, { column: 'score', descending: true }, { offset: 0, limit: 50 }))
}

describe('the reasons of a business', () => {
  it('have points that add up to the score', async () => {
    for (const row of await list()) {
      const sum = [...pointsOf(row as unknown as Record<string, unknown>, defaultScorecard).values()].reduce((a, b) => a + b, 0) // biome-ignore format: one line
      expect(sum).toBeCloseTo(row.score ?? 0, 9)
    }
  })

  it('name what was found, the facts that lift a class first, and nothing that is imputed', async () => {
    const rows = await list()
    const of = (code: string): Reason[] => {
      const row = rows.find(each => each.entity_code === code)
      if (row === undefined) throw new Error(code)
      return reasonsOf(row, defaultScorecard, asOf)
    }
    // North could not be found: once, as a fact, not a second time as its last result.
    expect(of('L3')[0]).toEqual({ kind: 'override', key: 'unreachable' })
    expect(of('L3').filter(reason => reason.kind === 'last_result')).toEqual([])
    expect(of('L4').map(({ kind }) => kind)).toEqual(expect.arrayContaining(['last_result', 'criticals', 'permit']))
    expect(of('L4').find(({ kind }) => kind === 'criticals')).toEqual({ kind: 'criticals', n: 1, of: 3 })
    // Rowan was never visited: that is told; its imputed last result is not.
    expect(of('L7').map(({ kind }) => kind)).toContain('never_visited')
    expect(of('L7').map(({ kind }) => kind)).not.toContain('last_result')
  })

  it('tell a high and a medium tier, and no low one: that is no reason to go there', async () => {
    const [row] = await list()
    if (row === undefined) throw new Error('nobody')
    const told = [1, 0.6, 0.3].map(s1 =>
      reasonsOf({ ...row, s1, imputed: 0 } as typeof row, defaultScorecard, asOf).filter(
        ({ kind }) => kind === 'inherent',
      ),
    )
    expect(told).toEqual([[{ kind: 'inherent', high: true }], [{ kind: 'inherent', high: false }], []])
  })

  it('leave out facts that the scorecard does not heed', async () => {
    const card = { ...defaultScorecard, overrides: { ...defaultScorecard.overrides, unreachable: null } }
    const row = (await list(card)).find(each => each.entity_code === 'L3')
    if (row === undefined) throw new Error('L3')
    expect(reasonsOf(row, card, asOf).filter(({ kind }) => kind === 'override')).toEqual([])
  })

  it('are words in both languages', () => {
    const some: Reason[] = [
      ...overrideKeys.map(key => ({ kind: 'override', key }) as const),
      { kind: 'inherent', high: true },
      { kind: 'last_result', result: 'critical', days: 0 },
      { kind: 'last_result', result: 'problem', days: 400 },
      { kind: 'criticals', n: 2, of: 5 },
      { kind: 'overdue', days: 34 },
      { kind: 'never_visited' },
      { kind: 'unvisited', days: 800 },
      { kind: 'complaints', n: 3 },
      { kind: 'permit', state: 'within30', day: '2024-01-21', days: 21 },
      { kind: 'permit', state: 'none', day: null, days: null },
      { kind: 'young', days: 20 },
    ]
    for (const language of ['zh', 'en'] as const) {
      const texts = { t: messagesOf(language), language, formats: formats(language) }
      const words = some.map(reason => reasonText(reason, texts))
      expect(words.filter(text => /undefined|NaN|\{\{/.test(text) || text === '')).toEqual([])
      expect(new Set(words).size).toBe(words.length)
    }
  })
})
