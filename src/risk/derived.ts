import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { raw, type Sql } from '../engine/sql'
import type { AsOf } from './factsSql'
import type { RiskModel } from './model/riskModel'
import type { IndicatorSettings, Scorecard } from './scorecard'

/**
 * A table that questions need beside the loaded ones: counts from which many of them are added up, indicators of a day or
 * by settings that are not kept, the class of every business on a day, or a learned model's scores of them. Its name is a hash of what is in
 * it, so an answer that was kept under a statement stays true.
 */
export type DerivedTable =
  | { readonly kind: 'counts'; readonly select: Sql; readonly columns: CountsColumns }
  | { readonly kind: 'classes'; readonly at: AsOf; readonly card: Scorecard; readonly select: Sql }
  | { readonly kind: 'indicators'; readonly at: AsOf; readonly settings: IndicatorSettings }
  | { readonly kind: 'model'; readonly at: AsOf; readonly model: RiskModel }

/** Columns of kept counts in order: what they are by (a day, a code, a mark, perhaps a word), then the counts. */
export interface CountsColumns {
  readonly by: readonly string[]
  readonly counts: readonly string[]
}

const known = new Map<string, DerivedTable>()
let made = false

/** From here on statements name such tables: whoever asks them makes the tables first (`derivedIn`). */
export const nameDerived = (): void => {
  made = true
}

let counted: ReadonlySet<string> = new Set()

/** Names the tables of which counts are kept from here on. */
export const keepCountsOf = (tables: readonly string[]): void => {
  counted = new Set(tables)
}
export const countsAreKept = (table: string): boolean => made && counted.has(table)

/** Whether statements name them; else they work out indicators anew, in place. */
export const derivedAreNamed = (): boolean => made

/** First 64 bits of the SHA-256 of JSON: enough that two of a browser's few tables never share a name. */
const hashOf = (value: unknown): string => bytesToHex(sha256(utf8ToBytes(JSON.stringify(value)))).slice(0, 16)

const models = new WeakMap<RiskModel, string>()
/** A model's fingerprint, by its content. */
export function modelHash(model: RiskModel): string {
  const hash = models.get(model) ?? hashOf(model)
  models.set(model, hash)
  return hash
}

const remembered = (name: string, table: DerivedTable): string => {
  known.set(name, table)
  return name
}

export const indicatorsTable = (at: AsOf, settings: IndicatorSettings): string =>
  remembered(`indicators_${hashOf([at, settings])}`, { kind: 'indicators', at, settings })

export const modelTable = (at: AsOf, model: RiskModel): string =>
  remembered(`foretold_${hashOf([at, modelHash(model)])}`, { kind: 'model', at, model })

/** The name of a table that holds the rows of `select`. */
export const countsTable = (select: Sql, columns: CountsColumns): Sql =>
  raw(remembered(`counts_${hashOf([select.strings, select.values])}`, { kind: 'counts', select, columns }))

/** The name of a table of every business's class as a card ranks them on a day: the rows of `select`, which may name others of these. */
export function classesTable(at: AsOf, card: Scorecard, select: Sql): Sql {
  const { model, ...rest } = card
  const name = `classes_${hashOf([at, rest, model === undefined ? null : modelHash(model)])}`
  return raw(remembered(name, { kind: 'classes', at, card, select }))
}

/**
 * The derived tables that a statement names, after those that they are made from themselves, except where a table
 * `isThere`; norms come with the indicators that they belong to.
 */
export function derivedIn(
  text: readonly string[],
  isThere: (name: string) => boolean = () => false,
): Map<string, DerivedTable> {
  const found = new Map<string, DerivedTable>()
  for (const part of text)
    for (const [, name = ''] of part.matchAll(
      /\b((?:counts|classes|indicators|foretold)_[0-9a-f]{16})(?:_norms)?\b/g,
    )) {
      const table = known.get(name)
      if (table === undefined) continue
      if ('select' in table && !isThere(name))
        for (const [own, each] of derivedIn(table.select.strings, isThere)) found.set(own, each)
      found.set(name, table)
    }
  return found
}

/** Whether a statement, or what its derived tables are made from, reads a table. */
export const readsTable = (text: readonly string[], table: string): boolean =>
  text.some(part => part.includes(table)) ||
  [...derivedIn(text).values()].some(each => 'select' in each && readsTable(each.select.strings, table))
