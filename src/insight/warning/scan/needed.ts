import { leastCases, logRatio } from './llr'
import { longest, type Stream } from './streams'

/** The most that a byte holds beside its highest bit, which says "enough". */
const mostInByte = 127

/** How many cases make the likelihood ratio of a cylinder reach a bound: that hangs on the cases in its circle and on its time. */
export interface Needed {
  /** By circle: which line of the tables is its. */
  readonly line: Int32Array
  /** At `(line × longest + length − 1) × times + t`: cases in `length` steps up to step `t`. More than there are where none are enough. */
  readonly least: Int32Array
  /**
   * The same for four steps at once, at `(line × longest + length − 1) × words + ⌊t / 4⌋`: in each byte what makes so many
   * cases reach its highest bit, 0 where no count of a byte does.
   */
  readonly short: Int32Array
  /** By line: the least of all, of one circle. */
  readonly fewest: Int32Array
}

export function neededFor({ inside, cases, during }: Stream, times: number, bound: number): Needed {
  const counts = [...new Set(inside)].sort((a, b) => a - b)
  const lineOf = new Map(counts.map((n, line) => [n, line]))
  const words = Math.ceil(times / 4)
  const least = new Int32Array(counts.length * longest * times).fill(cases + 1)
  const short = new Int32Array(counts.length * longest * words)
  const fewest = new Int32Array(counts.length).fill(cases + 1)
  counts.forEach((n, line) => {
    // A circle with most of all cases is not a place that stands out.
    if (n * 2 > cases) return
    for (let length = 0; length < longest; length++) {
      let guess = 1
      // A cylinder has its whole length: none begins before the first step.
      for (let t = length; t < times; t++) {
        const expected = (n * (during[length * times + t] ?? 0)) / cases
        // Where all cases of the circle are not enough, no number is looked for.
        if (!(expected > 0) || logRatio(n, expected, cases) < bound) continue
        guess = leastCases(expected, cases, bound, guess)
        least[(line * longest + length) * times + t] = guess
        if (guess < (fewest[line] ?? 0)) fewest[line] = guess
        if (guess <= mostInByte) {
          const word = (line * longest + length) * words + (t >> 2)
          short[word] = (short[word] ?? 0) | ((mostInByte + 1 - guess) << (8 * (t & 3)))
        }
      }
    }
  })
  return { line: Int32Array.from(inside, n => lineOf.get(n) ?? 0), least, short, fewest }
}
