import { type Edges, edgesOf, inRow } from './regionEdges'
import type { Polygon } from './regionParse'

/** Cells of the grid, about 512 by 512: four megabytes, and a few edges in each cell on a border. */
const cells = 512 * 512
/** Rounding must never put an edge into a neighbouring cell: cells reach a little over their borders. */
const margin = 1e-6

/**
 * Finds the region that a point lies in: even-odd over all rings, on the coordinates as they are given. A point on a
 * border that two regions share belongs to exactly one; where regions overlap, the first in the list has it.
 *
 * A grid answers inside at once. A cell that borders cross knows the regions whose edges cross it; these are tested
 * with the edges of the cell's row only.
 */
export class RegionIndex {
  /** Lowest region that covers the whole cell, or -1. */
  private readonly cover: Int32Array
  /** Entries of `crossing` by cell; ascending regions, whose edges touch the cell. */
  private readonly starts: Int32Array
  private readonly crossing: Int32Array
  private readonly edges: readonly Edges[]
  private readonly columns: number
  private readonly rows: number
  private readonly scaleX: number
  private readonly scaleY: number

  /** `extent` is west, south, east, north of all shapes. `shapes` may have gaps: regions without a shape. */
  constructor(
    shapes: readonly (readonly Polygon[] | null)[],
    private readonly extent: readonly [number, number, number, number],
  ) {
    const [west, south, east, north] = extent
    const width = Math.max(east - west, 1e-9)
    const height = Math.max(north - south, 1e-9)
    this.columns = Math.min(4096, Math.max(1, Math.round(Math.sqrt((cells * width) / height))))
    this.rows = Math.min(4096, Math.max(1, Math.round(cells / this.columns)))
    this.scaleX = this.columns / width
    this.scaleY = this.rows / height
    this.cover = new Int32Array(this.columns * this.rows).fill(-1)
    this.edges = shapes.map(polygons => edgesOf(polygons ?? [], south, this.scaleY, this.rows, margin))
    const pairs = this.rasterise()
    this.starts = pairs.starts
    this.crossing = pairs.regions
  }

  /** Index of the region of each point, or -1; lists of equal length. A place that is NaN or 0, 0 lies nowhere. */
  regionsAt(lon: ArrayLike<number>, lat: ArrayLike<number>, out: Int32Array): void {
    for (let i = 0; i < out.length; i++) out[i] = this.regionAt(lon[i]!, lat[i]!)
  }

  regionAt(lon: number, lat: number): number {
    const [west, south, east, north] = this.extent
    if (!(lon >= west && lon <= east && lat >= south && lat <= north) || (lon === 0 && lat === 0)) return -1
    const column = Math.min(this.columns - 1, Math.floor((lon - west) * this.scaleX))
    const row = Math.min(this.rows - 1, Math.floor((lat - south) * this.scaleY))
    const cell = row * this.columns + column
    const cover = this.cover[cell]!
    const end = this.starts[cell + 1]!
    for (let at = this.starts[cell]!; at < end; at++) {
      const region = this.crossing[at]!
      if (cover >= 0 && region > cover) break
      if (inRow(this.edges[region]!, row, lon, lat)) return region
    }
    return cover
  }

  /** Marks the cells that each region's edges touch, then fills those that it covers whole. */
  private rasterise(): { starts: Int32Array; regions: Int32Array } {
    const touched = new Int32Array(this.cover.length).fill(-1)
    const cellList: number[] = []
    const regionList: number[] = []
    for (const [region, edges] of this.edges.entries()) {
      this.touch(edges, cell => {
        if (touched[cell] === region) return
        touched[cell] = region
        cellList.push(cell)
        regionList.push(region)
      })
      this.fill(edges, cell => {
        if (touched[cell] !== region && this.cover[cell]! < 0) this.cover[cell] = region
      })
    }
    return byCell(cellList, regionList, this.cover.length)
  }

  private touch({ starts, x1, y1, x2, y2 }: Edges, mark: (cell: number) => void): void {
    const [west, south] = this.extent
    for (let row = 0; row < this.rows; row++) {
      const bottom = south + (row - margin) / this.scaleY
      const top = south + (row + 1 + margin) / this.scaleY
      for (let edge = starts[row]!; edge < starts[row + 1]!; edge++) {
        const slope = (x2[edge]! - x1[edge]!) / (y2[edge]! - y1[edge]!)
        const level = y1[edge] === y2[edge]
        const a = level ? x1[edge]! : x1[edge]! + slope * (Math.max(bottom, y1[edge]!) - y1[edge]!)
        const b = level ? x2[edge]! : x1[edge]! + slope * (Math.min(top, y2[edge]!) - y1[edge]!)
        const first = Math.max(0, Math.floor((Math.min(a, b) - west) * this.scaleX - margin))
        const last = Math.min(this.columns - 1, Math.floor((Math.max(a, b) - west) * this.scaleX + margin))
        for (let column = first; column <= last; column++) mark(row * this.columns + column)
      }
    }
  }

  /** Cells whose centre lies in the region. */
  private fill({ starts, x1, y1, x2, y2 }: Edges, mark: (cell: number) => void): void {
    const [west, south] = this.extent
    for (let row = 0; row < this.rows; row++) {
      const y = south + (row + 0.5) / this.scaleY
      const crossings: number[] = []
      for (let edge = starts[row]!; edge < starts[row + 1]!; edge++) {
        if (y1[edge]! > y === y2[edge]! > y) continue
        crossings.push(((x2[edge]! - x1[edge]!) * (y - y1[edge]!)) / (y2[edge]! - y1[edge]!) + x1[edge]!)
      }
      crossings.sort((a, b) => a - b)
      for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
        const first = Math.max(0, Math.ceil((crossings[pair]! - west) * this.scaleX - 0.5))
        const last = Math.min(this.columns - 1, Math.floor((crossings[pair + 1]! - west) * this.scaleX - 0.5))
        for (let column = first; column <= last; column++) mark(row * this.columns + column)
      }
    }
  }
}

/** Pairs of cell and region, listed by ascending region, ordered by cell; `starts` has one entry more than cells. */
function byCell(cellList: readonly number[], regionList: readonly number[], count: number) {
  const starts = new Int32Array(count + 1)
  for (const cell of cellList) starts[cell + 1]!++
  for (let cell = 0; cell < count; cell++) starts[cell + 1]! += starts[cell]!
  const next = starts.slice(0, count)
  const regions = new Int32Array(cellList.length)
  for (const [index, cell] of cellList.entries()) regions[next[cell]!++] = regionList[index]!
  return { starts, regions }
}
