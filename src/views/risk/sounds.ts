import { pinyin } from 'pinyin-pro'

/** Readings of a Chinese character without tones, `ü` as `v`; none for what is no such character. */
export type Readings = ReadonlyMap<string, readonly string[]>

/** The readings of each of the characters that are Chinese. */
export function readingsOf(letters: readonly string[]): Readings {
  const found = new Map<string, readonly string[]>()
  for (const letter of letters) {
    if (!/^\p{Script=Han}$/u.test(letter)) continue
    const readings = pinyin(letter, { toneType: 'none', type: 'array', multiple: true, v: true })
    found.set(letter, [...new Set(readings.map(reading => reading.toLowerCase()))])
  }
  return found
}

/** Syllables are at most six letters: zhuang, chuang, shuang. */
const longest = 6
/** A search has more ways to be read than anyone means: the longest syllables come first. A statement has a length, too. */
const mostWays = 24
const mostLetters = 10_000

/**
 * A pattern (RE2) for names that sound like `text`: whole syllables (`huoguo`), beginnings of them (`huog`), or initials
 * (`hg`), in any mixture. Null for a text that is not letters alone or that nothing sounds like.
 */
export function soundPattern(text: string, readings: Readings): string | null {
  const wanted = text.trim().toLowerCase().replaceAll('ü', 'v').replace(/[\s']/g, '')
  if (!/^[a-z]{2,40}$/.test(wanted)) return null
  const bySyllable = new Map<string, string>()
  for (const [letter, all] of readings) {
    for (const reading of all) {
      for (let n = 1; n <= reading.length; n++) {
        const start = reading.slice(0, n)
        // A whole syllable, or its initial (zh, ch and sh have two letters); the last one may end anywhere.
        bySyllable.set(start, (bySyllable.get(start) ?? '') + letter)
      }
    }
  }
  const whole = new Set([...readings.values()].flat())
  const isInitial = (part: string): boolean => part.length === 1 || part === 'zh' || part === 'ch' || part === 'sh'
  const ways: string[][] = []
  const walk = (from: number, way: string[]): void => {
    if (ways.length >= mostWays) return
    if (from === wanted.length) {
      ways.push(way)
      return
    }
    for (let n = Math.min(longest, wanted.length - from); n > 0; n--) {
      const part = wanted.slice(from, from + n)
      const letters = bySyllable.get(part)
      const last = from + n === wanted.length
      if (letters !== undefined && (last || whole.has(part) || isInitial(part)))
        walk(from + n, [...way, `[${letters}]`])
    }
  }
  walk(0, [])
  const patterns: string[] = []
  let letters = 0
  for (const pattern of ways.map(way => way.join(''))) {
    letters += pattern.length
    if (letters <= mostLetters) patterns.push(pattern)
  }
  return patterns.length === 0 ? null : patterns.join('|')
}
