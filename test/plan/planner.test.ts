import { describe, expect, it } from 'vitest'
import { cloned, newDraft, type PlanDraft, published } from '../../src/plan/draft'
import { plansDocument } from '../../src/plan/draftFile'
import { draw } from '../../src/plan/draw'
import { Planner, previewOf } from '../../src/plan/planner'
import type { PlanFile } from '../../src/plan/record'
import { shadowOf } from '../../src/plan/rules'
import { metPairs } from '../../src/views/plan/metPairs'
import { sweep } from '../sweep'
import { inspector, randomPlan, rules, target } from './plans'

const secret = '0f'.repeat(32)
const at = '2026-11-29T09:00:00'
const occasion = { plan: 'P', office: 'O', at, extracts: 'v1', asOf: '2026-11-28', source: 'lottery', previous: null }
const file = (change: Partial<PlanFile> = {}) => ({
  targets: Array.from({ length: 40 }, (_, i) => target(`B${i}`, { class: (['A', 'B', 'C', 'D'] as const)[i % 4] })),
  inspectors: ['a', 'b', 'c', 'd'].map(id => inspector(id)),
  rules: rules(),
  met: [],
  ...change,
})
const draft = (change: Partial<PlanDraft> = {}): PlanDraft => ({
  ...newDraft('1', 'Plan', 'district', at, { regions: [], industries: [] }),
  ...change,
})

describe('a quota', () => {
  it('has nothing to say where one before it fits all that it fits', () => {
    const quota = (region: string | null, industry: string | null) => ({
      class: null,
      region,
      industry,
      share: 1,
      count: null,
    })
    const quotas = [
      quota('r', null),
      quota(null, 'i'),
      quota('r', 'i'),
      quota('r', null),
      quota(null, null),
      quota('s', 'j'),
    ]
    expect(quotas.map((_, at) => shadowOf(quotas, at))).toEqual([-1, -1, 0, 0, -1, 4])
  })
})

describe('what rules would give', () => {
  it('is what is drawn then, with any seed', () => {
    for (let n = 0; n < sweep(400); n++) {
      const plan = randomPlan(n)
      const drawn = draw(plan)
      const preview = previewOf(plan.targets, plan.rules)
      expect(preview.faults).toEqual([])
      expect(preview.strata.map(({ barred, ...stratum }) => stratum)).toEqual(drawn.strata)
      expect(preview.byQuota + preview.floor).toBe(drawn.visits.length)
      expect(preview.shortfalls).toEqual(
        drawn.shortfalls.filter(({ kind }) => kind !== 'no_team' && kind !== 'pair_again'),
      )
    }
  })

  it('is nothing but the faults where there are some', () => {
    const preview = previewOf(file().targets, rules({ floor: 0 }))
    expect(preview.faults.map(({ code }) => code)).toEqual(['floor_low'])
    expect(preview.strata).toEqual([])
  })

  it('remembers the roster of the last call', () => {
    const planner = new Planner()
    expect(() => planner.preview(null, rules())).toThrow(/no roster/)
    expect(planner.preview(file().targets, rules()).targets).toBe(40)
    expect(planner.preview(null, rules({ capInAll: 0 })).byQuota).toBe(0)
  })
})

describe('commitment and reveal', () => {
  const planner = new Planner()
  const { plan, commitment } = planner.commit(file(), secret, occasion)

  it('give a draw that verifies, from the texts that were kept', () => {
    const record = planner.reveal(plan, commitment, secret, '1 2 3', '2026-11-30T09:00:00')
    const texts = [plan, JSON.stringify(commitment, null, 2), JSON.stringify(record)]
    const { findings, missing, refused } = planner.verify(texts.map((text, i) => ({ name: `${i}.json`, text })))
    expect({ missing, refused }).toEqual({ missing: [], refused: [] })
    expect(findings.every(({ holds }) => holds)).toBe(true)
    expect(findings).toHaveLength(12)
  })

  it('refuse what is not what was committed to', () => {
    const other = planner.commit(file({ rules: rules({ days: 61 }) }), secret, occasion).plan
    expect(() => planner.reveal(other, commitment, secret, '1', at)).toThrow(/not what was committed to/)
    expect(() => planner.reveal(plan, commitment, 'ee'.repeat(32), '1', at)).toThrow(/not what was committed to/)
  })

  it('refuse what no draw can be made from, naming it', () => {
    const twice = file({ inspectors: [inspector('a'), inspector('a')] })
    expect(() => planner.commit(twice, secret, occasion)).toThrow(/inspectors\.id: "a" stands twice/)
  })

  it('say which file is missing, which comes twice and which is none', () => {
    const { missing, refused, findings } = planner.verify([
      { name: 'a', text: plan },
      { name: 'b', text: plan },
      { name: 'c', text: '{}' },
    ])
    expect(missing).toEqual(['commitment', 'record'])
    expect(refused.map(({ name }) => name)).toEqual(['b', 'c'])
    expect(findings).toEqual([])
  })
})

describe('pseudonyms', () => {
  const inspectors = ['x', 'y', 'z'].map(id =>
    inspector(id, { name: `Name of ${id}`, interests: [{ kind: 'owner', value: id }] }),
  )
  const of = {
    inspectors,
    met: [
      ['x', 'y'],
      ['x', 'gone'],
    ] as const,
    pseudonyms: true,
  }

  it('stand for inspectors in an order by lot, with all that they may and may not do', () => {
    const { inspectors: shown, met, named } = published(of, [2, 0, 1], 'Inspector')
    expect(shown.map(({ id, name }) => [id, name])).toEqual([
      ['01', 'Inspector 01'],
      ['02', 'Inspector 02'],
      ['03', 'Inspector 03'],
    ])
    expect(named).toEqual({ '01': 'z', '02': 'x', '03': 'y' })
    expect(met).toEqual([['02', '03']])
    expect(shown.map(({ interests }) => interests[0]?.value)).toEqual(['z', 'x', 'y'])
    expect(JSON.stringify(shown)).not.toContain('Name of')
  })

  it('are not used where nobody chose them', () => {
    expect(published({ ...of, pseudonyms: false }, [2, 0, 1], 'Inspector')).toEqual({
      inspectors,
      met: of.met,
      named: {},
    })
  })
})

describe('plans that the browser keeps', () => {
  it('are read as they were written, and refused where a field is wrong', () => {
    const plans = [
      draft({
        inspectors: [inspector('a')],
        moved: { B1: '2026-12-01' },
        begins: '2026-12-01',
        state: 'drawn',
        secret,
        public: '7',
      }),
    ]
    const written = JSON.parse(JSON.stringify(plansDocument.write(plans)))
    expect(plansDocument.read(written)).toEqual(plans)
    written.plans[0].rules.team = 'two'
    expect(() => plansDocument.read(written)).toThrow(/^plans: "plans\.0\.rules\.team"/)
  })

  it('are cloned without what belongs to one draw, and chained to it', () => {
    const seal = 'ab'.repeat(32)
    const drawn = draft({
      state: 'drawn',
      secret,
      public: '7',
      met: [['a', 'b']],
      named: { '01': 'a' },
      begins: '2026-12-01',
      moved: { B: '2026-12-02' },
      office: 'O',
    })
    expect(cloned(drawn, '2', 'Next', '2027-01-01T00:00:00', seal)).toEqual({
      ...draft({ office: 'O', previous: seal }),
      ...{ id: '2', name: 'Next', created: '2027-01-01T00:00:00', changed: '2027-01-01T00:00:00' },
    })
  })

  it('tell who went together in the last twelve months, by inspectors’ own ids', async () => {
    const visit = (...inspectors: string[]) => ({ target: 'B', by: 'quota', inspectors })
    const records: Record<string, object> = {
      near: { at: '2026-03-01T00:00:00', drawn: { visits: [visit('01', '02', '03'), visit()] } },
      far: { at: '2025-11-29T08:59:59', drawn: { visits: [visit('a', 'd')] } },
    }
    const kept = [
      draft({ id: 'near', state: 'drawn', named: { '01': 'c', '02': 'a', '03': 'gone' } }),
      draft({ id: 'far', state: 'drawn' }),
      draft({ id: 'own', state: 'committed' }),
    ]
    const services = {
      plans: { state: () => ({ value: kept, fault: null }) },
      texts: { read: async (id: string) => (records[id] ? JSON.stringify(records[id]) : null) },
    } as unknown as Parameters<typeof metPairs>[0]
    const inspectors = [inspector('a'), inspector('b', { name: 'Bo' }), inspector('c'), inspector('d')]
    const ofExtracts = [
      { one: 'Bo', two: 'a' },
      { one: 'b', two: 'Bo' },
      { one: 'a', two: 'stranger' },
    ]
    expect(await metPairs(services, { id: 'own', inspectors }, ofExtracts, at)).toEqual([
      ['a', 'b'],
      ['a', 'c'],
    ])
  })
})
