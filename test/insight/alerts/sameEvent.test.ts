import { describe, expect, it } from 'vitest'
import type { Alert } from '../../../src/insight/alerts/alert'
import { clustersMeeting } from '../../../src/insight/alerts/sameEvent'
import { clusterAlerts, unusualAlerts } from '../../../src/insight/alerts/warningAlerts'
import { allRegions, type Cluster, type UnusualCount } from '../../../src/insight/warning/findings'

const asOf = '2025-06-30'
const square = (code: string, west: number): GeoJSON.Feature => ({
  type: 'Feature',
  properties: { code },
  geometry: { type: 'Polygon', coordinates: [[[west, 0], [west + 1, 0], [west + 1, 1], [west, 1], [west, 0]]] },
}) // biome-ignore format: a square
const known = {
  regions: [{ code: 'W', name: 'West', parent: null }, { code: 'E', name: 'East', parent: null }],
  shapes: [{ geojson: { type: 'FeatureCollection' as const, features: [square('W', 0), square('E', 1)] } }],
} // biome-ignore format: two squares
const cluster = (change: Partial<Cluster> = {}): Alert[] =>
  clusterAlerts(
    [{
      category: 'noise', lon: 0.95, lat: 0.5, radius: 800, outline: [[0.9, 0.45], [1.02, 0.5], [0.9, 0.55]], from: '2025-06-10', to: '2025-06-16',
      observed: 80, expected: 3, llr: 99, p: 0.001, ...change,
    }],
    asOf,
  ) // biome-ignore format: a finding
const unusual = (change: Partial<UnusualCount> = {}): Alert => {
  const [alert] = unusualAlerts(
    [{ region: 'W', category: 'noise', week: '2025-06-09', observed: 90, expected: 9, limit: 20, p: 1e-6, q: 0.001, by: 'poisson', ...change }],
    asOf,
  ) // biome-ignore format: a finding
  if (alert === undefined) throw new Error('it is no alert')
  return alert
}
const meets = (alert: Alert, clusters: readonly Alert[]): number => clustersMeeting(alert, clusters, known).length

describe('a cluster and an unusual count', () => {
  it('are one event where category, region and days meet', () => {
    expect(meets(unusual(), cluster())).toBe(1)
    // Its middle lies in the west, a corner in the east.
    expect(meets(unusual({ region: 'E' }), cluster())).toBe(1)
    expect(meets(unusual({ region: allRegions }), cluster())).toBe(1)
    expect(meets(unusual({ category: null }), cluster({ category: null, unstated: true }))).toBe(1)
    // Of all categories together.
    expect(meets(unusual(), cluster({ category: null }))).toBe(1)
  })

  it('are two where any of them does not', () => {
    expect(meets(unusual({ category: 'smell' }), cluster())).toBe(0)
    expect(meets(unusual(), cluster({ category: null, unstated: true }))).toBe(0)
    expect(
      meets(
        unusual({ region: 'E' }),
        cluster({
          outline: [
            [0.9, 0.45],
            [0.98, 0.5],
            [0.9, 0.55],
          ],
        }),
      ),
    ).toBe(0)
    expect(meets(unusual({ region: '~none' }), cluster())).toBe(0)
    expect(meets(unusual({ week: '2025-06-02' }), cluster())).toBe(0)
    expect(meets(unusual({ week: '2025-06-16' }), cluster())).toBe(1)
    expect(meets(unusual({ week: '2025-06-23' }), cluster())).toBe(0)
    // Only an unusual count holds others.
    const [one] = cluster()
    expect(one === undefined ? 1 : meets(one, cluster())).toBe(0)
  })
})
