/** Numbers 0 to 1 that a seed fixes (mulberry32): a failing case can be run again. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const pick = <T>(random: () => number, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T

/** What breaks separators, escapes, URLs, statements and pages. */
const pieces = [
  ...[',', ';', '~', '%', '%25', '%2c', '%2C', '%7e', '..', '&', '=', '+', '#', '?', '/', '\\', '"', "'", "''", '`'],
  ...[
    ' ',
    '\t',
    '\n',
    '\0',
    '\u00a0',
    '\u200b',
    '\ufeff',
    'e\u0301',
    '餐饮',
    '（个体）',
    '𠮷',
    '👩‍🍳',
    '<b>',
    '{{day}}',
    '$&',
  ],
  ...['--', '/*', "'; DROP TABLE permits; --", '__proto__', 'null', 'undefined', '~outside', '~none', 'A', 'z', '0'],
]

/** Texts of 0 to 6 such pieces. */
export function nastyText(random: () => number): string {
  return Array.from({ length: Math.floor(random() * 7) }, () => pick(random, pieces)).join('')
}
