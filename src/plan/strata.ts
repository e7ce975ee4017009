import { byBytes, type Target } from './roster'
import { type Dimension, dimensions, type Quota, type Rules, wholeShare } from './rules'

/** Why a business cannot be drawn; the first that holds. */
export const barriers = ['closed', 'once_for_a', 'cap_in_all', 'cap_per_department'] as const
export type Barrier = (typeof barriers)[number]

export interface Stratum {
  /** Values of the rules' dimensions, in the order class, region, industry; those that strata are not made by are left out. */
  readonly of: readonly (string | null)[]
  /** Businesses that are not closed. */
  readonly size: number
  /** Of them, those that nothing bars. */
  readonly eligible: readonly Target[]
  readonly barred: Readonly<Record<Barrier, number>>
  /** How many the rules ask for. */
  readonly wanted: number
  /** No quota fits it. */
  readonly unruled: boolean
}

export function barrierOf(target: Target, rules: Rules): Barrier | null {
  if (target.closed) return 'closed'
  if (rules.onceForA && target.class === 'A' && target.visits > 0) return 'once_for_a'
  if (rules.capInAll !== null && target.visits >= rules.capInAll) return 'cap_in_all'
  const cap = rules.capPerDepartment
  const isFull = (department: string): boolean =>
    target.departments.some(each => each.department === department && cap !== null && each.visits >= cap)
  return rules.departments.some(isFull) ? 'cap_per_department' : null
}

/**
 * All strata of a roster, in the order of their values written as JSON, by bytes. A quota's total is its share of all its
 * businesses, rounded down; strata get what is whole of their own share, and what is left goes one by one to those with the
 * largest remainders (Hamilton's method), of equal ones to the first.
 */
export function strataOf(targets: readonly Target[], rules: Rules): Stratum[] {
  const used = dimensions.filter(dimension => rules.dimensions.includes(dimension))
  const found = groupsOf(targets, used)
    .map(({ of, all }) => ({ name: JSON.stringify(of), of, all }))
    .sort((a, b) => byBytes(a.name, b.name))
    .map(({ of, all }) => {
      const barred: Record<Barrier, number> = { closed: 0, once_for_a: 0, cap_in_all: 0, cap_per_department: 0 }
      const eligible: Target[] = []
      for (const target of all) {
        const barrier = barrierOf(target, rules)
        if (barrier === null) eligible.push(target)
        else barred[barrier] += 1
      }
      const quota = rules.quotas.findIndex(each => fits(each, used, of))
      return { of, size: all.length - barred.closed, eligible, barred, quota }
    })
  const wanted = new Array<number>(found.length).fill(0)
  rules.quotas.forEach((quota, at) => {
    const own = found.flatMap((stratum, i) => (stratum.quota === at ? [i] : []))
    const sizes = own.map(i => found[i]?.size ?? 0)
    const parts = quota.count === null ? apportioned(sizes, quota.share ?? 0) : sizes.map(() => quota.count ?? 0)
    own.forEach((i, k) => {
      wanted[i] = parts[k] ?? 0
    })
  })
  return found.map(({ quota, ...stratum }, i) => ({ ...stratum, wanted: wanted[i] ?? 0, unruled: quota < 0 }))
}

interface Group {
  readonly of: readonly (string | null)[]
  readonly all: readonly Target[]
}

/** Targets that have the same values of all dimensions. */
function groupsOf(targets: readonly Target[], [first, ...others]: readonly Dimension[]): Group[] {
  if (first === undefined) return targets.length === 0 ? [] : [{ of: [], all: targets }]
  const groups = new Map<string | null, Target[]>()
  for (const target of targets) {
    const own = groups.get(target[first])
    if (own === undefined) groups.set(target[first], [target])
    else own.push(target)
  }
  return [...groups].flatMap(([value, own]) =>
    groupsOf(own, others).map(({ of, all }) => ({ of: [value, ...of], all })),
  )
}

function fits(quota: Quota, used: readonly Dimension[], of: readonly (string | null)[]): boolean {
  return used.every((dimension, i) => quota[dimension] === null || quota[dimension] === of[i])
}

/** Hamilton's method: whole numbers of `sizes` that add up to `share` ten-thousandths of their sum, rounded down. */
function apportioned(sizes: readonly number[], share: number): number[] {
  const parts = sizes.map(size => Math.floor((size * share) / wholeShare))
  const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0)
  const left = Math.floor((sum(sizes) * share) / wholeShare) - sum(parts)
  const order = sizes
    .map((size, i) => ({ i, rest: (size * share) % wholeShare }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i)
  for (const { i } of order.slice(0, left)) parts[i] = (parts[i] ?? 0) + 1
  return parts
}
