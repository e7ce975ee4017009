import type { TableName } from '../schema'
import type { AmountUnit } from './settings'
import type { RegionSet } from './source'

/** Where a canonical column comes from: a source column, further ones that fill its gaps, or a constant. */
export interface MappedColumn {
  readonly source: string | null
  readonly fallbacks: readonly string[]
  readonly constant: string | null
  /** The further ones do not fill gaps: all of them together are the row's id. */
  readonly together?: true
  /** The unit of an amount in the file; absent: yuan. */
  readonly unit?: AmountUnit
  /** 1 for a stated or exact name, lower for a guess by likeness or values. */
  readonly confidence: number
}
/** Canonical column → where it comes from. Columns that are not listed are NULL. */
export type Mapping = Readonly<Record<string, MappedColumn>>

/** One kind of flaw in a file: what, where, how often. The rows stay unless `rejected`; `issue_rows` has all of them. */
export interface Issue {
  readonly kind: string
  readonly column: string | null
  readonly count: number
  /** What the first rows say in that column (their id where there is none), '' for nothing; by the side of `rows`. */
  readonly examples: readonly string[]
  /** First rows in the file, at most three, from 1. */
  readonly rows: readonly number[]
  readonly rejected: boolean
}

/** What became of one file. `error` is set where it could not be used; its rows are then none. */
export interface FileReport {
  readonly file: string
  readonly table: TableName
  readonly columns: Mapping
  /** Column of the table → source column that is kept beside the canonical ones; absent without any. */
  readonly extra?: Readonly<Record<string, string>>
  readonly rows: number
  readonly rejected: number
  readonly issues: readonly Issue[]
  readonly error: string | null
}

/** All that the page knows of the loaded extracts beside their rows: what filters, tiles and maps need before a question. */
export interface Profile {
  readonly asOf: string
  /** First and last day of rows in any table, ISO. */
  readonly firstDay: string
  readonly files: readonly FileReport[]
  readonly rows: Readonly<Record<TableName, number>>
  /** First and last day of a table's rows, ISO; null without any. */
  readonly spans: Readonly<Record<TableName, { first: string; last: string } | null>>
  /** Columns that at least one file of the table fills. */
  readonly filled: Readonly<Record<TableName, readonly string[]>>
  readonly regions: RegionSet
  /** Entities by what linked their rows, and rows of each table without an entity. */
  readonly links: readonly { table: TableName; method: string | null; rows: number }[]
  /** Choices of the filter bar with their rows over all time, most first. */
  readonly choices: Readonly<
    Record<
      'industries' | 'departments' | 'kinds' | 'categories' | 'results',
      readonly { value: string | null; rows: number }[]
    >
  >
}

/** How far loading is. `bytes` and `rows` count the current file. */
export interface Progress {
  readonly step: 'engine' | 'fetch' | 'check' | 'load' | 'link' | 'ask'
  readonly file: string | null
  readonly bytes: number
  readonly totalBytes: number
  readonly rows: number
  readonly totalRows: number
  /** 0 to 1 over everything. */
  readonly share: number
}
