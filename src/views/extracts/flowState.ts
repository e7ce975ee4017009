import type { RegionGuess } from '../../extracts/guess/regionFile'
import type {
  OtherFile,
  ReadFault,
  ReadOptions,
  ReadProgress,
  ReadTable,
  SourceTable,
} from '../../extracts/intake/intake'
import type { Progress } from '../../extracts/report'
import type { ExtractSettings } from '../../extracts/settings'
import type { Incoming, RepeatedRows, Trial } from '../../extracts/workspace/workspace'
import type { TableName } from '../../schema'
import { resultColumns } from '../../schema/results'
import type { Answers, Guess, QualityReport, TableKind } from './contracts'
import type { StorageFault } from './storageFault'

export type Step = 'idle' | 'opening' | 'mapping' | 'checking' | 'report' | 'committing' | 'done'

/** A table on its way in. `error` of the latest reading or guessing; an earlier good one stays. */
export interface TableState {
  readonly source: SourceTable
  readonly phase: 'waiting' | 'reading' | 'guessing' | 'ready' | 'failed' | 'cancelled'
  readonly progress: ReadProgress | null
  readonly options: ReadOptions
  /** With the columns of a businesses file, once that is joined. */
  readonly read: ReadTable | null
  readonly joined: boolean
  readonly guess: Guess | null
  readonly answers: Answers
  /** What it is taken for; `skip` leaves it out. */
  readonly kind: TableKind | 'skip'
  /** The analyst said so. */
  readonly taken: boolean
  readonly mode: 'append' | 'replace'
  /** Name under which the mapping is kept on commit; null: it is not. */
  readonly saveAs: string | null
  readonly error: string | null
}

/** A region file on its way in, as it was proposed and then changed; `error` says why it cannot be used so. */
export interface RegionState {
  readonly path: readonly string[]
  readonly guess: RegionGuess
  readonly used: boolean
  readonly error: string | null
}

/** What was committed, for the last page. */
export interface Committed {
  readonly loads: readonly { readonly table: TableName; readonly mode: 'append' | 'replace'; readonly rows: number }[]
  /** Region files that came in. */
  readonly regions: number
  /** Version to go back to; null is the server's extracts alone. */
  readonly before: string | null
  /** The mapping was not kept, and why; the extracts are in all the same. */
  readonly profileError: string | null
}

export interface FlowState {
  readonly step: Step
  readonly tables: readonly TableState[]
  readonly selected: string | null
  readonly faults: readonly ReadFault[]
  readonly others: readonly OtherFile[]
  readonly regions: readonly RegionState[]
  /** Which of the rows with the same id stay, where the analyst said so. */
  readonly repeated: RepeatedRows
  /** Names of profiles that came with the files. */
  readonly profiles: readonly string[]
  readonly trialProgress: Progress | null
  readonly trial: Trial | null
  readonly reports: readonly QualityReport[]
  /** A large loss or a shifted column was confirmed. */
  readonly confirmed: boolean
  readonly error: string | null
  /** What the browser's storage had to do with `error`. */
  readonly storage: StorageFault | null
  readonly committed: Committed | null
}

export const nothing: FlowState = {
  step: 'idle', tables: [], selected: null, faults: [], others: [], regions: [], repeated: {}, profiles: [], trialProgress: null, trial: null,
  reports: [], confirmed: false, error: null, storage: null, committed: null,
} // biome-ignore format: a record of nothing yet

export const newTable = (source: SourceTable): TableState => ({
  source, phase: 'waiting', progress: null, options: {}, read: null,
  joined: false,
  taken: false, guess: null, answers: {}, kind: 'skip',
  mode: 'replace', saveAs: null, error: null,
}) // biome-ignore format: a record of nothing yet

/** Whether a table is results of a round: they are some visits of many, which they must not take the place of. */
export const isResults = ({ columns }: Pick<ReadTable, 'columns'>): boolean =>
  columns.length === resultColumns.length && resultColumns.every(([name], i) => columns[i]?.name === name)

/** What a table is taken for after a guess: a hidden sheet is left out until the analyst takes it for something. */
export const kindOf = (table: TableState | undefined, guess: Guess): TableState['kind'] =>
  table?.source.hidden && !table.taken ? 'skip' : guess.table

/** The tables beside `id` that are read; a hidden sheet that is left out is none of them. */
export const othersOf = (tables: readonly TableState[], id: string): ReadTable[] =>
  tables.flatMap(({ source, read, kind }) =>
    source.id === id || read === null || (source.hidden && kind === 'skip') ? [] : [read],
  )

/** What a trial loads: tables that are read and mapped, but for those left out or joined to others. */
export const incomingOf = (
  tables: readonly TableState[],
  settingsOf: (table: TableState) => ExtractSettings | null,
): Incoming[] =>
  tables.flatMap(table => {
    const { read, kind, mode } = table
    const settings = settingsOf(table)
    return kind === 'skip' || kind === 'businesses' || read === null || settings === null
      ? []
      : [{ read, table: kind, settings, mode }]
  })

export const isBusy = ({ phase }: TableState): boolean =>
  phase === 'waiting' || phase === 'reading' || phase === 'guessing'

/** Later answers win, key by key. */
export function mergedAnswers(before: Answers, now: Answers): Answers {
  const words = { ...before.words }
  for (const [column, answered] of Object.entries(now.words ?? {})) words[column] = { ...words[column], ...answered }
  return {
    ...before,
    ...now,
    ...(before.columns || now.columns ? { columns: { ...before.columns, ...now.columns } } : {}),
    ...(before.constants || now.constants ? { constants: { ...before.constants, ...now.constants } } : {}),
    ...(before.dates || now.dates ? { dates: { ...before.dates, ...now.dates } } : {}),
    ...(before.units || now.units ? { units: { ...before.units, ...now.units } } : {}),
    ...(before.words || now.words ? { words } : {}),
  }
}

/** Tables that the trial fills, with their rows that are used. */
export function loadsOf({ reports, tables }: FlowState): Committed['loads'] {
  const modeOf = (table: TableName) => tables.find(each => each.kind === table)?.mode ?? 'replace'
  return [...new Set(reports.map(({ table }) => table))].map(table => ({
    table,
    mode: modeOf(table),
    rows: reports.reduce((sum, each) => sum + (each.table === table ? each.rows : 0), 0),
  }))
}

export const told = (error: unknown): string => (error instanceof Error ? error.message : String(error))
