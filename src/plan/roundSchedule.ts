import { chord, onSphere, type Place } from './route'

/** A visit as it is given to a day: numbers in place of texts. */
export interface Booking {
  /** Places of its inspectors in the list of capacities, each once. */
  readonly team: readonly number[]
  readonly area: number
  /** Null where nobody knows. */
  readonly place: Place | null
}

/** Most visits looked at to make room for another one: about a second of work. */
const mostLooks = 20_000_000

const nobody: readonly number[] = []

/** Who goes where on which day. Visits are named by their places in the list, days from 0 on. */
export class Schedule {
  readonly #teams: readonly (readonly number[])[]
  readonly #areas: Int32Array
  readonly #capacities: readonly number[]
  readonly #days: number
  /** Visits of an inspector on a day, inspector by inspector. */
  readonly #booked: number[][]
  readonly #dayOf: Int32Array
  readonly #pinned: Uint8Array
  readonly #sphere: Float64Array
  readonly #placed: readonly boolean[]
  #looks = 0

  constructor(bookings: readonly Booking[], capacities: readonly number[], days: number) {
    this.#teams = bookings.map(({ team }) => team)
    this.#areas = Int32Array.from(bookings, ({ area }) => area)
    this.#capacities = capacities
    this.#days = days
    this.#booked = Array.from({ length: capacities.length * days }, () => [])
    this.#dayOf = new Int32Array(bookings.length).fill(-1)
    this.#pinned = new Uint8Array(bookings.length)
    this.#placed = bookings.map(({ place }) => place !== null)
    this.#sphere = onSphere(bookings.map(({ place }) => place ?? { lon: 0, lat: 0 }))
  }

  /** Null without a day. */
  dayOf(visit: number): number | null {
    const day = this.#dayOf[visit] ?? -1
    return day < 0 ? null : day
  }

  /** Those of the visit who have no room on any day. */
  fullEverywhere(visit: number): number[] {
    return this.#team(visit).filter(inspector => {
      for (let day = 0; day < this.#days; day++) if (this.#room(inspector, day) > 0) return false
      return true
    })
  }

  /** Those of the visit who have more visits on its day than they can. */
  overloaded(visit: number): number[] {
    const day = this.dayOf(visit)
    return day === null ? [] : this.#team(visit).filter(inspector => this.#room(inspector, day) < 0)
  }

  /** Gives the visit its day, if there is one on which all have room. */
  fit(visit: number): boolean {
    const day = this.#bestDay(visit)
    if (day === null) return false
    this.#put(visit, day)
    return true
  }

  /**
   * Makes room where none is: on some day all that are in the way, one visit for each inspector who is full, can go to
   * other days.
   */
  squeeze(visit: number): boolean {
    if (this.fullEverywhere(visit).length > 0) return false
    for (let day = 0; day < this.#days; day++) {
      const gone: [visit: number, from: number][] = []
      const cleared = this.#team(visit).every(inspector => {
        if (this.#room(inspector, day) > 0) return true
        for (const other of [...this.#on(inspector, day)].sort((a, b) => a - b)) {
          if (this.#looks > mostLooks) return false
          if (this.#pinned[other]) continue
          this.#looks += this.#days
          this.#take(other)
          const to = this.#bestDay(other, day)
          if (to !== null) {
            this.#put(other, to)
            gone.push([other, day])
            return true
          }
          this.#put(other, day)
        }
        return false
      })
      if (cleared) {
        this.#put(visit, day)
        return true
      }
      for (const [other, from] of gone.reverse()) {
        this.#take(other)
        this.#put(other, from)
      }
    }
    return false
  }

  /** Puts the visit on a day, room or not; it stays there. */
  pin(visit: number, day: number): void {
    this.#take(visit)
    this.#put(visit, day)
    this.#pinned[visit] = 1
  }

  /** Takes those off the day of the visit that its inspectors have no room for beside what is pinned, the last ones first. */
  giveWay(visit: number): number[] {
    const gone: number[] = []
    for (const inspector of this.overloaded(visit)) {
      const day = this.dayOf(visit) ?? 0
      const free = this.#on(inspector, day).filter(other => !this.#pinned[other])
      for (const other of free.sort((a, b) => b - a)) {
        if (this.#room(inspector, day) >= 0) break
        this.#take(other)
        gone.push(other)
      }
    }
    return gone
  }

  #team(visit: number): readonly number[] {
    return this.#teams[visit] ?? nobody
  }

  #on(inspector: number, day: number): number[] {
    return this.#booked[inspector * this.#days + day] ?? []
  }

  #room(inspector: number, day: number): number {
    return (this.#capacities[inspector] ?? 0) - this.#on(inspector, day).length
  }

  #put(visit: number, day: number): void {
    this.#dayOf[visit] = day
    for (const inspector of this.#team(visit)) this.#on(inspector, day).push(visit)
  }

  #take(visit: number): void {
    const day = this.dayOf(visit)
    if (day === null) return
    for (const inspector of this.#team(visit)) {
      const on = this.#on(inspector, day)
      on.splice(on.indexOf(visit), 1)
    }
    this.#dayOf[visit] = -1
  }

  /** The best day on which all have room: see `planRounds`. Of equal ones the first. */
  #bestDay(visit: number, but = -1): number | null {
    let best: number | null = null
    let fewest = Number.POSITIVE_INFINITY
    let shortest = Number.POSITIVE_INFINITY
    for (let day = 0; day < this.#days; day++) {
      if (day === but) continue
      const ways = this.#newWays(visit, day)
      if (ways === null || ways > fewest) continue
      const far = this.#far(visit, day)
      if (ways === fewest && far >= shortest) continue
      best = day
      fewest = ways
      shortest = far
    }
    return best
  }

  /**
   * How many would go to the area for this visit alone, one who is elsewhere on that day weighing more than all who are
   * nowhere; null where somebody has no room.
   */
  #newWays(visit: number, day: number): number | null {
    const team = this.#team(visit)
    const area = this.#areas[visit]
    let ways = 0
    for (const inspector of team) {
      const others = this.#on(inspector, day)
      if (others.length >= (this.#capacities[inspector] ?? 0)) return null
      let there = false
      for (const other of others) if (this.#areas[other] === area) there = true
      if (!there) ways += others.length > 0 ? team.length + 1 : 1
    }
    return ways
  }

  /** How far it is from the nearest place where each is on that day, in all, as chords of the sphere; 0 where nothing is known. */
  #far(visit: number, day: number): number {
    if (!this.#placed[visit]) return 0
    let sum = 0
    for (const inspector of this.#team(visit)) {
      let nearest = Number.POSITIVE_INFINITY
      for (const other of this.#on(inspector, day))
        if (this.#placed[other]) nearest = Math.min(nearest, chord(this.#sphere, visit, other))
      if (nearest < Number.POSITIVE_INFINITY) sum += Math.sqrt(nearest)
    }
    return sum
  }
}
