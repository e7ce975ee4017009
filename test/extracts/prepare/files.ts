import { describe, expect, it } from 'vitest'
import { raw, sql } from '../../../src/engine/sql'
import type { Progress } from '../../../src/extracts/report'
import { tableNames } from '../../../src/schema'
import { countOf, type Loading, lists, loaded } from '../../engineHelper'
import { city, inspections } from '../../fixtures/city'
import { column, fileOf, tableFile } from '../../fixtures/cityFiles'
import { arrowParquet } from '../../fixtures/parquetFiles'
import { engine } from './engine'

const load = (loading: Loading) => loaded({ engine, ...loading })
const rowsOf = (text: string) => lists(engine, raw(text))

describe('several files', () => {
  const [head = '', ...lines] = inspections.trim().split('\n')
  const part = (from: number, to: number) => tableFile('inspections', [head, ...lines.slice(from, to)].join('\n'))

  it('of one table append, and every row knows its file', async () => {
    const { profile } = await load({
      files: { 'a.parquet': part(0, 12), 'b.parquet': part(12, 20) },
      catalogue: {
        asOf: '2023-12-31',
        extracts: ['a', 'b'].map(name => ({ table: 'inspections', file: `${name}.parquet` })),
      },
    })
    expect(profile.rows.inspections).toBe(20)
    expect(profile.files.map(file => [file.file, file.rows])).toEqual([
      ['a.parquet', 12],
      ['b.parquet', 8],
    ])
    expect(
      await rowsOf(`SELECT f.file, CAST(count(*) AS INTEGER) AS n, min(source_row) AS a, max(source_row) AS b
        FROM inspections JOIN source_files f USING (source_file) GROUP BY 1 ORDER BY 1`),
    ).toEqual([
      ['a.parquet', 12, 1, 12],
      ['b.parquet', 8, 1, 8],
    ])
  })

  it('of one table may have different columns, names and forms; what one lacks is empty in its rows', async () => {
    const old = fileOf({
      inspection_id: ['text', ['A1', 'A2']],
      inspected_on: ['text', ['2014-01-02', '2014/1/3']],
      inspection_type: ['text', ['routine', 'routine']],
      result: ['text', ['ok', 'problem']],
      entity_code: ['text', ['Z1', 'Z2']],
      region_code: ['text', ['01', '01']],
      Remark: ['text', ['late', null]],
    })
    const young = fileOf({
      检查编号: ['text', ['B1']],
      检查日期: ['text', ['20140104']],
      检查类型: ['text', ['专项检查']],
      检查结果: ['text', ['合格']],
      企业名称: ['text', ['甲']],
      lon: ['number', [116.5]],
      lat: ['number', [39.5]],
      Inspector: ['text', ['Li']],
    })
    const { profile } = await load({
      files: { 'old.parquet': old, 'young.parquet': young },
      catalogue: {
        extracts: [
          { table: 'inspections', file: 'old.parquet', extra: ['Remark'] },
          { table: 'inspections', file: 'young.parquet', extra: ['Inspector'] },
        ],
      },
    })
    expect(profile.files.map(({ error, rows }) => [error, rows])).toEqual([
      [null, 2],
      [null, 1],
    ])
    expect(
      await rowsOf(`SELECT inspection_id, CAST(inspected_on AS VARCHAR), CAST(result AS VARCHAR), entity_code, entity_name,
        region_code, lon, "Remark", "Inspector" FROM inspections ORDER BY 1`),
    ).toEqual([
      ['A1', '2014-01-02', 'ok', 'Z1', null, '01', null, 'late', null],
      ['A2', '2014-01-03', 'problem', 'Z2', null, '01', null, null, null],
      ['B1', '2014-01-04', 'ok', null, '甲', null, 116.5, null, 'Li'],
    ])
  })

  it('may fail one by one: the others load, of the failed ones nothing stays', async () => {
    const bad = fileOf({
      inspection_id: ['text', ['X1', 'X2']],
      inspected_on: ['text', ['31/02/2014', 'soon']],
      inspection_type: ['text', ['routine', 'routine']],
      result: ['text', ['ok', 'ok']],
      entity_code: ['text', ['Z1', 'Z2']],
      region_code: ['text', ['01', '01']],
    })
    const { files, catalogue } = city()
    const { profile } = await load({
      ...city(),
      files: {
        ...files,
        'bad.parquet': bad,
        'cut.parquet': part(0, 5).slice(0, 900),
        'poor.parquet': fileOf({ a: ['text', ['1']] }),
        'empty.parquet': arrowParquet([
          ['inspection_id', column('text', [])],
          ['inspected_on', column('date', [])],
        ]),
      },
      catalogue: {
        ...catalogue,
        extracts: [
          ...['bad', 'cut', 'poor', 'absent'].map(name => ({ table: 'inspections', file: `${name}.parquet` })),
          { table: 'inspections', file: 'wrong.parquet', sha256: '0'.repeat(64) },
          ...catalogue.extracts,
          {
            table: 'inspections',
            file: 'empty.parquet',
            constants: { inspection_type: 'other', result: 'ok', entity_name: 'x', region_code: '01' },
          },
        ],
      },
      signal: undefined,
    })
    const reports = Object.fromEntries(profile.files.map(file => [file.file, file]))
    expect(reports['bad.parquet']?.error).toBe(
      'bad.parquet: column "inspected_on" is text, expected a date; none of its 2 rows could be read as one. ' +
        'Write dates as 2014-08-31, or map another column to inspected_on in the catalogue',
    )
    expect(reports['cut.parquet']?.error).toMatch(/^cut\.parquet: /)
    expect(reports['poor.parquet']?.error).toContain('no column found for inspection_id')
    expect(reports['absent.parquet']?.error).toMatch(/^absent\.parquet: /)
    expect(reports['empty.parquet']).toMatchObject({ rows: 0, error: null, issues: [{ kind: 'empty' }] })
    expect(profile.rows).toEqual({ permits: 12, inspections: 20, complaints: 20 })
    for (const table of tableNames) expect(await countOf(engine, raw(`rejected_${table}`))).toBe(0)
    expect(await rowsOf("SELECT entity_code FROM entities WHERE entity_code LIKE 'Z%'")).toEqual([])
    expect(
      await rowsOf(
        "SELECT table_name FROM duckdb_tables() WHERE table_name IN ('staging', 'shaped') OR table_name LIKE 'lookup%'",
      ),
    ).toEqual([])
  })

  it('are refused when fewer rows arrive than were decoded', async () => {
    const { profile } = await load({
      ...city(),
      meddle: decoder => ({
        decode: async (name, group, ...rest) => {
          const decoded = await decoder.decode(name, group, ...rest)
          return name === 'inspections.parquet' && group === 1 ? { ...decoded, rows: decoded.rows + 1 } : decoded
        },
      }),
    })
    const report = profile.files.find(file => file.table === 'inspections')
    expect(report?.error).toBe(
      'inspections.parquet: row group 1 holds 8 rows, but 7 arrived; load the file again and report this if it stays',
    )
    expect(profile.rows).toEqual({ permits: 12, inspections: 0, complaints: 20 })
    expect(profile.spans.inspections).toBeNull()
  })

  it('load again into the same engine, in place of what was there', async () => {
    const first = await load(city())
    const rows = () =>
      rowsOf('SELECT inspection_id, entity_id, CAST(result AS VARCHAR) AS r FROM inspections ORDER BY source_row')
    const before = await rows()
    const again = await load(city())
    expect(again.profile).toEqual(first.profile)
    expect(await rows()).toEqual(before)
    expect(await countOf(engine, raw('links'))).toBe(
      again.profile.links.reduce((n, l) => n + (l.method ? l.rows : 0), 0),
    )
  })
})

describe('while a folder loads', () => {
  it('progress never goes back, and names each file', async () => {
    const told: Progress[] = []
    await load({ ...city(), onProgress: progress => told.push(progress) })
    for (const [i, now] of told.entries()) expect(now.share).toBeGreaterThanOrEqual(told[i - 1]?.share ?? 0)
    expect(told.at(-1)).toMatchObject({ step: 'link' })
    expect(new Set(told.map(t => t.file).filter(Boolean)).size).toBe(3)
    const own = told.filter(t => t.step === 'load' && t.file === 'inspections.parquet')
    expect([...new Set(own.map(t => t.rows))]).toEqual([0, 7, 14, 20])
    // Work on rows that are not there yet is seen as well.
    expect(new Set(own.map(t => t.share)).size).toBeGreaterThan(6)
  })

  it('it can be ended', async () => {
    const stop = new AbortController()
    const work = load({
      ...city(),
      signal: stop.signal,
      onProgress: ({ step }) => step === 'load' && stop.abort(new DOMException('stopped', 'AbortError')),
    })
    await expect(work).rejects.toThrow('stopped')
    expect((await load(city())).profile.rows.inspections).toBe(20)
  })

  it('the profile says what pages must know beside the rows', async () => {
    const { profile } = await load(city())
    expect(profile).toMatchObject({
      asOf: '2023-12-31',
      firstDay: '2021-01-08',
      rows: { permits: 12, inspections: 20, complaints: 20 },
      spans: { permits: { first: '2021-01-08', last: '2024-01-01' }, complaints: { first: '2021-03-03' } },
    })
    expect(profile.filled.inspections).toEqual(expect.arrayContaining(['inspection_id', 'critical_count', 'lon']))
    expect(profile.filled.inspections).not.toContain('score')
    expect(profile.choices.categories).toEqual([
      { value: 'Food', rows: 10 },
      { value: 'Noise', rows: 5 },
      { value: 'Waste', rows: 4 },
      { value: null, rows: 1 },
    ])
    expect(profile.choices.results[0]).toEqual({ value: 'ok', rows: 8 })
    expect(profile.choices.industries.reduce((n, c) => n + c.rows, 0)).toBe(32)
    const [late] = await lists(engine, sql`SELECT CAST(count(*) AS INTEGER) AS n FROM calendar`)
    expect(late?.[0]).toBeGreaterThan(50_000)
  })
})
