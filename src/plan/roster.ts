import type { RiskClass } from '../risk/scorecard'

/** A business that may be drawn, as of the day of the roster. All texts are those of the extracts. */
export interface Target {
  /** The business's id in the extracts: what the order of a draw is made of. */
  readonly id: string
  readonly name: string
  /** Null where it was not scored. */
  readonly class: RiskClass | null
  readonly region: string | null
  readonly industry: string | null
  readonly owner: string | null
  readonly address: string | null
  /** Visits of the calendar year so far that caps count; a joint one is one. */
  readonly visits: number
  /** The same by department. */
  readonly departments: readonly { readonly department: string; readonly visits: number }[]
  readonly closed: boolean
}

/** What an inspector has declared: a business by its id, an owner or an address. */
export interface Interest {
  readonly kind: 'entity' | 'owner' | 'address'
  readonly value: string
}

export interface Inspector {
  readonly id: string
  readonly name: string
  readonly department: string
  /** Regions where they work, by code; none given is all. */
  readonly regions: readonly string[]
  /** Industries they are certified for; none given is all. */
  readonly industries: readonly string[]
  /** Visits a working day. */
  readonly capacity: number
  readonly interests: readonly Interest[]
}

/** Two inspectors who went together, whoever is named first. */
export type Pair = readonly [inspector: string, inspector: string]

/**
 * A text as it is compared with what inspectors declared: NFKC, without white space, the letters A to Z small. No other
 * letter changes, so that every language's library gives the same.
 */
export const comparable = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\t\n\v\f\r ]+/g, '')
    .replace(/[A-Z]/g, letter => String.fromCharCode(letter.charCodeAt(0) + 32))

/** The order of texts by their UTF-8 bytes, which is that of their code points: negative, 0 or positive. */
export function byBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)]
    if (x !== y) return placeOf(x) - placeOf(y)
  }
  return a.length - b.length
}

/** Halves of code points beyond 65,535 come after all others. */
const placeOf = (unit: number): number => (unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit)
