import { none, through, trimmedWords, type Worded, wordAt } from './plainColumns'
import type { PlainPlan } from './plainPlan'

/** Regions of a file's rows as numbers: by place, by what the file states, and which of both counts. */
export class Regions {
  readonly codes: readonly string[]
  readonly #numbers: ReadonlyMap<string, number>
  readonly #byWord: ReadonlyMap<string, number>
  readonly #above: ReadonlySet<number>

  constructor({ regionWords, regionPaths }: PlainPlan) {
    this.codes = [...new Set(regionPaths.map(([code]) => code))]
    this.#numbers = new Map(this.codes.map((code, i) => [code, i]))
    this.#byWord = new Map(regionWords.map(([word, code]) => [word, this.#numbers.get(code) ?? -1]))
    const pair = ([code, ancestor]: readonly [string, string]) => this.#pair(this.#number(code), this.#number(ancestor))
    this.#above = new Set(regionPaths.map(pair))
  }

  #number(code: string): number {
    return this.#numbers.get(code) ?? -1
  }

  #pair(code: number, ancestor: number): number {
    return (code + 1) * (this.codes.length + 1) + ancestor + 1
  }

  /** The decoder's own numbers of places as ours. */
  placed(regions: Int32Array, codes: readonly string[]): Int32Array {
    const to = codes.map(code => this.#number(code))
    return through(regions, to, -1)
  }

  /** The regions that a column states by row: -1 for an unknown word, `none` where there is no word. */
  stated(column: Worded): Int32Array {
    const { codes, words } = trimmedWords(column)
    const to = Int32Array.from({ length: words.length }, (_, word) => this.#byWord.get(wordAt(words, word)) ?? -1)
    return through(codes, to, none)
  }

  /** Whether a region lies in another one, or is it. */
  isIn(code: number, ancestor: number): boolean {
    return this.#above.has(this.#pair(code, ancestor))
  }
}
