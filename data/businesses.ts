import { addWorkdays } from './calendar'
import { creditCode } from './codes'
import { addYears, parseDay } from './days'
import { type Industry, industries } from './industries'
import { chainNames, companyName, roadNames, soleTraderName } from './names'
import { type CityMap, contains, type LonLat, type Subdistrict, toKm, toLonLat } from './regions'
import { at, Rng, Weighted } from './rng'
import { truths } from './truths'

export interface Business {
  index: number
  code: string
  name: string
  /** Code of a branch's chain, or of the trader, who may have several shops; null for a company by itself. */
  owner: string | null
  industry: Industry
  subdistrict: Subdistrict
  address: string
  lon: number
  lat: number
  /** Day of the first licence. */
  opened: number
  /** Day from which the shop is shut, or null. */
  closed: number | null
  /** Standard normal, hidden: what the business is like. */
  carelessness: number
  /** Whether the extract of permits knows it. */
  permitted: boolean
  creditClass: 'A' | 'B' | 'C' | 'D'
}

const FROM = parseDay(truths.from)
const TO = parseDay(truths.to)

/** Places within one subdistrict: most lie around a few streets, the others anywhere. */
function placeDrawer(rng: Rng, subdistrict: Subdistrict): () => LonLat {
  const { ring } = subdistrict
  const lons = ring.map(([lon]) => lon)
  const lats = ring.map(([, lat]) => lat)
  const west = Math.min(...lons)
  const south = Math.min(...lats)
  const width = Math.max(...lons) - west
  const height = Math.max(...lats) - south
  const anywhere = (): LonLat => {
    for (;;) {
      const place = toLonLat(toKm([west + width * rng.next(), south + height * rng.next()]))
      if (contains(ring, place)) return place
    }
  }
  const streets = Array.from({ length: 6 }, () => ({ centre: toKm(anywhere()), angle: Math.PI * rng.next() }))
  return () => {
    if (rng.chance(0.35)) return anywhere()
    const { centre, angle } = rng.pick(streets)
    const along = rng.normal() * 0.35
    const aside = rng.normal() * 0.06
    const place = toLonLat([
      centre[0] + along * Math.cos(angle) - aside * Math.sin(angle),
      centre[1] + along * Math.sin(angle) + aside * Math.cos(angle),
    ])
    return contains(ring, place) ? place : anywhere()
  }
}

/** A working day. A quarter opened in the window; not in its first weeks, whose applications would lie before it. */
function openingDay(rng: Rng): number {
  const recent = rng.chance(0.25)
  return addWorkdays(
    recent ? FROM + 90 + rng.int(TO - FROM - 100) : FROM - 30 - Math.floor(rng.next() ** 1.6 * 3600),
    0,
  )
}

/** A (low) to D, official: it follows the hidden trait, but loosely. */
function creditClass(rng: Rng, carelessness: number): Business['creditClass'] {
  const score = 0.5 * carelessness + 0.87 * rng.normal()
  return score < 0.4 ? 'A' : score < 1.33 ? 'B' : score < 2.15 ? 'C' : 'D'
}

/** How many people live and trade in each subdistrict, before its own luck. */
function density(rng: Rng, subdistricts: readonly Subdistrict[]): number[] {
  return subdistricts.map(({ site }) => Math.exp(-Math.hypot(...site) / 9) * Math.exp(0.3 * rng.normal()))
}

/** Branches have their chain's code; a sole trader has one of their own, and one in twelve a second shop or a third. */
function ownerDrawer(rng: Rng): (name: string, company: boolean) => string | null {
  const chains = new Map<string, string>()
  const traders: string[] = []
  return (name, company) => {
    if (!company) {
      const known = traders.length > 0 && rng.chance(1 / 12) ? rng.pick(traders) : undefined
      if (known !== undefined) return known
      traders.push(`JY${String(traders.length + 1).padStart(6, '0')}`)
      return at(traders, traders.length - 1)
    }
    const [chain = '', branch] = name.split('（')
    if (!branch?.endsWith('店）')) return null
    const code = chains.get(chain) ?? creditCode(rng, '91', '990101')
    chains.set(chain, code)
    return code
  }
}

/** The supervised businesses of the city; the first rows of a smaller city are those of a larger one only by chance. */
export function makeBusinesses(seed: number, map: CityMap, count: number): Business[] {
  const rng = new Rng(seed, 'businesses')
  const crowded = density(new Rng(seed, 'density'), map.subdistricts)
  const kinds = new Weighted(industries.map(({ share }) => share))
  const places = industries.map(
    ({ spread }) => new Weighted(crowded.map(weight => (1 - spread) * weight + spread * 0.25)),
  )
  const chains = industries.map(style => chainNames(rng, style))
  const drawPlace = map.subdistricts.map(region => placeDrawer(new Rng(seed, `places ${region.code}`), region))
  const roads = map.subdistricts.map(region => roadNames(new Rng(seed, `roads ${region.code}`), 9))
  const codes = new Set<string>()
  const ownerOf = ownerDrawer(new Rng(seed, 'owners'))
  return Array.from({ length: count }, (_, index) => {
    const kind = kinds.draw(rng)
    const industry = at(industries, kind)
    const subdistrict = at(map.subdistricts, at(places, kind).draw(rng))
    const district = subdistrict.district
    const [lon, lat] = at(drawPlace, subdistrict.index)()
    const road = rng.pick(at(roads, subdistrict.index))
    const company = industry.shops.length === 0 || rng.chance(industry.companies)
    let code = ''
    do code = creditCode(rng, industry.institution !== undefined ? '12' : company ? '91' : '92', district.code)
    while (codes.has(code))
    codes.add(code)
    const opened = openingDay(rng)
    const closed = rng.chance(0.1) ? Math.max(FROM, opened) + 120 + rng.int(1100) : null
    const carelessness = rng.normal()
    const name = company
      ? companyName(rng, industry, district.name, road, at(chains, kind))
      : soleTraderName(rng, industry, district.name)
    return {
      index,
      code,
      name,
      owner: ownerOf(name, company),
      industry,
      subdistrict,
      address: `${district.name}${subdistrict.name}${road}${rng.between(1, 299)}号`,
      lon,
      lat,
      opened,
      closed: closed !== null && closed < TO ? closed : null,
      carelessness,
      permitted: !rng.chance(truths.unlicensed),
      creditClass: creditClass(rng, carelessness),
    }
  })
}

/** End of a validity of `years` that begins on a day. */
export const lastDayOfValidity = (from: number, years: number): number => addYears(from, years) - 1
