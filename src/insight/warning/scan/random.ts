/** Uniform whole numbers of 32 bits from a seed and the number of a stream, always the same (sfc32, C. Doty-Humphrey 2010, PractRand). */
export class Random {
  #a: number
  #b: number
  #c: number
  #d = 1

  constructor(seed: number, stream: number) {
    this.#a = seed | 0
    this.#b = stream | 0
    this.#c = 0x9e3779b9 | 0
    for (let i = 0; i < 15; i++) this.next()
  }

  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#d) | 0
    this.#d = (this.#d + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return sum >>> 0
  }

  /** Puts a list into any order, each as likely as the others (Fisher and Yates 1938; Durstenfeld 1964). */
  shuffle(list: Uint16Array): void {
    for (let i = list.length - 1; i > 0; i--) {
      const k = Math.floor((this.next() * (i + 1)) / 4294967296)
      const held = list[i] as number
      list[i] = list[k] as number
      list[k] = held
    }
  }
}
