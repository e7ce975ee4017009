import type { TableName } from '../schema'
import type { PlaceColumns } from './source'

/** How a canonical column is read from the staged column `at`. */
export type Reading =
  | { readonly by: 'text' | 'code' | 'integer' | 'number' | 'boolean'; readonly at: number }
  /** Each word is read by the engine, once. `bool`: what it reads is one. */
  | { readonly by: 'word'; readonly at: number; readonly bool: boolean }
  | { readonly by: 'time'; readonly at: number; readonly day: boolean }
  /** From both coordinates, as the decoder has them. */
  | { readonly by: 'degrees'; readonly at: number }
  | { readonly by: 'constant'; readonly text: string | null }

/**
 * What the decoder needs to make the rows of a canonical table itself: everything that reading them row by row in the
 * engine would look at. Plain data, which goes to a worker.
 */
export interface PlainPlan {
  readonly table: TableName
  /** Position in `source_files`. */
  readonly file: number
  /** Staged source columns, `c0`, `c1`, … */
  readonly columns: readonly string[]
  readonly place: PlaceColumns | undefined
  /** Source columns that are read as times. */
  readonly times: readonly string[]
  /** By canonical column. */
  readonly readings: Readonly<Record<string, Reading>>
  /** Columns of the table as it lies in the engine, in their order. */
  readonly outputs: readonly string[]
  /** Those of them that hold words. */
  readonly wordOutputs: readonly string[]
  /** Column of the table → staged column that it keeps as text. */
  readonly extra: Readonly<Record<string, number>>
  readonly checks: readonly { readonly kind: string; readonly column: string | null }[]
  /** Columns of which a word can say nothing, by the file's own words. */
  readonly silent: readonly string[]
  readonly id: string
  readonly date: string
  /** Days since 1970 that a row's own may lie between. */
  readonly possible: readonly [first: number, last: number]
  /** Texts that stand for a region, and each region with itself and those above it. */
  readonly regionWords: readonly (readonly [word: string, code: string])[]
  readonly regionPaths: readonly (readonly [code: string, ancestor: string])[]
  readonly extent: readonly [number, number, number, number] | null
  /** Department of a file without such a column. */
  readonly department: string | null
  /** Within how many days a complaint is to be closed; working days by a table of days from the first possible one on. */
  readonly closeWithin: number | Int32Array | null
  /** Kind and column of dates that cannot follow each other, with the later and the earlier column. */
  readonly orders: readonly (readonly [kind: string, later: string, earlier: string])[]
}

/** Words that no earlier row group of the file had: an Arrow stream of `c` (staged column), `i` and `raw`. */
export interface FreshWords {
  readonly ipc: Uint8Array
  /** By staged column that has any: how many. */
  readonly counts: Readonly<Record<number, number>>
}

/** What the engine makes of a fresh word, by its column and number. */
export interface WordAnswers {
  /** Arrow pieces: `c`, `i`, `text`, `value`, `id`, `method`, `flags`. */
  readonly pieces: readonly Uint8Array[]
}

/** Bits of a word's flags: it says nothing; it marks a repeated complaint; a code that fails as a credit code, or in its organisation code. */
export const wordFlags = { ignored: 1, repeated: 2, badCode: 4, badOrganisation: 8 } as const

/** Why a row is rejected, by number; none for 0. */
export const reasons = ['', 'no_id', 'no_date', 'impossible_date'] as const

/** More values than this are names rather than words: the column stays text. */
export const mostWords = 2000

/** By column of words: those that no earlier group of the file had; null where they are too many to be words. */
export type GroupWords = Readonly<Record<string, readonly string[] | null>>

/** Rows of a group as the canonical table has them, and what is wrong with them. */
export interface PlainGroup {
  /** Arrow stream: the plan's `outputs` of all rows that are not rejected. */
  readonly ipc: Uint8Array
  /** What `ipc` holds in the plan's `wordOutputs`. */
  readonly words: GroupWords
  /** Rows in `ipc`, and rejected ones. */
  readonly rows: number
  readonly rejected: number
  /** By check of the plan. */
  readonly counts: readonly number[]
  /**
   * Arrow stream of the rows that are rejected or fail a check: staged columns, `source_row`, `flaws` (bits, by check) and
   * `reason`; null without any.
   */
  readonly flawed: Uint8Array | null
  readonly flawedRows: number
  /** As of `DecodedGroup`. */
  readonly times: readonly (string | null)[]
}

/** The decoder's way to make canonical rows; `null` of a group means that the engine has to read it. */
export interface PlainDecoder {
  /** Begins with a file that is open. */
  plan(name: string, plan: PlainPlan): Promise<void>
  /** Decodes a group and tells its fresh words, if any. What is answered may not be told again. */
  words(name: string, group: number): Promise<FreshWords | 'none' | null>
  /** The rows of a group whose words were told; `answers` are those of its fresh words. */
  plain(name: string, group: number, answers: WordAnswers | null): Promise<PlainGroup>
}
