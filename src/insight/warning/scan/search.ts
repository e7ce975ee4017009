import { logRatio } from './llr'
import { mostInByte, type Needed, neededFor } from './needed'
import { levels, longest, type Stream } from './streams'

/** Told of a cylinder that reaches the bound: circle of `level` rings around middle `m`, `length` steps up to step `t`. */
export type OnFound = (ratio: number, m: number, level: number, length: number, t: number, cases: number) => void

/** The highest bit of each byte. */
const enough = 0x80808080 | 0

/**
 * Looks for cylinders of a stream whose likelihood ratio reaches a bound. Counting is all that nearly all of them take: how
 * many cases are needed is worked out beforehand. Where a circle has few cases, four steps are summed and compared at
 * once, a byte each.
 */
export class Search {
  readonly #stream: Stream
  readonly #times: number
  readonly #needed: Needed
  /** By middle: circles that may reach the bound at all, from the middle outwards. */
  readonly #deep: Int32Array
  readonly #counts: Int32Array
  readonly #bytes: Uint8Array
  readonly #words: Int32Array

  /** `times`: how many steps of time there are. */
  constructor(
    stream: Stream,
    times: number,
    readonly bound: number,
  ) {
    const { inside } = stream
    this.#stream = stream
    this.#times = times
    this.#counts = new Int32Array(times)
    this.#words = new Int32Array(Math.ceil(times / 4))
    this.#bytes = new Uint8Array(this.#words.buffer)
    const needed = neededFor(stream, times, bound)
    this.#needed = needed
    this.#deep = new Int32Array(inside.length / levels)
    inside.forEach((n, circle) => {
      const fewest = needed.fewest[needed.line[circle] ?? 0] ?? 0
      if (n >= fewest) this.#deep[Math.floor(circle / levels)] = (circle % levels) + 1
    })
  }

  /** All cylinders that reach the bound, with the cases as `steps` has them. */
  each(steps: Uint16Array, found: OnFound): void {
    const { inside } = this.#stream
    const deep = this.#deep
    for (let m = 0; m < deep.length; m++) {
      const circles = deep[m] as number
      if (circles === 0) continue
      const few = (inside[m * levels + circles - 1] as number) <= mostInByte
      if (few) this.#few(m, circles, steps, found)
      else this.#many(m, circles, steps, found)
    }
  }

  #few(m: number, circles: number, steps: Uint16Array, found: OnFound): void {
    const { runs, offsets } = this.#stream
    const { line, short } = this.#needed
    const bytes = this.#bytes
    const words = this.#words
    const length = words.length
    for (let i = 0; i < length; i++) words[i] = 0
    for (let circle = m * levels; circle < m * levels + circles; circle++) {
      const last = offsets[circle + 1] as number
      for (let run = offsets[circle] as number; run < last; run += 2) {
        const to = runs[run + 1] as number
        for (let i = runs[run] as number; i < to; i++) bytes[steps[i] as number]!++
      }
      const one = (line[circle] as number) * longest * length
      const two = one + length
      const three = two + length
      const four = three + length
      let reached = 0
      let before = 0
      for (let i = 0; i < length; i++) {
        const now = words[i] as number
        const last2 = (now + ((now << 8) | (before >>> 24))) | 0
        const last3 = (last2 + ((now << 16) | (before >>> 16))) | 0
        const last4 = (last3 + ((now << 24) | (before >>> 8))) | 0
        reached |= (now + (short[one + i] as number)) | 0
        reached |= (last2 + (short[two + i] as number)) | 0
        reached |= (last3 + (short[three + i] as number)) | 0
        reached |= (last4 + (short[four + i] as number)) | 0
        before = now
      }
      if ((reached & enough) !== 0) this.#windows(bytes, circle, found)
    }
  }

  #many(m: number, circles: number, steps: Uint16Array, found: OnFound): void {
    const { runs, offsets } = this.#stream
    const counts = this.#counts
    counts.fill(0)
    for (let circle = m * levels; circle < m * levels + circles; circle++) {
      const last = offsets[circle + 1] as number
      for (let run = offsets[circle] as number; run < last; run += 2) {
        const to = runs[run + 1] as number
        for (let i = runs[run] as number; i < to; i++) counts[steps[i] as number]!++
      }
      this.#windows(counts, circle, found)
    }
  }

  /** The windows of a circle, with its cases by step. */
  #windows(counts: Int32Array | Uint8Array, circle: number, found: OnFound): void {
    const { line, least } = this.#needed
    const times = this.#times
    const one = (line[circle] as number) * longest * times
    const [two, three, four] = [one + times, one + 2 * times, one + 3 * times]
    let [first, second, third] = [0, 0, 0]
    for (let t = 0; t < times; t++) {
      const now = counts[t] as number
      const last2 = now + first
      const last3 = last2 + second
      const last4 = last3 + third
      if (now >= (least[one + t] as number)) this.#tell(circle, 1, t, now, found)
      if (last2 >= (least[two + t] as number)) this.#tell(circle, 2, t, last2, found)
      if (last3 >= (least[three + t] as number)) this.#tell(circle, 3, t, last3, found)
      if (last4 >= (least[four + t] as number)) this.#tell(circle, 4, t, last4, found)
      third = second
      second = first
      first = now
    }
  }

  #tell(circle: number, length: number, t: number, cases: number, found: OnFound): void {
    const { inside, during, cases: all } = this.#stream
    const expected = ((inside[circle] as number) * (during[(length - 1) * this.#times + t] as number)) / all
    const ratio = logRatio(cases, expected, all)
    if (ratio > 0) found(ratio, Math.floor(circle / levels), circle % levels, length, t, cases)
  }
}
