import type { MaskedColumn, MaskKind, ReadOptions } from './intake'
import { personalByName, personalByValues } from './personal'
import { isRowId } from './personalHeaders'

/** What happens to a column's values before they are kept. */
export interface ColumnPlan {
  readonly mask: MaskKind | null
  readonly found: MaskedColumn['found']
  /** Free text: phones and citizen ids inside it are masked. Not known where the column may yet turn out to be. */
  free: boolean
  /** The analyst said so. */
  readonly keep: boolean
  /** By its name a column of codes, whose digits may look like anything. */
  readonly code: boolean
}

/** A column with a value longer than this is free text: a citizen id has 18 characters, and so has a credit code. */
export const longestCode = 18

/** Masks asked for, then by name, then by the values of a sample (texts that are not blank). */
export function planColumns(
  names: readonly string[],
  sampleOf: (column: number) => readonly string[],
  asked: ReadOptions['masks'] = {},
): ColumnPlan[] {
  return names.map((name, column): ColumnPlan => {
    const code = isRowId(name)
    const wish = Object.hasOwn(asked, name) ? asked[name] : undefined
    if (wish === 'keep') return { mask: null, found: 'asked', free: false, keep: true, code }
    if (wish === 'text') return { mask: null, found: 'asked', free: true, keep: false, code }
    if (wish) return { mask: wish, found: 'asked', free: false, keep: false, code }
    const byName = personalByName(name)
    const values = byName ? [] : sampleOf(column)
    const mask = byName ?? personalByValues(name, values)
    const found = byName ? 'name' : 'value'
    if (mask === 'text') return { mask: null, found, free: true, keep: false, code }
    return { mask, found, free: values.some(value => value.length > longestCode), keep: false, code }
  })
}

/** `a@b.cn` */
const shortestPersonal = 6

/**
 * Whether UTF-8 may hold an e-mail address, a phone or a citizen id: an `@`, or eleven digits, full-width ones too,
 * with nothing but spaces, hyphens and brackets between them, or ten in groups as phones have them (`312-555-0123`,
 * `010-1234567`). Digits behind a decimal point are none. Spares most cells the patterns.
 */
export function mayBePersonal(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from < shortestPersonal) return false
  let digits = 0
  let decimal = false
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!
    if (byte >= 48 && byte <= 57) {
      if (decimal) continue
      digits++
      if (digits === 11 || (digits === 10 && isGrouped(bytes, at))) return true
    } else if (byte === 64) return true
    else if (byte === 46) {
      // `312.555.0123`
      if (digits === 3 && areDigits(bytes, at + 1, 3) && areDigits(bytes, at + 5, 4) && at + 8 < to) return true
      decimal = digits > 0
      digits = 0
    } else if (byte === 0xef && bytes[at + 1] === 0xbc && bytes[at + 2] === 0xa0) return true
    else if (byte === 0xef && bytes[at + 1] === 0xbc && (bytes[at + 2] === 0x88 || bytes[at + 2] === 0x89)) at += 2
    else if (byte === 0xef && bytes[at + 1] === 0xbc && bytes[at + 2]! >= 0x90 && bytes[at + 2]! <= 0x99) {
      at += 2
      if (++digits === 11) return true
    } else if (decimal) {
      // What follows a decimal number begins anew.
      digits = 0
      decimal = false
    } else if (byte !== 32 && byte !== 45 && byte !== 40 && byte !== 41) {
      digits = 0
    }
  }
  return false
}

/** Whether the ten digits up to `last` end in groups of three and four, or in one of seven. */
function isGrouped(bytes: Uint8Array, last: number): boolean {
  const seven = areDigits(bytes, last - 6, 7) && !isDigit(bytes[last - 7])
  return seven || (areDigits(bytes, last - 3, 4) && !isDigit(bytes[last - 4]) && areDigits(bytes, last - 7, 3))
}

function areDigits(bytes: Uint8Array, from: number, count: number): boolean {
  for (let at = from; at < from + count; at++) if (!isDigit(bytes[at])) return false
  return true
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57
