import { describe, expect, it } from 'vitest'
import { newDraft, type PlanDraft } from '../../src/plan/draft'
import {
  type KnownBusiness,
  type ProgressInput,
  progressOf,
  roundsInputOf,
  roundVisitsOf,
} from '../../src/plan/progress'
import type { DrawRecord, PlanFile } from '../../src/plan/record'
import { planRounds } from '../../src/plan/rounds'
import { underWay } from '../../src/plan/underWay'
import { inspector, rules, target } from './plans'

const isWorkday = (day: string): boolean => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
const file = {
  targets: ['B1', 'B2', '~3', 'B4'].map(id => target(id, { region: '01', address: `Street ${id}` })),
  inspectors: [
    inspector('a', { department: 'Market', capacity: 1 }),
    inspector('b', { department: 'Fire', capacity: 1 }),
    inspector('c', { department: 'Market' }),
  ],
  rules: rules({ days: 2 }),
} as unknown as PlanFile
const visitsOf = (...teams: readonly [string, string][]) =>
  ({
    drawn: { visits: teams.map(([of, team]) => ({ target: of, by: 'quota', inspectors: [...team] })) },
  }) as unknown as DrawRecord
const record = visitsOf(['B1', 'ab'], ['~3', 'ac'], ['B4', ''])
const known = new Map<string, KnownBusiness>([
  ['B1', { entity_id: 11, lon: 116, lat: 40 }],
  ['~3', { entity_id: 3, lon: null, lat: null }],
])

describe('the rounds of a drawn plan', () => {
  it('are of what was drawn, where the extracts say that it lies, and of nothing that cannot be sent', () => {
    const visits = roundVisitsOf(file, record, known)
    expect(visits).toEqual([
      { id: 'B1', name: 'Business B1', address: 'Street B1', region: '01', lon: 116, lat: 40, inspectors: ['a', 'b'] },
      {
        id: '~3',
        name: 'Business ~3',
        address: 'Street ~3',
        region: '01',
        lon: null,
        lat: null,
        inspectors: ['a', 'c'],
      },
      { id: 'B4', name: 'Business B4', address: 'Street B4', region: '01', lon: null, lat: null, inspectors: [] },
    ])
    const input = roundsInputOf({ file, visits, begins: '2026-12-05', moved: { B1: '2026-12-08' }, isWorkday })
    expect(structuredClone(input)).toEqual(input)
    expect(input).toEqual({
      visits,
      inspectors: [
        { id: 'a', capacity: 1 },
        { id: 'b', capacity: 1 },
        { id: 'c', capacity: 4 },
      ],
      days: ['2026-12-07', '2026-12-08'],
      moved: { B1: '2026-12-08' },
    })
  })
})

describe('how far a drawn plan is', () => {
  it('is by the days of its rounds and the first visits of the businesses, whatever they go by', () => {
    const visits = roundVisitsOf(file, record, known)
    const rounds = planRounds(roundsInputOf({ file, visits, begins: '2026-12-07', moved: {}, isWorkday }))
    const first: ProgressInput['first'] = [
      { entity_id: 11, day: '2026-12-09', published_on: null },
      // Of a business that was not drawn.
      { entity_id: 4, day: '2026-12-08', published_on: null },
    ]
    const of = (asOf: string, rows = first) =>
      progressOf({ file, record, rounds, known, first: rows, asOf, isWorkday }).map(each => Object.values(each))
    // B1 on Monday, ~3 on Tuesday, since a has one visit a day.
    expect(of('2026-12-09')).toEqual([
      [null, 3, 1, 1, 0, 0],
      ['', 1, 0, 0, 0, 0],
      ['Fire', 1, 1, 0, 0, 0],
      ['Market', 2, 1, 1, 0, 0],
    ])
    expect(of('2026-12-08', [])[0]).toEqual([null, 3, 0, 1, 0, 0])
    expect(of('2026-12-09', [{ entity_id: 3, day: '2026-12-08', published_on: '2026-12-09' }])[0]).toEqual([
      ...[null, 3, 1, 1, 1, 1],
    ])
  })
})

describe('plans under way', () => {
  it('are drawn and have begun, the newest first', () => {
    const plan = (id: string, change: Partial<PlanDraft>): PlanDraft => ({
      ...newDraft(id, id, '', '2026-11-01T08:00:00', { regions: [], industries: [] }),
      state: 'drawn',
      ...change,
    })
    const plans = [
      plan('first', { begins: '2026-01-05' }),
      plan('today', { begins: '2026-06-30' }),
      plan('twin', { begins: '2026-01-05', created: '2026-11-02T08:00:00' }),
      plan('tomorrow', { begins: '2026-07-01' }),
      plan('undated', {}),
      plan('committed', { begins: '2026-01-05', state: 'committed' }),
    ]
    expect(underWay(plans, '2026-06-30').map(({ id }) => id)).toEqual(['today', 'twin', 'first'])
    expect(underWay(plans, '2025-12-31')).toEqual([])
  })
})
