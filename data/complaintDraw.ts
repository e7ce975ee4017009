import type { Business } from './businesses'
import { isHoliday, isWorkday } from './calendar'
import { type ComplaintKind, complaintKinds } from './complaintKinds'
import { civil, DAY_MS, parseDay, weekday } from './days'
import type { KindWord } from './handling'
import { contains, kmBetween, type LonLat, toKm, toLonLat } from './regions'
import { at, Rng, Weighted, wordDrawer } from './rng'
import { truths } from './truths'

/** One complaint before anybody deals with it. */
export interface Draw {
  received_at: number
  kind: ComplaintKind
  word: KindWord
  subcategory: string
  /** Whom it is about; where the caller does not name the business, only the place. */
  business: Business
  coded: boolean
  lon: number
  lat: number
  /** It says again what was said before. */
  repeated: boolean
}

const FROM = parseDay(truths.from)
const TO = parseDay(truths.to)
const HOURS = [2, 1, 1, 1, 1, 2, 4, 8, 15, 22, 23, 19, 12, 13, 19, 20, 18, 15, 13, 13, 12, 9, 6, 4]
const hours = new Weighted(HOURS)
const wordOf = wordDrawer<KindWord>({ 投诉: 0.58, 举报: 0.27, 咨询: 0.09, 建议: 0.04, 其他: 0.02 })

/** Weight of each kind on each day, kinds within days. */
function dayKindWeights(): Weighted[] {
  return Array.from({ length: TO - FROM + 1 }, (_, i) => {
    const date = FROM + i
    const free = isHoliday(date)
      ? truths.onHoliday
      : at(truths.weekdays, isWorkday(date) ? weekday(date) % 5 : weekday(date))
    const level = free * (1 + truths.growth) ** (i / 365)
    const { month } = civil(date)
    return new Weighted(complaintKinds.map(({ share, months }) => level * share * at(months, month - 1)))
  })
}

/** Complaints of each day: `rows` in all, without chance, so that any number of rows has the same shape. */
function rowsByDay(days: readonly Weighted[], rows: number): number[] {
  const total = days.reduce((sum, { total }) => sum + total, 0)
  let sum = 0
  let given = 0
  return days.map(({ total: weight }) => {
    sum += weight
    const upTo = Math.round((rows * sum) / total)
    const count = upTo - given
    given = upTo
    return count
  })
}

/** Rows of the surge on each of its days: it swells for a week and ebbs for another. */
function surgeByDay(rows: number): Map<number, number> {
  const first = parseDay(truths.surge.firstDay)
  const days = parseDay(truths.surge.lastDay) - first + 1
  const shape = Array.from({ length: days }, (_, i) => 1 + Math.min(i, days - 1 - i))
  const total = shape.reduce((a, b) => a + b, 0)
  let sum = 0
  let given = 0
  return new Map(
    shape.map((weight, i) => {
      sum += weight
      const count = Math.round((rows * sum) / total) - given
      given += count
      return [first + i, count]
    }),
  )
}

interface Pool {
  businesses: readonly Business[]
  weights: Weighted
}

/** The businesses that a kind of complaint is about; careless ones more often. */
function poolOf(businesses: readonly Business[], { industries }: ComplaintKind): Pool {
  const any = Object.keys(industries).length === 0
  const own = businesses.filter(({ industry }) => any || industry.name in industries)
  const weights = own.map(({ industry, carelessness, subdistrict }) => {
    const trade = any ? 1 : (industries[industry.name] ?? 0)
    const district = truths.complaintsByDistrict[subdistrict.district.code] ?? 1
    return trade * district * Math.exp(truths.complaintsByCarelessness * carelessness)
  })
  return { businesses: own, weights: new Weighted(weights) }
}

const isOpen = ({ opened, closed }: Business, day: number): boolean =>
  opened <= day && (closed === null || closed > day)

/** One that is open on the day, as a rule: some complaints are about a shop that has shut. */
function drawBusiness(rng: Rng, { businesses, weights }: Pool, day: number): Business {
  let business = at(businesses, weights.draw(rng))
  for (let tries = 0; tries < 6 && !isOpen(business, day); tries++) business = at(businesses, weights.draw(rng))
  return business
}

/** Where the caller saw it: at the business, or somewhere near it where no business is named. */
function drawPlace(rng: Rng, business: Business, coded: boolean): LonLat {
  const own: LonLat = [business.lon, business.lat]
  if (coded) return own
  const [x, y] = toKm(own)
  const near = toLonLat([x + 0.06 * rng.normal(), y + 0.06 * rng.normal()])
  return contains(business.subdistrict.ring, near) ? near : own
}

/** The businesses of the surge: of the trades that are complained about, in the planted place. */
function surgePool(businesses: readonly Business[], kind: ComplaintKind): Pool {
  const { subdistrict, lon, lat, radiusKm } = truths.surge
  const near = businesses.filter(
    business =>
      business.subdistrict.code === subdistrict &&
      kmBetween([business.lon, business.lat], [lon, lat]) <= radiusKm - 0.25,
  )
  return poolOf(near, kind)
}

/** Keeps the last few hundred, from which complaints are repeated. */
function remember(recent: Draw[], draw: Draw, rng: Rng): void {
  if (recent.length < 400) recent.push(draw)
  else recent[rng.int(recent.length)] = draw
}

/** Complaints in the order of their receipt, drawn as they are taken: exactly `rows`, `surgeRows` of them the surge's. */
export function* complaintDrawer(
  seed: number,
  businesses: readonly Business[],
  rows: number,
  surgeRows: number,
): Generator<Draw> {
  const rng = new Rng(seed, 'complaint draws')
  const pools = complaintKinds.map(kind => poolOf(businesses, kind))
  const surgeKind = complaintKinds.findIndex(({ category }) => category === truths.surge.category)
  const surge = surgePool(businesses, at(complaintKinds, surgeKind))
  const surging = surgeByDay(surge.businesses.length > 0 ? surgeRows : 0)
  const extra = [...surging.values()].reduce((a, b) => a + b, 0)
  const days = dayKindWeights()
  const counts = rowsByDay(days, rows - extra)
  const recent: Draw[] = []
  for (const [i, usual] of counts.entries()) {
    const day = FROM + i
    const surged = surging.get(day) ?? 0
    const times = Float64Array.from({ length: usual + surged }, () => hours.draw(rng) * 3600 + rng.int(3600)).sort()
    let surgeLeft = surged
    for (const [k, second] of times.entries()) {
      const received_at = day * DAY_MS + second * 1000
      const inSurge = rng.next() * (times.length - k) < surgeLeft
      if (inSurge) surgeLeft--
      const before = inSurge || recent.length === 0 || !rng.chance(0.045) ? undefined : rng.pick(recent)
      const kindIndex = inSurge ? surgeKind : at(days, i).draw(rng)
      const kind = before?.kind ?? at(complaintKinds, kindIndex)
      const business = before?.business ?? drawBusiness(rng, inSurge ? surge : at(pools, kindIndex), day)
      const coded = before?.coded ?? rng.chance(kind.coded)
      const [lon, lat] = before ? [before.lon, before.lat] : drawPlace(rng, business, coded)
      const draw: Draw = {
        received_at,
        kind,
        word: before?.word ?? (inSurge ? (rng.chance(0.6) ? '投诉' : '举报') : wordOf(rng)),
        subcategory: before?.subcategory ?? (inSurge ? truths.surge.subcategory : rng.pick(kind.subcategories)),
        business,
        coded,
        lon,
        lat,
        repeated: before !== undefined,
      }
      if (!inSurge) remember(recent, draw, rng)
      yield draw
    }
  }
}
