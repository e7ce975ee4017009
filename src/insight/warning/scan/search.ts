import { logRatio } from './llr'
import { type Needed, neededFor } from './needed'
import { levels, longest, type Stream } from './streams'

/** Told of a cylinder that reaches the bound: circle of `level` rings around middle `m`, `length` steps up to step `t`. */
export type OnFound = (ratio: number, m: number, level: number, length: number, t: number, cases: number) => void

/** A circle with so many cases at most is counted in bytes: no sum of its steps is more than one holds. */
const mostInBytes = 255
/** The highest bit of each byte. A sum that has it itself is told as enough: what is added to it could reach the next byte. */
const highest = 0x80808080 | 0

/**
 * Looks for cylinders of a stream whose likelihood ratio reaches a bound. Counting is all that nearly all of them take: how
 * many cases are needed is worked out beforehand. Where a circle has few cases, four steps are summed and compared at
 * once, a byte each; where enough is reached, every window is looked at by itself.
 */
export class Search {
  readonly #stream: Stream
  readonly #times: number
  readonly #needed: Needed
  /** By middle: circles that may reach the bound at all, from the middle outwards. */
  readonly #deep: Uint8Array
  /** By circle: whether it may. */
  readonly #able: Uint8Array
  readonly #counts: Int32Array
  /** Cases of one circle by step, and the same four at once. */
  readonly #bytes: Uint8Array
  readonly #words: Int32Array
  /** Those of each hexagon, one after another. */
  readonly #hexBytes: Uint8Array
  readonly #hexWords: Int32Array

  /** `times`: how many steps of time there are. */
  constructor(
    stream: Stream,
    times: number,
    readonly bound: number,
  ) {
    const { inside, q } = stream
    const words = Math.ceil(times / 4)
    this.#stream = stream
    this.#times = times
    this.#counts = new Int32Array(times)
    this.#words = new Int32Array(words)
    this.#bytes = new Uint8Array(this.#words.buffer)
    this.#hexWords = new Int32Array(words * q.length)
    this.#hexBytes = new Uint8Array(this.#hexWords.buffer)
    const needed = neededFor(stream, times, bound)
    this.#needed = needed
    this.#deep = new Uint8Array(q.length)
    this.#able = Uint8Array.from(inside, (n, circle) => (n >= (needed.fewest[needed.line[circle] ?? 0] ?? 0) ? 1 : 0))
    this.#able.forEach((able, circle) => {
      if (able === 1) this.#deep[Math.floor(circle / levels)] = (circle % levels) + 1
    })
  }

  /** Whether no cylinder can reach the bound, however the cases are arranged in time. */
  get idle(): boolean {
    return this.#deep.every(circles => circles === 0)
  }

  /** All cylinders that reach the bound, with the cases as `steps` has them. */
  each(steps: Uint16Array, found: OnFound): void {
    const { inside } = this.#stream
    const deep = this.#deep
    this.#countHexagons(steps)
    for (let m = 0; m < deep.length; m++) {
      const circles = deep[m] as number
      if (circles === 0) continue
      if ((inside[m * levels + circles - 1] as number) <= mostInBytes) this.#few(m, circles, found)
      else this.#many(m, circles, steps, found)
    }
  }

  #countHexagons(steps: Uint16Array): void {
    const { first } = this.#stream
    const bytes = this.#hexBytes
    const hexagons = first.length - 1
    bytes.fill(0)
    for (let hex = 0; hex < hexagons; hex++) {
      const to = first[hex + 1] as number
      for (let i = first[hex] as number; i < to; i++) {
        const step = steps[i] as number
        bytes[((step >> 2) * hexagons + hex) * 4 + (step & 3)]!++
      }
    }
  }

  #few(m: number, circles: number, found: OnFound): void {
    const { rings, ringsOf } = this.#stream
    const { line, short } = this.#needed
    const able = this.#able
    const words = this.#words
    const hexagons = this.#deep.length
    const hexWords = this.#hexWords
    const width = words.length
    for (let i = 0; i < width; i++) words[i] = 0
    for (let circle = m * levels; circle < m * levels + circles; circle++) {
      const from = ringsOf[circle] as number
      const last = ringsOf[circle + 1] as number
      if (able[circle] === 0) {
        for (let k = from; k < last; k++) {
          const hex = rings[k] as number
          for (let i = 0; i < width; i++)
            words[i] = ((words[i] as number) + (hexWords[i * hexagons + hex] as number)) | 0
        }
        continue
      }
      const one = (line[circle] as number) * longest * width
      const two = one + width
      const three = two + width
      const four = three + width
      let reached = 0
      let before = 0
      for (let i = 0; i < width; i++) {
        const row = i * hexagons
        let now = words[i] as number
        for (let k = from; k < last; k++) now = (now + (hexWords[row + (rings[k] as number)] as number)) | 0
        words[i] = now
        const last2 = (now + ((now << 8) | (before >>> 24))) | 0
        const last3 = (last2 + ((now << 16) | (before >>> 16))) | 0
        const last4 = (last3 + ((now << 24) | (before >>> 8))) | 0
        reached |=
          last4 |
          (now + (short[one + i] as number)) |
          (last2 + (short[two + i] as number)) |
          (last3 + (short[three + i] as number)) |
          (last4 + (short[four + i] as number))
        before = now
      }
      if ((reached & highest) !== 0) this.#windows(this.#bytes, circle, found)
    }
  }

  #many(m: number, circles: number, steps: Uint16Array, found: OnFound): void {
    const { first, rings, ringsOf } = this.#stream
    const counts = this.#counts
    counts.fill(0)
    for (let circle = m * levels; circle < m * levels + circles; circle++) {
      const last = ringsOf[circle + 1] as number
      for (let k = ringsOf[circle] as number; k < last; k++) {
        const hex = rings[k] as number
        const to = first[hex + 1] as number
        for (let i = first[hex] as number; i < to; i++) counts[steps[i] as number]!++
      }
      if (this.#able[circle] === 1) this.#windows(counts, circle, found)
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
