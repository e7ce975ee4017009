const noBytes = new Uint8Array(0)

/** Distinct byte strings in the order of their first sight, with counts: an open hash table without an object for each. */
export class WordTable {
  size = 0
  bytes: Uint8Array = noBytes
  offsets = new Int32Array(17)
  counts = new Int32Array(16)
  private hashes = new Int32Array(16)
  private slots = new Int32Array(64).fill(-1)

  /** The number of a word, counted once more; a new one has the number that `size` was. */
  add(source: Uint8Array, from: number, to: number): number {
    if (this.size === this.counts.length) this.grow()
    // FNV-1a.
    let hash = -2128831035
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ source[i]!, 16777619)
    const mask = this.slots.length - 1
    let slot = (hash ^ (hash >>> 15)) & mask
    for (let word = this.slots[slot]!; word >= 0; word = this.slots[slot]!) {
      if (this.hashes[word] === hash && this.equals(word, source, from, to)) {
        this.counts[word]!++
        return word
      }
      slot = (slot + 1) & mask
    }
    this.slots[slot] = this.size
    return this.insert(hash, source, from, to)
  }

  private equals(word: number, source: Uint8Array, from: number, to: number): boolean {
    const { bytes } = this
    let at = this.offsets[word]!
    if (this.offsets[word + 1]! - at !== to - from) return false
    for (let i = from; i < to; i++) if (bytes[at++] !== source[i]) return false
    return true
  }

  private insert(hash: number, source: Uint8Array, from: number, to: number): number {
    const word = this.size++
    const start = this.offsets[word]!
    const end = start + to - from
    if (end > this.bytes.length) this.bytes = grown(this.bytes, end)
    this.bytes.set(source.subarray(from, to), start)
    this.offsets[word + 1] = end
    this.hashes[word] = hash
    this.counts[word] = 1
    return word
  }

  private grow(): void {
    const room = this.counts.length * 2
    this.offsets = grown(this.offsets, room + 1, room + 1)
    this.counts = grown(this.counts, room, room)
    this.hashes = grown(this.hashes, room, room)
    this.slots = new Int32Array(room * 4).fill(-1)
    const mask = this.slots.length - 1
    for (let word = 0; word < this.size; word++) {
      const hash = this.hashes[word]!
      let slot = (hash ^ (hash >>> 15)) & mask
      while (this.slots[slot]! >= 0) slot = (slot + 1) & mask
      this.slots[slot] = word
    }
  }
}

/** The same values with room for at least `needed`; doubled, so that appending stays cheap. */
export function grown<Values extends Uint8Array | Int32Array>(values: Values, needed: number, exact = 0): Values {
  const room = exact || Math.max(needed, values.length * 2, 64)
  const wider = new (values.constructor as new (length: number) => Values)(room)
  wider.set(values)
  return wider
}
