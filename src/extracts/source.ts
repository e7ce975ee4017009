import type { TimeForm } from './decodeTexts'
import type { PlainDecoder } from './plainPlan'
import type { CoordinateSystem } from './settings'

/** What an extract file's column holds once it is decoded. `nested` and `binary` columns cannot be mapped. */
export type SourceType = 'text' | 'integer' | 'number' | 'boolean' | 'date' | 'timestamp' | 'nested' | 'binary'

export interface SourceColumn {
  readonly name: string
  readonly type: SourceType
  /** Times that are instants, written in UTC. */
  readonly utc?: boolean
}

export interface SourceFile {
  /** The file's name, the subject of every message about it. */
  readonly name: string
  readonly bytes: number
  readonly rows: number
  /** SHA-256 of the bytes, lower-case hex. */
  readonly sha256: string
  readonly columns: readonly SourceColumn[]
  /** Rows of each row group, in file order. */
  readonly groups: readonly number[]
}

/** Where the coordinates stand: two source columns of degrees, or one that holds both and is named twice. */
export interface PlaceColumns {
  readonly lon: string
  readonly lat: string
  /** They are converted to WGS-84 from this system; WGS-84 when absent. */
  readonly system?: CoordinateSystem
  /** The order of the two numbers in one column; a form that says itself which is which wins. */
  readonly point?: 'lat-lon' | 'lon-lat'
  /** Longitude stands in the latitude's place and the other way round. */
  readonly swapped?: boolean
}

/** Values of a file's first rows by column name, as plain values (dates ISO text), and the region each place lies in. */
export interface Sample {
  readonly rows: number
  readonly values: Readonly<Record<string, readonly unknown[]>>
  /** Region code (finest level) by row, null outside every region or without a place; empty when not asked. */
  readonly regions: readonly (string | null)[]
}

/** A decoded row group: one complete Arrow IPC stream. */
export interface DecodedGroup {
  /**
   * Columns `c0`, `c1`, … in the order asked for, then `source_row` (Int32, from 1 in the file), `place_region` (text),
   * and where the decoder read the places (`placed`) `place_lon` and `place_lat` (doubles).
   */
  readonly ipc: Uint8Array
  readonly rows: number
  /** By asked column: a text none of whose cells is empty or has a blank at an end, so that nobody need trim. Absent: not known. */
  readonly trimmed?: readonly boolean[]
  /** By asked column: how the times of a text were written that came as timestamps. Absent: none did. */
  readonly times?: readonly (TimeForm | null)[]
  /** The coordinates need not be read from their columns any more. */
  readonly placed?: boolean
}

/** Whether the decoder makes the coordinates: from one column, by converting, or by changing them round. */
export const isMade = (place: PlaceColumns | undefined): boolean =>
  place !== undefined &&
  (place.point !== undefined || place.swapped === true || place.system === 'GCJ-02' || place.system === 'BD-09')

export interface Region {
  readonly code: string
  readonly name: string
  readonly level: string
  /** Code of the region one level up, null at the top. */
  readonly parent: string | null
}

/** One level's shapes for the map: GeoJSON simplified for a screen, `properties.code` on each feature. */
export interface RegionShapes {
  readonly level: string
  readonly geojson: GeoJSON.FeatureCollection
}

export interface RegionSet {
  readonly regions: readonly Region[]
  /** Coarsest level first. */
  readonly levels: readonly string[]
  readonly shapes: readonly RegionShapes[]
  /** West, south, east, north of all shapes in degrees; null without any. */
  readonly extent: readonly [number, number, number, number] | null
  /** What was wrong with a feature or a file, in words; the rest is used. */
  readonly problems: readonly string[]
}

export interface RegionFile {
  readonly level: string
  readonly name: string
  readonly text: string
  /** Property that holds the code, the name, and the parent's code. */
  readonly code: string
  readonly label: string
  readonly parent?: string
}

/**
 * Decodes extracts. In the browser it lives in a worker; in Node in the same thread. Every method rejects with an
 * `ExtractError` for what the file got wrong, and when the worker dies; none of them hangs.
 */
export interface Decoder extends Partial<PlainDecoder> {
  /** Reads region files and keeps their index for places; replaces earlier ones. Coarse levels first or in any order. */
  regions(files: readonly RegionFile[]): Promise<RegionSet>
  /**
   * Checks hash, form and size of a file and reads its footer. `sha256` is the stated hash, if any; `known`: whoever
   * made these bytes says so, and they are not hashed again.
   */
  open(name: string, bytes: Blob, sha256?: string, known?: boolean): Promise<SourceFile>
  /** Values of at most `limit` rows spread over the file (first, middle and last row groups). */
  sample(name: string, columns: readonly string[], limit: number, place?: PlaceColumns): Promise<Sample>
  /**
   * One row group, only `columns`. `place_region` is null where `place` is not given. Texts among `times` come as
   * timestamps where all of the group's cells are times of one form.
   */
  decode(
    name: string,
    group: number,
    columns: readonly string[],
    place?: PlaceColumns,
    times?: readonly string[],
  ): Promise<DecodedGroup>
  /** Forgets a file. */
  close(name: string): Promise<void>
  /** Ends the worker, if there is one; everything pending rejects. */
  end(): void
}

/** A file, or a part of it, that cannot be used: `subject` is the file (and column), `message` begins with it. */
export class ExtractError extends Error {
  override readonly name = 'ExtractError'
  constructor(
    readonly subject: string,
    readonly kind: ExtractErrorKind,
    detail: string,
    options?: { cause?: unknown },
  ) {
    super(`${subject}: ${detail}`, options)
  }
}

export type ExtractErrorKind =
  | 'missing'
  | 'not-parquet'
  | 'format'
  | 'encoding'
  | 'truncated'
  | 'hash'
  | 'encrypted'
  | 'nested'
  | 'too-large'
  | 'decode'
  | 'empty'
  | 'mapping'
  | 'values'
  | 'catalogue'
  | 'regions'
  | 'load'
  | 'worker'
