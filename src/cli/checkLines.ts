import type { Guess, JoinGuess, Question, TableKind } from '../extracts/guess/guess'
import type { MaskedColumn, ReadNote, ReadTable, SourceFormat } from '../extracts/intake/intake'
import type { LinkedRows } from '../extracts/quality/linking'
import type { QualityReport } from '../extracts/quality/quality'
import type { FileReport, Issue } from '../extracts/report'
import { rowKeys } from '../schema'

/** Where a canonical column comes from; `together`: an id, which all of these columns are. */
interface CheckColumn {
  readonly source: string | null
  readonly together?: readonly string[]
  readonly confidence: number
}

/** What one line of the check says, of one table. */
export interface CheckLine {
  readonly file: string
  /** The file, then members and sheets inside it; where there are any. */
  readonly path?: readonly string[]
  /** Null where the file could not even be opened; businesses are joined to the files that refer to them. */
  readonly table: TableKind | null
  readonly columns: Readonly<Record<string, CheckColumn>>
  readonly rows: number
  readonly rejected: number
  readonly issues: readonly Omit<Issue, 'rejected'>[]
  readonly format: SourceFormat | null
  readonly encoding: string | null
  readonly separator: string | null
  readonly header: readonly number[]
  readonly masked: readonly MaskedColumn[]
  readonly notes: readonly ReadNote[]
  /** Open ones; `suggested`, where there is one, is what was used. */
  readonly questions: readonly Question[]
  /** The businesses file that was joined. */
  readonly join?: Omit<JoinGuess, 'businesses'> & { readonly file: string }
  /** Rows by the rule that gave them their business; null without any. */
  readonly links: readonly LinkedRows[]
  /** 0 to 1; null where it cannot be judged. */
  readonly quality: QualityReport['scores'] | null
  readonly error?: string
  /** Why the table was left out, though it can be read. */
  readonly skipped?: string
}

/** The line of a file of which nothing is known but what is wrong. */
export const failedLine = (path: readonly string[], error: string): CheckLine => ({
  ...named(path),
  table: null,
  columns: {},
  rows: 0,
  rejected: 0,
  issues: [],
  ...reading(null),
  questions: [],
  links: [],
  quality: null,
  error,
})

/** The line of a sheet that its workbook does not show. */
export function hiddenLine(path: readonly string[]): CheckLine {
  const { error: _, ...line } = failedLine(path, '')
  return { ...line, format: 'xlsx', skipped: 'the sheet is hidden; show it in the workbook to have it checked' }
}

/** The line of a table that was read, before anything is loaded; `guess` is null where a catalogue states the table. */
export const readLine = (path: readonly string[], read: ReadTable, guess: Guess | null): CheckLine => ({
  ...failedLine(path, ''),
  ...reading(read),
  table: guess?.table ?? null,
  columns: guess ? guessedColumns(guess) : {},
  rows: read.rows,
  questions: guess?.questions ?? [],
})

/** A line with what loading its table gave. */
export function loadedLine(line: CheckLine, report: FileReport, quality: QualityReport | undefined): CheckLine {
  const { error: _, ...rest } = line
  const loaded = Object.entries(report.columns).map(([name, { source, fallbacks, together, confidence }]) => {
    const guessed = line.columns[name]
    if (guessed && guessed.source === source) return [name, guessed] as const
    const parts = together && source !== null ? { together: [source, ...fallbacks] } : {}
    return [name, { source, ...parts, confidence: rounded(confidence) }] as const
  })
  return {
    ...rest,
    table: report.table,
    columns: report.error === null ? Object.fromEntries(loaded) : line.columns,
    rows: report.rows,
    rejected: report.rejected,
    issues: report.issues.map(({ kind, column, count, examples, rows }) => ({ kind, column, count, examples, rows })),
    links: quality?.linking ?? [],
    quality: report.error === null && quality ? roundedScores(quality.scores) : null,
    ...(report.error === null ? {} : { error: report.error }),
  }
}

const named = (path: readonly string[]) => ({
  file: path[0] ?? '',
  ...(path.length > 1 ? { path } : {}),
})

const reading = (read: ReadTable | null) => ({
  format: read?.format ?? null,
  encoding: read?.encoding ?? null,
  separator: read?.separator ?? null,
  header: read?.header ?? [],
  masked: read?.masked ?? [],
  notes: read?.notes ?? [],
})

const guessedColumns = ({ table, columns, settings }: Guess): CheckLine['columns'] =>
  Object.fromEntries(
    columns.map(({ column, source, confidence }) => {
      const parts =
        table !== 'businesses' && column === rowKeys[table].id && settings.id ? { together: settings.id } : {}
      return [column, { source, ...parts, confidence: rounded(confidence) }]
    }),
  )

const rounded = (value: number): number => Number(value.toFixed(3))

const roundedScores = (scores: QualityReport['scores']): QualityReport['scores'] => ({
  ...scores,
  ...Object.fromEntries(
    Object.entries(scores).map(([name, score]) => [name, score === null ? null : Number(score.toFixed(6))]),
  ),
})
