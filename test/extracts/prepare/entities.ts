import { describe, expect, it } from 'vitest'
import { raw } from '../../../src/engine/sql'
import { createEntities, linkByName } from '../../../src/extracts/entities'
import { lists, loaded } from '../../engineHelper'
import { rectangles, tableFile } from '../../fixtures/cityFiles'
import { engine } from './engine'

const ask = (text: string) => lists(engine, raw(text))

const valid = '91350100M000100Y43'
const other = '91110105MA0000015F'
const broken = '91350100M000100Y44'

const regions = [{ level: 'd', file: 'r.geojson', code: 'code', name: 'name' }]
const boxes = rectangles([
  { code: '01', name: 'West', box: [110, 30, 111, 31] },
  { code: '02', name: 'East', box: [111, 30, 112, 31] },
])

/** Loads tables that are written as text; `kind`, `category`, `result` and such are constants. */
const load = (given: { permits?: string; inspections?: string; complaints?: string }) => {
  const constants = {
    permits: { status: 'granted' },
    inspections: { inspection_type: 'routine', result: 'ok' },
    complaints: { kind: 'complaint', category: 'Food', status: 'open' },
  }
  const tables = Object.keys(given) as (keyof typeof given)[]
  return loaded({
    engine,
    files: {
      'r.geojson': boxes,
      ...Object.fromEntries(tables.map(table => [`${table}.parquet`, tableFile(table, given[table] ?? '')])),
    },
    catalogue: {
      regions,
      // Stated, since the values would speak against it where rows stand far from their region.
      extracts: tables.map(table => ({
        table,
        file: `${table}.parquet`,
        columns: { region_code: 'region_code' },
        constants: constants[table],
      })),
    },
  })
}

/** Rows of `links` as `[row id, business key, how]`. */
const links = () =>
  ask(
    'SELECT row_id, entity_code, CAST(method AS VARCHAR) AS m FROM links JOIN entities USING (entity_id) ORDER BY row_id, source_row',
  )

describe('a row belongs to a business', () => {
  it('by a valid credit code, in whatever form it is written; else by a licence number; else by a permit number', async () => {
    await load({
      permits: `
        permit_id  | entity_code           | region_code | valid_from
        P-1        | ${valid}              | 01          | 2014-01-01
        P-2        | 9135-0100 m000100y43  | 01          | 2014-01-01
        xk 3-a     | 7001                  | 01          | 2014-01-01
        TWICE      | 7001                  | 01          | 2014-01-01
        TWICE      | ${valid}              | 01          | 2014-01-01`,
      inspections: `
        inspection_id | entity_code | region_code | inspected_on
        I1            | ${valid}    | 01          | 2014-01-02
        I2            | 7001        | 01          | 2014-01-02
        I3            | P-1         | 01          | 2014-01-02
        I4            | XK3-A       | 01          | 2014-01-02
        I5            | 9999        | 01          | 2014-01-02
        I6            | TWICE       | 01          | 2014-01-02`,
    })
    expect(await links()).toEqual([
      ['I1', valid, 'credit_code'],
      ['I2', '7001', 'licence_number'],
      ['I3', valid, 'permit_number'],
      ['I4', '7001', 'permit_number'],
      ['I5', '9999', 'licence_number'],
      // A number on the permits of two businesses names neither: it is a key of its own.
      ['I6', 'TWICE', 'licence_number'],
      ['P-1', valid, 'credit_code'],
      ['P-2', valid, 'credit_code'],
      ['TWICE', '7001', 'licence_number'],
      ['TWICE', valid, 'credit_code'],
      ['xk 3-a', '7001', 'licence_number'],
    ])
    expect(
      await ask('SELECT entity_code, is_credit_code, has_permit, permits, inspections FROM entities ORDER BY 1'),
    ).toEqual(
      [
        ['7001', false, true, 2, 2],
        [valid, true, true, 3, 2],
        ['9999', false, false, 0, 1],
        ['TWICE', false, false, 0, 1],
      ].sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
    )
  })

  it('by name and region where it has no key; the name in any width, case and spacing', async () => {
    await load({
      permits: `
        permit_id | entity_code | entity_name            | region_code | valid_from
        P1        | 1           | 云岭甲餐饮（中心店）有限公司  | 01          | 2014-01-01
        P2        | 2           | Blue Lotus Cafe        | 02          | 2014-01-01`,
      complaints: `
        complaint_id | entity_name            | region_code | received_at
        C1           | 云岭甲餐饮(中心店)有限公司   | 01          | 2014-01-02 10:00
        C2           | ＢＬＵＥ　lotus cafe       | 02          | 2014-01-02 10:00
        C3           | Blue Lotus Cafe        | 01          | 2014-01-02 10:00
        C4           | 云岭乙餐饮有限公司          | 01          | 2014-01-02 10:00
        C5           |                        | 01          | 2014-01-02 10:00`,
    })
    expect((await links()).slice(0, 3)).toEqual([
      ['C1', '1', 'name_region'],
      ['C2', '2', 'name_region'],
      ['P1', '1', 'licence_number'],
    ])
    expect(await ask("SELECT DISTINCT confidence FROM links WHERE method = 'name_region'")).toHaveLength(1)
  })

  it('by a name that is very much alike, in the same region or within 100 metres', async () => {
    await load({
      permits: `
        permit_id | entity_code | entity_name          | region_code | lon      | lat   | valid_from
        P1        | 1           | Golden Dragon Bakery | 01          | 110.9990 | 30.5  | 2014-01-01
        P2        | 2           | Silver River Noodles | 02          | 111.5    | 30.5  | 2014-01-01`,
      complaints: `
        complaint_id | entity_name          | region_code | lon      | lat     | received_at
        C1           | Golden Dragon Bakry  | 01          |          |         | 2014-01-02 10:00
        C2           | Golden Dragon Bakry  | 02          | 110.9999 | 30.5    | 2014-01-02 10:00
        C3           | Golden Dragon Bakry  | 02          | 111.0020 | 30.5    | 2014-01-02 10:00
        C4           | Golden Door          | 01          |          |         | 2014-01-02 10:00
        C5           | Silver River Noodle  | 01          | 111.5    | 30.5008 | 2014-01-02 10:00
        C6           | Silver River Noodle  | 01          | 111.5    | 30.5010 | 2014-01-02 10:00`,
    })
    // C3 is 287 m away, C6 111 m; C5 is 89 m.
    expect(await links()).toEqual([
      ['C1', '1', 'name_similar'],
      ['C2', '1', 'name_similar'],
      ['C5', '2', 'name_similar'],
      ['P1', '1', 'licence_number'],
      ['P2', '2', 'licence_number'],
    ])
  })

  it('within 100 metres far in the north too, where degrees of longitude are short', async () => {
    await load({
      permits: `
        permit_id | entity_code | entity_name          | lon      | lat  | region_code | valid_from
        P1        | 1           | Golden Dragon Bakery | 110.0005 | 53.5 |             | 2014-01-01`,
      complaints: `
        complaint_id | entity_name         | lon      | lat  | region_code | received_at
        C1           | Golden Dragon Bakry | 110.0019 | 53.5 |             | 2014-01-02 10:00
        C2           | Golden Dragon Bakry | 110.0025 | 53.5 |             | 2014-01-02 10:00`,
    })
    // 93 m and 132 m.
    expect(await links()).toEqual([
      ['C1', '1', 'name_similar'],
      ['P1', '1', 'licence_number'],
    ])
  })
})

describe('a row belongs to no business', () => {
  it('where two are as likely', async () => {
    const { profile } = await load({
      permits: `
        permit_id | entity_code | entity_name          | region_code | valid_from
        P1        | 1           | Golden Dragon Bakery | 01          | 2014-01-01
        P2        | 2           | Golden Dragon Bakery | 01          | 2014-01-01`,
      complaints: `
        complaint_id | entity_name          | region_code | received_at
        C1           | Golden Dragon Bakery | 01          | 2014-01-02 10:00
        C2           | Golden Dragon Bakry  | 01          | 2014-01-02 10:00`,
    })
    expect((await links()).map(row => row[0])).toEqual(['P1', 'P2'])
    expect(await ask('SELECT complaint_id, entity_id FROM complaints ORDER BY 1')).toEqual([
      ['C1', null],
      ['C2', null],
    ])
    expect(profile.links).toEqual(expect.arrayContaining([{ table: 'complaints', method: null, rows: 2 }]))
    const issues = profile.files.find(file => file.table === 'complaints')?.issues ?? []
    expect(issues).toContainEqual({
      kind: 'link_tie',
      column: null,
      count: 2,
      examples: ['C1', 'C2'],
      rows: [1, 2],
      rejected: false,
    })
  })

  it('where it has another key: keys are never merged, whatever the names', async () => {
    await load({
      permits: `
        permit_id | entity_code | entity_name          | region_code | valid_from
        P1        | ${valid}    | Golden Dragon Bakery | 01          | 2014-01-01`,
      inspections: `
        inspection_id | entity_code | entity_name          | region_code | inspected_on
        I1            | ${other}    | Golden Dragon Bakery | 01          | 2014-01-02
        I2            | 7001        | Golden Dragon Bakery | 01          | 2014-01-02`,
    })
    expect(await links()).toEqual([
      ['I1', other, 'credit_code'],
      ['I2', '7001', 'licence_number'],
      ['P1', valid, 'credit_code'],
    ])
    expect(await ask('SELECT count(*)::INTEGER AS n FROM entities')).toEqual([[3]])
  })

  it('by a code in the form of a credit code whose check character is wrong: such a row goes by its name', async () => {
    const { profile } = await load({
      permits: `
        permit_id | entity_code | entity_name          | region_code | valid_from
        P1        | ${valid}    | Golden Dragon Bakery | 01          | 2014-01-01`,
      inspections: `
        inspection_id | entity_code | entity_name          | region_code | inspected_on
        I1            | ${broken}   | Golden Dragon Bakery | 01          | 2014-01-02
        I2            | ${broken}   | Somebody Else        | 01          | 2014-01-02`,
    })
    expect(await links()).toEqual([
      ['I1', valid, 'name_region'],
      ['P1', valid, 'credit_code'],
    ])
    expect(await ask('SELECT entity_code FROM entities')).toEqual([[valid]])
    const issue = profile.files[1]?.issues.find(({ kind }) => kind === 'bad_credit_code')
    expect(issue).toMatchObject({ column: 'entity_code', count: 2, examples: [broken, broken], rejected: false })
  })

  it('without a name or a key; complaints do not even make an issue of it', async () => {
    const { profile } = await load({
      inspections: `
        inspection_id | entity_code | entity_name | region_code | inspected_on
        I1            |             |             | 01          | 2014-01-02
        I2            | 1           |             | 01          | 2014-01-02`,
      complaints: `
        complaint_id | entity_code | entity_name | region_code | received_at
        C1           |             |             | 01          | 2014-01-02 10:00`,
    })
    expect(profile.files.map(file => file.issues.map(issue => [issue.kind, issue.count]))).toEqual([
      [['no_business', 1]],
      [],
    ])
    expect(profile.links).toEqual([
      { table: 'complaints', method: null, rows: 1 },
      { table: 'inspections', method: 'licence_number', rows: 1 },
      { table: 'inspections', method: null, rows: 1 },
    ])
  })
})

describe('a business', () => {
  it('is what its newest rows say; its kind is what inspectors found, else what the licence says', async () => {
    await load({
      permits: `
        permit_id | entity_code | entity_name | industry_name | address | region_code | lon   | lat  | valid_from
        P1        | 1           | Old name    | Retail        | 1 Road  | 01          | 110.5 | 30.5 | 2013-01-01
        P2        | 1           | New name    |               |         | 02          | 111.5 | 30.5 | 2014-01-01
        P3        | 2           | Two         | Retail        |         |             |       |      | 2014-03-01`,
      inspections: `
        inspection_id | entity_code | entity_name | industry_name | region_code | inspected_on
        I1            | 1           | Inspected   | Bakery        | 01          | 2012-06-30
        I2            | 1           | Inspected   | Restaurant    | 01          | 2014-06-30
        I3            | 3           | Three       |               | 01          | 2014-06-30`,
    })
    expect(
      await ask(`SELECT entity_code, entity_name, industry_name, licence_kind, address, region_code, lon, CAST(first_seen_on AS VARCHAR) AS d,
        has_permit, permits, inspections, complaints FROM entities ORDER BY 1`),
    ).toEqual([
      ['1', 'New name', 'Restaurant', 'Retail', '1 Road', '02', 111.5, '2012-06-30', true, 2, 2, 0],
      ['2', 'Two', 'Retail', 'Retail', null, null, null, '2014-03-01', true, 1, 0, 0],
      ['3', 'Three', null, null, null, '01', null, '2014-06-30', false, 0, 1, 0],
    ])
  })
})

describe('the rows of many businesses', () => {
  /** Thirty businesses at a border; complaints name each as it is, alike far away in its region, and alike close by in the other. */
  const many = Array.from({ length: 30 }, (_, i) => ({
    name: `Harbour ${'ABCDEFGHIJKLMNOPQRSTUVWXYZabcd'[i]}${i * 7919} Kitchen ${i % 9}`,
    lat: 30.1 + i * 0.02,
  }))
  const given = {
    permits: [
      'permit_id | entity_code | entity_name | region_code | lon | lat | valid_from',
      ...many.map(({ name, lat }, i) => `P-${i} | 70${i + 10} | ${name} | 01 | 110.9998 | ${lat} | 2014-01-01`),
    ].join('\n'),
    complaints: [
      'complaint_id | entity_name | region_code | lon | lat | received_at',
      ...many.flatMap(({ name, lat }, i) => [
        `A-${i} | ${name} | 01 | 110.5 | ${lat} | 2020-01-02`,
        `B-${i} | ${name}s | 01 | 110.5 | ${lat} | 2020-01-03`,
        `C-${i} | ${name}x | 02 | 111.0002 | ${lat} | 2020-01-04`,
        `D-${i} | Harbour | 01 | 110.5 | ${lat} | 2020-01-05`,
      ]),
    ].join('\n'),
  }
  const linked = () =>
    ask('SELECT complaint_id, entity_id, CAST(link_method AS VARCHAR) AS m FROM complaints ORDER BY 1')
  const businesses = () => ask('SELECT * FROM entities')

  it('are the same whether they are linked at once or part by part, and so are the businesses and their order', async () => {
    await load(given)
    const before = [await linked(), await businesses(), await ask('SELECT * FROM link_ties ORDER BY ALL')]
    const methods = (before[0] ?? []).map(row => row[2])
    const counts = ['name_region', 'name_similar', null].map(method => methods.filter(each => each === method).length)
    expect(counts).toEqual([30, 60, 30])
    expect(before[1]).toHaveLength(30)
    for (const parts of [4, 7]) {
      await engine.run([
        raw('UPDATE complaints SET entity_id = NULL, link_method = NULL'),
        raw('DELETE FROM link_ties'),
        raw('DELETE FROM entities'),
        ...linkByName(['complaints'], parts),
        ...createEntities(() => true, parts),
      ])
      expect([await linked(), await businesses(), await ask('SELECT * FROM link_ties ORDER BY ALL')]).toEqual(before)
    }
  })
})
