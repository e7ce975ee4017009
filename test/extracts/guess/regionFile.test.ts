import { describe, expect, it } from 'vitest'
import { checkRegions, guessRegions } from '../../../src/extracts/guess/regionFile'

const nothing = { regions: [], levels: [] }
const districts = {
  regions: ['110101', '110102'].map(code => ({ code, name: code, level: 'district', parent: null })),
  levels: ['district'],
}

type Properties = Readonly<Record<string, unknown>>
const square = (at: number): object => ({
  type: 'Polygon',
  coordinates: [[[at, 0], [at + 1, 0], [at + 1, 1], [at, 0]]],
}) // biome-ignore format: one ring
const collection = (rows: readonly Properties[], geometry: (at: number) => object | null = square): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: rows.map((properties, i) => ({ type: 'Feature', properties, geometry: geometry(i) })),
  })
const guess = (rows: readonly Properties[], name = 'a.geojson', known: Parameters<typeof guessRegions>[2] = nothing) =>
  guessRegions(name, collection(rows), known).file

describe('a region file', () => {
  it('has its code and name by the names of properties', () => {
    const rows = [
      { OBJECTID: 1, adcode: 110101, name: '东城区', childrenNum: 0, parent: { adcode: 110000 }, center: [1, 2] },
      { OBJECTID: 2, adcode: 110102, name: '西城区', childrenNum: 0, parent: { adcode: 110000 }, center: [1, 2] },
    ]
    expect(guess(rows)).toMatchObject({ code: 'adcode', label: 'name', level: 'district' })
    expect(guess(rows)).not.toHaveProperty('parent')
  })

  it('has them in other words', () => {
    const rows = [
      { shape_area: '46004621.158', area_numbe: '35', community: 'DOUGLAS', area: '0' },
      { shape_area: '16913961.041', area_numbe: '36', community: 'OAKLAND', area: '0' },
    ]
    expect(guess(rows, 'community_areas.geojson')).toMatchObject({
      code: 'area_numbe',
      label: 'community',
      level: 'community_area',
    })
    expect(guess([{ 区划代码: '1', 名称: '甲' }, { 区划代码: '2', 名称: '乙' }])).toMatchObject({
      code: '区划代码',
      label: '名称',
    }) // biome-ignore format: one file
  })

  it('takes a name for the code where there is nothing else, and no measure', () => {
    expect(guess([{ ward: 'A', area: 1.5 }, { ward: 'B', area: 2.5 }])).toMatchObject({ code: 'ward', label: 'ward' }) // biome-ignore format: one file
  })

  it('is a level finer than the one whose codes it names', () => {
    const rows = ['1', '2', '3'].map(code => ({ code, name: `n${code}`, upper: '110101' }))
    expect(guess(rows, 'a.geojson', districts)).toMatchObject({ parent: 'upper', level: 'street' })
    const [coarse] = [guess(['110101', '110102'].map(code => ({ code, name: `n${code}` })))]
    const fine = guessRegions('b.geojson', collection(rows), nothing, coarse ? [coarse] : [])
    expect(fine.file).toMatchObject({ parent: 'upper', level: 'street' })
  })

  it('is the level whose codes it has, whatever it is called', () => {
    const known = {
      ...districts,
      regions: districts.regions.map(each => ({ ...each, level: 'ward' })),
      levels: ['ward'],
    }
    const rows = districts.regions.map(({ code }) => ({ code, name: `n${code}` }))
    expect(guess(rows, 'district.geojson', known).level).toBe('ward')
  })

  it('tells its properties with values and which may be the code', () => {
    const rows = [{ code: 'a', kind: 'x' }, { code: 'b', kind: 'x' }] // biome-ignore format: one file
    expect(guessRegions('a.geojson', collection(rows), nothing)).toMatchObject({
      features: 2,
      properties: [
        { name: 'code', filled: 2, unique: true, samples: ['a', 'b'] },
        { name: 'kind', filled: 2, unique: false, samples: ['x'] },
      ],
    })
  })

  it('is refused by name without a polygon, without a unique code, without features', () => {
    const point = () => ({ type: 'Point', coordinates: [0, 0] })
    const of = (text: string) => () => guessRegions('data.zip · a.geojson', text, nothing)
    expect(of(collection([{ code: 1 }], point))).toThrow(/^data\.zip · a\.geojson: has no polygon; .*Point/)
    expect(of(collection([{ code: 1 }], () => null))).toThrow('a.geojson: has no polygon')
    expect(of(collection([{ code: 1 }, { code: 1 }]))).toThrow('a.geojson: no property has another value')
    expect(of(collection([{ code: 1 }, {}]))).toThrow('no property has another value')
    expect(of(collection([]))).toThrow('a.geojson: has no features')
    expect(of('{"type":"FeatureCollection","features":[null, 1]}')).toThrow('no property')
  })

  it('is checked again with what the analyst chose', () => {
    const found = guessRegions('a.geojson', collection([{ code: 1, k: 1 }, { code: 2, k: 1 }]), nothing) // biome-ignore format: one file
    expect(() => checkRegions(found)).not.toThrow()
    expect(() => checkRegions({ ...found, file: { ...found.file, code: 'k' } })).toThrow('"k" is no code')
  })
})
