import type { Sql } from '../../engine/sql'
import type { Guess, TableKind } from '../../extracts/guess/guess'
import type { Answers } from '../../extracts/guess/settingsOf'
import type { Intake, ReadTable } from '../../extracts/intake/intake'
import type { QualityReport } from '../../extracts/quality/quality'
import type { ExtractSettings } from '../../extracts/settings'
import type { RegionFile } from '../../extracts/source'
import type { Trial, Workspace } from '../../extracts/workspace/workspace'
import type { TableName } from '../../schema'

export type { ColumnGuess, Guess, Question, TableKind, WordGuess } from '../../extracts/guess/guess'
export { plainUnit, togetherChoice } from '../../extracts/guess/guess'
export type { Answers } from '../../extracts/guess/settingsOf'
export { type Dimension, dimensions } from '../../extracts/quality/dimensions'
export type { QualityReport } from '../../extracts/quality/quality'

export type QualityIssue = QualityReport['issues'][number]

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
  /** False once the browser could not keep something beyond this page. */
  readonly persistent: () => boolean
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
    context: {
      readonly table?: TableKind
      readonly others: readonly ReadTable[]
      /** Dropped with it, and about to come in. */
      readonly regions?: readonly RegionFile[]
      readonly signal: AbortSignal
    },
  ): Promise<Guess>
  settingsOf(guess: Guess, answers: Answers): ExtractSettings
  /** A report on each incoming file of the trial. */
  quality(trial: Trial, signal: AbortSignal): Promise<readonly QualityReport[]>
  issueRows(report: QualityReport, issue: QualityIssue): IssueRows
  readonly profiles: ProfileStore
  /** Scorecards and models that are kept here: they go when everything is removed. */
  riskVersions(): number
}
