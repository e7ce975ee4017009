import { describe, expect, it } from 'vitest'
import { guessRegions } from '../../../src/extracts/guess/regionFile'
import { droppedRegions } from '../../../src/extracts/workspace/droppedRegions'
import { contentAfter, effectiveCatalogue, nothingAdded } from '../../../src/extracts/workspace/versions'
import { loaded } from '../../engineHelper'

const square = (code: string, parent: string | null, at: number): object => ({
  properties: { code, name: `Name ${code}`, upper: parent },
  geometry: { type: 'Polygon', coordinates: [[[at, 0], [at + 1, 0], [at + 1, 1], [at, 1], [at, 0]]] },
}) // biome-ignore format: one feature
const text = (features: readonly object[]): string => JSON.stringify({ type: 'FeatureCollection', features })

describe('region files that were dropped', () => {
  it('are all that a city needs to be loaded', async () => {
    const nothing = { regions: [], levels: [] }
    const coarse = guessRegions('区.geojson', text([square('d1', null, 0), square('d2', null, 1)]), nothing).file
    const fine = guessRegions('b.geojson', text([square('s1', 'd1', 0), square('s2', 'd2', 1)]), nothing, [coarse]).file
    const regions = await droppedRegions([coarse, fine], [])
    const catalogue = effectiveCatalogue(null, contentAfter(nothingAdded, { what: 'load', incoming: [], regions }))
    const files = Object.fromEntries(regions.map(({ entry, text }) => [(entry as { file: string }).file, text]))
    const { engine, profile } = await loaded({ files, catalogue: { ...catalogue, extracts: [] } as never })
    engine.close()
    expect(profile.regions.problems).toEqual([])
    expect(profile.regions.levels).toEqual(['district', 'street'])
    expect(profile.regions.regions.map(({ code, parent }) => [code, parent])).toEqual([
      ['d1', null],
      ['d2', null],
      ['s1', 'd1'],
      ['s2', 'd2'],
    ])
  })

  it('have names of their own, also where two are called the same', async () => {
    const file = (code: string) => guessRegions('a/区 1.geojson', text([square(code, null, 0)]), { regions: [], levels: [] }).file // biome-ignore format: one line
    const names = async (taken: readonly string[]) =>
      (await droppedRegions([file('1'), file('2')], taken)).map(({ entry }) => (entry as { file: string }).file)
    const [one = '', two] = await names([])
    expect(one).toMatch(/^kept\/区-1-[0-9a-f]{8}\.geojson$/)
    expect(two).not.toBe(one)
    expect(await names([one])).not.toContain(one)
  })
})
