import { describe, expect, it } from 'vitest'
import { openDecoder } from '../../src/extracts/decoderNode'
import type { RegionFile } from '../../src/extracts/source'
import { refusal } from '../fixtures/decoding'

type Properties = Readonly<Record<string, unknown>>

const square = (x: number, y = 0, size = 1) => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
]
const polygon = (...rings: unknown[]) => ({ type: 'Polygon', coordinates: rings })
const feature = (properties: Properties, geometry: unknown) => ({ type: 'Feature', properties, geometry })

function regionFile(features: readonly unknown[], parts: Partial<RegionFile> = {}): RegionFile {
  const text = JSON.stringify({ type: 'FeatureCollection', features })
  return { level: 'area', name: 'areas.geojson', code: 'code', label: 'name', parent: 'parent', text, ...parts }
}

const load = (...files: RegionFile[]) => openDecoder().regions(files)

describe('region files', () => {
  it('give codes as text, names, shapes and the extent', async () => {
    const set = await load(
      regionFile([
        feature({ code: 25, name: 'Austin' }, polygon(square(0))),
        feature({ code: ' 07 ', name: '七区' }, { type: 'MultiPolygon', coordinates: [[square(1)], [square(5, 2)]] }),
      ]),
    )
    expect(set.regions).toEqual([
      { code: '25', name: 'Austin', level: 'area', parent: null },
      { code: '07', name: '七区', level: 'area', parent: null },
    ])
    expect(set.levels).toEqual(['area'])
    expect(set.extent).toEqual([0, 0, 6, 3])
    expect(set.problems).toEqual([])
    expect(set.shapes[0]!.geojson.features.map(shape => shape.properties)).toEqual([{ code: '25' }, { code: '07' }])
  })

  it.each([
    ['no geometry', null, /has no geometry/],
    ['a point', { type: 'Point', coordinates: [1, 2] }, /is Point/],
    ['a geometry of no type', { coordinates: [] }, /no known type/],
    ['no coordinates', { type: 'Polygon' }, /without rings/],
    ['an empty MultiPolygon', { type: 'MultiPolygon', coordinates: [] }, /no coordinates/],
    [
      'a ring of three points',
      polygon([
        [0, 0],
        [1, 1],
        [0, 0],
      ]),
      /needs four/,
    ],
    [
      'an open ring',
      polygon([
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ]),
      /not closed/,
    ],
    [
      'an open hole',
      polygon(square(0, 0, 9), [
        [1, 1],
        [2, 1],
        [2, 2],
        [1, 2],
      ]),
      /not closed/,
    ],
    ['coordinates in metres', polygon(square(440_000, 4_600_000)), /not in degrees/],
    [
      'a position of text',
      polygon([
        ['0', 0],
        [1, 0],
        [1, 1],
        ['0', 0],
      ]),
      /not two numbers/,
    ],
    [
      'a position of null',
      polygon([
        [null, 0],
        [1, 0],
        [1, 1],
        [null, 0],
      ]),
      /not two numbers/,
    ],
  ])('a feature with %s keeps its region, without a shape', async (_, geometry, problem) => {
    const good = feature({ code: 'a', name: 'A' }, polygon(square(0)))
    const set = await load(regionFile([good, feature({ code: 'b', name: 'B' }, geometry)]))
    expect(set.regions.map(region => region.code)).toEqual(['a', 'b'])
    expect(set.shapes[0]!.geojson.features).toHaveLength(1)
    expect(set.problems).toHaveLength(1)
    expect(set.problems[0]).toMatch(/^areas\.geojson: feature 2 \(code b\): /)
    expect(set.problems[0]).toMatch(problem)
  })

  it('without codes, names or with codes twice are problems', async () => {
    const set = await load(
      regionFile([
        feature({ code: 'a', name: 'A' }, polygon(square(0))),
        feature({ name: 'no code' }, polygon(square(1))),
        feature({ code: 'c' }, polygon(square(2))),
        feature({ code: 'a', name: 'again' }, polygon(square(3))),
        null,
      ]),
    )
    expect(set.regions.map(({ code, name }) => [code, name])).toEqual([
      ['a', 'A'],
      ['c', 'c'],
    ])
    expect(set.problems.map(problem => problem.replace('areas.geojson: ', ''))).toEqual([
      'feature 2: the property "code", its code, is missing',
      'feature 3 (code c): the property "name", its name, is missing',
      'feature 4 (code a): this code occurs twice; the first stays',
      'feature 5: the property "code", its code, is missing',
    ])
  })

  it('tell fifty problems and count the others', async () => {
    const bad = Array.from({ length: 200 }, (_, i) => feature({ code: i, name: i }, null))
    const { problems } = await load(regionFile(bad))
    expect(problems).toHaveLength(51)
    expect(problems.at(-1)).toBe('areas.geojson: 150 more problems')
  })

  it.each([
    ['empty', ''],
    ['a web page', '<html>'],
    ['no JSON', '{"type": "FeatureColl'],
    ['another JSON', '{"type": "Topology", "objects": {}}'],
    ['a list', '[]'],
    ['without features', '{"type": "FeatureCollection", "features": []}'],
    ['without any code', JSON.stringify({ type: 'FeatureCollection', features: [feature({ name: 'x' }, null)] })],
  ])('that are %s are refused by name', async (_, text) => {
    const error = await refusal(load(regionFile([], { text })))
    expect(error).toMatchObject({ kind: 'regions', subject: 'areas.geojson' })
  })

  it('may begin with a byte order mark', async () => {
    const { text } = regionFile([feature({ code: 'a', name: 'A' }, polygon(square(0)))])
    expect((await load(regionFile([], { text: `\uFEFF${text}` }))).regions).toHaveLength(1)
  })
})

describe('levels', () => {
  const fine = regionFile(
    [
      feature({ code: 'a1', name: 'A1', parent: 'A' }, polygon(square(0))),
      feature({ code: 'b1', name: 'B1', parent: 'B' }, polygon(square(2))),
      feature({ code: 'z1', name: 'Z1', parent: 'Z' }, null),
    ],
    { level: 'street', name: 'streets.geojson' },
  )
  const coarse = regionFile(
    [
      feature({ code: 'A', name: 'A', parent: 'city' }, polygon(square(0, 0, 2))),
      feature({ code: 'B', name: 'B', parent: 'city' }, polygon(square(2, 0, 2))),
    ],
    { level: 'district', name: 'districts.geojson' },
  )
  const whole = regionFile([feature({ code: 'city', name: 'City' }, null)], { level: 'city', name: 'city.geojson' })

  it('are ordered from coarse to fine by their parents, in whatever order the files come', async () => {
    for (const files of [
      [fine, coarse, whole],
      [whole, fine, coarse],
      [coarse, whole, fine],
    ]) {
      const set = await load(...files)
      expect(set.levels).toEqual(['city', 'district', 'street'])
      expect(set.regions.map(region => region.parent)).toEqual([null, 'city', 'city', 'A', 'B', null])
      expect(set.shapes.map(shapes => shapes.level)).toEqual(['district', 'street'])
      expect(set.problems.filter(problem => problem.includes('parent'))).toHaveLength(1)
    }
  })

  it('without links keep the order of the files; links that go round end', async () => {
    const level = (name: string, parent?: string) =>
      regionFile([feature({ code: name, name, parent }, polygon(square(0)))], { level: name })
    expect((await load(level('x'), level('w'))).levels).toEqual(['x', 'w'])
    expect((await load(level('p', 'q'), level('q', 'p'))).levels).toHaveLength(2)
  })

  it('of one name come together; a code counts once over all', async () => {
    const north = regionFile([feature({ code: 'n', name: 'N' }, polygon(square(0)))], { name: 'north.geojson' })
    const south = regionFile(
      [
        feature({ code: 's', name: 'S' }, polygon(square(1))),
        feature({ code: 'n', name: 'N again' }, polygon(square(2))),
      ],
      { name: 'south.geojson' },
    )
    const set = await load(north, south)
    expect(set.levels).toEqual(['area'])
    expect(set.regions.map(region => region.name)).toEqual(['N', 'S'])
    expect(set.problems).toEqual(['south.geojson: the code n occurs in an earlier region file; the first stays'])
  })
})

describe('shapes for the map', () => {
  it('share simplified borders, drop what cannot be seen and let no region vanish', async () => {
    // A wavy border between two squares, an invisible island, and a region that is one tiny island.
    const wave = Array.from({ length: 2001 }, (_, i) => [10 + 0.002 * Math.sin(i), i / 200])
    const left = [[0, 0], ...wave, [0, 10], [0, 0]]
    const right = [[20, 0], [20, 10], ...[...wave].reverse(), [20, 0]]
    const set = await load(
      regionFile([
        feature({ code: 'left', name: 'L' }, { type: 'MultiPolygon', coordinates: [[left], [square(30, 0, 0.001)]] }),
        feature({ code: 'right', name: 'R' }, polygon(right)),
        feature({ code: 'tiny', name: 'T' }, polygon(square(31, 5, 0.0001))),
      ]),
    )
    const [l, r, tiny] = set.shapes[0]!.geojson.features.map(shape => shape.geometry as GeoJSON.Polygon)
    expect([l!.type, r!.type, tiny!.type]).toEqual(['Polygon', 'Polygon', 'Polygon'])
    expect(JSON.stringify(set.shapes).length).toBeLessThan(2000)
    const border = (ring: GeoJSON.Position[]) =>
      new Set(ring.map(String).filter(point => Math.abs(Number.parseFloat(point) - 10) < 1))
    expect(border(l!.coordinates[0]!).size).toBeGreaterThan(4)
    expect(border(l!.coordinates[0]!)).toEqual(border(r!.coordinates[0]!))
    expect(tiny!.coordinates[0]).toEqual(square(31, 5, 0.0001))
  })
})
