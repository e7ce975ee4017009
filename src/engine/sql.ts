/** A value that may stand in a statement. Numbers must be finite; 64-bit integers travel as text with a cast. */
export type SqlValue = string | number | boolean | null | TextList

/**
 * A list of texts as one value. DuckDB prepares what stands around it once and runs it with other lists, which cannot be
 * called off on its way: for statements that take a few milliseconds whatever the rows. Written by `isAmongPrepared` alone.
 */
export interface TextList {
  readonly texts: readonly string[]
}

declare const rowType: unique symbol

/**
 * One statement, or a piece of one: texts and the values between them, `strings.length === values.length + 1`.
 * The values are printed by the engine alone; nobody else writes a quote. `Row` is the type of the rows it answers with.
 */
export interface Sql<Row = unknown> {
  readonly strings: readonly string[]
  readonly values: readonly SqlValue[]
  readonly [rowType]?: Row
}

const isSql = (part: unknown): part is Sql => typeof part === 'object' && part !== null && 'strings' in part
export const isTextList = (value: unknown): value is TextList =>
  typeof value === 'object' && value !== null && 'texts' in value

/**
 * Builds a statement: `sql\`SELECT … WHERE code = ${code}\``. A value becomes a placeholder, an `Sql` is nested in place.
 * Throws a TypeError for what cannot be a value (NaN, undefined, BigInt, objects), naming it.
 */
export function sql<Row = unknown>(texts: TemplateStringsArray, ...parts: readonly (SqlValue | Sql)[]): Sql<Row> {
  const strings: string[] = [texts[0] ?? '']
  const values: SqlValue[] = []
  parts.forEach((part, i) => {
    const after = texts[i + 1] ?? ''
    if (isSql(part)) {
      strings[strings.length - 1] += part.strings[0] ?? ''
      part.values.forEach((value, k) => {
        values.push(value)
        strings.push(part.strings[k + 1] ?? '')
      })
      strings[strings.length - 1] += after
    } else {
      values.push(checked(part))
      strings.push(after)
    }
  })
  return { strings, values }
}

function checked(value: SqlValue): SqlValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (isTextList(value)) return value
  throw new TypeError(
    `sql: ${String(value)} (${typeof value}) cannot be a value; use text, a finite number, a boolean or null`,
  )
}

/** A table or column name, quoted. The only way a name that is not in the source text gets into a statement. */
export function identifier(name: string): Sql {
  if (name.includes('\0')) throw new TypeError(`sql: the name ${JSON.stringify(name)} holds a NUL character`)
  return { strings: [`"${name.replaceAll('"', '""')}"`], values: [] }
}

/** Text of the source itself (a keyword, a type). Never pass data. */
export function raw(text: string): Sql {
  return { strings: [text], values: [] }
}

/** The pieces one after another with `separator` (source text) between them; no piece gives an empty text. */
export function join(pieces: readonly (SqlValue | Sql)[], separator = ', '): Sql {
  const strings: string[] = ['']
  const values: SqlValue[] = []
  const add = (text: string): void => {
    strings[strings.length - 1] += text
  }
  pieces.forEach((piece, i) => {
    if (i > 0) add(separator)
    const { strings: texts, values: held } = isSql(piece) ? piece : sql`${piece}`
    texts.forEach((text, k) => {
      if (k > 0) {
        values.push(held[k - 1] ?? null)
        strings.push('')
      }
      add(text)
    })
  })
  return { strings, values }
}

/** A list of values in parentheses for IN; an empty list matches nothing. */
export function list(values: readonly SqlValue[]): Sql {
  return values.length === 0 ? raw('(NULL)') : sql`(${join(values)})`
}

/** All conditions hold; none at all is TRUE. */
export function and(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? raw('TRUE') : sql`(${join(conditions, ' AND ')})`
}
