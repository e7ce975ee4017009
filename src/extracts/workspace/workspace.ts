import type { QueryEngine } from '../../engine/engine'
import type { TableName } from '../../schema'
import type { KeptPlace } from '../../storage/backend'
import type { Catalogue, CatalogueExtract } from '../catalogue'
import type { MaskedColumn, ReadTable } from '../intake/intake'
import type { Profile, Progress } from '../report'
import type { ExtractSettings } from '../settings'
import type { RegionFile, RegionSet } from '../source'

/** Where files are kept, and with it how long. */
export type KeptWhere = KeptPlace

/** A file of this browser's own: what a catalogue entry is made of, and where it came from. */
export interface KeptFile {
  /** The catalogue's entry; its `file` is the name of the kept Parquet, `sha256` is stated. */
  readonly entry: CatalogueExtract
  /** As it was dropped: `data.zip`, `2024.xlsx`, `Sheet1`. */
  readonly path: readonly string[]
  readonly bytes: number
  readonly rows: number
  readonly masked: readonly MaskedColumn[]
}

/** A state of the extracts in this browser: the server's catalogue with tables replaced and files added. */
export interface KeptVersion {
  readonly id: string
  /** ISO time of the browser's clock, with its zone's offset. */
  readonly time: string
  /** Who loaded it, where a name was given. */
  readonly by: string | null
  readonly what: 'append' | 'replace' | 'remove' | 'restore' | 'calendar'
  /** Tables whose files on the server are not used. */
  readonly replaced: readonly TableName[]
  readonly files: readonly KeptFile[]
  /** Region files that were dropped, as text, with the catalogue's entry. */
  readonly regions?: readonly { readonly entry: unknown; readonly text: string }[]
  /** By table: which of the rows with the same id stay. It wins over the server's catalogue; `all` is every one. */
  readonly repeated?: RepeatedRows
  /** The text of a calendar.json that takes the place of the server's; absent: the server's. */
  readonly calendar?: string
  /** As-of day of this version; null: that of the newest row; absent: the server's while any of its extracts is used. */
  readonly asOf?: string | null
  /** The `extractVersion` of the whole, and rows by table. */
  readonly version: string
  readonly rows: Readonly<Record<TableName, number>>
}

export const repeatedChoices = ['all', 'last', 'first'] as const
export type RepeatedChoice = (typeof repeatedChoices)[number]
export type RepeatedRows = Partial<Record<TableName, RepeatedChoice>>

/** What comes in beside tables. Region files take the place of all earlier ones of their level; `name` is told in faults. */
export interface IncomingBeside {
  readonly regions?: readonly RegionFile[]
  readonly repeated?: RepeatedRows
}

/** What is to come into the extracts, as the analyst confirmed it. */
export interface Incoming {
  readonly read: ReadTable
  readonly table: TableName
  readonly settings: ExtractSettings
  readonly mode: 'append' | 'replace'
}

/**
 * A column that holds something else than before: `emptied` (half filled before, less than a tenth now), `moved` (its
 * values are those that the column `from` had), `changed` (another value for at least half of the ids).
 */
export interface ShiftedColumn {
  readonly column: string
  readonly reason: 'emptied' | 'moved' | 'changed'
  readonly from: string | null
  /** `emptied`: share of rows filled now; else share of the ids in both whose value differs. 0 to 1. */
  readonly share: number
}

/**
 * Rows by id against what is there now. Of an id that stands in several rows the rows are compared as a bag: equal ones
 * pair off, of what is left as many as possible are `changed`. `after - before` is `added - gone`.
 */
export interface Comparison {
  readonly table: TableName
  readonly before: number
  readonly after: number
  readonly added: number
  readonly gone: number
  readonly changed: number
  readonly shifted: readonly ShiftedColumn[]
  /** Ids on which `shifted` rests: all that stand once in both, or a sample of at least some thousand. */
  readonly sampled: number
  /** Why a person must confirm: over 20 % fewer rows; over 20 % of the rows gone by id; columns that shifted. */
  readonly reasons: readonly ('fewer_rows' | 'rows_gone' | 'shifted_columns')[]
  readonly needsConfirmation: boolean
}

/** The extracts as they would be: loaded whole into an engine of their own, not yet seen by the dashboard. */
export interface Trial {
  readonly engine: QueryEngine
  readonly profile: Profile
  readonly version: string
  readonly comparisons: readonly Comparison[]
  /** What came in, as it would be kept: tells which file of the profile was dropped as what. */
  readonly files: readonly KeptFile[]
  /** Which of the rows with the same id stay in it; a table that is absent has all. */
  readonly repeated?: Catalogue['repeated']
}

export interface WorkspaceState {
  readonly where: KeptWhere
  /** Newest first. */
  readonly versions: readonly KeptVersion[]
  /** Id of the version on screen; null: the server's extracts alone. */
  readonly current: string | null
  /** Bytes kept here, and what the browser allows; null where it does not say. */
  readonly used: number
  readonly quota: number | null
  /** Records of earlier versions that could not be read and are kept aside, `versions.json.3.broken-1: why`. */
  readonly setAside?: readonly string[]
}

/** What `#/extracts` can do. Every method rejects with an Error whose message names the subject and says what to do. */
export interface Workspace {
  readonly state: () => WorkspaceState
  readonly subscribe: (listener: () => void) => () => void
  /** The regions of the catalogue, for guesses and checks. */
  regions(): Promise<RegionSet>
  /** Loads everything that would be, in a new engine. An earlier trial is ended. */
  trial(
    incoming: readonly Incoming[],
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
    beside?: IncomingBeside,
  ): Promise<Trial>
  /** Keeps the trial's files and shows it: the dashboard changes at once. Rejects and leaves everything as it was where keeping fails. */
  commit(by: string | null): Promise<void>
  /** Forgets the trial. */
  discard(): void
  /** Brings a version back as a new one. null: the server's extracts alone. */
  restore(id: string | null): Promise<void>
  /** Counts working days by another calendar, given as the text of a calendar.json, as a new version; null: by the server's. */
  setCalendar(text: string | null): Promise<void>
  /** Removes a kept file from the current state, as a new version. */
  removeFile(file: string): Promise<void>
  /** Forgets a version that is not current; files that no version needs any more go with it. */
  removeVersion(id: string): Promise<void>
  /** Files, versions, profiles, kept answers: everything this page keeps in the browser. */
  removeEverything(): Promise<void>
  /** The current extracts as a folder in a ZIP. */
  publish(onProgress: (share: number) => void, signal: AbortSignal): Promise<Blob>
}
