import { describe, expect, it } from 'vitest'
import { clusterAlarm } from '../../../src/insight/warning/findings'
import { unusualCounts } from '../../../src/insight/warning/limits'
import { scanColumns } from '../../../src/insight/warning/scan/columns'
import { scan } from '../../../src/insight/warning/scan/scan'
import { grid, quietCity, stepSpan, weekSpan } from '../../fixtures/quietCity'
import { sweep } from '../../sweep'

/*
 * A city without a surge, drawn as the sample city is: at the stated rates none of twenty raises an alarm, or one does. Beyond
 * one in a hundred a scan would raise three or more once in a thousand times; beyond one in twenty, limits would raise five or more.
 */
const seeds = Array.from({ length: sweep(20) }, (_, i) => i + 1)

describe('cities without a surge', () => {
  it('raise no more alarms than stated', async () => {
    const alarms = { scan: 0, district: 0, subdistrict: 0 }
    for (const seed of seeds) {
      const city = quietCity(seed)
      const input = { columns: scanColumns(city.scan), grid, span: stepSpan, replications: 199, seed: 1 }
      const { clusters, cases } = await scan(input)
      expect(cases).toBeGreaterThan(35_000)
      if (clusters.some(({ p }) => p <= clusterAlarm)) alarms.scan++
      for (const level of ['district', 'subdistrict'] as const) {
        const found = unusualCounts(city[level], weekSpan, { judged: 26 })
        expect(found.tested).toBeGreaterThan(5000)
        if (found.regions.length + found.city.length > 0) alarms[level]++
      }
    }
    console.info(`alarms in ${seeds.length} cities without a surge:`, JSON.stringify(alarms))
    expect(alarms.scan).toBeLessThanOrEqual(2)
    expect(alarms.district).toBeLessThanOrEqual(4)
    expect(alarms.subdistrict).toBeLessThanOrEqual(4)
  }, 600_000)
})
