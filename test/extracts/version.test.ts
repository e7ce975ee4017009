import { describe, expect, it } from 'vitest'
import { parseCatalogue } from '../../src/extracts/catalogue'
import { canonical, extractVersion, statedHashes, type VersionParts } from '../../src/extracts/version'

const hash = (digit: string) => digit.repeat(64)
const source = {
  name: { en: 'City', zh: '城市' },
  asOf: '2014-08-31',
  extracts: [
    { table: 'permits', file: 'permits.parquet', sha256: hash('a'), columns: { permit_id: 'ID', status: 'S' } },
    { table: 'complaints', file: 'complaints.parquet', sha256: hash('b'), constants: { kind: 'complaint' } },
  ],
  regions: [{ level: 'district', file: 'd.geojson', code: 'code', name: 'name', sha256: hash('c') }],
  targets: 'targets.json',
}
const hashes = { 'permits.parquet': hash('a'), 'complaints.parquet': hash('b'), 'd.geojson': hash('c') }
const parse = (value: unknown, spaces?: number) => parseCatalogue(JSON.stringify(value, null, spaces), 'catalog.json')
const parts: VersionParts = {
  catalogue: parse(source),
  hashes,
  calendarText: null,
  targetsText: '{}',
  engine: 'duckdb',
  prepareVersion: '0123',
}
const version = (changes: Partial<VersionParts> = {}) => extractVersion({ ...parts, ...changes })

/** The same value with the keys of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, reversed(part)]),
  )
}

describe('extractVersion', () => {
  it('is SHA-256 in hex and stays what it is', () => {
    expect(version()).toMatch(/^[0-9a-f]{64}$/)
    expect(version()).toBe(version())
  })

  it('does not follow spaces, the order of keys, unknown fields or the case of hashes', () => {
    const shouting = { ...hashes, 'd.geojson': hash('C') }
    for (const same of [parse(source, 4), parse(reversed(source)), parse({ ...source, later: 1 })]) {
      expect(version({ catalogue: same, hashes: shouting })).toBe(version())
    }
  })

  it('is the same whether a hash is stated or computed', () => {
    const bare = { ...source, extracts: source.extracts.map(({ sha256: _, ...rest }) => rest) }
    expect(version({ catalogue: parse(bare) })).toBe(version())
  })

  it('is the same before and after answers are published', () => {
    expect(version({ catalogue: parse({ ...source, answers: 'answers.json' }) })).toBe(version())
  })

  it('changes with every input, each time to something else', () => {
    const [first, second] = source.extracts
    const catalogues = [
      { ...source, asOf: '2014-08-30' },
      { ...source, name: { en: 'Town', zh: '城市' } },
      { ...source, coordinates: 'CGCS2000' },
      { ...source, extracts: [second, first] },
      { ...source, extracts: [{ ...first, columns: { permit_id: 'S', status: 'ID' } }, second] },
      { ...source, extracts: [{ ...first, department: 'Health' }, second] },
      { ...source, extracts: [first, { ...second, constants: { kind: 'report' } }] },
      { ...source, regions: [{ ...source.regions[0], parent: 'city' }] },
      { ...source, targets: undefined },
    ].map(changed => version({ catalogue: parse(changed) }))
    const others = [
      version(),
      version({ calendarText: '' }),
      version({ calendarText: '{}', targetsText: null }),
      version({ targetsText: null }),
      version({ targetsText: '{ }' }),
      version({ mappings: { 'permits.parquet': { status: 'T' } } }),
      version({ engine: 'clickhouse' }),
      version({ prepareVersion: '0124' }),
      version({ engine: 'duckdb0', prepareVersion: '123' }),
      ...Object.keys(hashes).map(file => version({ hashes: { ...hashes, [file]: hash('d') } })),
      version({ hashes: { ...hashes, 'permits.parquet': hash('b'), 'complaints.parquet': hash('a') } }),
    ]
    const all = [...catalogues, ...others]
    expect(new Set(all).size).toBe(all.length)
  })

  it('refuses to leave a file out', () => {
    expect(() => version({ hashes: {} })).toThrow('no hash of permits.parquet')
  })
})

it('statedHashes is null while one file has none', () => {
  expect(statedHashes(parts.catalogue)).toEqual(hashes)
  const { sha256: _, ...region } = source.regions[0]!
  expect(statedHashes(parse({ ...source, regions: [region] }))).toBeNull()
})

it('canonical gives equal texts for equal values', () => {
  expect(canonical({ b: [2, { d: 1, c: null }], a: '1' })).toBe('{"a":"1","b":[2,{"c":null,"d":1}]}')
  expect(canonical(reversed(source))).toBe(canonical(source))
})
