import { type Token, tokensOf } from './sqlTokens'

/** What may begin a statement that only reads. */
const reading = new Set(
  'SELECT WITH FROM VALUES TABLE DESCRIBE DESC SHOW SUMMARIZE EXPLAIN PIVOT UNPIVOT PIVOT_WIDER PIVOT_LONGER'.split(
    ' ',
  ),
)
/** What may stand after EXPLAIN, DESCRIBE or SUMMARIZE though it does not begin a question. */
const explained = new Set(['DESCRIBE', 'DESC', 'SUMMARIZE'])

export interface Refused {
  /** The word, in capitals. */
  readonly word: string
  /** Where it stands, in UTF-16 units. */
  readonly from: number
  readonly to: number
}

/**
 * The word for which a statement is not run, null for one that only reads. It goes by tokens, so a word in a string, a
 * quoted name or a comment is none. The engine's read-only transaction stands behind it: this names the reason early.
 */
export function refusedWord(text: string): Refused | null {
  const tokens = tokensOf(text)
  const upper = (token: Token): string => text.slice(token.from, token.to).toUpperCase()
  const refused = (token: Token): Refused => ({ word: upper(token), from: token.from, to: token.to })
  let at = 0
  for (;;) {
    while (tokens[at] !== undefined && text[tokens[at]!.from] === '(') at += 1
    const token = tokens[at]
    if (token === undefined) return null
    const word = upper(token)
    if (token.kind !== 'word' || !reading.has(word)) return refused(token)
    if (word === 'WITH') return afterWith(tokens, at + 1, text, upper, refused)
    if (word !== 'EXPLAIN' && !explained.has(word)) return null
    at += 1
    if (word === 'EXPLAIN') at = afterOptions(tokens, at, text, upper)
    else {
      const next = tokens[at]
      // DESCRIBE of a table, or of a question.
      const begins = next?.kind === 'word' && (reading.has(upper(next)) || changing.has(upper(next)))
      if (!begins) return null
    }
  }
}

const changing = new Set(
  'INSERT UPDATE DELETE MERGE CREATE DROP ALTER TRUNCATE COPY ATTACH DETACH SET RESET PRAGMA INSTALL LOAD EXPORT IMPORT CALL'.split(
    ' ',
  ),
)

/** Past ANALYZE and a list of options in parentheses. */
function afterOptions(tokens: readonly Token[], from: number, text: string, upper: (t: Token) => string): number {
  let at = from
  const next = tokens[at]
  if (next?.kind === 'word' && /^ANALY[SZ]E$/.test(upper(next))) at += 1
  const inside = tokens[at + 1]
  const isOption = inside?.kind === 'word' && !reading.has(upper(inside)) && !changing.has(upper(inside))
  if (tokens[at] !== undefined && text[tokens[at]!.from] === '(' && isOption) {
    while (at < tokens.length && text[tokens[at]!.from] !== ')') at += 1
    at += 1
  }
  return at
}

/** The statement that follows the named parts: the first word outside parentheses that comes after one and is no AS. */
function afterWith(
  tokens: readonly Token[],
  from: number,
  text: string,
  upper: (t: Token) => string,
  refused: (t: Token) => Refused,
): Refused | null {
  let depth = 0
  for (let at = from; at < tokens.length; at++) {
    const token = tokens[at]!
    const mark = token.kind === 'mark' ? text[token.from] : ''
    if (mark === '(') depth += 1
    else if (mark === ')') depth -= 1
    else if (depth === 0 && token.kind === 'word') {
      const before = tokens[at - 1]!
      const closes = before.kind === 'mark' && text[before.from] === ')'
      if (!closes || /^(AS|USING)$/.test(upper(token))) continue
      return reading.has(upper(token)) ? null : refused(token)
    }
  }
  return null
}
