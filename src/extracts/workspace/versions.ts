import { type TableName, tableNames } from '../../schema'
import type { Catalogue, CatalogueExtract, CatalogueRegions } from '../catalogue'
import { field } from '../catalogueJson'
import { ExtractError } from '../source'
import type { KeptState } from './keptState'
import type { Incoming, KeptFile, KeptVersion } from './workspace'

/** What of a version decides the rows. */
export type KeptContent = Pick<KeptVersion, 'replaced' | 'files' | 'regions' | 'repeated' | 'calendar' | 'asOf'>

/** The server's extracts alone. */
export const nothingAdded: KeptContent = { replaced: [], files: [] }

export type KeptChange =
  | {
      readonly what: 'load'
      readonly incoming: readonly { readonly file: KeptFile; readonly mode: 'append' | 'replace' }[]
      readonly regions?: KeptVersion['regions']
      readonly repeated?: KeptVersion['repeated']
      readonly asOf?: string | null
    }
  | { readonly what: 'remove'; readonly file: string }
  /** The text of a calendar.json; null: the server's. */
  | { readonly what: 'calendar'; readonly text: string | null }

/** By what name a kept calendar stands in the folder. */
export const keptCalendar = 'kept/calendar.json'

/** What is known of a version once its content was loaded. */
export type VersionFacts = Pick<KeptVersion, 'id' | 'time' | 'by' | 'version' | 'rows'>

const textOf = (entry: unknown, name: 'file' | 'level'): string | null => {
  const text = field(entry, name)
  return typeof text === 'string' ? text : null
}

/** Whether an entry of regions gives way to `newer`: one of the same file or level is among them. */
function givesWay(entry: unknown, newer: readonly unknown[]): boolean {
  return (['file', 'level'] as const).some(name => {
    const own = textOf(entry, name)
    return own !== null && newer.some(each => textOf(each, name) === own)
  })
}

/**
 * The content after a change. Dropped regions take the place of those of their level. Replacing a table sets aside the server's files and those kept before; a table of which the
 * last kept file is removed is the server's again, and so is a level of regions. Throws an ExtractError for a file that is there already, or is not.
 */
export function contentAfter(content: KeptContent, change: KeptChange): KeptContent {
  if (change.what === 'calendar') {
    const { calendar: _before, ...rest } = content
    return change.text === null ? rest : { ...rest, calendar: change.text }
  }
  if (change.what === 'remove') {
    const files = content.files.filter(({ entry }) => entry.file !== change.file)
    const regions = content.regions?.filter(({ entry }) => textOf(entry, 'file') !== change.file)
    if (files.length === content.files.length && regions?.length === content.regions?.length)
      throw new ExtractError(change.file, 'missing', 'the version on screen has no such file; reload the page')
    const left = new Set(files.map(({ entry }) => entry.table))
    const repeated = tableNames.flatMap(table => {
      const choice = left.has(table) ? content.repeated?.[table] : undefined
      return choice === undefined ? [] : [[table, choice] as const]
    })
    const { repeated: _before, regions: _all, ...rest } = content
    return {
      ...rest,
      files,
      replaced: content.replaced.filter(table => left.has(table)),
      ...(regions?.length && { regions }),
      ...(repeated.length > 0 && { repeated: Object.fromEntries(repeated) }),
    }
  }
  const replaced = new Set(change.incoming.filter(each => each.mode === 'replace').map(each => each.file.entry.table))
  const files = content.files.filter(({ entry }) => !replaced.has(entry.table))
  for (const { file } of change.incoming) {
    if (files.some(({ entry }) => entry.file === file.entry.file))
      throw new ExtractError(file.entry.file, 'catalogue', 'a file of this name is kept already; give it another')
    files.push(file)
  }
  const more = change.regions ?? []
  const entries = more.map(({ entry }) => entry)
  const regions = [...(content.regions ?? []).filter(({ entry }) => !givesWay(entry, entries)), ...more]
  const repeated = { ...content.repeated, ...change.repeated }
  return {
    replaced: [...new Set([...content.replaced, ...replaced])],
    files,
    ...(regions.length > 0 && { regions }),
    ...(Object.keys(repeated).length > 0 && { repeated }),
    ...withCalendar(content.calendar),
    ...withAsOf('asOf' in change ? change.asOf : content.asOf),
  }
}

const withCalendar = (calendar: string | undefined) => (calendar === undefined ? {} : { calendar })
const withAsOf = (asOf: string | null | undefined) => (asOf === undefined ? {} : { asOf })

/** A name for a kept file that neither the server's catalogue nor a kept file has; it tells table and content. */
export function keptName(table: TableName, sha256: string, taken: Iterable<string>): string {
  const names = new Set(taken)
  const stem = `kept/${table}-${sha256.slice(0, 16)}`
  for (let i = 1; ; i++) {
    const name = i === 1 ? `${stem}.parquet` : `${stem}-${i}.parquet`
    if (!names.has(name)) return name
  }
}

/** Names that a new kept file must not have: those of the server's catalogue and of all versions. */
export const takenNames = (base: Catalogue | null, state: KeptState): string[] => [
  ...(base ? [...base.extracts, ...base.regions].map(({ file }) => file) : []),
  ...state.versions.flatMap(version => version.files.map(({ entry }) => entry.file)),
]

/**
 * The catalogue of a content, as `parseCatalogue` reads it: the server's entries of tables that were not replaced, then
 * the kept files in order; the server's regions and the dropped ones, which win over those of the same file or level. What was
 * published beside the server's catalogue (answers, tables) tells of other rows and is left out. The as-of day is the
 * stated one; else the server's while any of its extracts is used; else that of the newest row.
 */
export function effectiveCatalogue(base: Catalogue | null, content: KeptContent): Record<string, unknown> {
  const {
    answers: _answers,
    tables: _tables,
    asOf,
    repeated: ofServer,
    calendar: ofFolder,
    ...rest
  } = base ?? browserCatalogue
  const served = rest.extracts.filter(({ table }) => !content.replaced.includes(table))
  const dropped = (content.regions ?? []).map(({ entry }) => entry)
  const day = content.asOf === undefined ? (served.length > 0 ? asOf : undefined) : (content.asOf ?? undefined)
  return {
    ...rest,
    ...(day !== undefined && { asOf: day }),
    ...repeatedOf(ofServer, content.repeated),
    ...withCalendar(content.calendar === undefined ? ofFolder : keptCalendar),
    extracts: [...served, ...content.files.map(({ entry }) => entry)],
    regions: [...rest.regions.filter(entry => !givesWay(entry, dropped)), ...dropped],
  }
}

/** The catalogue's own choice for each table, unless the content has another; every row stays where neither says more. */
function repeatedOf(served: Catalogue['repeated'], chosen: KeptVersion['repeated']): Pick<Catalogue, 'repeated'> {
  const repeated = Object.entries({ ...served, ...chosen }).filter(([, choice]) => choice && choice !== 'all')
  return repeated.length === 0 ? {} : { repeated: Object.fromEntries(repeated) }
}

/** Where the server has no catalogue at all. */
const browserCatalogue = {
  name: { en: 'Extracts of this browser', zh: '本浏览器中的数据' },
  extracts: [] as CatalogueExtract[],
  regions: [] as CatalogueRegions[],
  asOf: undefined,
  repeated: undefined,
  calendar: undefined,
  answers: undefined,
  tables: undefined,
}

/** The version on screen; null: the server's extracts alone. */
export const currentOf = (state: KeptState): KeptVersion | null =>
  state.versions.find(v => v.id === state.current) ?? null

export const versionOf = (state: KeptState, id: string): KeptVersion => {
  const found = state.versions.find(version => version.id === id)
  if (!found) throw new ExtractError(id, 'missing', 'there is no such version here; another tab may have removed it')
  return found
}

/** A state with a loaded content as its newest version, on screen. */
export function withVersion(
  state: KeptState,
  content: KeptContent,
  what: KeptVersion['what'],
  facts: VersionFacts,
): KeptState {
  const { replaced, files, regions, repeated, calendar, asOf } = content
  const beside = {
    ...(regions && { regions }),
    ...(repeated && { repeated }),
    ...withCalendar(calendar),
    ...withAsOf(asOf),
  }
  const version: KeptVersion = { ...facts, what, replaced, files, ...beside }
  return { versions: [version, ...state.versions], current: version.id }
}

/** An earlier version as the newest one (its bytes are the same); null: the server's extracts alone, all versions stay. */
export function restored(
  state: KeptState,
  id: string | null,
  facts: Omit<VersionFacts, 'version' | 'rows'>,
): KeptState {
  if (id === null) return { ...state, current: null }
  const { version, rows, ...content } = versionOf(state, id)
  return withVersion(state, content, 'restore', { ...facts, version, rows })
}

/** A state without a version that could not be shown. Where nothing was added, only what is current had changed. */
export function takenBack({ versions, current }: KeptState, id: string, from: string | null): KeptState {
  const left = versions.filter(version => version.id !== id)
  const ours = current === id || (current === null && left.length === versions.length)
  return { versions: left, current: ours && left.some(version => version.id === from) ? from : ours ? null : current }
}

/** Throws an ExtractError for the version on screen and for one that is not there. */
export function withoutVersion(state: KeptState, id: string): KeptState {
  versionOf(state, id)
  if (id === state.current)
    throw new ExtractError(id, 'catalogue', 'this version is on screen; bring back another one before removing it')
  return { ...state, versions: state.versions.filter(version => version.id !== id) }
}

/** Names of the kept files that at least one version needs. */
export const neededFiles = (state: KeptState): Set<string> =>
  new Set(state.versions.flatMap(version => version.files.map(({ entry }) => entry.file)))

/**
 * Kept files that `before` needed and `after` does not: what may be removed once `after` is on disk. Files that no
 * version names are not among them, for another tab may be about to.
 */
export const freedFiles = (before: KeptState, after: KeptState): string[] => {
  const needed = neededFiles(after)
  return [...neededFiles(before)].filter(name => !needed.has(name))
}

/** Stored names of kept files that no version needs: a crash's, or another tab's that is loading now. */
export const unneededFiles = (state: KeptState, stored: Iterable<string>): string[] => {
  const needed = neededFiles(state)
  return [...stored].filter(name => name.startsWith('kept/') && !needed.has(name))
}

/** Region files of a content, with their level. */
export const regionsOf = ({ regions = [] }: Pick<KeptContent, 'regions'>): { file: string; level: string }[] =>
  regions.map(({ entry }) => ({ file: textOf(entry, 'file') ?? '', level: textOf(entry, 'level') ?? '' }))

/** What the analyst dropped that is kept under `name`. */
export const droppedAs = ({ files }: KeptContent, name: string): string =>
  files.find(({ entry }) => entry.file === name)?.path.join(' · ') ?? name

/** A dropped table as it would be kept, beside files of the `taken` names. */
export function keptFile({ read, table, settings }: Incoming, taken: readonly string[]): KeptFile {
  const entry = { table, file: keptName(table, read.sha256, taken), sha256: read.sha256, ...settings }
  return { entry, path: read.path, bytes: read.parquet.size, rows: read.rows, masked: read.masked }
}
