import type { EChartsCoreOption } from 'echarts/core'
import type { Sketch } from './sketch'

export type ChartOption = EChartsCoreOption

/** How values are written: whole numbers, fractions 0-1 as percent, or numbers with one decimal. */
export type Unit = 'count' | 'rate' | 'number'

/** What a pointer or a finger is told. Plain text: it becomes text nodes, never HTML. */
export interface Tip {
  readonly title: string
  readonly rows: readonly { readonly label: string; readonly value: string }[]
  /** A doubt about the value: an unfinished period, a small denominator. */
  readonly note?: string
}

/** What a click means: a value of the chart's dimension, or a ring of `[lon, lat]`, not closed. */
export type Pick =
  | { readonly kind: 'item'; readonly key: string }
  | { readonly kind: 'area'; readonly ring: readonly (readonly [number, number])[] }

export interface LegendEntry {
  readonly label: string
  readonly colour: string
  readonly hatched: boolean
}

/** Shapes for a map. `name` stands for these very shapes: other shapes need another name. */
export interface ChartMap {
  readonly name: string
  /** `properties.code` on each feature, as text. */
  readonly geojson: GeoJSON.FeatureCollection
}

/** A drawn answer: what ECharts draws, and what is said about it in words. */
export interface Chart {
  readonly option: ChartOption
  /** `series` and `item` are ECharts' indexes; null where there is nothing to tell. */
  tip(series: number, item: number): Tip | null
  pick(series: number, item: number): Pick | null
  /** One sentence with the figures that matter, for those who cannot see the drawing. */
  readonly summary: string
  readonly legend: readonly LegendEntry[]
  /** Shapes to register before drawing. */
  readonly maps: readonly ChartMap[]
  /** What is seen of it before ECharts is there, in a box of pixels; without one nothing is. */
  sketch?(width: number, height: number): Sketch
}
