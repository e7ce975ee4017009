import { type AnswerTable, QueryError } from './engine'

/** An answer for a person is not read further than this many bytes. */
const mostBytes = 64 * 2 ** 20

type Cell = string | number | boolean | null

/**
 * A table from a stream of JSON lines: names, types, then a row a line. What is above `mostRows` is cut off; 64-bit numbers that
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
  if (rest !== '' && !cut) throw new QueryError('The answer broke off; nothing of it is used', 'away', '')
  const parsed = lines.map(line => cells(line))
  const [names = [], types = [], ...rows] = parsed
  return {
    columns: names.map((name, i) => ({ name: String(name), type: String(types[i] ?? '') })),
    rows: rows.slice(0, mostRows),
    more: cut || rows.length > mostRows,
  }
}

/** Numbers with more digits than a double keeps are quoted before they are read. */
const exact = (line: string): string =>
  line.replace(/"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g, found => (found.startsWith('"') ? found : `"${found}"`))

function cells(line: string): Cell[] {
  let row: unknown
  try {
    row = JSON.parse(exact(line))
  } catch (cause) {
    throw new QueryError(line.slice(0, 500), 'query', '', { cause })
  }
  if (!Array.isArray(row)) throw new QueryError(`A row was expected, not ${line.slice(0, 200)}`, 'query', '')
  return row.map(value => (typeof value === 'object' && value !== null ? JSON.stringify(value) : (value as Cell)))
}
