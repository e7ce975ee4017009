import { QueryError } from './engine'
import { isTextList, type Sql, type SqlValue } from './sql'

/** Longest statement that is sent, in bytes of UTF-8. Beyond some 80,000 the engine can crash. */
export const longestStatement = 60_000

/**
 * The statement as text, values in place, common indentation removed from the source text (never from values).
 * What is printed is what is asked, and what a person may copy. Throws QueryError for a value with a NUL character.
 */
export const print = (query: Sql): string => printed(query, literal)

function printed(query: Sql, write: (value: SqlValue) => string): string {
  const strings = dedented(query.strings)
  let text = strings[0] ?? ''
  query.values.forEach((value, i) => {
    text += write(value) + (strings[i + 1] ?? '')
  })
  return text
}

/** A statement that is prepared once and run with other lists of texts. */
export interface Prepared {
  readonly text: string
  readonly lists: readonly string[]
}

/** Between two texts of a list on its way to the engine: no text that has it can go there so. */
const separator = '\u001f'

/** The statement with its lists of texts as parameters; null where it has none, or none that can be one. */
export function preparedOf(query: Sql): Prepared | null {
  const lists = query.values.filter(isTextList)
  const sent = ({ texts }: { texts: readonly string[] }): boolean =>
    texts.length > 0 && !texts.some(text => text.includes(separator) || text.includes('\0'))
  if (lists.length === 0 || !lists.every(sent)) return null
  return {
    text: sendable(
      printed(query, value => (isTextList(value) ? 'string_split(CAST(? AS VARCHAR), chr(31))' : literal(value))),
    ),
    lists: lists.map(({ texts }) => texts.join(separator)),
  }
}

/** `print`, refusing what is too long to be sent. Throws QueryError. */
export const statementOf = (query: Sql): string => sendable(print(query))

/** A text as it is, unless it is too long to be sent. Throws QueryError. */
export function sendable(text: string): string {
  const bytes = text.length > longestStatement / 3 ? new TextEncoder().encode(text).length : text.length
  if (bytes <= longestStatement) return text
  const advice = 'put long lists into a table with load() or run() and join it'
  throw new QueryError(
    `The statement has ${bytes} bytes, at most ${longestStatement} are sent: ${advice}`,
    'query',
    text,
  )
}

/**
 * One value as SQL. A number that is not a safe integer is written as a DOUBLE (`0.1e0`, since `0.1` alone is a DECIMAL),
 * a negative one in parentheses, -0 as 0.
 */
export function literal(value: SqlValue): string {
  if (value === null) return 'NULL'
  if (isTextList(value)) return `[${value.texts.map(literal).join(', ')}]`
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value === 'number') return numeral(value)
  if (value.includes('\0')) {
    throw new QueryError(`The text ${JSON.stringify(value.slice(0, 60))} holds a NUL character`, 'query', '')
  }
  return `'${value.replaceAll("'", "''")}'`
}

function numeral(value: number): string {
  if (!Number.isFinite(value)) throw new QueryError(`${value} cannot be a value`, 'query', '')
  const digits = String(Math.abs(value))
  const text = Number.isSafeInteger(value) || digits.includes('e') ? digits : `${digits}e0`
  return value < 0 ? `(-${text})` : text
}

/** The source texts without outer white space and without the indentation that all lines after the first share. */
export function dedented(strings: readonly string[]): string[] {
  const last = strings.length - 1
  const trimmed = strings.map((text, i) => {
    const begun = i === 0 ? text.trimStart() : text
    return i === last ? begun.trimEnd() : begun
  })
  const indents = trimmed.flatMap(text => [...text.matchAll(/\n([ \t]*)(?=\S|$)/g)].map(match => match[1]?.length ?? 0))
  const margin = indents.length > 0 ? Math.min(...indents) : 0
  return trimmed.map(text => text.replace(new RegExp(`\\n[ \\t]{0,${margin}}`, 'g'), '\n'))
}
