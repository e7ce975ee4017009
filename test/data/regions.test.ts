import { describe, expect, it } from 'vitest'
import { CENTRE, contains, drawMap, geoJson, type LonLat, type Region, signedArea } from '../../data/regions'
import { at, Rng } from '../../data/rng'
import { truths } from '../../data/truths'

const map = drawMap()
const { districts, subdistricts } = map

/** The directed edges that have no counterpart: what is left of a set of tiles is their outline. */
function outline(regions: readonly Region[]): Set<string> {
  const edges = new Set<string>()
  for (const { ring } of regions) {
    for (let i = 0; i + 1 < ring.length; i++) {
      const [from, to] = [at(ring, i).join(), at(ring, i + 1).join()]
      if (!edges.delete(`${to} ${from}`)) edges.add(`${from} ${to}`)
    }
  }
  return edges
}

const area = (regions: readonly Region[]) => regions.reduce((sum, { ring }) => sum + signedArea(ring), 0)

/** Signed area of the outline's edges, which need not be linked for it. */
function areaOf(edges: Set<string>): number {
  return [...edges].reduce((sum, edge) => {
    const [from, to] = edge.split(' ').map(point => point.split(',').map(Number))
    return sum + signedArea([from as unknown as LonLat, to as unknown as LonLat])
  }, 0)
}

/** Whether two segments cross at an inner point. */
function cross(a: LonLat, b: LonLat, c: LonLat, d: LonLat): boolean {
  const side = (p: LonLat, q: LonLat, r: LonLat) => (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
}

describe('the map', () => {
  it('has 12 districts and 96 subdistricts with codes and names of their own', () => {
    expect(districts).toHaveLength(12)
    expect(subdistricts).toHaveLength(96)
    for (const regions of [districts, subdistricts]) {
      expect(new Set(regions.map(({ code }) => code)).size).toBe(regions.length)
      expect(new Set(regions.map(({ name }) => name)).size).toBe(regions.length)
    }
    for (const { code, district } of subdistricts) expect(code).toMatch(new RegExp(`^${district.code}\\d{3}$`))
    for (const { code } of districts) expect(code).toMatch(/^99\d{4}$/)
  })

  it('is tiled without gaps: every inner edge is shared, and the areas add up to the outline', () => {
    const edges = outline(subdistricts)
    expect(area(subdistricts)).toBeCloseTo(areaOf(edges), 9)
    expect(outline(districts)).toEqual(edges)
  })

  it('gives a district exactly the land of its subdistricts', () => {
    for (const district of districts) {
      const own = subdistricts.filter(subdistrict => subdistrict.district === district)
      expect(own.length).toBeGreaterThan(3)
      expect(outline(own)).toEqual(outline([district]))
      expect(area(own)).toBeCloseTo(signedArea(district.ring), 9)
    }
  })

  it('draws simple rings, counter-clockwise and closed', () => {
    for (const { ring } of subdistricts) {
      expect(ring[0]).toEqual(ring[ring.length - 1])
      expect(signedArea(ring)).toBeGreaterThan(0)
      let crossings = 0
      for (let i = 0; i + 1 < ring.length; i++)
        for (let k = i + 2; k + 1 < ring.length; k++)
          if (cross(at(ring, i), at(ring, i + 1), at(ring, k), at(ring, k + 1))) crossings++
      expect(crossings).toBe(0)
    }
  })

  it('puts every place into one subdistrict at most, and into its district', () => {
    const rng = new Rng(1, 'places')
    for (let i = 0; i < 1500; i++) {
      const place: LonLat = [CENTRE[0] + (rng.next() - 0.5) * 0.4, CENTRE[1] + (rng.next() - 0.5) * 0.4]
      const within = subdistricts.filter(({ ring }) => contains(ring, place))
      const around = districts.filter(({ ring }) => contains(ring, place))
      expect(within.length).toBeLessThan(2)
      expect(around).toEqual(within.map(({ district }) => district))
    }
  })

  it('is small, and its features carry code, names and parent', () => {
    const files = [geoJson(districts), geoJson(subdistricts)].map(file => JSON.stringify(file))
    expect(files.join('').length).toBeLessThan(600_000)
    const { properties } = at(geoJson(subdistricts).features, 0)
    expect(Object.keys(properties ?? {})).toEqual(['code', 'name', 'name_en', 'parent'])
  })

  it('has the planted places', () => {
    const codes = new Set(subdistricts.map(({ code }) => code))
    for (const code of Object.keys(truths.critical.subdistricts)) expect(codes).toContain(code)
    const own = districts.map(({ code }) => code)
    for (const code of Object.keys(truths.complaintsByDistrict)) expect(own).toContain(code)
    expect(codes).not.toContain(truths.unknownRegionCode)
    const { lon, lat, subdistrict } = truths.surge
    const place = subdistricts.find(({ code }) => code === subdistrict)
    expect(place && contains(place.ring, [lon, lat])).toBe(true)
  })
})
