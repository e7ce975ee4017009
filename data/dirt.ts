import type { Business } from './businesses'
import { breakCode } from './codes'
import { CENTRE, type CityMap, toKm, toLonLat } from './regions'
import type { Rng } from './rng'
import { type Table, truths } from './truths'

type KindsOf<T extends Table> = keyof (typeof truths.dirt)[T]
export type DirtKind = { [T in Table]: KindsOf<T> }[Table]
export type DirtCounts = Readonly<Partial<Record<DirtKind, number>>>

/** Dirty rows of a table that has `rows` rows in all, copies included. */
export function dirtCounts(table: Table, rows: number): DirtCounts {
  const share = rows / truths.dirtAtRows[table]
  return Object.fromEntries(
    Object.entries(truths.dirt[table]).map(([kind, count]) => [kind, Math.max(1, Math.round(count * share))]),
  )
}

/** Rows that are in the extract only because another one is there twice. */
export const copies = (counts: DirtCounts): number => (counts.exact_copy ?? 0) + (counts.changed_copy ?? 0)

/** What every row has; null where the extract has nothing. */
export interface Located {
  entity_code: string | null
  region_code: string | null
  lon: number | null
  lat: number | null
}

/** A row and what is true of it: whom it is about and where that is. */
export interface Drawn<Row extends Located> {
  row: Row
  business: Business
  lon: number
  lat: number
  region: string
}

export type Soils<Row> = Partial<Record<DirtKind, (row: Row, rng: Rng) => void>>

/** Draws which of the clean rows get which dirt: at most one kind each. */
function plan(rng: Rng, rows: number, counts: DirtCounts): Map<number, DirtKind> {
  const planned = new Map<number, DirtKind>()
  for (const [kind, count] of Object.entries(counts) as [DirtKind, number][]) {
    for (let left = count; left > 0; ) {
      const row = rng.int(rows)
      if (planned.has(row)) continue
      planned.set(row, kind)
      left--
    }
  }
  return planned
}

/** What each kind that all tables share does to a row. */
function soilPlace<Row extends Located>(
  kind: DirtKind,
  { row, ...truth }: Drawn<Row>,
  map: CityMap,
  rng: Rng,
): boolean {
  switch (kind) {
    case 'swapped_coordinates':
      row.lon = truth.lat
      row.lat = truth.lon
      return true
    case 'missing_code':
      row.entity_code = null
      return true
    case 'wrong_check_digit':
      row.entity_code = breakCode(rng, truth.business.code)
      return true
    case 'unknown_region':
      row.region_code = truths.unknownRegionCode
      row.lon = truth.lon
      row.lat = truth.lat
      return true
    case 'outside_city': {
      const angle = 2 * Math.PI * rng.next()
      const km = 24 + 6 * rng.next()
      const [x, y] = toKm(CENTRE)
      const [lon, lat] = toLonLat([x + km * Math.cos(angle), y + km * Math.sin(angle)])
      row.region_code = null
      row.lon = lon
      row.lat = lat
      return true
    }
    case 'no_location':
      row.region_code = null
      row.lon = null
      row.lat = null
      return true
    case 'disagreeing_region': {
      let other = rng.pick(map.subdistricts)
      while (other.code.slice(0, 6) === truth.region.slice(0, 6)) other = rng.pick(map.subdistricts)
      row.region_code = other.code
      row.lon = truth.lon
      row.lat = truth.lat
      return true
    }
    default:
      return false
  }
}

/**
 * The rows with the planned dirt. `clean` is how many there are; `soils` says what the kinds of this table do, and
 * `changed_copy` what is done to the second row of an id.
 */
export function* withDirt<Row extends Located>(
  rows: Iterable<Drawn<Row>>,
  { rng, clean, counts, map, soils }: { rng: Rng; clean: number; counts: DirtCounts; map: CityMap; soils: Soils<Row> },
): Generator<Row> {
  const planned = plan(rng, clean, counts)
  let index = 0
  for (const drawn of rows) {
    const { row } = drawn
    const kind = planned.get(index++)
    if (kind === undefined) {
      yield row
      continue
    }
    if (kind === 'exact_copy' || kind === 'changed_copy') {
      yield row
      const copy = { ...row }
      soils[kind]?.(copy, rng)
      yield copy
      continue
    }
    const soil = soils[kind]
    if (soil) soil(row, rng)
    else if (!soilPlace(kind, drawn, map, rng)) throw new Error(`nobody makes rows of the kind ${kind}`)
    yield row
  }
  if (index !== clean) throw new Error(`${index} rows were drawn, ${clean} were announced`)
}
