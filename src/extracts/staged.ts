import { identifier } from '../engine/sql'
import { columns, type TableName } from '../schema'
import type { TimeForm } from './decodeTexts'
import type { Staged } from './expressions'
import type { Mapping } from './report'
import type { DateReading, ScoreReading } from './settings'
import type { SourceColumn } from './source'

/** One file on its way into a canonical table. */
export interface Shaping {
  readonly table: TableName
  readonly mapping: Mapping
  /** Source columns in the order of the staging table's `c0`, `c1`, … */
  readonly staged: readonly SourceColumn[]
  /** By staged column: nothing in it needs trimming (of the row group at hand). */
  readonly trimmed: readonly boolean[]
  /** Position in `source_files`. */
  readonly file: number
  readonly hasRegions: boolean
  /** West, south, east, north of the regions: where coordinates that were swapped would lie. */
  readonly extent: readonly [number, number, number, number] | null
  /** Department that the catalogue states for a file without such a column. */
  readonly department: string | null
  /** Working or calendar days of targets.json where the extract states none; null without a target. */
  readonly closeWithin: { readonly days: number; readonly working: boolean } | null
  readonly decideWithin: { readonly days: number; readonly working: boolean } | null
  readonly words: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly dates: Readonly<Record<string, DateReading>>
  /** Place of the zone's macro; null: zones are dropped. */
  readonly zone: number | null
  readonly score: ScoreReading | null
  /** Column of the table → source column that it keeps as text. */
  readonly extra: Readonly<Record<string, string>>
  /** By staged column: how a text was written that the decoder read as times (of the row groups at hand). */
  readonly times: readonly (TimeForm | null)[]
  /** The decoder read the coordinates: `place_lon` and `place_lat` are staged. */
  readonly placed: boolean
  /** Beside a text column `c0` that needs it stands its trimmed text, `t0`. */
  readonly cleaned?: boolean
}

/** Source columns that a mapping and the kept ones read, each once. */
export const sourcesOf = (mapping: Mapping, extra: Readonly<Record<string, string>> = {}): string[] => [
  ...new Set([
    ...Object.values(mapping).flatMap(m => (m.source === null ? [] : [m.source, ...m.fallbacks])),
    ...Object.values(extra),
  ]),
]

/** Source columns that are read as times. */
export const timesIn = (table: TableName, mapping: Mapping): string[] =>
  columns[table].flatMap(({ name, kind }) => {
    const mapped = kind === 'date' || kind === 'timestamp' ? mapping[name] : undefined
    return mapped && mapped.source !== null ? [mapped.source, ...mapped.fallbacks] : []
  })

/** A staged source column. */
export function stagedColumn(shaping: Shaping, source: string): Staged {
  const at = shaping.staged.findIndex(column => column.name === source)
  const { type = 'text', utc = false } = shaping.staged[at] ?? {}
  const written = shaping.times[at]
  if (written) return { column: identifier(`c${at}`), type: 'timestamp', written }
  const trimmed = shaping.trimmed[at] === true
  const clean = shaping.cleaned === true && type === 'text' && !trimmed
  return { column: identifier(`${clean ? 't' : 'c'}${at}`), type, utc, trimmed: trimmed || clean }
}

/** The staged columns behind a canonical one, first choice first. */
export function stagedOf(shaping: Shaping, name: string): Staged[] {
  const mapped = shaping.mapping[name]
  if (!mapped || mapped.source === null) return []
  return [mapped.source, ...mapped.fallbacks].map(source => stagedColumn(shaping, source))
}
