/** `list[i]`, or a RangeError where there is none: an index that is out of range is our own mistake. */
export function at<T>(list: { readonly [index: number]: T; readonly length: number }, i: number): T {
  const value = list[i]
  if (value === undefined) throw new RangeError(`index ${i} of ${list.length}`)
  return value
}

/** 32-bit FNV-1a of a text, from a given start. */
function fnv(text: string, start: number): number {
  let hash = (0x811c9dc5 ^ start) >>> 0
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  return hash
}

/**
 * A stream of random numbers (sfc32). Every part of the city draws from a stream of its own label,
 * so that a change in one part leaves the rows of the others as they were.
 */
export class Rng {
  #a: number
  #b: number
  #c: number
  #d = 1

  constructor(seed: number, label: string) {
    this.#a = fnv(label, seed)
    this.#b = fnv(label, this.#a)
    this.#c = seed | 0
    for (let i = 0; i < 16; i++) this.next()
  }

  /** Uniform in [0, 1), 32 bits. */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#d) | 0
    this.#d = (this.#d + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum
    this.#c |= 0
    return (sum >>> 0) / 4294967296
  }

  /** A whole number from 0 to n − 1. */
  int(n: number): number {
    return Math.floor(this.next() * n)
  }

  /** A whole number from `low` to `high`, both inclusive. */
  between(low: number, high: number): number {
    return low + this.int(high - low + 1)
  }

  chance(p: number): boolean {
    return this.next() < p
  }

  pick<T>(list: readonly T[]): T {
    return at(list, this.int(list.length))
  }

  /** Standard normal (Box-Muller, one of the pair). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next())
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next())
  }

  /** Poisson by products of uniforms; for means under about 50. */
  poisson(mean: number): number {
    const limit = Math.exp(-mean)
    let n = 0
    for (let product = this.next(); product > limit; product *= this.next()) n++
    return n
  }
}

/** Draws an index in proportion to its weight. */
export class Weighted {
  readonly #sums: Float64Array
  readonly total: number

  constructor(weights: readonly number[]) {
    this.#sums = new Float64Array(weights.length)
    let sum = 0
    weights.forEach((weight, i) => {
      sum += weight
      this.#sums[i] = sum
    })
    this.total = sum
  }

  draw(rng: Rng): number {
    return this.#search(rng.next() * this.total)
  }

  /** An index from `first` to `last`, both inclusive, whose weights must not all be 0. */
  drawBetween(rng: Rng, first: number, last: number): number {
    const low = first === 0 ? 0 : at(this.#sums, first - 1)
    return this.#search(low + rng.next() * (at(this.#sums, last) - low))
  }

  #search(x: number): number {
    let low = 0
    let high = this.#sums.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (at(this.#sums, middle) > x) high = middle
      else low = middle + 1
    }
    return low
  }
}

/** A word drawn in proportion to its weight: `{word: weight}`. */
export function wordDrawer<Word extends string>(weights: Readonly<Record<Word, number>>): (rng: Rng) => Word {
  const words = Object.keys(weights) as Word[]
  const weighted = new Weighted(words.map(word => weights[word]))
  return rng => at(words, weighted.draw(rng))
}
