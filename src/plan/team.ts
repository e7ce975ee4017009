import { byBytes, comparable, type Inspector, type Interest, type Pair, type Target } from './roster'
import type { Rules } from './rules'
import { ByLot, type Hmac } from './seed'

/** What leaves too few inspectors for a visit: the first that does, in this order. */
export const lacks = ['inspectors', 'region', 'industry', 'interest', 'capacity', 'department'] as const
export type Lack = (typeof lacks)[number]

export type Team =
  | { readonly inspectors: readonly string[]; readonly again: boolean; readonly lack: null }
  | { readonly inspectors: null; readonly again: false; readonly lack: Lack }

/** Sends inspectors to visits one after another, and remembers whom it sent with whom. */
export class Teams {
  readonly #load = new Map<string, number>()
  readonly #pairs: Set<string>
  /** Ids of inspectors by what they have an interest in. */
  readonly #interested = new Map<string, string[]>()
  readonly #kinds: ReadonlySet<Interest['kind']>
  readonly #places = new Map<string, readonly Inspector[] | Lack>()
  /** Ids of inspectors who can be sent nowhere else. */
  readonly #full: Set<string>
  readonly #inspectors: readonly Inspector[]

  /** `met`: pairs of the last twelve months. */
  constructor(
    inspectors: readonly Inspector[],
    private readonly rules: Rules,
    private readonly hmac: Hmac,
    met: readonly Pair[],
  ) {
    this.#inspectors = [...inspectors].sort((a, b) => byBytes(a.id, b.id))
    this.#pairs = new Set(met.map(([a, b]) => pairOf(a, b)))
    this.#kinds = new Set(inspectors.flatMap(({ interests }) => interests.map(({ kind }) => kind)))
    for (const { id, interests } of inspectors)
      for (const interest of interests.map(interestOf))
        this.#interested.set(interest, [...(this.#interested.get(interest) ?? []), id])
    this.#full = new Set(inspectors.flatMap(({ id, capacity }) => (capacity < 1 ? [id] : [])))
  }

  /**
   * The team of a visit. Inspectors who may go stand in an order by lot (`ByLot` of "team", line feed, the target's id),
   * made from that of their ids. From each of them in turn, the next ones join who make no pair that went together before
   * and leave room for departments still missing, until the team is whole; where none can be made so, pairs may go again.
   */
  next(target: Target): Team {
    const { rules } = this
    const able = this.#able(target)
    if (typeof able === 'string') return { inspectors: null, again: false, lack: able }
    const order = new ByLot(able, this.hmac, `team\n${target.id}`)
    for (const again of [false, true]) {
      for (let start = 0; start + rules.team <= order.length; start++) {
        const team = this.#from(order, start, again)
        if (team === null) continue
        this.#send(team)
        return { inspectors: team.map(({ id }) => id), again, lack: null }
      }
    }
    return { inspectors: null, again: false, lack: 'department' }
  }

  /** Who may go; or what leaves fewer than a team. */
  #able(target: Target): readonly Inspector[] | Lack {
    const { team, departments } = this.rules
    const placed = this.#placed(target)
    if (typeof placed === 'string') return placed
    const involved = this.#involved(target)
    const free = involved.size === 0 ? placed : placed.filter(({ id }) => !involved.has(id))
    if (free.length < team) return 'interest'
    const able = this.#full.size === 0 ? free : free.filter(({ id }) => !this.#full.has(id))
    if (able.length < team) return 'capacity'
    return departments.every(each => able.some(({ department }) => department === each)) ? able : 'department'
  }

  /** Ids of inspectors with an interest in a target. */
  #involved({ id, owner, address }: Target): ReadonlySet<string> {
    const touched = [
      { kind: 'entity', value: id },
      { kind: 'owner', value: owner },
      { kind: 'address', value: address },
    ] as const
    return new Set(
      touched.flatMap(({ kind, value }) =>
        // To compare a text takes longer than all else: not where nobody declared such an interest.
        value === null || !this.#kinds.has(kind) ? [] : (this.#interested.get(interestOf({ kind, value })) ?? []),
      ),
    )
  }

  /** Who is of the plan's departments, works in the target's region and is certified for its industry: worked out once for each such pair. */
  #placed({ region, industry }: Target): readonly Inspector[] | Lack {
    const key = JSON.stringify([region, industry])
    const known = this.#places.get(key)
    if (known !== undefined) return known
    const { team, departments } = this.rules
    const isIn = (list: readonly string[], value: string | null): boolean =>
      list.length === 0 || (value !== null && list.includes(value))
    const steps: readonly (readonly [Lack, (inspector: Inspector) => boolean])[] = [
      ['inspectors', ({ department }) => departments.length === 0 || departments.includes(department)],
      ['region', ({ regions }) => isIn(regions, region)],
      ['industry', ({ industries }) => isIn(industries, industry)],
    ]
    let found: readonly Inspector[] | Lack = this.#inspectors
    for (const [lack, holds] of steps) {
      found = found.filter(holds)
      if (found.length >= team) continue
      found = lack
      break
    }
    this.#places.set(key, found)
    return found
  }

  #from(order: ByLot<Inspector>, start: number, again: boolean): Inspector[] | null {
    const team: Inspector[] = []
    for (let i = start; i < order.length && team.length < this.rules.team; i++) {
      const inspector = order.at(i)
      if (inspector === undefined) break
      const missing = this.rules.departments.filter(
        each => each !== inspector.department && !team.some(({ department }) => department === each),
      )
      if (missing.length > this.rules.team - team.length - 1) continue
      if (!again && team.some(({ id }) => this.#pairs.has(pairOf(id, inspector.id)))) continue
      team.push(inspector)
    }
    return team.length === this.rules.team ? team : null
  }

  #send(team: readonly Inspector[]): void {
    team.forEach(({ id, capacity }, i) => {
      const load = (this.#load.get(id) ?? 0) + 1
      this.#load.set(id, load)
      if (load >= capacity * this.rules.days) this.#full.add(id)
      for (const other of team.slice(i + 1)) this.#pairs.add(pairOf(id, other.id))
    })
  }
}

const pairOf = (a: string, b: string): string => (a < b ? `${a}\n${b}` : `${b}\n${a}`)

/** Ids are compared as they are, owners and addresses as `comparable` writes them. */
const interestOf = ({ kind, value }: Interest): string => `${kind}\n${kind === 'entity' ? value : comparable(value)}`
