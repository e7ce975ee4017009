import { inClickHouseWords } from './clickhouseWords'
import { QueryError } from './engine'
import { dedented, literal } from './literals'
import type { Sql, SqlValue } from './sql'

/** A statement as the server takes it: texts are parameters `p0`, `p1`, …, never part of it. */
export interface Asked {
  readonly text: string
  readonly parameters: Readonly<Record<string, string>>
}

/** Throws QueryError for a text with a NUL character. */
export function askedOf(query: Sql): Asked {
  const parameters: Record<string, string> = {}
  const names = new Map<string, string>()
  const text = printed(query, value => {
    if (typeof value !== 'string') return literal(value)
    literal(value) // Throws.
    const name = names.get(value) ?? `p${names.size}`
    names.set(value, name)
    parameters[name] = value
    return `{${name}:String}`
  })
  return { text, parameters }
}

/** The statement with its values in place, as a person may copy it into ClickHouse's own client. */
export const clickHouseText = (query: Sql): string =>
  printed(query, value =>
    typeof value === 'string' ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'` : literal(value),
  )

function printed(query: Sql, write: (value: SqlValue) => string): string {
  const [first = '', ...others] = dedented(inClickHouseWords(query.strings))
  return others.reduce((text, piece, i) => text + write(query.values[i] ?? null) + piece, first)
}

/** Throws QueryError where a person's statement is none that only reads. */
export function readingOnly(statement: string): string {
  const text = statement.trim().replace(/;+\s*$/, '')
  if (
    /^(SELECT|WITH|SHOW|DESCRIBE|DESC|EXPLAIN|EXISTS|\()/i.test(text.replace(/^(--[^\n]*\n|\/\*[\s\S]*?\*\/|\s)+/, ''))
  )
    return text
  throw new QueryError(
    'Only one statement that reads is asked: SELECT, WITH, SHOW, DESCRIBE or EXPLAIN',
    'query',
    statement,
  )
}
