import Papa from 'papaparse'
import { ExtractError } from '../source'

const candidates = [',', '\t', ';', '|']
const rowsTried = 100

/**
 * The separator by which most rows of a file's beginning have equally many cells, more than one; commas where none
 * does. Titles above the header are few.
 */
export function guessSeparator(head: string): string {
  let best = { separator: ',', score: 0 }
  const newline = head.includes('\n') ? '\n' : '\r'
  for (const separator of candidates) {
    const { data } = Papa.parse<string[]>(head, { delimiter: separator, newline, preview: rowsTried })
    // The last row may be cut off.
    const whole = data.length > 2 && data.length < rowsTried ? data.slice(0, -1) : data
    const widths = whole.filter(row => row.length > 1 || row[0]!.trim() !== '').map(row => row.length)
    const counts = new Map<number, number>()
    for (const width of widths) if (width > 1) counts.set(width, (counts.get(width) ?? 0) + 1)
    for (const [width, count] of counts) {
      // Of two that split all rows evenly, the one that makes more cells: `1,5;2,5` is a table of two columns either way.
      const score = (count / widths.length) * (1 + Math.min(width, 100) / 1000)
      if (score > best.score) best = { separator, score }
    }
  }
  return best.separator
}

export function checkSeparator(name: string, separator: string): string {
  if (separator.length === 1 && !'"\r\n\ufeff'.includes(separator)) return separator
  throw new ExtractError(name, 'format', `${JSON.stringify(separator)} cannot separate columns; choose one character`)
}
