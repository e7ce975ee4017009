import type { Sql } from '../../engine/sql'
import type { Intake, ReadTable } from '../../extracts/intake/intake'
import type { Issue } from '../../extracts/report'
import type { CoordinateSystem, DateReading, ExtractSettings, ScoreReading } from '../../extracts/settings'
import type { Trial, Workspace } from '../../extracts/workspace/workspace'
import type { TableName } from '../../schema'

/** What a file is taken for; `businesses` are joined to the files that refer to them. */
export type TableKind = TableName | 'businesses'

export interface ColumnGuess {
  readonly column: string
  readonly source: string | null
  readonly fallbacks: readonly string[]
  readonly constant: string | null
  /** 0 to 1. */
  readonly confidence: number
  readonly why: 'name' | 'synonym' | 'likeness' | 'values' | 'profile' | 'constant'
  readonly samples: readonly string[]
  readonly alternatives: readonly { readonly source: string; readonly confidence: number }[]
}

export interface WordGuess {
  readonly text: string
  readonly count: number | null
  /** Canonical word; null where it is not known. */
  readonly word: string | null
  readonly sure: boolean
}

export const questionKinds = [
  'date_order',
  'coordinates',
  'swapped',
  'score',
  'kind',
  'region_level',
  'timezone',
  'table',
  'row_id',
  'unit',
] as const

export interface Question {
  readonly kind: (typeof questionKinds)[number]
  readonly column: string | null
  readonly choices: readonly string[]
  readonly suggested: string | null
  /** Shares are 0 to 1. */
  readonly evidence: Readonly<Record<string, number | string>>
  readonly readings?: readonly { readonly scale: string; readonly reading: ScoreReading }[]
}

export interface Guess {
  readonly table: TableKind
  readonly tableConfidence: number
  readonly columns: readonly ColumnGuess[]
  readonly words: Readonly<Record<string, readonly WordGuess[]>>
  readonly questions: readonly Question[]
  readonly unmapped: readonly string[]
  readonly profile: string | null
  readonly join: { readonly businesses: string; readonly key: string; readonly reference: string } | null
  readonly settings: ExtractSettings
}

/** What the analyst changed; what is absent stays as it was guessed, null takes a guess away. */
export interface Answers {
  readonly columns?: Readonly<Record<string, string | readonly string[] | null>>
  readonly constants?: Readonly<Record<string, string | null>>
  readonly words?: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly dates?: Readonly<Record<string, DateReading | null>>
  readonly timezone?: string | null
  readonly coordinates?: CoordinateSystem | null
  readonly swapped?: boolean
  readonly score?: ScoreReading | null
  readonly department?: string | null
  readonly extra?: readonly string[]
}

export const dimensions = ['completeness', 'validity', 'uniqueness', 'timeliness', 'consistency', 'linking'] as const
export type Dimension = (typeof dimensions)[number]

export type QualityIssue = Issue & { readonly dimension: Dimension; readonly rows?: readonly number[] }

export interface QualityReport {
  readonly file: string
  readonly table: TableName
  readonly rows: number
  readonly rejected: number
  /** 0 to 1; null where it cannot be told. */
  readonly scores: Readonly<Record<Dimension, number | null>>
  readonly completeness: readonly {
    readonly column: string
    readonly filled: number
    readonly share: number
    readonly required: boolean
  }[]
  readonly timeliness: {
    readonly newest: string | null
    readonly oldest: string | null
    readonly daysBehind: number | null
    readonly months: readonly { readonly month: string; readonly rows: number }[]
    readonly gaps: readonly string[]
  }
  readonly linking: readonly { readonly method: string | null; readonly rows: number }[]
  readonly issues: readonly QualityIssue[]
}

/** The rows behind an issue as questions to the trial's engine. */
export interface IssueRows {
  readonly count: Sql<{ n: number }>
  readonly columns: readonly string[]
  page(part: {
    readonly offset: number
    readonly limit: number
  }): Sql<Readonly<Record<string, string | number | boolean | null>>>
}

export interface ProfileEntry {
  readonly name: string
  readonly table: TableName
  /** ISO time. */
  readonly saved?: string
}

/** Saved mappings of this browser. `list` gives the same array until something changes. */
export interface ProfileStore {
  readonly list: () => readonly ProfileEntry[]
  readonly subscribe: (listener: () => void) => () => void
  save(name: string, table: TableName, read: ReadTable, settings: ExtractSettings): Promise<void>
  remove(name: string): Promise<void>
  /** Takes one profile or several from JSON; resolves to their names, rejects naming what is wrong. */
  importJson(text: string): Promise<readonly string[]>
  exportJson(names: readonly string[]): string
}

/** All that the page does beyond drawing; the app hands it over. One object as long as the page lives. */
export interface ExtractServices {
  readonly workspace: Workspace
  openIntake(): Intake
  /** Proposes a mapping; `table` is the analyst's answer, `others` were dropped with it. */
  guess(
    read: ReadTable,
    context: { readonly table?: TableKind; readonly others: readonly ReadTable[]; readonly signal: AbortSignal },
  ): Promise<Guess>
  settingsOf(guess: Guess, answers: Answers): ExtractSettings
  /** A report on each incoming file of the trial. */
  quality(trial: Trial, signal: AbortSignal): Promise<readonly QualityReport[]>
  issueRows(report: QualityReport, issue: QualityIssue): IssueRows
  readonly profiles: ProfileStore
}
