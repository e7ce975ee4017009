import { DataType } from 'apache-arrow'
import { none, trimmedWords, worded } from './plainColumns'
import { reasons, wordFlags } from './plainPlan'
import type { PlainRows } from './plainRows'

/** Checks of a group's rows: which rows fail which, by the place of the check in the plan. */
export class PlainFlaws {
  readonly bits: Int32Array
  readonly counts: number[]

  constructor(private readonly of: PlainRows) {
    const { plan, held, rows } = of
    this.bits = new Int32Array(rows)
    this.counts = plan.checks.map(({ kind, column }, check) => {
      const reason = reasons.indexOf(kind as (typeof reasons)[number])
      if (reason > 0) return countOf(held.reasons, reason)
      const fails = this.#test(kind, column)
      let count = 0
      for (let row = 0; row < rows; row++) {
        if (held.reasons[row] !== 0 || !fails(row)) continue
        this.bits[row]! |= 1 << check
        count++
      }
      return count
    })
  }

  /** Whether a row that is not rejected fails a check; kinds as in issues.ts. */
  #test(kind: string, column: string | null): (row: number) => boolean {
    const { of } = this
    const { plan, lon, lat, rawLon, rawLat, place, stated, region } = of
    const [west, south, east, north] = plan.extent ?? [0, 0, 0, 0]
    const name = column ?? ''
    switch (kind) {
      case 'unreadable':
        return this.#unreadable(name)
      case 'unknown_word':
      case 'null_required':
        return this.#lacking(name)
      case 'no_business': {
        const [code, title] = [of.missing('entity_code'), of.missing('entity_name')]
        return row => code[row] === 1 && title[row] === 1
      }
      case 'bad_credit_code':
        return this.#flagged(wordFlags.badCode)
      case 'bad_organisation_code':
        return this.#flagged(wordFlags.badOrganisation)
      case 'unknown_region':
        return row => stated[row] === -1
      case 'region_disagrees':
        return row => stated[row]! >= 0 && place[row]! >= 0 && region[row] !== place[row]
      case 'no_place':
        return row => Number.isNaN(lon[row]!)
      case 'swapped_coordinates':
        return row =>
          rawLat[row]! >= west &&
          rawLat[row]! <= east &&
          rawLon[row]! >= south &&
          rawLon[row]! <= north &&
          place[row]! < 0
      case 'outside_regions':
        return row => !Number.isNaN(lon[row]!) && place[row]! < 0
      case 'outside_extent':
        return row => lon[row]! < west || lon[row]! > east || lat[row]! < south || lat[row]! > north
      default:
        return this.#order(kind)
    }
  }

  #order(kind: string): (row: number) => boolean {
    const order = this.of.plan.orders.find(each => each[0] === kind)
    if (order === undefined) throw new Error(`nobody checks for ${kind} here`)
    const [later, earlier] = [this.of.held.times.get(order[1])!, this.of.held.times.get(order[2])!]
    const isDay = (name: string): boolean => {
      const reading = this.of.plan.readings[name]
      return reading?.by === 'time' && reading.day
    }
    if (isDay(order[1]) && isDay(order[2])) {
      return row => later.days[row] !== none && earlier.days[row] !== none && later.days[row]! < earlier.days[row]!
    }
    return row => later.at[row]! < earlier.at[row]!
  }

  #flagged(flag: number): (row: number) => boolean {
    const flagged = this.of.flagged('entity_code', flag)
    return row => flagged[row] === 1
  }

  #lacking(name: string): (row: number) => boolean {
    const missing = name === 'result' ? this.#noResult() : this.of.missing(name)
    if (!this.of.plan.silent.includes(name)) return row => missing[row] === 1
    const ignored = this.of.flagged(name, wordFlags.ignored)
    return row => missing[row] === 1 && ignored[row] === 0
  }

  /** Critical findings say what came of a visit without a word. */
  #noResult(): Uint8Array {
    const { of } = this
    const missing = of.missing('result')
    const flag = of.booleans('critical_flag')
    const reading = of.plan.readings.critical_count
    const data = reading?.by === 'integer' ? of.held.input.data[reading.at]! : null
    const none = of.missing('critical_count')
    for (let row = 0; row < missing.length; row++) {
      if (flag[row] === 1 || (data !== null && none[row] === 0 && (data.values as Int32Array)[row]! > 0))
        missing[row] = 0
    }
    return missing
  }

  #unreadable(name: string): (row: number) => boolean {
    const { of } = this
    const reading = of.plan.readings[name]
    if (reading?.by === 'degrees') {
      const values = name === 'lon' ? of.rawLon : of.rawLat
      const data = of.held.input.data[reading.at]!
      const texts = DataType.isUtf8(data.type) || DataType.isDictionary(data.type) ? worded(data) : null
      if (texts === null) return () => false
      const { codes } = trimmedWords(texts)
      return row => codes[row]! >= 0 && Number.isNaN(values[row]!)
    }
    const found = of.wordsOf(name)
    // The decoder read all of the others.
    if (found === null) return () => false
    const bad = found.list.map(
      word => word !== undefined && word.text !== null && word.value === null && (word.flags & wordFlags.ignored) === 0,
    )
    return row => found.codes[row]! >= 0 && bad[found.codes[row]!] === true
  }
}

function countOf(list: Uint8Array, value: number): number {
  let count = 0
  for (let i = 0; i < list.length; i++) if (list[i] === value) count++
  return count
}
