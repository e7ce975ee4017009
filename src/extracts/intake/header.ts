import type { ReadNote } from './intake'

export type TextRow = readonly (string | null)[]

/** Rows at the head of a table by which its header is found. */
export const headRows = 100

const textOf = (row: TextRow, index: number): string => (row[index] ?? '').replace(/\s+/gu, ' ').trim()
/** A day, a number, a code: what stands in rows, hardly in a header. */
const isValue = (text: string): boolean => /^[-+]?[\d.,/:\s%年月日号-]*\d[\d.,/:\s%年月日号TZ-]*$/u.test(text)

/** Cells with a text; a title that is merged over all columns, and so stands in each, is one. */
function filled(row: TextRow): number {
  const texts = row.map((_, index) => textOf(row, index)).filter(text => text !== '')
  const [first] = texts
  return first !== undefined && !isValue(first) && texts.every(text => text === first) ? 1 : texts.length
}

/**
 * Lines of the header, from 1: the first row that is nearly as wide as the table, for titles above it fill few cells;
 * with the row below it where the upper has merged cells that the lower one names one by one. Null without any row.
 */
export function findHeader(rows: readonly TextRow[]): readonly number[] | null {
  const widths = rows.map(filled)
  const sorted = widths.filter(width => width > 0).sort((a, b) => a - b)
  if (sorted.length === 0) return null
  const width = sorted[Math.floor(sorted.length / 2)]!
  const enough = width <= 2 ? width : Math.max(2, Math.ceil(width * 0.6))
  let first = widths.findIndex(count => count >= enough)
  if (first < 0) first = widths.findIndex(count => count > 0)
  // A header of merged cells has fewer names than the row below it, and so looks like a title.
  const above = first - 1
  if (above >= 0 && widths[above]! >= 2 && isMerged(rows, above)) return [above + 1, above + 2]
  return isMerged(rows, first) ? [first + 1, first + 2] : [first + 1]
}

function isMerged(rows: readonly TextRow[], upper: number): boolean {
  const [above, below, data] = [rows[upper], rows[upper + 1], rows[upper + 2]]
  if (!above || !below || !data) return false
  const width = Math.max(above.length, below.length)
  const names = Array.from({ length: width }, (_, i) => textOf(below, i)).filter(name => name !== '')
  if (names.length < 2 || names.some(isValue) || new Set(names).size < names.length) return false
  let spans = 0
  for (let i = 0; i < width; i++) {
    const [over, under] = [textOf(above, i), textOf(below, i)]
    if (isValue(over)) return false
    if (over === '' && under === '' && textOf(data, i) !== '') return false
    // A merged cell holds its text at its left end, or it was repeated to the right.
    if (under !== '' && under !== over && (over === '' || (i > 0 && over === textOf(above, i - 1)))) spans++
  }
  if (spans === 0 || textOf(above, 0) + textOf(below, 0) === '') return false
  // Rows have values where names were.
  return data.some((_, i) => isValue(textOf(data, i)) && textOf(below, i) + textOf(above, i) !== '')
}

/** Unique names of the columns, and what was done to get them. */
export function columnNames(
  lines: readonly TextRow[],
  header: readonly number[],
): { names: string[]; notes: ReadNote[] } {
  const notes: ReadNote[] = []
  const [upper, lower] = lines
  let raw = (upper ?? []).map((_, index) => textOf(upper!, index))
  if (lower) {
    raw = joinedNames(upper!, lower)
    const examples = raw.filter(name => name.includes('/')).slice(0, 3)
    notes.push({ kind: 'joined_header', column: null, count: header.length, examples })
  }
  while (raw.length > 1 && raw.at(-1) === '') raw.pop()
  if (header[0]! > 1) {
    notes.push({ kind: 'skipped_lines', column: null, count: header[0]! - 1, examples: [] })
  }
  return { names: uniqueNames(raw, notes), notes }
}

function joinedNames(upper: TextRow, lower: TextRow): string[] {
  let over = ''
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, index) => {
    const [above, under] = [textOf(upper, index), textOf(lower, index)]
    if (above !== '') over = above
    else if (under === '') over = ''
    if (under === '' || under === over) return above || under
    return over === '' ? under : `${over}/${under}`
  })
}

/** `name`, `name_2`; `column 3` where there is none. Case counts as equal, for the engine's names have none. */
export function uniqueNames(raw: readonly string[], notes: ReadNote[]): string[] {
  const own = new Set(raw.map(fold))
  const seen = new Set<string>()
  return raw.map((name, index) => {
    const clean = name.replace(/[\ufeff\0]/g, '')
    let unique = clean
    if (clean === '' || seen.has(fold(clean))) {
      const base = clean || `column ${index + 1}`
      unique = base
      for (let copy = 2; own.has(fold(unique)) || seen.has(fold(unique)); copy++) unique = `${base}_${copy}`
      const example = `column ${index + 1}: ${JSON.stringify(clean)}`
      notes.push({ kind: 'renamed_column', column: unique, count: 1, examples: [example] })
    }
    seen.add(fold(unique))
    return unique
  })
}

const fold = (name: string): string => name.toLowerCase()
