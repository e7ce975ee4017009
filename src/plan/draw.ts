import type { Inspector, Pair, Target } from './roster'
import { type Rules, wholeShare } from './rules'
import { hmacUnder, Keys } from './seed'
import { type Barrier, type Stratum, strataOf } from './strata'
import { type Lack, Teams } from './team'

export interface DrawInput {
  readonly targets: readonly Target[]
  readonly inspectors: readonly Inspector[]
  readonly rules: Rules
  /** Pairs of inspectors of the last twelve months. */
  readonly met: readonly Pair[]
  /** 32 bytes in lower-case hex (`seedOf`). */
  readonly seed: string
}

export interface DrawnStratum extends Omit<Stratum, 'eligible' | 'barred' | 'unruled'> {
  readonly eligible: number
  readonly drawn: number
}

export interface DrawnVisit {
  readonly target: string
  /** By the quota of its stratum, or from the whole roster. */
  readonly by: 'quota' | 'floor'
  /** In the order in which they were drawn; none where no team could be made. */
  readonly inspectors: readonly string[]
}

/** What the rules ask for and the draw cannot give, and why. */
export type Shortfall =
  | { readonly kind: 'no_target' }
  | { readonly kind: 'no_quota'; readonly of: readonly (string | null)[]; readonly size: number }
  | { readonly kind: 'too_small'; readonly of: readonly (string | null)[]; readonly size: number }
  | {
      readonly kind: 'short'
      readonly of: readonly (string | null)[]
      readonly wanted: number
      readonly drawn: number
      readonly barred: Readonly<Record<Barrier, number>>
    }
  | { readonly kind: 'floor_short'; readonly wanted: number; readonly drawn: number }
  | { readonly kind: 'no_team'; readonly target: string; readonly lack: Lack }
  | { readonly kind: 'pair_again'; readonly target: string; readonly inspectors: readonly string[] }

export interface Drawn {
  readonly strata: readonly DrawnStratum[]
  /** How many were to be drawn from the whole roster. */
  readonly floor: number
  /** In the order of the targets' keys. */
  readonly visits: readonly DrawnVisit[]
  readonly shortfalls: readonly Shortfall[]
}

/**
 * Draws a plan. Of each stratum those are drawn whose HMAC(seed, id) is smallest; then, from all that are left, whatever
 * their class, those whose HMAC read from its second half on is smallest, until they are the rules' share of the plan.
 * That is another order, since who was left by the first has no even chance in it any more. The same input gives the same
 * plan, whatever the order of targets and inspectors.
 */
export function draw({ targets, inspectors, rules, met, seed }: DrawInput): Drawn {
  const hmac = hmacUnder(seed)
  const keys = new Keys(
    targets.map(({ id }) => id),
    hmac,
  )
  const places = new Map(targets.map((target, i) => [target, i]))
  const placeOf = (target: Target): number => places.get(target) ?? 0
  const strata = strataOf(targets, rules)
  const drawn = new Map<number, DrawnVisit['by']>()
  const take = (among: readonly number[], n: number, compare: Keys['compare'], by: DrawnVisit['by']): number => {
    const first = Uint32Array.from(among).sort(compare).subarray(0, n)
    for (const place of first) drawn.set(place, by)
    return first.length
  }
  const strataDrawn = strata.map(({ eligible, wanted }) => take(eligible.map(placeOf), wanted, keys.compare, 'quota'))
  const floor = Math.ceil((drawn.size * rules.floor) / (wholeShare - rules.floor))
  const left = strata.flatMap(({ eligible }) => eligible.map(placeOf).filter(place => !drawn.has(place)))
  const floorDrawn = take(left, floor, keys.compareTurned, 'floor')

  const teams = new Teams(inspectors, rules, hmac, met)
  const notes: Shortfall[] = []
  const visits = Array.from(Uint32Array.from(drawn.keys()).sort(keys.compare), (place): DrawnVisit => {
    const target = targets[place] as Target
    const team = teams.next(target)
    if (team.inspectors === null) notes.push({ kind: 'no_team', target: target.id, lack: team.lack })
    else if (team.again) notes.push({ kind: 'pair_again', target: target.id, inspectors: team.inspectors })
    return { target: target.id, by: drawn.get(place) ?? 'quota', inspectors: team.inspectors ?? [] }
  })
  return {
    strata: strata.map(({ of, size, eligible, wanted }, i) => ({
      of,
      size,
      eligible: eligible.length,
      wanted,
      drawn: strataDrawn[i] ?? 0,
    })),
    floor,
    visits,
    shortfalls: [
      ...(targets.length === 0 ? [{ kind: 'no_target' } as const] : []),
      ...strata.flatMap((stratum, i) => shortfallOf(stratum, strataDrawn[i] ?? 0)),
      ...(floorDrawn < floor ? [{ kind: 'floor_short', wanted: floor, drawn: floorDrawn } as const] : []),
      ...notes,
    ],
  }
}

/** What a stratum cannot give of what is asked of it. */
export function shortfallOf({ of, size, wanted, barred, unruled }: Stratum, drawn: number): Shortfall[] {
  if (unruled) return [{ kind: 'no_quota', of, size }]
  if (drawn < wanted) return [{ kind: 'short', of, wanted, drawn, barred }]
  return wanted === 0 && size > 0 ? [{ kind: 'too_small', of, size }] : []
}
