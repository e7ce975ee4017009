import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'

/** 32 bytes in lower-case hex: the secret part of a seed, and a seed. */
export const isSecret = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)

/** What is published of a secret before the draw: SHA-256 of its 32 bytes, lower-case hex. */
export const hashOfSecret = (secret: string): string => bytesToHex(sha256(hexToBytes(secret)))

/** The seed of a draw: HMAC-SHA-256 (RFC 2104) of the public part in UTF-8, under the secret. Lower-case hex. */
export const seedOf = (secret: string, publicPart: string): string =>
  bytesToHex(hmac(sha256, hexToBytes(secret), utf8ToBytes(publicPart)))

/** Bytes of a key, and of half of it. */
const [size, half] = [32, 16]

/** HMAC-SHA-256 of a text under a seed; its 32 bytes are written over by the next call. */
export type Hmac = (text: string) => Uint8Array

export function hmacUnder(seed: string): Hmac {
  // The seed is worked into both hashes once; each text begins with a copy of them, in the same place.
  const made = hmac.create(sha256, hexToBytes(seed))
  const copy = made.clone()
  const bytes = new Uint8Array(32)
  const encoder = new TextEncoder()
  let written = new Uint8Array(256)
  return text => {
    if (written.length < 3 * text.length) written = new Uint8Array(6 * text.length)
    const { written: length } = encoder.encodeInto(text, written)
    made._cloneInto(copy).update(written.subarray(0, length)).digestInto(bytes)
    return bytes
  }
}

/**
 * Keys of many texts: HMAC(seed, text), of which the smallest is first. Read from its second half on, the same key gives
 * another order, which the first one tells nothing of.
 */
export class Keys {
  readonly #bytes: Uint8Array
  /** The first six bytes of each half as a number: they nearly always tell two apart. */
  readonly #first: Float64Array
  readonly #second: Float64Array

  constructor(texts: readonly string[], hmac: Hmac) {
    this.#bytes = new Uint8Array(size * texts.length)
    for (const [i, text] of texts.entries()) this.#bytes.set(hmac(text), size * i)
    const view = new DataView(this.#bytes.buffer)
    const six = (at: number): number => view.getUint32(at) * 65_536 + view.getUint16(at + 4)
    this.#first = Float64Array.from(texts, (_, i) => six(size * i))
    this.#second = Float64Array.from(texts, (_, i) => six(size * i + half))
  }

  /** Negative where the key of text `a` is smaller than that of `b`, 0 where they are the same. */
  readonly compare = (a: number, b: number): number =>
    (this.#first[a] ?? 0) - (this.#first[b] ?? 0) || this.#whole(a, b, 0)

  /** The same of keys that are read from their second half on. */
  readonly compareTurned = (a: number, b: number): number =>
    (this.#second[a] ?? 0) - (this.#second[b] ?? 0) || this.#whole(a, b, half)

  #whole(a: number, b: number, from: number): number {
    for (let i = 0; i < size; i++) {
      const at = (from + i) % size
      const difference = (this.#bytes[size * a + at] ?? 0) - (this.#bytes[size * b + at] ?? 0)
      if (difference !== 0) return difference
    }
    return 0
  }
}

/**
 * Items in an order by lot, worked out as far as it is looked at (Fisher and Yates 1938, in Durstenfeld's form of 1964).
 * Its numbers are those of 32 bits, the first byte the largest, of HMAC(seed, text, line feed, block) with the blocks 0,
 * 1, …; of m items left the number n chooses the one at n mod m, and is passed over where that would favour any.
 */
export class ByLot<T> {
  readonly #items: T[]
  #done = 0
  #block = 0
  #numbers: number[] = []

  constructor(
    items: readonly T[],
    private readonly hmac: Hmac,
    private readonly text: string,
  ) {
    this.#items = [...items]
  }

  get length(): number {
    return this.#items.length
  }

  /** The item at place `i` of the order, from 0 on; undefined behind its end. */
  at(i: number): T | undefined {
    for (; this.#done <= i && this.#done < this.#items.length; this.#done++) {
      const from = this.#done + this.#next(this.#items.length - this.#done)
      const [here, there] = [this.#items[this.#done] as T, this.#items[from] as T]
      this.#items[this.#done] = there
      this.#items[from] = here
    }
    return this.#items[i]
  }

  /** A number below `m` by lot. */
  #next(m: number): number {
    const even = 2 ** 32 - (2 ** 32 % m)
    for (;;) {
      const number = this.#numbers.pop() ?? this.#more()
      if (number < even) return number % m
    }
  }

  #more(): number {
    const bytes = this.hmac(`${this.text}\n${this.#block++}`)
    const view = new DataView(bytes.buffer, bytes.byteOffset)
    this.#numbers = [28, 24, 20, 16, 12, 8, 4].map(at => view.getUint32(at))
    return view.getUint32(0)
  }
}
