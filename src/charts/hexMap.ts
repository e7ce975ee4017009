import type { Chart } from './chart'
import { fillingOf, hatch, type MapLook, type Measured, mapLegend, measuredTip, reliable, spotSummary } from './mapLook'
import { cellPaths, groundSketch } from './mapSketch'
import { boxOf, extentOf, ground, metresPerDegree } from './plane'
import { scaleOf } from './scale'
import { type ChartTheme, still, tooltipLook } from './theme'

/** A pointy-top hexagon on the local equirectangular plane. */
export interface HexPoint extends Measured {
  /** Centre, degrees. */
  readonly lon: number
  readonly lat: number
  /** Edge, metres: also the way from the centre to a corner. */
  readonly edge: number
}

export interface HexLook extends MapLook {
  /** Latitude at which the plane of the grid is true, degrees: cells meet exactly at that one. */
  readonly latitude?: number
  /** What a cell is called in its tooltip. */
  readonly cell: string
}

export type Ring = readonly (readonly [number, number])[]

/** The six corners, `[lon, lat]`, from north clockwise. */
export function corners(point: HexPoint, latitude: number): Ring {
  const scale = Math.cos((latitude * Math.PI) / 180)
  return [0, 1, 2, 3, 4, 5].map(k => {
    const angle = (k * Math.PI) / 3
    const east = (point.edge * Math.sin(angle)) / (metresPerDegree * scale)
    const north = (point.edge * Math.cos(angle)) / metresPerDegree
    return [point.lon + east, point.lat + north] as const
  })
}

interface DrawApi {
  coord(place: readonly [number, number]): number[]
}

/** Cells coloured by class over the regions' borders. A click chooses the cell's area. */
export function hexMap(points: readonly HexPoint[], look: HexLook, theme: ChartTheme): Chart {
  const extent = look.extent ?? (look.map ? extentOf(look.map.geojson) : boxOf(points.map(p => [p.lon, p.lat])))
  const latitude = look.latitude ?? (extent[1] + extent[3]) / 2
  const rings = points.map(point => corners(point, latitude))
  const scale = scaleOf(reliable(points), look.unit, theme)
  const { geo, maps } = ground(look.map, extent, look.selected ?? [], theme)
  const fillings = points.map(point => fillingOf(point, scale, theme, true))
  const styles = fillings.map(({ fill, hatch: stripes }) => ({
    fill,
    ...(stripes && { decal: hatch(stripes.colour, stripes.fine) }),
    ...edgeOf(theme),
  }))
  return {
    option: {
      ...still,
      tooltip: tooltipLook(theme, 'item'),
      geo,
      series: [
        {
          id: 'cells',
          type: 'custom',
          coordinateSystem: 'geo',
          data: points.map(point => [point.lon, point.lat]),
          renderItem: ({ dataIndex }: { dataIndex: number }, api: DrawApi) => ({
            type: 'polygon',
            shape: { points: (rings[dataIndex] ?? []).map(corner => api.coord(corner)) },
            // ECharts writes into what it is given.
            style: { ...styles[dataIndex] },
            emphasis: { style: { stroke: theme.colours.strong, lineWidth: 1.5 } },
          }),
        },
      ],
    },
    tip: (_series, item) => {
      const point = points[item]
      return point === undefined ? null : measuredTip(look.cell, point, look, theme)
    },
    pick: (_series, item) => {
      const ring = rings[item]
      return ring === undefined ? null : { kind: 'area', ring }
    },
    summary: spotSummary(
      points.map(point => point.value),
      look,
      theme,
    ),
    legend: mapLegend(points, scale, look, theme),
    maps,
    sketch: (width, height) =>
      groundSketch(maps[0], look, theme, [width, height], at =>
        cellPaths(
          rings.map((ring, i) => ({ ring, filling: fillings[i] ?? { fill: scale.noData } })),
          at,
          theme,
        ),
      ),
  }
}

const edgeOf = (theme: ChartTheme) => ({ stroke: theme.colours.surface, lineWidth: 0.5 })
