import { describe, expect, it } from 'vitest'
import { catalogueUrl, dataFiles, lastName, parseCatalogue } from '../../src/extracts/catalogue'
import { ExtractError } from '../../src/extracts/source'

const name = { en: 'City', zh: '城市' }
const permits = { table: 'permits', file: 'permits.parquet' }
const read = (value: unknown) => parseCatalogue(JSON.stringify(value), 'https://city.test/data/catalog.json?v=1')

function message(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    expect(error).toBeInstanceOf(ExtractError)
    expect(error).toMatchObject({ kind: 'catalogue' })
    return (error as ExtractError).message
  }
  throw new Error('nothing was refused')
}
const fault = (value: unknown) => message(() => read(value))

describe('parseCatalogue', () => {
  it('reads every field and fills what is left out', () => {
    const hash = 'AB'.repeat(32)
    const catalogue = read({
      name,
      asOf: '2024-02-29',
      extracts: [{ ...permits, sha256: hash, columns: { permit_id: 'ID' }, constants: { online: true, rating: 3 } }],
      regions: [{ level: 'district', file: './regions/d.geojson', code: 'code', name: 'name', aliases: { 1: '2' } }],
      calendar: 'calendar.json',
      laterField: { kept: 'out' },
    })
    expect(catalogue).toEqual({
      name,
      asOf: '2024-02-29',
      coordinates: 'WGS-84',
      extracts: [
        {
          ...permits,
          sha256: hash.toLowerCase(),
          columns: { permit_id: 'ID' },
          constants: { online: 'true', rating: '3' },
        },
      ],
      regions: [{ level: 'district', file: 'regions/d.geojson', code: 'code', name: 'name', aliases: { 1: '2' } }],
      calendar: 'calendar.json',
    })
    expect(dataFiles(catalogue).map(({ file }) => file)).toEqual(['permits.parquet', 'regions/d.geojson'])
  })

  it('accepts a byte order mark and file names in any script', () => {
    const text = `\uFEFF${JSON.stringify({ name, extracts: [{ ...permits, file: '2024/许可 1#.parquet' }] })}`
    expect(parseCatalogue(text, 'catalog.json').extracts[0]?.file).toBe('2024/许可 1#.parquet')
  })

  it('names the file, the field and its value', () => {
    expect(fault({ name, extracts: [permits, { table: 'permit', file: 'x' }] })).toBe(
      'catalog.json: extracts[1].table: "permit" is not one of permits, inspections, complaints',
    )
  })

  it('tells all faults at once, one a line, at most ten', () => {
    const text = fault({
      name: { en: '' },
      asOf: '2023-02-29',
      extracts: [
        permits,
        { ...permits, sha256: 'x', columns: { permit_no: 'ID' }, constants: { applicant_name: 'x' } },
      ],
      regions: {},
    })
    expect(text.split('\n')).toEqual([
      'catalog.json: name.en: "" is empty',
      'name.zh: is missing',
      'asOf: "2023-02-29" is not a day; write it as 2014-08-31',
      'extracts[1].sha256: "x" is not a SHA-256; it has 64 hex digits',
      'extracts[1].columns.permit_no: permits has no column of this name',
      'extracts[1].constants.applicant_name: permits.applicant_name is personal data, which is never loaded',
      'regions: {} is not a list',
      'extracts[1].file: "permits.parquet" is also extracts[0].file',
    ])
    const many = fault({ name, extracts: Array.from({ length: 20 }, () => ({})) }).split('\n')
    expect(many).toHaveLength(11)
    expect(many[10]).toBe('… and 30 more')
  })

  it.each([['mercator', '"mercator" is not one of WGS-84, CGCS2000, GCJ-02, BD-09']])(
    'refuses the coordinates %s',
    (coordinates, why) => {
      expect(fault({ name, coordinates, extracts: [permits] })).toBe(`catalog.json: coordinates: ${why}`)
    },
  )
  it.each(['WGS-84', 'wgs84', 'CGCS2000', 'gcj02', 'BD-09'])('accepts the coordinates %s', coordinates => {
    expect(read({ name, coordinates, extracts: [permits] }).coordinates).toMatch(/^(WGS-84|CGCS2000|GCJ-02|BD-09)$/)
  })

  it.each([
    '../p.parquet',
    'a/../../p',
    '/p',
    '//host/p',
    'https://x.test/p',
    'javascript:1',
    'C:\\p',
    'a\\b',
    '',
    '.',
    'a//b',
    'a\u0000',
  ])('refuses the file name %j', file => {
    expect(fault({ name, extracts: [{ ...permits, file }] })).toContain('is not a file name inside the catalogue')
  })

  it('refuses one file for two uses, however it is written', () => {
    const text = fault({ name, extracts: [permits], targets: 'targets.json', calendar: './targets.json' })
    expect(text).toBe('catalog.json: targets: "targets.json" is also calendar')
  })

  it('reads all settings of an extract', () => {
    const settings = {
      columns: { inspection_id: 'ID', entity_name: ['DBA', 'Legal'] },
      ...{ guess: false, timezone: 'America/Chicago', swapped: true, extra: ['Ward'] },
      words: { result: { Pass: 'ok', '-': '' }, is_joint: { ja: 'true' } },
      dates: { inspected_on: 'mdy' },
      point: { column: 'Location', order: 'lat-lon' },
      score: { higher: 'worse', problem: 14, critical: 28 },
    }
    const entry = { table: 'inspections', file: 'i.parquet', ...settings, coordinates: 'gcj02' }
    const catalogue = read({ name, timezone: 'Asia/Shanghai', repeated: { complaints: 'last' }, extracts: [entry] })
    expect(catalogue).toMatchObject({ timezone: 'Asia/Shanghai', repeated: { complaints: 'last' } })
    expect(catalogue.extracts[0]).toMatchObject({ ...settings, coordinates: 'GCJ-02' })
    expect(read({ name, extracts: [] }).extracts).toEqual([])
  })

  it('may take the code of the business for an id that the rows lack', () => {
    const columns = { inspection_id: 'business_id', entity_code: 'business_id' }
    expect(
      read({ name, extracts: [{ table: 'inspections', file: 'i.parquet', columns }] }).extracts[0]?.columns,
    ).toEqual(columns)
  })

  it.each([
    [{ columns: { inspection_id: 'ID', plan_id: ['P', 'ID'] } }, 'columns.plan_id: "ID" is also columns.inspection_id'],
    [{ columns: { plan_id: [] } }, 'columns.plan_id: [] is not a column’s name or a list of names'],
    [{ words: { result: { Pass: 'fine' } } }, 'words.result.Pass: "fine" is not one of ok, minor'],
    [{ words: { result: { Pass: 'ok', pass: 'minor' } } }, 'words.result.pass: stands twice'],
    [{ words: { address: { a: 'b' } } }, 'words.address: inspections.address has no vocabulary'],
    [{ words: { nothing: {} } }, 'words.nothing: inspections has no column of this name'],
    [{ dates: { result: 'dmy' } }, 'dates.result: inspections.result holds no days or times'],
    [{ dates: { inspected_on: 'ymd' } }, 'dates.inspected_on: "ymd" is not one of dmy, mdy'],
    [{ timezone: 'Mars/Olympus' }, 'timezone: "Mars/Olympus" is not a time zone'],
    [{ score: { higher: 'worse' } }, 'score: has no bound'],
    [{ score: { higher: 'better', minor: 5, problem: 7 } }, 'score.problem: 7 is not worse than minor, 5'],
    [{ table: 'permits', score: { higher: 'worse', minor: 1 } }, 'score: permits have no score'],
    [{ units: { penalty_amount: '亿元' } }, 'units.penalty_amount: "亿元" is not one of 万元'],
    [{ units: { result: '万元' } }, 'units.result: inspections.result holds no amounts'],
    [{ units: { nothing: '万元' } }, 'units.nothing: inspections has no column of this name'],
    [{ id: ['A'] }, 'id: needs two columns; one alone stands under columns.inspection_id'],
    [{ id: ['A', 'B', 'A'] }, 'id[2]: "A" stands twice'],
    [{ id: ['A', ' '] }, 'id[1]: '],
    [{ id: ['A', 'B'], columns: { inspection_id: 'C' } }, 'id: columns.inspection_id is stated too'],
    [{ id: ['A', 'B'], constants: { inspection_id: 1 } }, 'id: constants.inspection_id is stated too'],
    [{ extra: ['a', 'a'] }, 'extra[1]: "a" stands twice'],
    [{ point: { column: 'x', order: 'lon' } }, 'point.order: "lon" is not one of lat-lon, lon-lat'],
  ])('tells what is wrong with the settings %j', (settings, why) => {
    expect(fault({ name, extracts: [{ table: 'inspections', file: 'i.parquet', ...settings }] })).toContain(
      `extracts[0].${why}`,
    )
  })

  it('refuses a column that is given twice', () => {
    const both = { ...permits, columns: { status: 'S' }, constants: { status: 'granted' } }
    expect(fault({ name, extracts: [both] })).toContain('extracts[0].constants.status: is also under columns')
  })

  it.each([
    ['', 'catalog.json: the file is empty'],
    ['{"name":', 'catalog.json: not valid JSON: '],
    ['[]', 'catalog.json: [] is not an object'],
    ['null', 'catalog.json: null is not an object'],
  ])('refuses %j', (text, why) => {
    expect(message(() => parseCatalogue(text, 'data/catalog.json'))).toContain(why)
  })

  it('never throws anything else, whatever one field becomes', () => {
    const good = {
      name,
      extracts: [{ ...permits, columns: {}, constants: {} }],
      regions: [],
      calendar: 'c',
      asOf: '2020-01-01',
    }
    for (const key of Object.keys(good)) {
      for (const odd of [null, 0, -1.5, '', 'x', true, [], [null], [[]], {}, { a: null }, { file: 1 }]) {
        try {
          read({ ...good, [key]: odd })
          read({ ...good, extracts: [{ ...permits, [key]: odd, columns: odd, constants: odd }] })
        } catch (error) {
          expect(error).toBeInstanceOf(ExtractError)
        }
      }
    }
  })
})

describe('catalogueUrl', () => {
  const at = (href: string) => catalogueUrl({ href })
  it.each([
    ['https://city.test/', 'https://city.test/data/catalog.json'],
    ['https://city.test/app/index.html?x=1#/map?from=2014-01-01', 'https://city.test/app/data/catalog.json'],
    ['https://city.test/app/?catalog=other.json', 'https://city.test/app/other.json'],
    ['https://city.test/app/?catalog=../sample/', 'https://city.test/sample/catalog.json'],
    ['https://city.test/app/#/overview?catalog=/d/c.json%23top', 'https://city.test/d/c.json'],
    ['https://city.test/?catalog=a.json#/overview?catalog=b.json', 'https://city.test/a.json'],
    ['https://city.test/?catalog=https://city.test/a.json', 'https://city.test/a.json'],
    ['https://city.test/?catalog=', 'https://city.test/data/catalog.json'],
  ])('of %s is %s', (page, url) => expect(at(page)).toBe(url))

  it.each([
    'https://evil.test/c.json',
    '//evil.test/c.json',
    'http://city.test/c.json',
    'javascript:alert(1)',
    'data:,x',
    'https://a:b@city.test/c',
  ])('refuses %s', asked => {
    expect(message(() => at(`https://city.test/?catalog=${encodeURIComponent(asked)}`))).toBe(
      `?catalog=${asked}: the catalogue must be on this page’s own origin, https://city.test`,
    )
  })
  it('refuses what is no address', () => {
    expect(message(() => at('https://city.test/?catalog=http://['))).toContain('is not an address')
  })
})

it('lastName decodes the end of a URL or path', () => {
  expect(lastName('https://x.test/a/%E7%9B%AE%E5%BD%95.json?b=/c#d')).toBe('目录.json')
  expect(lastName('C:\\data\\catalog.json')).toBe('catalog.json')
  expect(lastName('/data/%')).toBe('%')
})
