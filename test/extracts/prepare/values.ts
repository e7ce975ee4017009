import { describe, expect, it } from 'vitest'
import { raw } from '../../../src/engine/sql'
import { parseCalendar } from '../../../src/extracts/calendar'
import { issueCounts, type Loading, lists, loaded } from '../../engineHelper'
import { city } from '../../fixtures/city'
import { fileOf, rectangles, tableFile } from '../../fixtures/cityFiles'
import { engine } from './engine'

const load = (loading: Loading) => loaded({ engine, ...loading })
const rowsOf = (text: string) => lists(engine, raw(text))

/** Inspections of three columns that every file needs, with others. */
const visits = (given: Parameters<typeof fileOf>[0], stated: object = {}) => ({
  files: { 'i.parquet': fileOf(given) },
  catalogue: {
    extracts: [
      {
        table: 'inspections',
        file: 'i.parquet',
        constants: { inspection_type: 'routine', result: 'ok' },
        columns: stated,
      },
    ],
  },
})

describe('rows that cannot be used', () => {
  it('are kept as they came, with the reason and their place in the file', async () => {
    const { profile } = await load(
      visits({
        检查编号: ['text', ['A', ' ', null, 'D', 'E', 'F', 'G']],
        检查日期: ['text', ['2014-08-31', '2014-08-31', '2014-08-31', '31/02/2014', null, '1900-01-01', '2200/01/01']],
        被检查单位: ['text', ['甲', '乙', '丙', '丁', '戊', '己', '庚']],
        行政区划代码: ['text', ['1', '1', '1', '1', '1', '1', '1']],
      }),
    )
    expect(profile.files[0]).toMatchObject({ rows: 1, rejected: 6, error: null })
    expect(issueCounts(profile.files[0])).toEqual({ no_id: 2, no_date: 2, impossible_date: 2 })
    expect(
      await rowsOf(
        'SELECT source_file, source_row, reason, inspection_id, inspected_on, entity_name, result FROM rejected_inspections ORDER BY source_row',
      ),
    ).toEqual([
      [0, 2, 'no_id', null, '2014-08-31', '乙', 'ok'],
      [0, 3, 'no_id', null, '2014-08-31', '丙', 'ok'],
      [0, 4, 'no_date', 'D', '31/02/2014', '丁', 'ok'],
      [0, 5, 'no_date', 'E', null, '戊', 'ok'],
      [0, 6, 'impossible_date', 'F', '1900-01-01', '己', 'ok'],
      [0, 7, 'impossible_date', 'G', '2200/01/01', '庚', 'ok'],
    ])
    expect(profile).toMatchObject({ asOf: '2014-08-31', firstDay: '2014-08-31' })
  })

  it('of permits have none of the three dates, or an impossible first one', async () => {
    const permits = `
      permit_id | entity_code | region_code | status  | accepted_at | decided_at | valid_from
      A         | L1          | 1           | granted | 2014-01-01  |            |
      B         | L1          | 1           | granted |             |            | 2014-01-02
      C         | L1          | 1           | granted |             |            |
      D         | L1          | 1           | granted | 2014-01-01  | 1900-01-01 | 2014-01-02`
    const { profile } = await load({
      files: { 'p.parquet': tableFile('permits', permits) },
      catalogue: { extracts: [{ table: 'permits', file: 'p.parquet' }] },
    })
    expect(await rowsOf('SELECT permit_id, CAST(permitted_on AS VARCHAR) AS d FROM permits ORDER BY 1')).toEqual([
      ['A', null],
      ['B', '2014-01-02'],
    ])
    expect(issueCounts(profile.files[0])).toEqual({ no_date: 1, impossible_date: 1 })
  })
})

describe('values', () => {
  it('are read from text and from numbers: days, codes, counts and truths', async () => {
    await load(
      visits(
        {
          inspection_id: ['integer', [7, 8, 9, 10, 11]],
          inspected_on: ['integer', [20140831, 20140830, 20140829, 20140828, 20140827]],
          entity_code: ['number', [1001, 1002, Number.NaN, 1001, 1001]],
          region_code: ['number', [25, 8, null, 25, 25]],
          critical_count: ['text', ['2', '0', null, '1,000', 'many']],
          critical_flag: ['text', ['否', '是', '否', null, null]],
          rectify_due_on: ['text', ['2014年9月1日', '2014/9/2', 'soon', '', null]],
          lon: ['text', ['116.4', '0', '200', '116.4', 'x']],
          lat: ['text', ['39.9', '0', '39.9', null, '39.9']],
        },
        { lon: 'lon', lat: 'lat' },
      ),
    )
    expect(
      await rowsOf(`SELECT inspection_id, CAST(inspected_on AS VARCHAR) AS d, entity_code, CAST(region_code AS VARCHAR) AS r,
        critical_count, CAST(result AS VARCHAR) AS w, CAST(source_result AS VARCHAR) AS s, CAST(rectify_due_on AS VARCHAR) AS u, lon, lat
        FROM inspections ORDER BY source_row`),
    ).toEqual([
      ['7', '2014-08-31', '1001', '25', 2, 'critical', null, '2014-09-01', 116.4, 39.9],
      ['8', '2014-08-30', '1002', '8', 0, 'critical', null, '2014-09-02', null, null],
      ['9', '2014-08-29', null, null, null, 'ok', null, null, null, null],
      ['10', '2014-08-28', '1001', '25', 1000, 'critical', null, null, null, null],
      ['11', '2014-08-27', '1001', '25', null, 'ok', null, null, null, null],
    ])
  })

  it('take what the catalogue states: columns, constants, the department', async () => {
    const text = `
      nr | day        | what | where | who
      1  | 2014-01-01 | Food | 1     | L1`
    await load({
      files: { 'c.parquet': tableFile('complaints', text) },
      catalogue: {
        extracts: [
          {
            table: 'complaints',
            file: 'c.parquet',
            department: '市场监督管理局',
            columns: {
              complaint_id: 'nr',
              received_at: 'day',
              category: 'what',
              region_code: 'where',
              entity_code: 'who',
            },
            constants: { kind: '举报', status: 'Open - Dup', duplicate_flag: true, channel: "it's" },
          },
        ],
      },
    })
    expect(
      await rowsOf(
        'SELECT complaint_id, kind, status, duplicate_flag, CAST(channel AS VARCHAR) AS c, CAST(department AS VARCHAR) AS d, CAST(received_on AS VARCHAR) AS r FROM complaints',
      ),
    ).toEqual([['1', 'report', 'open', true, "it's", '市场监督管理局', '2014-01-01']])
  })

  it('of few kinds are ENUM, the others stay text', async () => {
    await load(city())
    const types = Object.fromEntries(
      (await rowsOf(
        "SELECT table_name || '.' || column_name AS c, data_type FROM duckdb_columns() WHERE column_name IN ('result', 'status', 'region_code', 'link_method', 'entity_code', 'category', 'subcategory', 'inspected_on', 'received_at', 'source_file') AND table_name IN ('permits', 'inspections', 'complaints')",
      )) as [string, string][],
    )
    expect(types['inspections.result']).toBe(
      "ENUM('closed', 'critical', 'minor', 'no_entry', 'ok', 'problem', 'uncooperative', 'unreachable')",
    )
    for (const name of ['permits.status', 'complaints.category', 'inspections.region_code', 'permits.link_method']) {
      expect(types[name]).toMatch(/^ENUM/)
    }
    expect(types['complaints.subcategory']).toBe('VARCHAR')
    expect(types['complaints.entity_code']).toBe('VARCHAR')
    expect(types['inspections.inspected_on']).toBe('DATE')
    expect(types['complaints.received_at']).toBe('TIMESTAMP')
  })
})

describe('limits of time', () => {
  const complaints = `
    complaint_id | kind   | category | status | region_code | received_at      | due_at           | closed_at
    A            | report | Food     | open   | 1           | 2024-02-08 23:00 |                  | 2024-02-19 09:00
    B            | report | Food     | open   | 1           | 2024-02-08 23:00 | 2024-02-10 12:00 | 2024-02-10 18:00
    C            | report | Food     | open   | 1           | 2024-02-11 09:00 |                  | 2024-02-14 09:00`
  const due = (targets: object) =>
    load({
      files: { 'c.parquet': tableFile('complaints', complaints) },
      catalogue: { extracts: [{ table: 'complaints', file: 'c.parquet' }] },
      calendar: parseCalendar('{"holidays": ["2024-02-12", "2024-02-13"], "workdays": ["2024-02-18"]}'),
      targets,
    }).then(() => rowsOf('SELECT complaint_id, CAST(due_on AS VARCHAR) AS d FROM complaints ORDER BY 1'))

  it('of complaints are their own, else those of the target in calendar days', async () => {
    expect(await due({ complaints: { close_within_days: 3 } })).toEqual([
      ['A', '2024-02-11'],
      ['B', '2024-02-10'],
      ['C', '2024-02-14'],
    ])
  })

  it('of complaints are in working days where the target says so', async () => {
    // After Thursday the 8th: Friday the 9th, Wednesday the 14th, Thursday, Friday, Sunday the 18th.
    expect(await due({ complaints: { close_within_days: 5, working_days: true } })).toEqual([
      ['A', '2024-02-18'],
      ['B', '2024-02-10'],
      ['C', '2024-02-19'],
    ])
  })

  it('of complaints are absent without a target', async () => {
    expect(await due({})).toEqual([
      ['A', null],
      ['B', '2024-02-10'],
      ['C', null],
    ])
  })

  it('of permits: a target in calendar days holds where the extract states no limit of its own', async () => {
    const permits = `
      permit_id | entity_code | region_code | status  | accepted_at      | decided_at       | legal_limit_days | suspended_days
      A         | L1          | 1           | granted | 2024-02-08 09:00 | 2024-02-19 09:00 |                  |
      B         | L1          | 1           | granted | 2024-02-08 09:00 | 2024-02-19 09:00 | 10               |
      C         | L1          | 1           | granted | 2024-02-08 09:00 | 2024-02-19 09:00 |                  | 4`
    const handled = async (targets: object) => {
      await load({
        files: { 'p.parquet': tableFile('permits', permits) },
        catalogue: { extracts: [{ table: 'permits', file: 'p.parquet' }] },
        targets,
      })
      return rowsOf('SELECT permit_id, handling_days, limit_days FROM permits ORDER BY 1')
    }
    expect(await handled({ permits: { decide_within_days: 7, working_days: false } })).toEqual([
      ['A', 11, 7],
      ['B', 7, 10],
      ['C', 7, 7],
    ])
    expect(await handled({ permits: { decide_within_days: 7 } })).toEqual([
      ['A', 7, 7],
      ['B', 7, 10],
      ['C', 3, 7],
    ])
    expect(await handled({})).toEqual([
      ['A', 7, null],
      ['B', 7, 10],
      ['C', 3, null],
    ])
  })
})

describe('regions', () => {
  const boxes = rectangles([
    { code: '01', name: 'West', box: [0, 40, 1, 41] },
    { code: '02', name: 'East', box: [1, 40, 2, 41] },
  ])
  const regions = [{ level: 'd', file: 'r.geojson', code: 'code', name: 'name', aliases: { '99': '02', '98': 'none' } }]
  const text = `
    inspection_id | inspected_on | entity_code | region_code | region_name | lon | lat
    A             | 2014-01-01   | L1          | 01          |             | 1.5 | 40.5
    B             | 2014-01-01   | L1          |             | East        |     |
    C             | 2014-01-01   | L1          | 99          |             | 0.5 | 40.5
    D             | 2014-01-01   | L1          | 77          |             | 0.5 | 40.5
    E             | 2014-01-01   | L1          | 98          | Nowhere     |     |
    F             | 2014-01-01   | L1          | 77          | West        | 9   | 40.5
    G             | 2014-01-01   | L1          |             |             | 0.5 | 40.5
    H             | 2014-01-01   | L1          | 02          |             |     |`
  const found = async (catalogue: object) => {
    const { profile } = await load({
      files: { 'i.parquet': tableFile('inspections', text), 'r.geojson': boxes },
      catalogue: {
        extracts: [
          {
            table: 'inspections',
            file: 'i.parquet',
            columns: { region_code: 'region_code', region_name: 'region_name' },
            constants: { inspection_type: 'routine', result: 'ok' },
          },
        ],
        ...catalogue,
      },
    })
    const rows = await rowsOf('SELECT CAST(region_code AS VARCHAR) AS r FROM inspections ORDER BY inspection_id')
    return { codes: rows.flat(), issues: issueCounts(profile.files[0]) }
  }

  it('are what the extract says, by code or name, of old or of now; else where the place lies', async () => {
    const { codes, issues } = await found({ regions })
    expect(codes).toEqual(['01', '02', '02', '01', null, '01', '01', '02'])
    expect(issues).toMatchObject({ unknown_region: 2, region_disagrees: 2, no_place: 3, outside_regions: 1 })
  })

  it('stay the words of the extract without region files', async () => {
    const { codes, issues } = await found({})
    expect(codes).toEqual(['01', 'East', '99', '77', '98', '77', null, '02'])
    expect(issues).toEqual({})
  })

  it('that cannot be read are a problem; the rows load', async () => {
    const { profile } = await load({
      files: { 'i.parquet': tableFile('inspections', text), 'r.geojson': '{"type": "Nothing"}' },
      catalogue: {
        extracts: [
          { table: 'inspections', file: 'i.parquet', constants: { inspection_type: 'routine', result: 'ok' } },
        ],
        regions: [...regions, { level: 'x', file: 'absent.geojson', code: 'code', name: 'name' }],
      },
    })
    expect(profile.rows.inspections).toBe(8)
    expect(profile.regions.problems).toEqual([
      expect.stringMatching(/^absent\.geojson: /),
      expect.stringMatching(/^r\.geojson: /),
    ])
  })
})
