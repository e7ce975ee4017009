import type { TableName } from '../../schema'
import { normaliseHeader } from '../headers'
import type { ExtractSettings } from '../settings'

/** A confirmed mapping that is kept to be used again. */
export interface SavedProfile {
  readonly format: typeof profileFormat
  readonly version: 1
  readonly name: string
  readonly table: TableName
  /** Normalised headers of the file it was made from, sorted, each once. */
  readonly header: readonly string[]
  readonly settings: ExtractSettings
  /** How the file had to be read, where that was not found out. */
  readonly read?: { readonly header?: readonly number[]; readonly encoding?: string; readonly separator?: string }
  /** ISO time with zone at which it was saved: of two for one header the newest is used. */
  readonly saved?: string
}

export const profileFormat = 'smart-supervision profile'

/** What a profile and a header have to do with each other. Names are the file's own, in `missing` and `gone` the profile's. */
export interface ProfileFit {
  readonly profile: SavedProfile
  /** `exact`: the same columns; `close`: nearly, and all that the profile uses; `broken`: columns that it uses are not there. */
  readonly fit: 'exact' | 'close' | 'broken'
  /** Columns of the file that the profile does not know. */
  readonly added: readonly string[]
  /** Columns of the profile's file that are not there, normalised. */
  readonly gone: readonly string[]
  /** Columns that the profile uses and that are not there. */
  readonly missing: readonly string[]
}

/** Jaccard index from which a profile fits, and from which one that lacks columns is told of. */
const close = 0.9
const related = 0.5

export const normalisedHeader = (names: readonly string[]): string[] => [...new Set(names.map(normaliseHeader))].sort()

export function makeProfile(
  name: string,
  table: TableName,
  columns: readonly string[],
  settings: ExtractSettings,
  more: Pick<SavedProfile, 'read' | 'saved'> = {},
): SavedProfile {
  return { format: profileFormat, version: 1, name, table, header: normalisedHeader(columns), settings, ...more }
}

/** The profile for a header: the newest of those that know exactly these columns, else the most alike; null for none. */
export function recogniseProfile(columns: readonly string[], profiles: readonly SavedProfile[]): ProfileFit | null {
  const header = new Set(normalisedHeader(columns))
  const fits = profiles.map(profile => {
    const known = new Set(profile.header)
    const shared = profile.header.filter(name => header.has(name)).length
    const union = header.size + known.size - shared
    const missing = usedBy(profile.settings).filter(name => !header.has(normaliseHeader(name)))
    const alike = union === 0 ? 0 : shared / union
    const fit = missing.length > 0 ? 'broken' : alike === 1 ? 'exact' : alike >= close ? 'close' : null
    return {
      alike,
      found: {
        profile,
        fit: fit ?? 'broken',
        added: columns.filter(name => !known.has(normaliseHeader(name))),
        gone: profile.header.filter(name => !header.has(name)),
        missing,
      } satisfies ProfileFit,
      rank: fit === 'exact' ? 3 : fit === 'close' ? 2 : fit === 'broken' && alike >= related ? 1 : 0,
    }
  })
  const best = fits
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank || b.alike - a.alike || savedAt(b.found.profile) - savedAt(a.found.profile))[0]
  return best?.found ?? null
}

const savedAt = ({ saved }: SavedProfile): number => (saved === undefined ? 0 : Date.parse(saved) || 0)

/** Columns of a file that settings read. */
export const usedBy = ({ columns, id = [], point, extra = [] }: ExtractSettings): string[] => [
  ...new Set([...Object.values(columns).flat(), ...id, ...(point ? [point.column] : []), ...extra]),
]

/** Settings of a profile with its columns called as in this file: `LICENSE NUMBER` for `License Number`. */
export function fitSettings(settings: ExtractSettings, columns: readonly string[]): ExtractSettings {
  const own = new Map(columns.map(name => [normaliseHeader(name), name]))
  const called = (name: string): string => (columns.includes(name) ? name : (own.get(normaliseHeader(name)) ?? name))
  return {
    ...settings,
    columns: Object.fromEntries(
      Object.entries(settings.columns).map(([column, sources]) => [
        column,
        typeof sources === 'string' ? called(sources) : sources.map(called),
      ]),
    ),
    ...(settings.id ? { id: settings.id.map(called) } : {}),
    ...(settings.point ? { point: { ...settings.point, column: called(settings.point.column) } } : {}),
    ...(settings.extra ? { extra: settings.extra.map(called) } : {}),
    guess: false,
  }
}
