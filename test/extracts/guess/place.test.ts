import gcoord from 'gcoord'
import { describe, expect, it } from 'vitest'
import type { Guess, GuessInput } from '../../../src/extracts/guess/guess'
import { guessTable } from '../../../src/extracts/guess/guessTable'
import type { RegionSet } from '../../../src/extracts/source'
import { inputOf, rowsOf, tableOf } from './table'

/** Streets of 0.004°, some 400 m, around Hangzhou: a shifted system moves most places into another one. */
const [west, south, side, count] = [120, 30, 0.004, 20]
const code = (x: number, y: number): string => `990101${String(x * count + y).padStart(3, '0')}`
const regions: RegionSet = {
  regions: [
    { code: '990101', name: '西湖区', level: 'district', parent: null },
    ...Array.from({ length: count * count }, (_, i) => {
      const name = `街道 ${i}`
      return { code: code(Math.floor(i / count), i % count), name, level: 'street', parent: '990101' }
    }),
  ],
  levels: ['district', 'street'],
  shapes: [],
  extent: [west, south, west + side * count, south + side * count],
  problems: [],
}
const locate = (lon: number, lat: number): string | null => {
  const [x, y] = [Math.floor((lon - west) / side), Math.floor((lat - south) / side)]
  return x >= 0 && y >= 0 && x < count && y < count ? code(x, y) : null
}
/** A place in the middle of a street, and the street. */
const spot = (row: number) => {
  const [x, y] = [(row * 7) % count, (row * 3) % count]
  return { wgs: [west + (x + 0.5) * side, south + (y + 0.5) * side] as [number, number], code: code(x, y) }
}
const found = (
  headers: string[],
  make: (row: number) => (string | number | null)[],
  more: Partial<GuessInput> = {},
): Guess => {
  const table = tableOf(
    ['检查编号', '检查日期', '检查类型', '检查结果', '单位名称', ...headers],
    rowsOf(200, row => [`J${row}`, '2024-01-02', '日常检查', '合格', `店 ${row}`, ...make(row)]),
  )
  return guessTable(inputOf(table, { regions, locate, ...more }))
}
const asked = (guess: Guess, kind: string) => guess.questions.find(each => each.kind === kind)
const systems = { 'GCJ-02': gcoord.GCJ02, 'BD-09': gcoord.BD09 } as const

describe('the system of coordinates', () => {
  it.each(['GCJ-02', 'BD-09'] as const)('%s is found by the streets that rows state', system => {
    const guess = found(['经度', '纬度', '区划代码'], row => [
      ...gcoord.transform(spot(row).wgs, gcoord.WGS84, systems[system]),
      spot(row).code,
    ])
    expect(guess.settings).toMatchObject({
      coordinates: system,
      columns: { lon: '经度', lat: '纬度', region_code: '区划代码' },
    })
    const question = asked(guess, 'coordinates')
    expect(question).toMatchObject({ suggested: system, evidence: { measure: 'agreement', rows: 200 } })
    expect(question?.evidence[system]).toBeGreaterThan(0.9)
    expect(question?.evidence['WGS-84']).toBeLessThan(0.5)
  })

  it('is found by the edge of the regions where no row states one', () => {
    const edge = (row: number): [number, number] => [west + 0.0005 + (row % 4) * 0.0001, south + (row % 80) * 0.001]
    const guess = found(['经度', '纬度'], row => {
      const shifted = gcoord.transform(edge(row), gcoord.WGS84, gcoord.GCJ02)
      return [shifted[0] ?? 0, shifted[1] ?? 0]
    })
    const question = asked(guess, 'coordinates')
    expect(question?.evidence.measure).toBe('inside')
    expect(Number(question?.evidence['GCJ-02'])).toBeGreaterThan(Number(question?.evidence['BD-09']))
    expect(question?.suggested).toBe('GCJ-02')
  })

  it('stays open where the places cannot tell, and is no question outside of China', () => {
    const middle = (row: number) => [120.04 + row * 1e-6, 30.04 + row * 1e-6]
    expect(found(['经度', '纬度'], middle).settings.coordinates).toBeUndefined()
    expect(asked(found(['经度', '纬度'], middle), 'coordinates')?.suggested).toBeNull()
    expect(asked(found(['经度', '纬度'], middle, { coordinates: 'CGCS2000' }), 'coordinates')?.suggested).toBe(
      'CGCS2000',
    )
    expect(
      asked(
        found(['经度', '纬度'], row => [-87.6 + row * 1e-3, 41.8]),
        'coordinates',
      ),
    ).toBeUndefined()
  })
})

describe('where coordinates stand', () => {
  it('is the other way round where they lie inside only so', () => {
    const guess = found(['经度', '纬度'], row => [...spot(row).wgs].reverse())
    expect(guess.settings).toMatchObject({ swapped: true, columns: { lon: '经度', lat: '纬度' } })
    expect(asked(guess, 'swapped')).toMatchObject({
      suggested: 'swapped',
      evidence: { as_is: 0, swapped: 1, rows: 200 },
    })
    const blind = found(['经度', '纬度'], row => [...spot(row).wgs].reverse(), { regions: null })
    expect(blind.settings.swapped).toBe(true)
    expect(found(['经度', '纬度'], row => spot(row).wgs).settings.swapped).toBeUndefined()
  })

  it('is found by values, also of both in one column', () => {
    expect(found(['p', 'q'], row => spot(row).wgs).settings.columns).toMatchObject({ lon: 'p', lat: 'q' })
    expect(found(['q', 'p'], row => [...spot(row).wgs].reverse()).settings.columns).toMatchObject({
      lon: 'p',
      lat: 'q',
    })
    const pair = found(['地点坐标'], row => [`(${spot(row).wgs[1]}, ${spot(row).wgs[0]})`])
    expect(pair.settings.point).toEqual({ column: '地点坐标', order: 'lat-lon' })
    expect(pair.unmapped).toEqual([])
    const turned = found(['地点坐标'], row => [`${spot(row).wgs[0]},${spot(row).wgs[1]}`])
    expect(turned.settings).toMatchObject({ point: { order: 'lon-lat' } })
    expect(turned.settings.swapped).toBeUndefined()
    const wkt = found(['the_geom'], row => [`POINT (${spot(row).wgs[0]} ${spot(row).wgs[1]})`])
    expect(wkt.settings.point).toEqual({ column: 'the_geom', order: 'lon-lat' })
  })

  it('is not in feet', () => {
    const feet = found(['x', 'y'], row => [980_000 + row, 197_000 + row])
    expect(feet.settings.columns).not.toHaveProperty('lon')
  })
})

describe('regions', () => {
  it('are found by their codes and names', () => {
    expect(found(['k'], row => [spot(row).code]).settings.columns.region_code).toBe('k')
    expect(found(['k'], () => ['西湖区']).settings.columns.region_name).toBe('k')
  })

  it('of another kind with the same codes are left, or asked for', () => {
    const wards = (share: number) =>
      found(['经度', '纬度', 'ward'], row => [...spot(row).wgs, row % 100 < share ? spot(row).code : code(0, 19)])
    expect(wards(95).settings.columns.region_code).toBe('ward')
    expect(wards(10).settings.columns).not.toHaveProperty('region_code')
    expect(asked(wards(10), 'region_level')).toBeUndefined()
    expect(wards(70).settings.columns).not.toHaveProperty('region_code')
    expect(asked(wards(70), 'region_level')).toMatchObject({
      column: 'ward',
      suggested: 'leave',
      evidence: { known: 1, places: 200 },
    })
  })
})
