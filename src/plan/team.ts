import { comparable, type Inspector, type Interest, type Pair, type Target } from './roster'
import type { Rules } from './rules'

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
  readonly #interests: ReadonlyMap<string, ReadonlySet<string>>

  /** `met`: pairs of the last twelve months. */
  constructor(
    private readonly inspectors: readonly Inspector[],
    private readonly rules: Rules,
    private readonly keyOf: (text: string) => string,
    met: readonly Pair[],
  ) {
    this.#pairs = new Set(met.map(([a, b]) => pairOf(a, b)))
    this.#interests = new Map(inspectors.map(({ id, interests }) => [id, new Set(interests.map(interestOf))]))
  }

  /**
   * The team of a visit. Inspectors who may go stand in the order of their keys, HMAC(seed, target's id, line feed,
   * inspector's id). From each of them in turn, the next ones join who make no pair that went together before and leave
   * room for departments still missing, until the team is whole; where none can be made so, pairs may go together again.
   */
  next(target: Target): Team {
    const { rules } = this
    const able = this.#able(target)
    if (typeof able === 'string') return { inspectors: null, again: false, lack: able }
    const order = able
      .map(inspector => ({ inspector, key: this.keyOf(`${target.id}\n${inspector.id}`) }))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ inspector }) => inspector)
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
  #able(target: Target): Inspector[] | Lack {
    const { team, departments, days } = this.rules
    const touched = [
      interestOf({ kind: 'entity', value: target.id }),
      ...(target.owner === null ? [] : [interestOf({ kind: 'owner', value: target.owner })]),
      ...(target.address === null ? [] : [interestOf({ kind: 'address', value: target.address })]),
    ]
    const isIn = (list: readonly string[], value: string | null): boolean =>
      list.length === 0 || (value !== null && list.includes(value))
    const steps: readonly (readonly [Lack, (inspector: Inspector) => boolean])[] = [
      ['inspectors', ({ department }) => departments.length === 0 || departments.includes(department)],
      ['region', ({ regions }) => isIn(regions, target.region)],
      ['industry', ({ industries }) => isIn(industries, target.industry)],
      ['interest', ({ id }) => !touched.some(each => this.#interests.get(id)?.has(each))],
      ['capacity', ({ id, capacity }) => (this.#load.get(id) ?? 0) < capacity * days],
    ]
    let able: readonly Inspector[] = this.inspectors
    for (const [lack, holds] of steps) {
      able = able.filter(holds)
      if (able.length < team) return lack
    }
    return departments.every(each => able.some(({ department }) => department === each)) ? [...able] : 'department'
  }

  #from(order: readonly Inspector[], start: number, again: boolean): Inspector[] | null {
    const team: Inspector[] = []
    for (let i = start; i < order.length && team.length < this.rules.team; i++) {
      const inspector = order[i]
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
    team.forEach(({ id }, i) => {
      this.#load.set(id, (this.#load.get(id) ?? 0) + 1)
      for (const other of team.slice(i + 1)) this.#pairs.add(pairOf(id, other.id))
    })
  }
}

const pairOf = (a: string, b: string): string => (a < b ? `${a}\n${b}` : `${b}\n${a}`)

/** Ids are compared as they are, owners and addresses as `comparable` writes them. */
const interestOf = ({ kind, value }: Interest): string => `${kind}\n${kind === 'entity' ? value : comparable(value)}`
