import { makeData, TimestampMillisecond, Utf8, Vector, vectorFromArray } from 'apache-arrow'
import { describe, expect, it } from 'vitest'
import { raw } from '../../../src/engine/sql'
import type { ExtractSettings } from '../../../src/extracts/settings'
import { issueRowCount, issueRows } from '../../../src/queries/issueRows'
import { rowColumns } from '../../../src/queries/rows'
import type { TableName } from '../../../src/schema'
import { issueCounts, lists, loaded } from '../../engineHelper'
import { fileOf, rectangles } from '../../fixtures/cityFiles'
import { arrowParquet } from '../../fixtures/parquetFiles'
import { engine } from './engine'

type Cells = readonly (string | null)[]
const asked = (text: string) => lists(engine, raw(text))

/** A file of text columns, loaded as `table` with these settings. */
const load = (
  table: TableName,
  given: Record<string, Cells>,
  stated: Partial<ExtractSettings>,
  catalogue: object = {},
) =>
  loaded({
    engine,
    files: {
      'x.parquet': fileOf(Object.fromEntries(Object.entries(given).map(([name, cells]) => [name, ['text', cells]]))),
      'r.geojson': rectangles([{ code: '01', name: 'West', box: [116, 39, 117, 40] }]),
    },
    catalogue: { extracts: [{ table, file: 'x.parquet', guess: false, ...stated }], ...catalogue },
  })

const visit = { inspection_id: 'id', inspected_on: 'day', region_code: 'area', entity_name: 'who' }
const rows = (n: number): Record<string, Cells> => ({
  id: Array.from({ length: n }, (_, i) => `I${i + 1}`),
  day: Array.from({ length: n }, () => '2024-01-02'),
  area: Array.from({ length: n }, () => '01'),
  who: Array.from({ length: n }, () => '甲'),
})
const plain = { inspection_type: 'routine', result: 'ok' }

describe('what a catalogue states of an extract', () => {
  it('several columns fill one, and nothing is guessed where that is stated', async () => {
    const { profile } = await load(
      'inspections',
      { ...rows(3), a: ['x', null, ' '], b: ['y', 'z', null], address: ['1', '2', '3'] },
      { columns: { ...visit, entity_name: ['a', 'b'] }, constants: plain },
    )
    expect(await asked('SELECT entity_name, address FROM inspections ORDER BY source_row')).toEqual([
      ...[
        ['x', null],
        ['z', null],
        [null, null],
      ],
    ])
    expect(profile.files[0]?.columns).not.toHaveProperty('address')
  })

  it('several columns together are the id of a row, with all that they say', async () => {
    const { id: _, ...others } = rows(5)
    const { inspection_id: __, ...columns } = visit
    const day = ['2024-01-02', '2024-01-03', '02.01.2024', '2024-01-02', ' ']
    const who = ['甲', '甲', '乙', null, null]
    const item = ['1', null, ' 2 ', '1', '']
    const { profile } = await load(
      'inspections',
      { ...others, day, who, item },
      { columns, constants: plain, id: ['who', 'day', 'item'] },
    )
    expect(await asked('SELECT inspection_id, entity_name FROM inspections ORDER BY source_row')).toEqual([
      ['甲 / 2024-01-02 / 1', '甲'],
      ['甲 / 2024-01-03 / –', '甲'],
      ['– / 2024-01-02 / 1', null],
    ])
    expect(await asked('SELECT source_row, reason, inspection_id FROM rejected_inspections ORDER BY 1')).toEqual([
      [3, 'no_date', '乙 / 02.01.2024 / 2'],
      [5, 'no_id', null],
    ])
    expect(profile.files[0]?.columns.inspection_id).toMatchObject({ source: 'who', fallbacks: ['day', 'item'] })
  })

  it('an id of columns that do not tell the rows apart is told as repeated, and each column has to be there', async () => {
    const { inspection_id: _, ...columns } = visit
    const stated = { columns, constants: plain, id: ['day', 'who'] }
    const { profile } = await load('inspections', rows(3), stated)
    expect(issueCounts(profile.files[0])).toMatchObject({ repeated_id: 3 })
    const { profile: other } = await load('inspections', rows(3), { ...stated, id: ['day', 'when'] })
    expect(other.files[0]?.error).toContain(
      'x.parquet: the catalogue maps inspection_id to "when", a column that the file',
    )
  })

  it('an amount in ten thousand yuan becomes yuan, to the cent', async () => {
    const fine = ['1', '0.07', '12.345678', '1,000', '无', null]
    const { profile } = await load(
      'inspections',
      { ...rows(6), fine },
      { columns: { ...visit, penalty_amount: 'fine' }, constants: plain, units: { penalty_amount: '万元' } },
    )
    expect((await asked('SELECT penalty_amount FROM inspections ORDER BY source_row')).flat()).toEqual([
      ...[10_000, 700, 123_456.78, 10_000_000, null, null],
    ])
    expect(issueCounts(profile.files[0])).toMatchObject({ unreadable: 1 })
  })

  it('words of the file come before the vocabulary, and some say nothing', async () => {
    const { profile } = await load(
      'inspections',
      { ...rows(5), what: ['Pass', ' GRÜN ', 'n/a', 'Puzzle', '2'], flag: ['ja', 'nein', 'yes', '-', null] },
      {
        columns: { ...visit, result: 'what', is_joint: 'flag' },
        constants: { inspection_type: 'routine' },
        words: {
          result: { grün: 'minor', Pass: 'problem', 'N/A': '', '2': 'critical' },
          is_joint: { Ja: 'true', nein: 'false', '-': '' },
        },
      },
    )
    expect(
      await asked(
        'SELECT CAST(result AS VARCHAR) AS r, CAST(source_result AS VARCHAR) AS s, is_joint FROM inspections ORDER BY source_row',
      ),
    ).toEqual([
      ['problem', 'Pass', true],
      ['minor', 'GRÜN', false],
      [null, 'n/a', true],
      [null, 'Puzzle', null],
      ['critical', '2', null],
    ])
    expect(issueCounts(profile.files[0])).toEqual({ unknown_word: 1 })
  })

  it.each([
    ['worse', { minor: 10, problem: 14, critical: 28 }, ['ok', 'minor', 'problem', 'critical', null]],
    ['better', { minor: 13, problem: 10, critical: 9 }, ['critical', 'problem', 'ok', 'ok', null]],
  ] as const)('a score says the result where %s is higher', async (higher, bounds, expected) => {
    const { profile } = await load(
      'inspections',
      { ...rows(5), points: ['9', '10', '14', '28', null] },
      {
        columns: { ...visit, score: 'points' },
        constants: { inspection_type: 'routine' },
        score: { higher, ...bounds },
      },
    )
    expect((await asked('SELECT CAST(result AS VARCHAR) AS r FROM inspections ORDER BY source_row')).flat()).toEqual(
      expected,
    )
    expect(issueCounts(profile.files[0])).toEqual({ null_required: 1 })
    expect(profile.filled.inspections).toContain('result')
  })

  it('columns are kept beside ours, under a name that is free', async () => {
    const { profile } = await load(
      'inspections',
      { ...rows(2), '备注 "x"': ['a', null], Result: ['b', ' c '] },
      { columns: visit, constants: plain, extra: ['备注 "x"', 'Result'] },
    )
    expect(await asked('SELECT "备注 ""x""", "source_Result_2" FROM inspections ORDER BY source_row')).toEqual(
      [
        ['a', 'b'],
        [null, 'c'],
      ].map(row => row) as never,
    )
    expect(rowColumns('inspections', profile.filled.inspections)).toEqual(
      expect.arrayContaining(['备注 "x"', 'source_Result_2']),
    )
    expect(profile.files[0]?.extra).toEqual({ '备注 "x"': '备注 "x"', source_Result_2: 'Result' })
  })

  it.each([
    ['Asia/Shanghai', '2024-01-02', '2024-01-02 04:30:00'],
    ['America/Los_Angeles', '2024-01-01', '2024-01-01 12:30:00'],
    [undefined, '2024-01-01', '2024-01-01 20:30:00'],
  ])('instants of a typed column become times of the city, in %s', async (timezone, day, time) => {
    const text = (values: readonly string[]) => vectorFromArray(values, new Utf8())
    // Bytes of its own for each column: Arrow's writer writes a buffer that occurs twice only once.
    const instant = () => {
      const data = BigInt64Array.of(BigInt(Date.parse('2024-01-01T20:30:00Z')))
      return new Vector([makeData({ type: new TimestampMillisecond('UTC'), length: 1, nullCount: 0, data })])
    }
    const file = arrowParquet([
      ['id', text(['I1'])],
      ['area', text(['01'])],
      ['who', text(['甲'])],
      ['day', instant()],
      ['at', instant()],
    ])
    const columns = { ...visit, published_at: 'at' }
    const { profile } = await loaded({
      engine,
      files: { 'x.parquet': file },
      catalogue: {
        extracts: [{ table: 'inspections', file: 'x.parquet', guess: false, columns, constants: plain }],
        ...(timezone && { timezone }),
      },
    })
    expect(profile.files[0]?.error).toBeNull()
    expect(
      await asked('SELECT CAST(inspected_on AS VARCHAR) AS d, CAST(published_at AS VARCHAR) AS t FROM inspections'),
    ).toEqual([[day, time]])
  })

  it('times in a zone become those of the city', async () => {
    await load(
      'inspections',
      { ...rows(2), at: ['2024-01-01T20:30:00Z', '2024-01-01 20:30'], seen: ['2024-01-01T20:30:00Z', '2024-01-01'] },
      { columns: { ...visit, inspected_on: 'seen', published_at: 'at' }, constants: plain },
      { timezone: 'Asia/Shanghai' },
    )
    expect(
      await asked(
        'SELECT CAST(inspected_on AS VARCHAR) AS d, CAST(published_at AS VARCHAR) AS t FROM inspections ORDER BY source_row',
      ),
    ).toEqual([
      ['2024-01-02', '2024-01-02 04:30:00'],
      ['2024-01-01', '2024-01-01 20:30:00'],
    ])
  })
})

describe('places', () => {
  const regions = { regions: [{ level: 'd', file: 'r.geojson', code: 'code', name: 'name' }] }
  const found = async (given: Record<string, Cells>, stated: Partial<ExtractSettings>) => {
    const { area: _, ...rest } = rows(Object.values(given)[0]?.length ?? 0)
    const { region_code: __, ...columns } = visit
    const { profile } = await load(
      'inspections',
      { ...rest, ...given },
      { ...stated, columns: { ...columns, ...stated.columns }, constants: plain },
      regions,
    )
    const places = await asked(
      'SELECT round(lon, 5) AS x, round(lat, 5) AS y, CAST(region_code AS VARCHAR) AS r FROM inspections ORDER BY source_row',
    )
    return { places, issues: issueCounts(profile.files[0]) }
  }

  it('stand in one column, in the forms of portals', async () => {
    const given = [
      '(39.5, 116.5)',
      '39.5,116.5',
      'POINT (116.5 39.5)',
      'POINT(116.5 39.5)',
      '{"type":"Point","coordinates":[116.5,39.5]}',
      "{'latitude': '39.5', 'longitude': '116.5'}",
      'here',
      null,
    ]
    const { places, issues } = await found({ where: given }, { point: { column: 'where', order: 'lat-lon' } })
    expect(places.slice(0, 6)).toEqual(Array.from({ length: 6 }, () => [116.5, 39.5, '01']))
    expect(places.slice(6)).toEqual([
      [null, null, null],
      [null, null, null],
    ])
    expect(issues).toMatchObject({ unreadable: 1, no_place: 2 })
    expect((await found({ where: ['116.5 39.5'] }, { point: { column: 'where', order: 'lon-lat' } })).places).toEqual([
      [116.5, 39.5, '01'],
    ])
  })

  it('change round where that is stated', async () => {
    const { places } = await found({ x: ['39.5'], y: ['116.5'] }, { columns: { lon: 'x', lat: 'y' }, swapped: true })
    expect(places).toEqual([[116.5, 39.5, '01']])
  })

  /*
   * Published results of coordtransform (its test/app.js, and the tests of ports to Java and Rust): the place 116.404,
   * 39.915 in WGS-84 is 116.41024449916938, 39.91640428150164 in GCJ-02; the same numbers in BD-09 are
   * 116.39762729119315, 39.90865673957631 in GCJ-02.
   */
  const expectNear = (found: unknown, expected: readonly number[]) => {
    for (const [i, degrees] of (found as number[]).slice(0, 2).entries())
      expect(Math.abs(degrees - expected[i]!)).toBeLessThan(1e-6)
  }

  it('in GCJ-02 become WGS-84, as published', async () => {
    const place = { x: ['116.41024449916938'], y: ['39.91640428150164'] }
    const { places } = await found(place, { columns: { lon: 'x', lat: 'y' }, coordinates: 'GCJ-02' })
    expectNear(places[0], [116.404, 39.915])
  })

  it('in BD-09 become WGS-84, by way of the published GCJ-02', async () => {
    const stated = { columns: { lon: 'x', lat: 'y' } }
    const { places: baidu } = await found({ x: ['116.404'], y: ['39.915'] }, { ...stated, coordinates: 'BD-09' })
    const { places } = await found(
      { x: ['116.39762729119315'], y: ['39.90865673957631'] },
      { ...stated, coordinates: 'GCJ-02' },
    )
    expectNear(baidu[0], places[0] as number[])
    expect(Math.abs((baidu[0] as number[])[0]! - 116.404)).toBeGreaterThan(0.01)
  })
})

describe('rows that stand twice', () => {
  const twice = { ...rows(4), id: ['A', 'B', 'A', 'A'], who: ['1', '2', '3', '4'] }

  it.each([
    [
      'first',
      [
        ['A', '1'],
        ['B', '2'],
      ],
      [3, 4],
    ],
    [
      'last',
      [
        ['B', '2'],
        ['A', '4'],
      ],
      [1, 3],
    ],
  ] as const)('only the %s stays where that is stated', async (which, kept, gone) => {
    const { profile } = await load(
      'inspections',
      twice,
      { columns: visit, constants: plain },
      { repeated: { inspections: which } },
    )
    expect(await asked('SELECT inspection_id, entity_name FROM inspections ORDER BY source_row')).toEqual(kept)
    expect(
      await asked('SELECT source_row, reason, inspection_id FROM rejected_inspections ORDER BY source_row'),
    ).toEqual(gone.map(row => [row, 'repeated_id', 'A']))
    expect(profile.files[0]).toMatchObject({ rows: 2, rejected: 2 })
    expect(profile.files[0]?.issues).toEqual([
      { kind: 'repeated_id', column: null, count: 2, examples: ['A', 'A'], rows: gone, rejected: true },
    ])
  })

  it('are all there otherwise, and listed', async () => {
    const { profile } = await load('inspections', twice, { columns: visit, constants: plain })
    expect(profile.rows.inspections).toBe(4)
    expect(issueCounts(profile.files[0])).toEqual({ repeated_id: 3 })
  })
})

it('the rows behind an issue can be asked for, also those that were rejected', async () => {
  await load(
    'inspections',
    { ...rows(4), day: ['2024-01-02', 'soon', null, '2024-01-03'], due: ['x', '2024-01-01', null, 'y'] },
    { columns: { ...visit, rectify_due_on: 'due' }, constants: plain },
  )
  const page = { offset: 0, limit: 10 }
  const undated = { table: 'inspections', file: 'x.parquet', kind: 'no_date', column: 'inspected_on' } as const
  expect(await engine.rows(issueRows(undated, page))).toEqual([
    { source_row: 2, value: 'soon', id: 'I2', day: 'soon', name: '甲' },
    { source_row: 3, value: null, id: 'I3', day: null, name: '甲' },
  ])
  const unread = { ...undated, kind: 'unreadable', column: 'rectify_due_on' }
  expect(await engine.rows(issueRowCount(unread))).toEqual([{ n: 2 }])
  expect(await engine.rows(issueRows(unread, { offset: 1, limit: 1 }))).toEqual([
    { source_row: 4, value: 'y', id: 'I4', day: '2024-01-03', name: '甲' },
  ])
})

it('a city without extracts has an empty profile', async () => {
  const { profile } = await loaded({ engine, files: {}, catalogue: { extracts: [] } })
  expect(profile).toMatchObject({ asOf: '1970-01-01', files: [], rows: { permits: 0, inspections: 0, complaints: 0 } })
})
