/** Texts by their UTF-8 bytes, numbered in the order in which they came: no string is made of one that is known. */
export class WordTable {
  #slots = new Int32Array(1024)
  #hashes = new Int32Array(512)
  #ends = new Int32Array(512)
  #bytes = new Uint8Array(8192)
  count = 0

  /** The number of a text, which is added where it is new; `count` tells whether it was. */
  number(bytes: Uint8Array, from: number, to: number): number {
    // FNV-1a.
    let hash = 0x811c9dc5
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193)
    hash ^= hash >>> 15
    const mask = this.#slots.length - 1
    let at = hash & mask
    for (let slot = this.#slots[at]!; slot !== 0; slot = this.#slots[at]!) {
      if (this.#hashes[slot - 1] === hash && this.#equals(slot - 1, bytes, from, to)) return slot - 1
      at = (at + 1) & mask
    }
    return this.#add(hash, at, bytes, from, to)
  }

  #equals(number: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = number === 0 ? 0 : this.#ends[number - 1]!
    if (this.#ends[number]! - start !== to - from) return false
    for (let i = from, k = start; i < to; i++, k++) if (bytes[i] !== this.#bytes[k]) return false
    return true
  }

  #add(hash: number, at: number, bytes: Uint8Array, from: number, to: number): number {
    const number = this.count++
    const start = number === 0 ? 0 : this.#ends[number - 1]!
    const end = start + to - from
    if (end > this.#bytes.length) this.#bytes = larger(this.#bytes, end)
    if (number === this.#ends.length) {
      this.#ends = larger(this.#ends, number + 1)
      this.#hashes = larger(this.#hashes, number + 1)
    }
    this.#bytes.set(bytes.subarray(from, to), start)
    this.#ends[number] = end
    this.#hashes[number] = hash
    this.#slots[at] = number + 1
    if (this.count * 2 > this.#slots.length) this.#spread()
    return number
  }

  #spread(): void {
    const slots = new Int32Array(this.#slots.length * 4)
    for (let number = 0; number < this.count; number++) {
      let at = this.#hashes[number]! & (slots.length - 1)
      while (slots[at] !== 0) at = (at + 1) & (slots.length - 1)
      slots[at] = number + 1
    }
    this.#slots = slots
  }
}

function larger<List extends Int32Array | Uint8Array>(list: List, least: number): List {
  const more = new (list.constructor as new (length: number) => List)(Math.max(list.length * 2, least))
  more.set(list)
  return more
}
