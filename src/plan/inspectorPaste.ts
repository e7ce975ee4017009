import { columnOf, neededColumns } from './inspectorColumns'

const separators = ['\t', ',', ';'] as const

/** Characters by which the separator is found. */
const looked = 64 * 1024

/**
 * Rows of a text that was copied from a spreadsheet (tabs) or is a CSV (commas or semicolons). Cells in quotation marks
 * may hold anything, line breaks too (RFC 4180); a mark that is not closed before a separator is text like any other.
 * Empty lines stay, so that a row's index tells its line; those at the end go.
 */
export function pasted(text: string): string[][] {
  const whole = text.replace(/^\uFEFF/, '')
  const rows = split(whole, separatorOf(whole.slice(0, looked)))
  while (rows.at(-1)?.every(cell => cell.trim() === '')) rows.pop()
  return rows
}

/** The separator that makes the best table: most known headings, then most rows of one width that has room for a person. */
function separatorOf(text: string): string {
  const scored = separators.map(separator => {
    const rows = split(text, separator).filter(row => row.some(cell => cell.trim() !== ''))
    const widths = new Map<number, number>()
    for (const { length } of rows) if (length >= neededColumns.length) widths.set(length, (widths.get(length) ?? 0) + 1)
    const headings = Math.max(0, ...rows.slice(0, 10).map(row => row.filter(cell => columnOf(cell) !== null).length))
    return { separator, headings, alike: Math.max(0, ...widths.values()) }
  })
  scored.sort((a, b) => b.headings - a.headings || b.alike - a.alike)
  return scored[0]?.separator ?? ','
}

function split(text: string, separator: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at <= text.length) {
    const quoted = text[at] === '"' ? quotedAt(text, at, separator) : null
    const end = quoted?.end ?? plainEnd(text, at, separator)
    row.push(quoted?.cell ?? text.slice(at, end))
    at = end + 1
    if (text[end] === separator) continue
    if (text[end] === '\r' && text[at] === '\n') at++
    rows.push(row)
    row = []
  }
  return rows
}

const isEnd = (character: string | undefined, separator: string): boolean =>
  character === undefined || character === separator || character === '\n' || character === '\r'

function plainEnd(text: string, from: number, separator: string): number {
  let end = from
  while (!isEnd(text[end], separator)) end++
  return end
}

/** The cell in quotation marks that begins at `from`; null where something follows its closing mark, or none closes it. */
function quotedAt(text: string, from: number, separator: string): { cell: string; end: number } | null {
  let close = text.indexOf('"', from + 1)
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2)
  if (close < 0 || !isEnd(text[close + 1], separator)) return null
  return { cell: text.slice(from + 1, close).replaceAll('""', '"'), end: close + 1 }
}
