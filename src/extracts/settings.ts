/**
 * How the days and times of a column are written where that is not plain: the order of day and month, serial numbers of
 * spreadsheets (1900 system), seconds or milliseconds since 1970.
 */
export const dateReadings = ['dmy', 'mdy', 'excel', 'epoch-seconds', 'epoch-milliseconds'] as const
export type DateReading = (typeof dateReadings)[number]

export const coordinateSystems = ['WGS-84', 'CGCS2000', 'GCJ-02', 'BD-09'] as const
export type CoordinateSystem = (typeof coordinateSystems)[number]

/** Units in which files state amounts, by how many yuan they are. */
export const amountUnits = { 万元: 10_000 } as const
export type AmountUnit = keyof typeof amountUnits

/** Canonical columns of amounts, in yuan. */
export const isAmount = (column: string): boolean => /_amount$|^amount_/.test(column)

/** The unit that the header of an amount states: 罚款金额（万元）. */
export const headerUnit = (column: string, header: string): AmountUnit | null =>
  isAmount(column) && header.includes('万元') ? '万元' : null

/** What a numeric score says of an inspection that states no result. Bounds count as reached. */
export interface ScoreReading {
  readonly higher: 'better' | 'worse'
  /** From this score on (in the worse direction) the result is that word; absent: never. Anything better is `ok`. */
  readonly minor?: number
  readonly problem?: number
  readonly critical?: number
}

/** What a catalogue states of one extract beside its table and file: the analyst's answers, and a saved profile's body. */
export interface ExtractSettings {
  /** Canonical column → source column, or several of which the later ones fill the gaps of the first. */
  readonly columns: Readonly<Record<string, string | readonly string[]>>
  readonly constants: Readonly<Record<string, string>>
  /** Source columns that together tell the rows apart, in a file without an id of its rows; `columns` states none then. */
  readonly id?: readonly string[]
  /** False: columns that are not stated stay empty. True when absent: they are guessed. */
  readonly guess?: boolean
  readonly department?: string
  /** Canonical column → word of the source (any case) → canonical word; '' leaves the value empty. Before the vocabulary. */
  readonly words?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Canonical column of days or times → how it is written. */
  readonly dates?: Readonly<Record<string, DateReading>>
  /** Canonical column of an amount → the unit in which the file states it; yuan when absent. */
  readonly units?: Readonly<Record<string, AmountUnit>>
  /** IANA zone to whose local time a zoned time is converted; the catalogue's `timezone` when absent; neither: the zone is dropped. */
  readonly timezone?: string
  /** One column holds both coordinates: `(41.8, -87.6)` is lat-lon, `POINT(-87.6 41.8)` says itself. Wins over `lon` and `lat`. */
  readonly point?: { readonly column: string; readonly order: 'lat-lon' | 'lon-lat' }
  /** System of this file's coordinates; the catalogue's when absent. */
  readonly coordinates?: CoordinateSystem
  /** Longitude stands in the latitude's column and the other way round. */
  readonly swapped?: boolean
  readonly score?: ScoreReading
  /** Source columns that are kept as text beside the canonical ones. */
  readonly extra?: readonly string[]
}
