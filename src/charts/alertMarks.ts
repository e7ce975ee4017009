import type { Chart, ChartMap, ChartOption, Tip } from './chart'
import { boxOf, extentOf, ground } from './plane'
import { type ChartTheme, still, tooltipLook } from './theme'

type Place = readonly [number, number]
export type Ring = readonly Place[]

/** An outline on a map that stands for an alert: a circle, or a region's border. */
export interface AlertMark {
  /** What a click chooses. */
  readonly key: string
  /** Outlines of `[lon, lat]`, not closed, holes among them. */
  readonly rings: readonly Ring[]
  readonly tip: Tip
  /** It is the one that is open: drawn thicker. */
  readonly open?: boolean
}

export interface MarksLook {
  /** In the legend: "Open alerts". */
  readonly label: string
  /** How many are marked, in a sentence. */
  readonly summary: string
}

const drawnMarks = (marks: readonly AlertMark[]): AlertMark[] =>
  marks.filter(({ rings }) => rings.some(ring => ring.length >= 3))

/** A map with alerts on top: a click on one chooses its key, everything else is as it was. */
export function withMarks(chart: Chart, all: readonly AlertMark[], look: MarksLook, theme: ChartTheme): Chart {
  const marks = drawnMarks(all)
  if (marks.length === 0) return chart
  const { series, geo } = chart.option as { series?: readonly object[]; geo?: object }
  const [first] = series ?? []
  const told = {
    summary: `${chart.summary} ${look.summary}`,
    legend: [...chart.legend, { label: look.label, colour: theme.colours.accent, hatched: false }],
  }
  const [map] = chart.maps
  if (geo === undefined) {
    // Regions are a series of their own map, over which no other series can be laid: marks are shapes of that map.
    if (first === undefined || map === undefined) return chart
    const { data = [] } = first as { data?: readonly object[] }
    const joined = withShapes(map, marks)
    const items = marks.map(mark => ({ ...itemOf(mark, theme), name: nameOf(mark) }))
    return {
      ...chart,
      ...told,
      option: { ...chart.option, series: [{ ...first, map: joined.name, data: [...data, ...items] }] },
      tip: (at, item) => (item < data.length ? chart.tip(at, item) : (marks[item - data.length]?.tip ?? null)),
      pick: (at, item) => (item < data.length ? chart.pick(at, item) : pickOf(marks[item - data.length])),
      maps: [joined],
    }
  }
  const own = series?.length ?? 0
  return {
    ...chart,
    ...told,
    option: { ...chart.option, series: [...(series ?? []), outlines(marks, theme)] },
    tip: (at, item) => (at < own ? chart.tip(at, item) : (marks[item]?.tip ?? null)),
    pick: (at, item) => (at < own ? chart.pick(at, item) : pickOf(marks[item])),
  }
}

/** Alerts alone over the borders of regions, or on a plain plane where there are none. */
export function alertMap(
  all: readonly AlertMark[],
  map: ChartMap | null,
  extent: readonly [number, number, number, number] | null,
  look: MarksLook,
  theme: ChartTheme,
): Chart {
  const marks = drawnMarks(all)
  const box = extent ?? (map ? extentOf(map.geojson) : boxOf(marks.flatMap(mark => mark.rings.flat())))
  const { geo, maps } = ground(map, box, [], theme)
  return {
    option: { ...still, tooltip: tooltipLook(theme, 'item'), geo, series: [outlines(marks, theme)] },
    tip: (_series, item) => marks[item]?.tip ?? null,
    pick: (_series, item) => pickOf(marks[item]),
    summary: look.summary,
    legend: [{ label: look.label, colour: theme.colours.accent, hatched: false }],
    maps,
  }
}

const nameOf = ({ key }: AlertMark): string => `~alert ${key}`
const pickOf = (mark: AlertMark | undefined) => (mark === undefined ? null : { kind: 'item' as const, key: mark.key })
const widthOf = ({ open }: AlertMark): number => (open ? 4 : 2.5)

function itemOf(mark: AlertMark, theme: ChartTheme) {
  // Without a fill only the line is pointed at: what lies within stays in reach.
  const itemStyle = { areaColor: 'none', borderColor: theme.colours.accent, borderWidth: widthOf(mark) }
  return { value: '-', itemStyle, emphasis: { itemStyle: { ...itemStyle, borderWidth: 4 } }, select: { itemStyle } }
}

/** The map's shapes with those of the marks on top; the same marks give the same name. */
function withShapes(map: ChartMap, marks: readonly AlertMark[]): ChartMap {
  const features = marks.flatMap((mark): GeoJSON.Feature[] =>
    mark.rings.length === 0
      ? []
      : [
          {
            type: 'Feature',
            properties: { code: nameOf(mark) },
            geometry: {
              type: 'MultiPolygon',
              coordinates: mark.rings.map(ring => [[...ring, ...ring.slice(0, 1)].map(place => [...place])]),
            },
          },
        ],
  )
  const name = `${map.name} ${marks.map(mark => `${mark.key} ${mark.rings[0]?.[0]?.join()}`).join(' ')}`
  return { name, geojson: { type: 'FeatureCollection', features: [...map.geojson.features, ...features] } }
}

interface DrawApi {
  coord(place: Place): number[]
}

/** One custom series of lines, on a `geo`. */
function outlines(marks: readonly AlertMark[], theme: ChartTheme): ChartOption {
  return {
    id: 'alerts',
    type: 'custom',
    coordinateSystem: 'geo',
    geoIndex: 0,
    z: 20,
    data: marks.map(mark => [...(mark.rings[0]?.[0] ?? [0, 0])]),
    renderItem: ({ dataIndex }: { dataIndex: number }, api: DrawApi) => {
      const mark = marks[dataIndex]
      const style = { fill: 'none', stroke: theme.colours.accent, lineWidth: mark === undefined ? 0 : widthOf(mark) }
      return {
        type: 'group',
        children: (mark?.rings ?? []).map(ring => ({
          type: 'polygon',
          shape: { points: ring.map(place => api.coord(place)) },
          style: { ...style },
          emphasis: { style: { lineWidth: 4 } },
        })),
      }
    },
  }
}
