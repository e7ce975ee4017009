import type { MaskedColumn, MaskKind, ReadOptions } from './intake'
import { personalByName, personalByValues } from './personal'

/** What happens to a column's values before they are kept. */
export interface ColumnPlan {
  readonly mask: MaskKind | null
  readonly found: MaskedColumn['found']
  /** Free text: phones and citizen ids inside it are masked. Not known where the column may yet turn out to be. */
  free: boolean
  /** The analyst said so. */
  readonly keep: boolean
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
    const wish = Object.hasOwn(asked, name) ? asked[name] : undefined
    if (wish === 'keep') return { mask: null, found: 'asked', free: false, keep: true }
    if (wish === 'text') return { mask: null, found: 'asked', free: true, keep: false }
    if (wish) return { mask: wish, found: 'asked', free: false, keep: false }
    const byName = personalByName(name)
    const values = byName ? [] : sampleOf(column)
    const mask = byName ?? personalByValues(name, values)
    const found = byName ? 'name' : 'value'
    if (mask === 'text') return { mask: null, found, free: true, keep: false }
    return { mask, found, free: values.some(value => value.length > longestCode), keep: false }
  })
}

/**
 * Whether UTF-8 may hold a phone or a citizen id: eleven digits, full-width ones too, with nothing but spaces, hyphens
 * and brackets between them. Digits behind a decimal point are none. Spares most cells the patterns.
 */
export function mayHoldNumber(bytes: Uint8Array, from: number, to: number): boolean {
  if (to - from < 11) return false
  let digits = 0
  let decimal = false
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!
    if (byte >= 48 && byte <= 57) {
      if (!decimal && ++digits === 11) return true
    } else if (byte === 46) {
      decimal = digits > 0
      digits = 0
    } else if (byte === 0xef && bytes[at + 1] === 0xbc && bytes[at + 2]! >= 0x90 && bytes[at + 2]! <= 0x99) {
      at += 2
      if (++digits === 11) return true
    } else if (byte !== 32 && byte !== 45 && byte !== 40 && byte !== 41) {
      digits = 0
      decimal = false
    }
  }
  return false
}
