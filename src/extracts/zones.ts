import { identifier, raw, type Sql, sql } from '../engine/sql'

/** From an instant on (seconds since 1970), a zone's offset from UTC in seconds. */
interface Offset {
  readonly from: number
  readonly offset: number
}

const first = Date.UTC(1949, 11, 31) / 1000
const last = Date.UTC(2101, 0, 2) / 1000
/** No zone changes twice within so many seconds and back, but for one that we would not miss. */
const stride = 14 * 86_400

/** A zone's offsets from 1950 to 2100 as the platform knows them, oldest first; the first holds before, too. */
export function zoneOffsets(zone: string): Offset[] {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
  })
  const offsetAt = (seconds: number): number => {
    const at = Object.fromEntries(parts.formatToParts(seconds * 1000).map(({ type, value }) => [type, Number(value)]))
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = at
    return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - seconds
  }
  const found: Offset[] = [{ from: first, offset: offsetAt(first) }]
  for (let at = first; at < last; at += stride) {
    const before = found.at(-1)?.offset ?? 0
    const offset = offsetAt(at + stride)
    if (offset === before) continue
    let [low, high] = [at, at + stride]
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (offsetAt(middle) === before) low = middle
      else high = middle
    }
    found.push({ from: high, offset })
  }
  return found
}

/** A tree of comparisons: nine for a row, where a list would take three hundred. */
function tree(offsets: readonly Offset[]): Sql {
  const middle = Math.floor(offsets.length / 2)
  const pivot = offsets[middle]
  if (offsets.length === 1 || pivot === undefined) return raw(String(offsets[0]?.offset ?? 0))
  return sql`CASE WHEN s < ${pivot.from} THEN ${tree(offsets.slice(0, middle))} ELSE ${tree(offsets.slice(middle))} END`
}

/** The macro that gives a zone's offset in seconds at an instant, in seconds since 1970. */
export const zoneMacro = (place: number): Sql => identifier(`zone_${place}`)

/**
 * Makes the macro: the engine knows no zones. It has no other name for a zone than its place in the catalogue's list, so
 * that no text of a catalogue is a name in the engine.
 */
export const createZone = (zone: string, place: number): Sql =>
  sql`CREATE OR REPLACE MACRO ${zoneMacro(place)}(s) AS ${tree(zoneOffsets(zone))}`

/** Local time of an instant that is a TIMESTAMP in UTC; `at` must be a column, since it is written many times. */
export const localTime = (at: Sql, place: number): Sql => sql`${at} + to_seconds(${zoneMacro(place)}(epoch(${at})))`
