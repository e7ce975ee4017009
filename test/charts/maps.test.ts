import { describe, expect, it } from 'vitest'
import { corners } from '../../src/charts/hexMap'
import { boxOf, extentOf, metresPerDegree } from '../../src/charts/plane'
import { regionMap } from '../../src/charts/regionMap'
import { chart, series, theme } from './draw'

interface Area {
  readonly name: string
  readonly value: number | string
  readonly itemStyle: { readonly areaColor: string; readonly decal?: { readonly color: string } }
}

describe('regions', () => {
  const drawn = chart('region-map')
  const [map] = series(drawn)
  const areas = map?.data as Area[]

  it('are found by code', () => {
    expect(map).toMatchObject({ type: 'map', nameProperty: 'code', map: 'example-districts' })
    expect(areas[0]?.name).toBe('001')
  })

  it('are hatched where the denominator is small, and grey where there is no value', () => {
    expect(areas[6]?.itemStyle.decal).toBeDefined()
    expect(areas[6]?.itemStyle.areaColor).toBe(theme.colours.noData)
    expect(areas[9]).toMatchObject({ value: '-', itemStyle: { areaColor: theme.colours.noData } })
    expect(areas[9]?.itemStyle.decal).toBeUndefined()
    expect(areas[0]?.itemStyle.decal).toBeUndefined()
  })

  it('tell their parts and their doubt', () => {
    expect(drawn.tip(0, 6)).toEqual({
      title: 'District 7',
      rows: [
        { label: 'Critical rate', value: '28.6%' },
        { label: 'Critical', value: '2' },
        { label: 'Inspections', value: '7' },
      ],
      note: 'few (n < 20)',
    })
    // A region of the shapes that has no row is drawn, but has nothing to tell.
    expect(drawn.tip(0, 15)).toBeNull()
  })

  it('that are chosen have a strong border, and only they', () => {
    expect(map?.selectedMap).toMatchObject({ '006': true, '005': false })
    expect(drawn.pick(0, 5)).toEqual({ kind: 'item', key: '006' })
  })

  it('have a legend of numbers, with what few and no data look like', () => {
    const labels = drawn.legend.map(entry => entry.label)
    expect(labels[0]).toMatch(/^< \d+%$/)
    expect(labels.slice(-2)).toEqual(['few (n < 20)', 'no data'])
    expect(drawn.legend.filter(entry => entry.hatched)).toHaveLength(1)
  })

  it('without shapes draw nothing and still say it', () => {
    const bare = chart('region-map-without-shapes')
    expect(series(bare)).toEqual([])
    expect(bare.summary).toBe(drawn.summary)
  })

  it('do not let a region of seven cases be the highest in the summary', () => {
    expect(drawn.summary).not.toContain('District 7')
  })

  it('show a count without a denominator', () => {
    const counts = regionMap(
      [{ code: 'a', name: 'A', value: 3, numerator: 3, denominator: null, few: false }],
      { map: null, unit: 'count', label: 'Complaints', numeratorLabel: 'x', denominatorLabel: 'y' },
      theme,
    )
    expect(counts.tip(0, 0)?.rows).toEqual([{ label: 'Complaints', value: '3' }])
    expect(counts.legend).toEqual([])
  })
})

describe('hexagons', () => {
  it('have six corners, each an edge away from the centre', () => {
    const cell = { lon: 118, lat: 32, edge: 500, value: 1, numerator: 1, denominator: 1, few: false }
    const ring = corners(cell, 32)
    expect(ring).toHaveLength(6)
    expect(ring[0]?.[0]).toBeCloseTo(118, 12)
    for (const [lon, lat] of ring) {
      const east = (lon - 118) * metresPerDegree * Math.cos((32 * Math.PI) / 180)
      const north = (lat - 32) * metresPerDegree
      expect(Math.hypot(east, north)).toBeCloseTo(500, 6)
    }
  })

  it('give ECharts a style of its own each time, as it writes its pattern into it', () => {
    const [cells] = series(chart('hex-map'))
    const draw = cells?.renderItem as (item: { dataIndex: number }, api: object) => { style: { decal: object } }
    const api = { coord: (place: readonly number[]) => place }
    const first = draw({ dataIndex: 1 }, api)
    const hatch = first.style.decal
    first.style.decal = {}
    expect(draw({ dataIndex: 1 }, api).style.decal).toBe(hatch)
  })

  it('are chosen as an area', () => {
    expect(chart('hex-map').pick(0, 0)).toMatchObject({ kind: 'area', ring: { length: 6 } })
  })
})

describe('points', () => {
  it('are one series a class, so that tens of thousands can be drawn in bulk', () => {
    const drawn = chart('point-map-many')
    const groups = series(drawn)
    expect(groups.every(group => group.large === true && group.largeThreshold === 1)).toBe(true)
    expect(groups.reduce((sum, group) => sum + (group.data as Float64Array).length / 2, 0)).toBe(20_000)
    expect(groups.length).toBeLessThanOrEqual(6)
  })

  it('tell the place of their own series', () => {
    const drawn = chart('point-map')
    expect(series(drawn).every(group => group.large === false)).toBe(true)
    expect(drawn.tip(2, 4)?.title).toMatch(/^Business \d+$/)
    expect(drawn.pick(2, 4)).toEqual({ kind: 'item', key: expect.stringMatching(/^B-\d+$/) })
    expect(drawn.tip(9, 0)).toBeNull()
  })
})

describe('a plane', () => {
  it('is never flat, so that it can be divided by', () => {
    for (const positions of [[], [[118, 32]], [[Number.NaN, 1]]]) {
      const [west, south, east, north] = boxOf(positions)
      expect(east).toBeGreaterThan(west)
      expect(north).toBeGreaterThan(south)
    }
  })

  it('stands in for shapes with a map of its own', () => {
    const [map] = chart('hex-map-without-shapes').maps
    expect(map?.name).toMatch(/^~plane/)
    expect(extentOf(map?.geojson ?? { type: 'FeatureCollection', features: [] })[0]).toBeCloseTo(118, 1)
  })
})
