import type { ChartMap, LegendEntry, Tip, Unit } from './chart'
import type { Extent } from './plane'
import { colourOf, legendOf, type Scale } from './scale'
import { type ChartTheme, printed } from './theme'

/** What all maps are told beside their points. */
export interface MapLook {
  /** Shapes of the level shown; null draws on a plain plane of degrees. */
  readonly map: ChartMap | null
  readonly unit: Unit
  /** What is measured: "Critical rate". */
  readonly label: string
  readonly numeratorLabel?: string
  readonly denominatorLabel?: string
  /** Codes of the regions that the filter has chosen. */
  readonly selected?: readonly string[]
  /** Keeps the view where it is while filters change which points there are. Used where `map` is null. */
  readonly extent?: Extent
  /** A denominator below this is "few"; only named here, the points say which they are. 20 when absent. */
  readonly least?: number
}

export interface Measured {
  readonly value: number | null
  readonly numerator: number
  /** Null for a count, which has none. */
  readonly denominator: number | null
  /** The denominator is too small for the rate to mean much: hatched. */
  readonly few: boolean
}

/** Values that classes are made of: those that can be relied on, or all where none can. */
export function reliable(points: readonly Measured[]): number[] {
  const present = points.filter(point => point.value !== null)
  const sound = present.filter(point => !point.few)
  return (sound.length > 0 ? sound : present).map(point => point.value ?? 0)
}

export function measuredTip(title: string, point: Measured, look: MapLook, theme: ChartTheme): Tip {
  const { format, words } = theme
  const rows = [{ label: look.label, value: printed(point.value, look.unit, theme) }]
  if (point.denominator !== null) {
    if (look.numeratorLabel !== undefined)
      rows.push({ label: look.numeratorLabel, value: format.count(point.numerator) })
    if (look.denominatorLabel !== undefined)
      rows.push({ label: look.denominatorLabel, value: format.count(point.denominator) })
  }
  return point.few ? { title, rows, note: words.few(look.least ?? 20) } : { title, rows }
}

/** Classes, then "few" and "no data" where the map has such places. */
export function mapLegend(points: readonly Measured[], scale: Scale, look: MapLook, theme: ChartTheme): LegendEntry[] {
  const { noData } = theme.colours
  const entries = legendOf(scale, look.unit, theme)
  if (points.some(point => point.few && point.value !== null))
    entries.push({ label: theme.words.few(look.least ?? 20), colour: noData, hatched: true })
  if (points.some(point => point.value === null))
    entries.push({ label: theme.words.noData, colour: noData, hatched: false })
  return entries
}

/** How a region or a cell is filled: by its class, or striped in its colour where it rests on few cases. */
export interface Filling {
  readonly fill: string
  readonly hatch?: { readonly colour: string; readonly fine: boolean }
}

export function fillingOf(point: Measured, scale: Scale, theme: ChartTheme, fine = false): Filling {
  const colour = colourOf(scale, point.value)
  return point.few && point.value !== null ? { fill: theme.colours.noData, hatch: { colour, fine } } : { fill: colour }
}

/** Diagonal lines in a class's colour: the value is there, but faint. */
export function hatch(colour: string, fine = false) {
  return { color: colour, dashArrayX: [1, 0], dashArrayY: fine ? [1, 2] : [2, 3], rotation: -Math.PI / 4 } as const
}

export function mapSummary(
  points: readonly (Measured & { readonly name: string })[],
  look: MapLook,
  theme: ChartTheme,
): string {
  const present = points.filter(point => point.value !== null)
  const sound = present.filter(point => !point.few)
  const told = sound.length > 0 ? sound : present
  const [first] = told
  if (first === undefined) return theme.words.empty(look.label)
  const high = told.reduce((a, b) => ((b.value ?? 0) > (a.value ?? 0) ? b : a), first)
  const low = told.reduce((a, b) => ((b.value ?? 0) < (a.value ?? 0) ? b : a), first)
  return theme.words.map({
    label: look.label,
    places: theme.format.count(present.length),
    high: printed(high.value, look.unit, theme),
    highAt: high.name,
    low: printed(low.value, look.unit, theme),
    lowAt: low.name,
  })
}

export function spotSummary(values: readonly (number | null)[], look: MapLook, theme: ChartTheme): string {
  const present = values.filter(value => value !== null)
  if (values.length === 0) return theme.words.empty(look.label)
  const edge = (pick: (a: number, b: number) => number): string =>
    printed(present.length === 0 ? null : present.reduce((a, b) => pick(a, b)), look.unit, theme)
  return theme.words.spots({
    label: look.label,
    spots: theme.format.count(values.length),
    high: edge(Math.max),
    low: edge(Math.min),
  })
}
