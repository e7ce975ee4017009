import { byBytes } from './roster'
import { alongCurve } from './roundCurve'
import { type Booking, Schedule } from './roundSchedule'
import { type Place, shortRoute } from './route'

export interface RoundVisit {
  /** Id of the business. */
  readonly id: string
  readonly name: string
  readonly address: string | null
  /** Code at the plan's level. */
  readonly region: string | null
  readonly lon: number | null
  readonly lat: number | null
  /** By their ids; none where no team could be made. */
  readonly inspectors: readonly string[]
}

export interface RoundsInput {
  /** Each id once. */
  readonly visits: readonly RoundVisit[]
  /** `capacity` is visits a working day. */
  readonly inspectors: readonly { readonly id: string; readonly capacity: number }[]
  /** The plan's working days, ISO: in their order, each once (`workingDays`). */
  readonly days: readonly string[]
  /** By hand: id of a business to a day. */
  readonly moved: Readonly<Record<string, string>>
}

/** What is to be visited in an area on a day, by anybody. */
export interface Round {
  readonly day: string
  readonly region: string | null
  /** In the order of a short way; those without a place come last, by address and id. */
  readonly visits: readonly RoundVisit[]
  /** Of that way, in straight lines, from its first place to its last. */
  readonly kilometres: number
  /** How many have no place. */
  readonly unlocated: number
}

/**
 * Why a visit has no day: it has no team; somebody of it is none of the plan's inspectors; the plan has no working day;
 * these are full on every day; or all have room, but never on the same day.
 */
export type Unplaced =
  | { readonly kind: 'no_team' | 'no_day' }
  | { readonly kind: 'unknown' | 'full' | 'apart'; readonly inspectors: readonly string[] }

/** What is wrong with a move: no working day of the plan; no such visit; or too much for these, though it was made. */
export type MoveProblem =
  | { readonly kind: 'not_workday' | 'no_visit' }
  | { readonly kind: 'overload'; readonly inspectors: readonly string[] }

export interface Rounds {
  /** The plan's working days. */
  readonly days: readonly string[]
  /** By day, then by area, those of no area last. */
  readonly rounds: readonly Round[]
  /** In the order of their ids. */
  readonly unplaced: readonly { readonly id: string; readonly visit: RoundVisit; readonly why: Unplaced }[]
  /** Moves with a problem, in the order of their ids; `visit` is null where there is none. */
  readonly moves: readonly {
    readonly id: string
    readonly day: string
    readonly visit: RoundVisit | null
    readonly problem: MoveProblem
  }[]
  /** Every visit that was moved, by its id, and the day that it would have had; null for none. */
  readonly planned: ReadonlyMap<string, string | null>
}

/**
 * Gives every visit a working day of the plan, so that nobody has more visits on a day than they can.
 *
 * Areas are gone through in the order of their codes, the visits of an area along a Hilbert curve. Each gets the day on
 * which all of its inspectors have room and (1) fewest of them are already in other areas, (2) most are already in this
 * one, (3) the ways from the nearest places where they are on that day are shortest, in all; of equal days the first.
 * Where there is no such day, room is made: on some day visits that are in the way, one for each inspector who is full,
 * go to other days on which they fit. This is a method that is quick and says why, not the best of all plans.
 *
 * What was moved by hand stands on its day then, and only what has no room beside it gives way and is placed again:
 * everything else stays where it was. The same input gives the same rounds, whatever the order of visits and inspectors.
 */
export function planRounds({ visits, inspectors, days, moved }: RoundsInput): Rounds {
  const known = new Map(inspectors.map(({ id }, i) => [id, i]))
  const ordered = inOrder(visits)
  const never = ordered.map(visit => neverWhy(visit, known, days))
  const schedule = new Schedule(
    bookingsOf(ordered, known),
    inspectors.map(({ capacity }) => capacity),
    days.length,
  )
  const able = ordered.map((_, i) => i).filter(i => never[i] === null)
  const plan: Planning = { ordered, never, days, inspectors, schedule }
  const { left, moves, planned } = move(plan, moved, settle(schedule, able))
  const without = new Set(left)
  const unplaced = ordered.flatMap((visit, i) => {
    const why = never[i] ?? (without.has(i) ? fullWhy(plan, i) : null)
    return why === null ? [] : [{ id: visit.id, visit, why }]
  })
  return { days, rounds: roundsOf(plan), unplaced: unplaced.sort(byId), moves: moves.sort(byId), planned }
}

/** Visits by their places in `ordered`. */
interface Planning {
  readonly ordered: readonly RoundVisit[]
  /** What keeps each from any day. */
  readonly never: readonly (Unplaced | null)[]
  readonly days: readonly string[]
  readonly inspectors: RoundsInput['inspectors']
  readonly schedule: Schedule
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number => byBytes(a.id, b.id)

/** First whatever fits; then those for which room must be made. What has no day in the end is given back. */
const settle = (schedule: Schedule, visits: readonly number[]): number[] =>
  visits.filter(visit => !schedule.fit(visit)).filter(visit => !schedule.fit(visit) && !schedule.squeeze(visit))

/** Puts what was moved on its day. `left` is what has no day before, and after. */
function move(
  { ordered, never, days, inspectors, schedule }: Planning,
  moved: RoundsInput['moved'],
  left: readonly number[],
): Pick<Rounds, 'planned'> & { left: readonly number[]; moves: Rounds['moves'][number][] } {
  const places = new Map(ordered.map(({ id }, i) => [id, i]))
  const dayOf = (i: number): string | null => days[schedule.dayOf(i) ?? -1] ?? null
  const planned = new Map<string, string | null>()
  const moves: Rounds['moves'][number][] = []
  const pins: { readonly i: number; readonly to: number; readonly visit: RoundVisit }[] = []
  for (const [id, day] of Object.entries(moved)) {
    const i = places.get(id) ?? -1
    const [visit, to] = [ordered[i] ?? null, days.indexOf(day)]
    if (visit === null) moves.push({ id, day, visit, problem: { kind: 'no_visit' } })
    else planned.set(id, dayOf(i))
    if (visit !== null && to < 0) moves.push({ id, day, visit, problem: { kind: 'not_workday' } })
    if (visit !== null && to >= 0 && never[i] === null) pins.push({ i, to, visit })
  }
  if (pins.length === 0) return { left, moves, planned }
  for (const { i, to } of pins) schedule.pin(i, to)
  const pinned = new Set(pins.map(({ i }) => i))
  // In the plan's own order, whatever the order of the moves.
  const gone = [...pinned].sort((a, b) => a - b).flatMap(i => schedule.giveWay(i))
  const still = settle(
    schedule,
    [...left.filter(i => !pinned.has(i)), ...gone].sort((a, b) => a - b),
  )
  for (const { i, to, visit } of pins) {
    const over = schedule.overloaded(i).map(at => inspectors[at]?.id ?? '')
    if (over.length > 0)
      moves.push({ id: visit.id, day: days[to] ?? '', visit, problem: { kind: 'overload', inspectors: over } })
  }
  return { left: still, moves, planned }
}

/** What an inspector has to do on a day, area by area with an own way through each; all of the day for null. */
export function roundsOn(rounds: readonly Round[], day: string, inspector: string | null): Round[] {
  const own = rounds.filter(round => round.day === day)
  if (inspector === null) return own
  return own.flatMap(({ region, visits }) => {
    const theirs = visits.filter(({ inspectors }) => inspectors.includes(inspector))
    return theirs.length === 0 ? [] : [roundOf(day, region, theirs)]
  })
}

/** Null where nobody knows: coordinates that are no numbers are none. */
export const placeOf = ({ lon, lat }: RoundVisit): Place | null =>
  lon !== null && lat !== null && Number.isFinite(lon) && Number.isFinite(lat) ? { lon, lat } : null

/** Texts in the order of their bytes, null last. */
const byText = (a: string | null, b: string | null): number =>
  a === null || b === null ? Number(a === null) - Number(b === null) : byBytes(a, b)

const byAddress = (a: RoundVisit, b: RoundVisit): number => byText(a.address, b.address) || byBytes(a.id, b.id)

/** Area by area; there along the curve; what has no place comes last, by address. */
function inOrder(visits: readonly RoundVisit[]): RoundVisit[] {
  const located = visits.flatMap(visit => placeOf(visit) ?? [])
  const along = alongCurve(located).values()
  const areas = [...new Set(visits.map(({ region }) => region))].sort(byText)
  const ranks = new Map(areas.map((region, i) => [region, i]))
  const keyed = visits.map(visit => ({
    visit,
    area: ranks.get(visit.region) ?? 0,
    along: placeOf(visit) === null ? Number.MAX_SAFE_INTEGER : (along.next().value ?? 0),
  }))
  return keyed
    .sort((a, b) => a.area - b.area || a.along - b.along || byAddress(a.visit, b.visit))
    .map(({ visit }) => visit)
}

function bookingsOf(visits: readonly RoundVisit[], known: ReadonlyMap<string, number>): Booking[] {
  const areas = new Map<string | null, number>()
  return visits.map(visit => {
    const area = areas.get(visit.region) ?? areas.size
    areas.set(visit.region, area)
    return { team: [...new Set(visit.inspectors)].flatMap(id => known.get(id) ?? []), area, place: placeOf(visit) }
  })
}

/** What keeps a visit from any day, whatever else there is. */
function neverWhy(
  { inspectors }: RoundVisit,
  known: ReadonlyMap<string, number>,
  days: readonly string[],
): Unplaced | null {
  if (inspectors.length === 0) return { kind: 'no_team' }
  const unknown = inspectors.filter(id => !known.has(id))
  if (unknown.length > 0) return { kind: 'unknown', inspectors: unknown }
  return days.length === 0 ? { kind: 'no_day' } : null
}

function fullWhy({ ordered, schedule, inspectors }: Planning, i: number): Unplaced {
  const full = schedule.fullEverywhere(i).map(at => inspectors[at]?.id ?? '')
  return full.length > 0
    ? { kind: 'full', inspectors: full }
    : { kind: 'apart', inspectors: ordered[i]?.inspectors ?? [] }
}

function roundsOf({ ordered, days, schedule }: Planning): Round[] {
  const groups = days.map(() => new Map<string | null, RoundVisit[]>())
  // Visits stand by area already.
  for (const [i, visit] of ordered.entries()) {
    const areas = groups[schedule.dayOf(i) ?? -1]
    const group = areas?.get(visit.region) ?? []
    areas?.set(visit.region, group)
    group.push(visit)
  }
  return days.flatMap((day, i) => [...(groups[i] ?? [])].map(([region, visits]) => roundOf(day, region, visits)))
}

function roundOf(day: string, region: string | null, visits: readonly RoundVisit[]): Round {
  const located = visits.filter(visit => placeOf(visit) !== null)
  // In the order of their addresses already.
  const others = visits.filter(visit => placeOf(visit) === null)
  const { order, kilometres } = shortRoute(located.flatMap(visit => placeOf(visit) ?? []))
  const way = order.flatMap(at => located[at] ?? [])
  return { day, region, visits: [...way, ...others], kilometres, unlocated: others.length }
}
