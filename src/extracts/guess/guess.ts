import type { TableName } from '../../schema'
import type { ReadTable } from '../intake/intake'
import type { CoordinateSystem, ExtractSettings, ScoreReading } from '../settings'
import type { RegionSet, Sample } from '../source'
import type { ProfileFit, SavedProfile } from './profiles'

/** What a file is taken for; `businesses` are joined to the files that refer to them and are no table of their own. */
export type TableKind = TableName | 'businesses'

/** What of a read table a guess needs. */
export type GuessedRead = Pick<ReadTable, 'id' | 'path' | 'rows' | 'columns' | 'masked'>

/** A read table with a sample of its rows: all columns, aligned, some 2,000 rows. */
export interface SampledTable {
  readonly read: GuessedRead
  readonly sample: Sample
}

export interface GuessInput extends SampledTable {
  /** Regions of the catalogue; null without any. */
  readonly regions: RegionSet | null
  /** Code of the finest region of WGS-84 degrees; null outside of all. */
  readonly locate: (lon: number, lat: number) => string | null
  /** What the catalogue states for all of its files. */
  readonly timezone?: string
  readonly coordinates?: CoordinateSystem
  readonly profiles?: readonly SavedProfile[]
  /** Tables that were dropped with it. */
  readonly others?: readonly SampledTable[]
  /** Business keys of what is loaded already; may be a part of them. */
  readonly keys?: (table: TableName) => Iterable<string>
  /** The analyst's answer to which table it is. */
  readonly table?: TableKind
}

/** Where a canonical column comes from. */
export interface ColumnGuess {
  readonly column: string
  /** Null where a constant fills it. */
  readonly source: string | null
  /** Further sources, which fill the gaps of the first. */
  readonly fallbacks: readonly string[]
  readonly constant: string | null
  /** 0 to 1. */
  readonly confidence: number
  readonly why: 'name' | 'synonym' | 'likeness' | 'values' | 'profile' | 'constant'
  /** Different values of the source, at most five. */
  readonly samples: readonly string[]
  /** Other sources that would do, best first. */
  readonly alternatives: readonly { readonly source: string; readonly confidence: number }[]
}

/** A word of a vocabulary's column. */
export interface WordGuess {
  readonly text: string
  /** Rows of the whole file; null where the column has too many words to be counted. */
  readonly count: number | null
  /** Canonical word; null: not known, `settings.words` has to say. */
  readonly word: string | null
  /** False: only alike, or a word that vocabularies doubt; it is used once the analyst says so. */
  readonly sure: boolean
}

/**
 * What only the analyst can know.
 * - `date_order`: choices are readings of `settings.dates`; evidence: `values` and how many fit `dmy`, `mdy`.
 * - `coordinates`: systems; evidence: `rows` and a share for each system, `measure` says of what: `agreement` with the
 *   stated region or `inside` any.
 * - `swapped`: `as_is`, `swapped`; evidence: `rows` and a share inside for both.
 * - `score`: `better`, `worse` (higher is …); evidence: `values`, `lowest`, `highest`; `readings` are known scales.
 * - `kind`: words for all rows of the column, which the file lacks.
 * - `region_level`: `use`, `leave`; evidence: shares `known` among the codes and `agree` with the places.
 * - `timezone`: IANA zones; evidence: `values` with a zone or since 1970, of `of`.
 * - `table`: tables; evidence: a score for each.
 * - `row_id`: the file has no id of its rows; choices are columns, `togetherChoice` for all of `together`; evidence:
 *   `distinct` of `values`.
 * - `unit`: units of an amount, `plainUnit` for yuan; evidence: the `header` that names one.
 */
export interface Question {
  readonly kind:
    | 'date_order'
    | 'coordinates'
    | 'swapped'
    | 'score'
    | 'kind'
    | 'region_level'
    | 'timezone'
    | 'table'
    | 'row_id'
    | 'unit'
  /** Canonical column; for `region_level` and `unit` the file's own. */
  readonly column: string | null
  readonly choices: readonly string[]
  /** One of the choices, which `settings` already holds (but for `score`); null where nothing speaks for any. */
  readonly suggested: string | null
  /** Shares are 0 to 1. */
  readonly evidence: Readonly<Record<string, number | string>>
  readonly together?: readonly string[]
  readonly readings?: readonly { readonly scale: string; readonly reading: ScoreReading }[]
}

/** The unit of the canonical columns. */
export const plainUnit = '元'

/** No column has this name. */
export const togetherChoice = ''

/** How rows of this file find those of a businesses file: its `reference` holds what the other's `key` is. */
export interface JoinGuess {
  /** Id of the read table. */
  readonly businesses: string
  readonly key: string
  readonly reference: string
}

/** All that is proposed for a file. Everything may be changed: see `settingsOf`. */
export interface Guess {
  readonly table: TableKind
  /** 0 to 1: how far ahead of the next table. */
  readonly tableConfidence: number
  /** In the order of the canonical table; empty for businesses. */
  readonly columns: readonly ColumnGuess[]
  /** By canonical column, for those with a vocabulary. */
  readonly words: Readonly<Record<string, readonly WordGuess[]>>
  readonly questions: readonly Question[]
  /** Columns of the file that fill nothing, in its order. */
  readonly unmapped: readonly string[]
  /** Name of the profile that was applied. */
  readonly profile: string | null
  /** The profile that knows this header, or used to: it may lack columns and is not applied then. */
  readonly fit: ProfileFit | null
  readonly join: JoinGuess | null
  readonly settings: ExtractSettings
}
