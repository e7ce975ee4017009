/** The names of all columns are some 2,000; a wide file has as many again. */
const mostRemembered = 20_000

/** A header as it is compared: NFKC, lower case, without spaces, punctuation and bracketed units. */
export const normaliseHeader = remembered(header =>
  header
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[（(][^()（）]*[)）]\s*$/u, '')
    .replace(/[^\p{L}\p{N}]+/gu, ''),
)

/** Words of a header: runs of letters or digits; a camelCase name gives its parts. */
const tokens = remembered(
  (header): ReadonlySet<string> =>
    new Set(
      header
        .normalize('NFKC')
        .replace(/([a-z])([A-Z])/g, '$1 $2')
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .filter(token => token !== ''),
    ),
)

/** Likeness of two headers, 0 to 1: the larger of token Jaccard and 1 − edit distance / longer length. */
export function likeness(a: string, b: string): number {
  const [x, y] = [normaliseHeader(a), normaliseHeader(b)]
  if (x === '' || y === '') return 0
  const [s, t] = [tokens(a), tokens(b)]
  const shared = [...s].filter(token => t.has(token)).length
  return Math.max(shared / (s.size + t.size - shared), 1 - editDistance(x, y) / Math.max(x.length, y.length))
}

/** Levenshtein distance in UTF-16 units. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}

/** Every header is compared with every name of every column: each is taken apart once. */
function remembered<Value>(make: (header: string) => Value): (header: string) => Value {
  const known = new Map<string, Value>()
  return header => {
    const found = known.get(header)
    if (found !== undefined) return found
    if (known.size >= mostRemembered) known.clear()
    const made = make(header)
    known.set(header, made)
    return made
  }
}
