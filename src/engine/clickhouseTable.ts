import { exceptionIn } from './clickhouseFailures'
import { type AnswerTable, QueryError } from './engine'

/** An answer for a person is not read further than this many bytes. */
const mostBytes = 64 * 2 ** 20

type Cell = string | number | boolean | null

/**
 * A table from a stream of JSON lines: names, types, then a row a line. What is above `mostRows` is cut off; numbers that
 * a double cannot hold are text, as are lists and maps. `bytesOf` is asked to stop once there is enough.
 */
export async function readTable(
  bytesOf: (enough: (bytes: number) => boolean) => Promise<Uint8Array>,
  mostRows: number,
): Promise<AnswerTable> {
  let cut = false
  const bytes = await bytesOf(size => {
    cut = size > mostBytes
    return cut
  })
  const lines = new TextDecoder().decode(bytes).split('\n')
  // What stands behind the last line end is half a line, if anything.
  const rest = lines.pop() ?? ''
  if ((rest !== '' || lines.length < 2) && !cut)
    throw exceptionIn(bytes) ?? new QueryError('the answer broke off; nothing of it is used', 'away', '')
  const [names = [], types = [], ...rows] = lines.map(line => {
    try {
      return cellTexts(line)
    } catch (error) {
      throw exceptionIn(bytes) ?? error
    }
  })
  const columns = names.map((name, i) => ({ name: String(cell(name, '')), type: String(cell(types[i] ?? '""', '')) }))
  return {
    columns,
    rows: rows.slice(0, mostRows).map(row => row.map((text, i) => cell(text, columns[i]?.type ?? ''))),
    more: cut || rows.length > mostRows,
  }
}

const token = /"(?:[^"\\]|\\.)*"|[[\]{},]|[^"[\]{},]+/g

/** The values of one line as JSON writes them, untouched. Throws QueryError for a line that is no list. */
function cellTexts(line: string): string[] {
  const refused = (cause?: unknown) =>
    new QueryError(`a row was expected, not ${line.slice(0, 500)}`, 'query', '', { cause })
  try {
    if (!Array.isArray(JSON.parse(line))) throw refused()
  } catch (cause) {
    throw cause instanceof QueryError ? cause : refused(cause)
  }
  const texts: string[] = []
  let depth = 0
  let text = ''
  for (const [found] of line.matchAll(token)) {
    if (found === '[' || found === '{') depth++
    if (found === ']' || found === '}') depth--
    if (depth === 0 || (depth === 1 && found === ',')) {
      if (text.trim() !== '') texts.push(text.trim())
      text = ''
    } else if (depth > 1 || found !== '[') text += found
  }
  return texts
}

/** Digits of which a double keeps every one. */
const sureDigits = 15

/** A number only where it is exact: of a Float it always is, else by its digits. */
function cell(text: string, type: string): Cell {
  if (/^[[{]/.test(text)) return text
  const value = JSON.parse(text) as Cell
  if (typeof value !== 'number' || /^(?:Nullable\(|LowCardinality\()*B?Float/.test(type)) return value
  return text.replace(/\D/g, '').length <= sureDigits ? value : text
}
