/** A piece of a statement with its place in UTF-16 units. Comments and white space are none. */
export interface Token {
  readonly kind: 'word' | 'name' | 'text' | 'number' | 'mark'
  readonly from: number
  readonly to: number
}

const wordStart = /[\p{L}_]/u
const wordPart = /[\p{L}\p{N}_$]/u

/**
 * The tokens of DuckDB's SQL: strings ('' inside, E'' with backslashes), "names", dollar quotes and comments (blocks nest)
 * are taken whole. What is not closed goes to the end of the text.
 */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const from = at
    const next = text.startsWith('--', at)
      ? { to: lineEnd(text, at), kind: null }
      : text.startsWith('/*', at)
        ? { to: blockEnd(text, at), kind: null }
        : tokenAt(text, at)
    at = next.to
    if (next.kind !== null) tokens.push({ kind: next.kind, from, to: at })
  }
  return tokens
}

interface Next {
  readonly to: number
  readonly kind: Token['kind'] | null
}

function tokenAt(text: string, at: number): Next {
  const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
  if (/\s/.test(character)) return { to: at + 1, kind: null }
  if (character === "'") return { to: quoteEnd(text, at + 1, "'", false), kind: 'text' }
  if (character === '"') return { to: quoteEnd(text, at + 1, '"', false), kind: 'name' }
  if (/^[eE]'/.test(text.slice(at, at + 2))) return { to: quoteEnd(text, at + 2, "'", true), kind: 'text' }
  if (character === '$') {
    const tag = /^\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/u.exec(text.slice(at, at + 80))?.[0]
    if (tag === undefined) return { to: at + 1, kind: 'mark' }
    const end = text.indexOf(tag, at + tag.length)
    return { to: end < 0 ? text.length : end + tag.length, kind: 'text' }
  }
  if (wordStart.test(character)) return { to: wordEnd(text, at), kind: 'word' }
  if (/[0-9]/.test(character)) return { to: wordEnd(text, at), kind: 'number' }
  return { to: at + character.length, kind: 'mark' }
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end + 1
}

function blockEnd(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; at++) {
    if (text.startsWith('/*', at)) {
      depth += 1
      at += 1
    } else if (text.startsWith('*/', at)) {
      depth -= 1
      at += 1
      if (depth === 0) return at + 1
    }
  }
  return text.length
}

function quoteEnd(text: string, from: number, quote: string, backslashes: boolean): number {
  for (let at = from; at < text.length; at++) {
    if (backslashes && text[at] === '\\') at += 1
    else if (text[at] === quote) {
      if (text[at + 1] !== quote) return at + 1
      at += 1
    }
  }
  return text.length
}

function wordEnd(text: string, from: number): number {
  let at = from
  while (at < text.length) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0)
    if (!wordPart.test(character)) break
    at += character.length
  }
  return at
}

/** One statement of a text: where it begins and ends, without the semicolon and the space around it. */
export interface Statement {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** The statements of a text, in order. A piece without any token (comments alone) is none. */
export function splitStatements(text: string): Statement[] {
  const statements: Statement[] = []
  let first: Token | null = null
  let last: Token | null = null
  const close = (): void => {
    if (first !== null && last !== null)
      statements.push({ from: first.from, to: last.to, text: text.slice(first.from, last.to) })
    first = null
    last = null
  }
  for (const token of tokensOf(text)) {
    if (token.kind === 'mark' && text[token.from] === ';') close()
    else {
      first ??= token
      last = token
    }
  }
  close()
  return statements
}

/** The statement at a place of the text, else the one before it, else the first; null without any. */
export function statementAt(text: string, at: number): Statement | null {
  const all = splitStatements(text)
  return all.find(each => at >= each.from && at <= each.to) ?? all.findLast(each => each.to <= at) ?? all[0] ?? null
}
