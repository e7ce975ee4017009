import { describe, expect, it } from 'vitest'
import { explainScore, type Norms } from '../../src/risk/explain'
import type { BusinessRows } from '../../src/risk/facts'
import { loweringsOf } from '../../src/risk/lowering'
import { defaultScorecard, type Scorecard } from '../../src/risk/scorecard'

const norms: Norms = {
  industry: 'Food', pooled: true, region: '01', topic: '', p0: 0.1, rate_p: 0.2, severe_p: 0.3, heat_p: 2, share0: 0.5, surroundings: 0.4,
  can_visits: true, can_rectify: true, can_items: true, can_complaints: true, can_permits: true,
  mean_s1: 0.5, mean_i1: 0.3, mean_p2: 0.2, mean_n1: 0.4,
} // biome-ignore format: a record
const at = { day: '2024-06-30', states: true }
const rows: BusinessRows = {
  permits: [{ file: 0, row: 1, permitted_on: '2020-01-01', accepted_on: null, valid_from: '2020-01-01', valid_to: '2024-01-01', first_issued_on: null, status: 'granted' }],
  inspections: [{ file: 1, row: 1, inspected_on: '2024-03-01', result: 'critical', item: 'Fire', declared_risk: null, rectify_due_on: '2024-04-01', rectified_on: null }],
  complaints: [{ file: 2, row: 1, received_on: '2024-05-01', kind: 'complaint', closed_on: null, due_on: '2024-05-08', parent_id: null, substantiated: true, duplicate_flag: false }],
} // biome-ignore format: rows

describe('what would lower a score', () => {
  const now = explainScore(rows, norms, defaultScorecard, at)

  it('is each deed by itself, the most first, and never more than the score', () => {
    const found = loweringsOf(rows, norms, defaultScorecard, at, now)
    expect(found.map(({ kind }) => kind).sort()).toEqual(['clean_visit', 'close_complaints', 'rectify', 'renew'])
    expect(found.map(({ less }) => less)).toEqual(found.map(({ less }) => less).sort((a, b) => b - a))
    for (const { score, less } of found) expect(score + less).toBeCloseTo(now.score ?? 0, 9)
    // Ten points for an item 90 days past due, all of them gone; it is worth as much as its bar.
    const bar = now.indicators.find(({ key }) => key === 'I3')
    expect(found.find(({ kind }) => kind === 'rectify')?.less).toBeCloseTo(bar?.points ?? 0, 9)
  })

  it('is nothing where there is nothing to do', () => {
    const good: BusinessRows = {
      permits: [{ file: 0, row: 1, permitted_on: '2015-01-01', accepted_on: null, valid_from: '2015-01-01', valid_to: null, first_issued_on: null, status: 'granted' }],
      inspections: Array.from({ length: 60 }, (_, row) => ({ file: 1, row, inspected_on: '2024-06-30', result: 'ok', item: null, declared_risk: null, rectify_due_on: null, rectified_on: null })),
      complaints: [],
    } // biome-ignore format: rows
    expect(loweringsOf(good, norms, defaultScorecard, at, explainScore(good, norms, defaultScorecard, at))).toEqual([])
  })

  it('shows the class that a deed leads to', () => {
    // The critical finding is unresolved: at least class C until a visit passes.
    expect(now.overrides.map(({ key }) => key)).toEqual(['unresolved_critical'])
    const visit = loweringsOf(rows, norms, defaultScorecard, at, now).find(({ kind }) => kind === 'clean_visit')
    expect(visit && ['A', 'B', 'C'].includes(visit.class)).toBe(true)
  })

  it('has deeds that lower the class alone', () => {
    // No day was set for the finding, so it costs no points of rectification: it only lifts the class.
    const inspections = rows.inspections.map(row => ({ ...row, rectify_due_on: null }))
    const own = { permits: [], inspections, complaints: [] }
    const found = (card: Scorecard) => loweringsOf(own, norms, card, at, explainScore(own, norms, card, at))
    const before = explainScore(own, norms, defaultScorecard, at)
    expect(before.class > before.base).toBe(true)
    const rectify = found(defaultScorecard).find(({ kind }) => kind === 'rectify')
    expect(rectify?.less).toBe(0)
    expect(rectify?.class).toBe(before.base)
    // Nothing is lifted: nothing to gain.
    const overrides = { ...defaultScorecard.overrides, unresolved_critical: null }
    expect(found({ ...defaultScorecard, overrides }).map(({ kind }) => kind)).not.toContain('rectify')
  })
})
