import type { DrawInput } from '../../src/plan/draw'
import type { Inspector, Target } from '../../src/plan/roster'
import { type Dimension, dimensions, type Rules, usualRules } from '../../src/plan/rules'
import { type RiskClass, riskClasses } from '../../src/risk/scorecard'
import { random } from '../charts/random'

export const target = (id: string, change: Partial<Target> = {}): Target => ({
  id,
  name: `Business ${id}`,
  class: 'B',
  region: null,
  industry: null,
  owner: null,
  address: null,
  visits: 0,
  departments: [],
  closed: false,
  ...change,
})

export const inspector = (id: string, change: Partial<Inspector> = {}): Inspector => ({
  id,
  name: `Inspector ${id}`,
  department: '市场监管',
  regions: [],
  industries: [],
  capacity: 4,
  interests: [],
  ...change,
})

export const rules = (change: Partial<Rules> = {}): Rules => ({ ...usualRules, ...change })

export const seedOfNumber = (n: number): string => n.toString(16).padStart(64, '0')

/** A plan that nobody would make: everything that rules, rosters and interests can hold, from a seed. */
export function randomPlan(n: number): DrawInput {
  const next = random(20_261_129 + n * 104_729)
  const below = (end: number): number => Math.floor(next() * end)
  const one = <T>(of: readonly T[]): T => of[below(of.length)] as T
  const some = <T>(of: readonly T[], share = 0.4): T[] => of.filter(() => next() < share)
  const regions = ['110105', '110106', '𠀀区', '～区']
  const industries = ['餐饮', '零售', 'Ä', 'z']
  const departments = ['市场监管', '消防', '城管']
  const owners = ['张 三', '张三', 'ＡＢＣ公司', 'abc公司', 'İ', '李四\t']
  const orNull = <T>(value: T): T | null => (next() < 0.15 ? null : value)
  const targets = Array.from(
    { length: below(120) },
    (_, i): Target => ({
      ...target(`${one(['B', '业', '𠀀'])}-${i}`),
      class: orNull(one<RiskClass>(riskClasses)),
      region: orNull(one(regions)),
      industry: orNull(one(industries)),
      owner: orNull(one(owners)),
      address: orNull(`${one(['长安街', '長安街', 'Chang’an  St'])} ${below(6)}`),
      visits: below(4) * below(3),
      departments: some(departments).map(department => ({ department, visits: below(4) })),
      closed: next() < 0.1,
    }),
  )
  const inspectors = Array.from({ length: below(14) }, (_, i) =>
    inspector(`P${i}`, {
      department: one(departments),
      regions: next() < 0.6 ? [] : some(regions),
      industries: next() < 0.6 ? [] : some(industries),
      capacity: below(4),
      interests: [
        ...some(targets, 0.02).map(({ id }) => ({ kind: 'entity' as const, value: id })),
        ...some(owners, 0.1).map(value => ({ kind: 'owner' as const, value })),
        ...some(['长安街 3', 'chang’an St 2'], 0.2).map(value => ({ kind: 'address' as const, value })),
      ],
    }),
  )
  const used = some<Dimension>(dimensions, 0.6)
  const within = <T>(dimension: Dimension, of: readonly T[]): T | null =>
    used.includes(dimension) && next() < 0.5 ? one(of) : null
  const team = 2 + below(3)
  return {
    targets,
    inspectors,
    rules: {
      dimensions: used,
      quotas: Array.from({ length: 1 + below(5) }, () => ({
        class: within('class', riskClasses),
        region: within('region', regions),
        industry: within('industry', industries),
        ...(next() < 0.3 ? { share: null, count: below(9) } : { share: below(10_001), count: null }),
      })),
      capInAll: orNull(below(5)),
      capPerDepartment: orNull(below(4)),
      onceForA: next() < 0.5,
      floor: 2000 + below(6000),
      departments: next() < 0.5 ? [] : some(departments).slice(0, team),
      team,
      days: 1 + below(3),
    },
    met: Array.from({ length: below(8) }, () => [`P${below(14)}`, `P${below(14)}`] as const),
    seed: Array.from({ length: 64 }, () => below(16).toString(16)).join(''),
  }
}
