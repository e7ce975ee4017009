import { tierWords } from '../scorecard'
import { Decayed, entry, logOdds } from './decayed'
import { type FeatureSettings, type NumericKey, numericFeatures } from './features'
import type { History, Subject, Visit } from './history'
import { Kernel } from './kernel'

/** A visit as the features look back at it: its finding, and what its inspector and the city found on average then. */
interface Past {
  readonly entity: number | null
  readonly day: number
  readonly critical: number
  readonly serious: number
  readonly criticals: number
  readonly seriousCount: number
  readonly minors: number | null
  readonly inspector: string | null
  readonly expected: number
  readonly expectedSerious: number
  readonly city: number
  readonly citySerious: number
  readonly lon: number | null
  readonly lat: number | null
}

/** Kilometres of a degree of latitude on the mean sphere. */
const kmPerDegree = 111.195
/** A shrunk rate before there is much to count: two of twenty. */
const fewPositive = 2
const fewAll = 20
/** Visits that what was found nearby over a long time is shrunk with. */
const longPrior = 5
const isHigh = (risk: string | null): boolean => risk !== null && tierWords.high.includes(risk)

/**
 * Walks through a city's days. `advance(day)` takes in what is dated before `day`; `features` then looks back from it.
 * What is dated on the day itself or later cannot be seen, since it was not taken in.
 */
export class FeatureStream {
  #day = Number.NEGATIVE_INFINITY
  #visit = 0
  #licence = 0
  #complaint = 0
  readonly #kmEast: number
  readonly #businesses = new Map<number, Past[]>()
  readonly #licensed = new Map<number, number>()
  readonly #inspectors = new Map<string, { critical: Decayed; serious: Decayed }>()
  readonly #pairs = new Map<string, Decayed>()
  readonly #regions = new Map<string, Decayed>()
  readonly #city = { critical: new Decayed(365), serious: new Decayed(365), recent: new Decayed(60) }
  readonly #now: Kernel
  readonly #same = new Map<string, Kernel>()
  readonly #serious: Kernel
  readonly #long: Kernel
  readonly #complaints: Kernel

  constructor(
    readonly history: History,
    readonly settings: FeatureSettings,
  ) {
    // Of the earliest place: a mean over all would have later rows move the cells of earlier ones.
    const visit = history.visits.find(({ lat }) => lat !== null)
    const complaint = history.complaints[0]
    const first =
      complaint !== undefined && complaint.day < (visit?.day ?? Number.POSITIVE_INFINITY) ? complaint : visit
    this.#kmEast = kmPerDegree * Math.cos(((first?.lat ?? 0) * Math.PI) / 180)
    this.#serious = new Kernel(settings.nearKm / 2, settings.nearDays)
    this.#now = new Kernel(settings.nearKm / 2, settings.nearDays)
    this.#long = new Kernel(settings.nearKm / 2, settings.nearLongDays)
    this.#complaints = new Kernel(0.3 * settings.complaintKm, settings.complaintDays)
  }

  /** Takes in everything dated before `day`, day by day. */
  advance(day: number): void {
    if (day < this.#day) throw new RangeError(`features: day ${day} lies before ${this.#day}, which was taken in`)
    const { visits, licences, complaints } = this.history
    for (let row = licences[this.#licence]; row !== undefined && row.day < day; row = licences[++this.#licence])
      this.#licensed.set(row.entity, Math.min(row.first, this.#licensed.get(row.entity) ?? row.first))
    for (let row = complaints[this.#complaint]; row !== undefined && row.day < day; row = complaints[++this.#complaint])
      this.#complaints.add(row.lon * this.#kmEast, row.lat * kmPerDegree, row.day, 1)
    while (this.#visit < visits.length) {
      const first = visits[this.#visit]
      if (first === undefined || first.day >= day) break
      const from = this.#visit
      while (visits[this.#visit]?.day === first.day) this.#visit++
      this.#take(visits.slice(from, this.#visit), first.day)
    }
    this.#day = day
  }

  /** One day's visits: none of them is expected by what another of the day found. */
  #take(today: readonly Visit[], day: number): void {
    const { inspectorDays, inspectorPrior: prior } = this.settings
    const city = this.#cityRate(day)
    const citySerious = this.#citySerious(day)
    const past = today.map((visit): Past => {
      const known = visit.inspector === null ? undefined : this.#inspectors.get(visit.inspector)
      const expect = (of: Decayed | undefined, rate: number): number => {
        const [positive, all] = of?.at(day) ?? [0, 0]
        return (positive + prior * rate) / (all + prior)
      }
      return {
        entity: visit.entity,
        day,
        critical: visit.critical,
        serious: (visit.serious_count ?? 0) > 0 ? 1 : 0,
        criticals: visit.critical_count ?? visit.critical,
        seriousCount: visit.serious_count ?? 0,
        minors: visit.minor_count,
        inspector: visit.inspector,
        expected: expect(known?.critical, city),
        expectedSerious: expect(known?.serious, citySerious),
        city,
        citySerious,
        lon: visit.lon,
        lat: visit.lat,
      }
    })
    past.forEach((row, i) => {
      const visit = today[i]
      if (visit === undefined) return
      if (row.entity !== null) entry(this.#businesses, row.entity, () => []).push(row)
      if (visit.lon !== null && visit.lat !== null) {
        const [x, y] = [visit.lon * this.#kmEast, visit.lat * kmPerDegree]
        this.#now.add(x, y, day, row.critical - row.city)
        this.#long.add(x, y, day, row.critical - row.expected)
        this.#serious.add(x, y, day, row.serious - citySerious)
        if (visit.inspector !== null) {
          const { sameKm, sameDays } = this.settings
          entry(this.#same, visit.inspector, () => new Kernel(sameKm, sameDays)).add(
            x,
            y,
            day,
            row.critical - row.expected,
          )
        }
      }
      this.#city.critical.add(day, row.critical)
      this.#city.serious.add(day, row.serious)
      this.#city.recent.add(day, row.critical)
      if (visit.region !== null) entry(this.#regions, visit.region, () => new Decayed(365)).add(day, row.critical)
      if (visit.inspector === null) return
      const of = entry(this.#inspectors, visit.inspector, () => ({
        critical: new Decayed(inspectorDays),
        serious: new Decayed(inspectorDays),
      }))
      of.critical.add(day, row.critical)
      of.serious.add(day, row.serious)
      entry(this.#pairs, `${visit.inspector}\n${visit.kind ?? ''}`, () => new Decayed(2 * inspectorDays)).add(
        day,
        row.critical - row.expected,
      )
    })
  }

  #cityRate(day: number): number {
    const [positive, all] = this.#city.critical.at(day)
    return (positive + fewPositive) / (all + fewAll)
  }

  #citySerious(day: number): number {
    const [positive, all] = this.#city.serious.at(day)
    return (positive + fewPositive) / (all + fewAll)
  }

  /** Days since the business was last visited, as of `day`; null for a first visit. */
  daysSince(subject: Subject, day: number): number | null {
    const last = this.#pastOf(subject).at(-1)
    return last === undefined ? null : day - last.day
  }

  #pastOf({ entity }: Subject): readonly Past[] {
    return entity === null ? [] : (this.#businesses.get(entity) ?? [])
  }

  /** Numbers in the order of `numericFeatures`, as of `day`, up to which the stream must have advanced; NaN is missing. */
  features(subject: Subject, day: number): Float64Array {
    const { historyDays, historyPrior, inspectorPrior } = this.settings
    const city = this.#cityRate(day)
    const past = this.#pastOf(subject)
    const last = past.at(-1)
    const strictness = (inspector: string | null): number => {
      const known = inspector === null ? undefined : this.#inspectors.get(inspector)
      if (known === undefined) return Number.NaN
      const [positive, all] = known.critical.at(day)
      return logOdds((positive + inspectorPrior * city) / (all + inspectorPrior)) - logOdds(city)
    }
    const weight = (row: Past): number => 2 ** (-(day - row.day) / historyDays)
    const counted = past.reduce((sum, row) => sum + weight(row), 0) + historyPrior
    const licensed = subject.entity === null ? undefined : this.#licensed.get(subject.entity)
    const high = isHigh(subject.risk)
    const around = this.#around(subject, day)
    const inspector = strictness(subject.inspector)
    const [recent, recentAll] = this.#city.recent.at(day)
    const angle = (2 * Math.PI * day) / 365.25
    const values: Readonly<Record<NumericKey, number>> = {
      first_visit: last === undefined ? 1 : 0,
      years_since: last === undefined ? 2 : Math.min((day - last.day) / 365.25, 2),
      visits: Math.min(past.length, 4),
      last_critical: Math.min(last?.criticals ?? 0, 1),
      last_serious: Math.min(last?.seriousCount ?? 0, 3),
      last_minor: Math.min(last?.minors ?? Number.NaN, 12),
      critical_history: past.reduce((sum, row) => sum + (row.critical - row.expected) * weight(row), 0) / counted,
      serious_history: past.reduce((sum, row) => sum + (row.serious - row.expectedSerious) * weight(row), 0) / counted,
      last_inspector: last === undefined ? 0 : strictness(last.inspector),
      licence_age: licensed === undefined ? Number.NaN : Math.min((day - licensed) / 365.25, 15),
      no_licence: licensed === undefined ? 1 : 0,
      near_now: around.now,
      near_now_high: high ? around.now : 0,
      near_long: around.long,
      near_serious: around.serious,
      region_rate: this.#regionRate(subject.region, day, city),
      complaints_near: around.complaints,
      season_cos: Math.cos(angle),
      season_sin: Math.sin(angle),
      drift: logOdds((recent + fewAll * city) / (recentAll + fewAll)),
      inspector_rate: inspector,
      inspector_kind: this.#pairRate(subject, day),
      inspector_high: Number.isNaN(inspector) ? Number.NaN : high ? inspector : 0,
      inspector_near: around.same,
      inspector_unknown: subject.inspector === null ? 1 : 0,
      near_now_unknown: subject.inspector === null ? around.now : 0,
      near_long_unknown: subject.inspector === null ? around.long : 0,
    }
    return Float64Array.from(numericFeatures, ({ key }) => values[key])
  }

  #regionRate(region: string | null, day: number, city: number): number {
    const [positive, all] = (region === null ? undefined : this.#regions.get(region))?.at(day) ?? [0, 0]
    return region === null ? Number.NaN : logOdds((positive + fewAll * city) / (all + fewAll)) - logOdds(city)
  }

  /** What this inspector finds at this kind beyond what is expected of them, shrunk. */
  #pairRate({ inspector, kind }: Subject, day: number): number {
    if (inspector === null) return Number.NaN
    const [beyond, all] = this.#pairs.get(`${inspector}\n${kind ?? ''}`)?.at(day) ?? [0, 0]
    return beyond / (all + this.settings.inspectorPrior)
  }

  /** Kernels over visits to others and over complaints, as of a day. All are missing without a place. */
  #around(subject: Subject, day: number) {
    const { lon, lat, inspector } = subject
    const missing = Number.NaN
    if (lon === null || lat === null)
      return { now: missing, long: missing, serious: missing, complaints: missing, same: missing }
    const { nearPrior, samePrior } = this.settings
    const [x, y] = [lon * this.#kmEast, lat * kmPerDegree]
    const own = this.#pastOf(subject)
    const others = (kernel: Kernel, prior: number, beyond: (row: Past) => number): number => {
      let [value, weight] = kernel.around(x, y, day)
      for (const row of own) {
        if (row.lon === null || row.lat === null) continue
        const share = kernel.share(x, y, day, row.lon * this.#kmEast, row.lat * kmPerDegree, row.day)
        value -= share * beyond(row)
        weight -= share
      }
      return value / (Math.max(0, weight) + prior)
    }
    const [found, visits] = (inspector === null ? undefined : this.#same.get(inspector))?.around(x, y, day) ?? [0, 0]
    return {
      now: others(this.#now, nearPrior, row => row.critical - row.city),
      long: others(this.#long, longPrior, row => row.critical - row.expected),
      serious: others(this.#serious, nearPrior, row => row.serious - row.citySerious),
      complaints: Math.log1p(this.#complaints.around(x, y, day)[0]),
      same: inspector === null ? missing : found / (visits + samePrior),
    }
  }
}
