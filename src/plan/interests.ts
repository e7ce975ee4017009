import type { Inspector } from './roster'

export interface StrangeInterests {
  readonly id: string
  readonly name: string
  /** Ids of businesses, each once. */
  readonly values: readonly string[]
}

/** Who declared an interest in businesses that are none of `known`, ids of a roster, and in which. */
export const strangeInterests = (inspectors: readonly Inspector[], known: ReadonlySet<string>): StrangeInterests[] =>
  inspectors.flatMap(({ id, name, interests }) => {
    const values = interests.flatMap(({ kind, value }) => (kind === 'entity' && !known.has(value) ? [value] : []))
    return values.length === 0 ? [] : [{ id, name, values: [...new Set(values)] }]
  })
