import { describe, expect, it } from 'vitest'
import { parseChoices } from '../../../src/filters/codecs'
import { defaults } from '../../../src/filters/filters'
import type { Alert } from '../../../src/insight/alerts/alert'
import { nextSteps } from '../../../src/views/alerts/nextSteps'

const of = (alert: Partial<Alert>) => {
  const [step] = nextSteps({ place: null, ...alert } as Alert)
  if (step === undefined) return null
  const [path = '', search = ''] = step.href.split('?')
  const params = new URLSearchParams(search)
  return { path, params, choices: parseChoices(params) }
}
const week = {
  region: '990103', category: null, week: '2025-03-10', observed: 302, expected: 61, limit: 96, p: 0.0004, q: 0.02, by: 'poisson',
} as const // biome-ignore format: a finding
const cluster = {
  category: '食品, 安全', lon: 110.528, lat: 30.991, radius: 800, outline: [[110.52, 30.98], [110.54, 30.98], [110.53, 31]], from: '2025-03-10', to: '2025-03-23', observed: 430, expected: 4, llr: 900, p: 0.001,
} as const // biome-ignore format: a finding

describe('the next step', () => {
  it('from a cluster is its rows: hexagons, days and category, without repeats', () => {
    const step = of({ facts: { kind: 'cluster', finding: cluster }, category: cluster.category })
    expect(step?.path).toBe('#/rows/complaints')
    expect(step?.choices).toMatchObject({
      window: { from: '2025-03-10', to: '2025-03-23' },
      categories: ['食品, 安全'],
    })
    // What was counted: the hexagons themselves, without repeats.
    expect(step?.choices.area).toEqual(cluster.outline)
    expect(step?.params.get('rows')).toBe('unrepeated')
  })

  it('from an unusual week is its seven days, in that region, of what is not stated', () => {
    const facts = { kind: 'unusual', weeks: [week] } as const
    const step = of({ facts, place: { region: '990103' }, category: null })
    expect(step?.choices).toEqual({
      ...defaults,
      window: { from: '2025-03-10', to: '2025-03-16' },
      regions: ['990103'],
      categories: [null],
    })
    expect(of({ facts, place: { region: '~coarser' }, category: null })).toBeNull()
  })

  it('from overdue work is what is late and open', () => {
    const overdue = (what: 'complaints' | 'permits' | 'rectifications') =>
      of({
        facts: { kind: 'overdue', what, open: 9, overdue: 3, yearOver: 0, oldest: null, department: null, departmentOverdue: 0 },
      }) // biome-ignore format: facts in a line
    expect(overdue('complaints')?.params.get('rows')).toBe('overdue')
    expect(overdue('permits')?.params.get('rows')).toBe('permit_overdue')
    expect(overdue('rectifications')?.path).toBe('#/rows/inspections')
  })
})
