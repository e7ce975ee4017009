import { describe, expect, it } from 'vitest'
import type { Alert } from '../../../src/insight/alerts/alert'
import { circleRing, outlinesOf } from '../../../src/insight/alerts/outlines'
import { holds, isAbout, regionsAt, withAbove } from '../../../src/insight/alerts/places'

const box = (west: number, south: number, east: number, north: number): number[][] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
]
const feature = (code: string, coordinates: number[][][]): GeoJSON.Feature => ({
  type: 'Feature',
  properties: { code },
  geometry: { type: 'Polygon', coordinates },
})
const known = {
  regions: [
    { code: 'W', name: 'West', parent: null },
    { code: 'W1', name: 'West One', parent: 'W' },
    { code: 'E', name: 'East', parent: null },
  ],
  shapes: [
    { geojson: { type: 'FeatureCollection' as const, features: [feature('W', [box(0, 0, 2, 2), box(0.2, 0.2, 0.4, 0.4)]), feature('E', [box(2, 0, 4, 2)])] } },
    { geojson: { type: 'FeatureCollection' as const, features: [feature('W1', [box(0, 0, 1, 2)])] } },
  ],
} // biome-ignore format: shapes in a line
const alert = (change: Partial<Alert>): Alert => ({
  id: 'a',
  kind: 'unusual',
  severity: 'high',
  figure: null,
  place: null,
  since: null,
  size: 1,
  facts: { kind: 'unusual', weeks: [] },
  ...change,
})
const all = { regions: [], categories: [], departments: [] }

describe('places', () => {
  it('lie in shapes without their holes, in one of two neighbours', () => {
    expect(regionsAt(known, 0.5, 0.5)).toEqual(['W', 'W1'])
    expect(regionsAt(known, 0.3, 0.3)).toEqual(['W1'])
    expect(regionsAt(known, 2, 1)).toHaveLength(1)
    expect(regionsAt(known, 9, 9)).toEqual([])
    expect(holds(null, 0, 0)).toBe(false)
  })

  it('have all that is above them, even in a circle', () => {
    expect(withAbove('W1', known.regions)).toEqual(['W1', 'W'])
    const round = [
      { code: 'a', name: '', parent: 'b' },
      { code: 'b', name: '', parent: 'a' },
    ]
    expect(withAbove('a', round)).toEqual(['a', 'b'])
  })

  it('are outlined: a circle in metres, a region with its holes, nothing for what is no place', () => {
    const ring = circleRing(116, 40, 1000)
    const [, north] = ring[0] ?? []
    expect(((north ?? 0) - 40) * 111_195.08).toBeCloseTo(1000, 6)
    const [east] = ring[12] ?? []
    expect(((east ?? 0) - 116) * 111_195.08 * Math.cos((40 * Math.PI) / 180)).toBeCloseTo(1000, 6)
    expect(outlinesOf({ region: 'W' }, known)).toHaveLength(2)
    expect(outlinesOf({ region: '~outside' }, known)).toEqual([])
    expect([circleRing(Number.NaN, 40, 5), circleRing(116, 40, 0), circleRing(116, 90, 5)]).toEqual([[], [], []])
    expect(outlinesOf({ lon: 116, lat: 40, radius: -1 }, known)).toEqual([])
  })
})

describe('filters', () => {
  it('leave alerts of the whole city', () => {
    expect(isAbout(alert({}), { regions: ['W'], categories: ['Food'], departments: ['A'] }, known)).toBe(true)
  })

  it('narrow by region, what holds a chosen one and what lies in it included', () => {
    const at = (region: string, ...regions: string[]) =>
      isAbout(alert({ place: { region } }), { ...all, regions }, known)
    expect([at('W', 'W', 'W1'), at('W', 'W1'), at('W1', 'W', 'W1'), at('E', 'W', 'W1'), at('~outside', 'W')]).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
    const circle = alert({ place: { lon: 0.5, lat: 0.5, radius: 100 } })
    expect(isAbout(circle, { ...all, regions: ['W1'] }, known)).toBe(true)
    expect(isAbout(circle, { ...all, regions: ['E'] }, known)).toBe(false)
  })

  it('narrow by category, not stated included, and by department', () => {
    const of = (category: string | null) => isAbout(alert({ category }), { ...all, categories: [null, 'Food'] }, known)
    expect([of('Food'), of(null), of('Noise')]).toEqual([true, true, false])
    expect(isAbout(alert({ department: 'B' }), { ...all, departments: ['A'] }, known)).toBe(false)
  })
})
