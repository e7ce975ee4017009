import { existsSync, openAsBlob, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openDecoder } from '../../src/extracts/decoderNode'
import { valuesOf } from '../fixtures/decoding'

const folder = resolve(import.meta.dirname, '../../../shared/chicago')
const present = existsSync(folder)
if (!present) console.warn('The real folder of Chicago is absent: its tests are skipped.')

const stated = '143dc00da9d9fce73129b9e10d7b906549c3e6c9501832cf1cb574de3102121a'

async function withAreas() {
  const decoder = openDecoder()
  const text = readFileSync(resolve(folder, 'community_areas.geojson'), 'utf8')
  const set = await decoder.regions([{ level: 'community_area', name: 'areas', code: 'area', label: 'name', text }])
  return { decoder, set }
}

describe.skipIf(!present)('the real extracts of Chicago', () => {
  it('have 77 areas, small enough for a map', async () => {
    const { set } = await withAreas()
    expect(set.regions).toHaveLength(77)
    expect(set.problems).toEqual([])
    expect(set.shapes[0]!.geojson.features).toHaveLength(77)
    expect(JSON.stringify(set.shapes[0]!.geojson).length).toBeLessThan(60_000)
  })

  it('place every inspection as another program did', async () => {
    const { decoder } = await withAreas()
    const { rows } = await decoder.open('inspections', await openAsBlob(resolve(folder, 'inspections.parquet')))
    const place = { lon: 'Longitude', lat: 'Latitude' }
    const { c0, place_region } = valuesOf(await decoder.decode('inspections', 0, ['Latitude'], place))
    const counts = new Map<unknown, number>()
    for (const region of place_region!) counts.set(region, (counts.get(region) ?? 0) + 1)
    expect(rows).toBe(24_518)
    expect(Object.fromEntries(['6', '7', '8', '24', '28', '32'].map(code => [code, counts.get(code)]))).toEqual({
      6: 1226,
      7: 884,
      8: 1935,
      24: 1086,
      28: 1291,
      32: 1833,
    })
    expect(c0!.filter(latitude => latitude === null)).toHaveLength(97)
    expect(counts.get(null)).toBe(565 + 97)
  })

  it('keep words as dictionaries though DuckDB wrote them plainly', async () => {
    const { decoder } = await withAreas()
    const file = await decoder.open('complaints', await openAsBlob(resolve(folder, 'complaints.parquet')), stated)
    expect(file).toMatchObject({ rows: 69_598, sha256: stated })
    const columns = file.columns.slice(0, 11).map(column => column.name)
    const place = { lon: 'Longitude', lat: 'Latitude' }
    const { ipc, rows } = await decoder.decode('complaints', 0, columns, place)
    expect(rows).toBe(69_598)
    expect(ipc.length).toBeLessThan(8_000_000)
  })
})
