import { limits } from '../limits'
import { partText } from './xlsxXml'
import type { ZipMember } from './zipList'

/** Cells of one row, from 0, whose value stands in the first. */
export interface Merge {
  readonly row: number
  readonly from: number
  readonly to: number
}

/** Rows among which a header is looked for. */
export const headRows = 20

/**
 * Horizontal merges of the first rows. They stand behind the cells, so the part is unpacked once more and only its text
 * is searched: `<` begins nothing but a tag.
 */
export async function headMerges(name: string, bytes: Blob, sheet: ZipMember, signal?: AbortSignal): Promise<Merge[]> {
  const merges: Merge[] = []
  let carried = ''
  for await (const text of partText(name, bytes, sheet, { most: limits.sheetBytes, signal })) {
    const here = carried + text
    if (here.includes('mergeCell ')) {
      for (const [, ref] of here.matchAll(/<(?:[\w.-]+:)?mergeCell\s+ref\s*=\s*["']([A-Z0-9:$]{4,40})["'][^<>]*>/g)) {
        const merge = mergeOf(ref ?? '')
        if (merge) merges.push(merge)
      }
    }
    // Only a tag that is not closed yet is looked at again.
    const open = here.lastIndexOf('<')
    carried = open >= 0 && here.indexOf('>', open) < 0 && here.length - open < 200 ? here.slice(open) : ''
  }
  return merges
}

function mergeOf(ref: string): Merge | null {
  const match = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(ref.replaceAll('$', ''))
  if (!match) return null
  const [row, from, to] = [Number(match[2]) - 1, columnOf(match[1] ?? ''), columnOf(match[3] ?? '')]
  return row >= 0 && row < headRows && to > from ? { row, from, to } : null
}

/** Number of a column from 0: `A` is 0, `AA` 26. Reads the letters at the beginning of a reference. */
export function columnOf(ref: string): number {
  let column = 0
  for (let i = 0; i < ref.length; i++) {
    const code = ref.charCodeAt(i) & ~32
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  return column - 1
}

/** Letters of a column from 0. */
export function columnName(column: number): string {
  let name = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  }
  return name
}

/** Repeats the value of merged cells, as far as any of the rows has cells: a title may be merged over 16,384 columns. */
export function fillMerges(rows: readonly (string | null)[][], merges: readonly Merge[]): void {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0)
  for (const { row, from, to } of merges) {
    const cells = rows[row]
    const value = cells?.[from] ?? null
    if (!cells || value === null) continue
    for (let column = from + 1; column <= Math.min(to, width - 1); column++) {
      while (cells.length <= column) cells.push(null)
      cells[column] ??= value
    }
  }
}
