import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { join, sql } from '../../../src/engine/sql'
import { dimensionOf } from '../../../src/extracts/quality/dimensions'
import { type QualityReport, qualityOf } from '../../../src/extracts/quality/quality'
import type { Profile } from '../../../src/extracts/report'
import { testEngine } from '../../engine/helper'
import { loaded } from '../../engineHelper'
import { tableFile } from '../../fixtures/cityFiles'

const engine = testEngine()
afterAll(() => engine.close())

const files = {
  'permits.parquet': tableFile(
    'permits',
    `
    permit_id | entity_code | region_code | status | decided_at | valid_from | valid_to
    P1        | 1           | x           | AAI    | 2024-01-05 | 2024-01-05 | 2023-01-01
    P2        | 2           | x           | AAI    | 2024-01-06 | 2024-01-06 | 2025-01-01`,
  ),
  'a.parquet': tableFile(
    'inspections',
    `
    inspection_id | entity_code | region_code | inspected_on | inspection_type | result
    I1            | 1           | x           | 2024-01-10   | routine         | ok
    I2            | 1           | x           | 2024-01-11   | routine         | Puzzle
    I3            | 9           | x           | 2024-03-01   | routine         | ok
    I3            |             | x           | 2024-06-01   | dance           | ok
                  | 1           | x           | 2024-03-01   | routine         | ok`,
  ),
  'c.parquet': tableFile(
    'complaints',
    `
    complaint_id | region_code | kind      | category | status | received_at
    C1           | x           | complaint | food     | open   | 2024-05-01`,
  ),
  'broken.parquet': new Blob(['no parquet']),
}

let profile: Profile
let reports: readonly QualityReport[]
const of = (file: string) => {
  const found = reports.find(report => report.file === file)
  if (!found) throw new Error(`no report of ${file}`)
  return found
}

beforeAll(async () => {
  const known = await loaded({
    engine,
    files,
    catalogue: {
      asOf: '2024-05-11',
      extracts: [
        { table: 'permits', file: 'permits.parquet' },
        { table: 'inspections', file: 'a.parquet' },
        { table: 'complaints', file: 'c.parquet' },
        { table: 'complaints', file: 'broken.parquet' },
      ],
    },
  })
  profile = known.profile
  // What loading writes of each issue's rows, in a table of its own.
  const rows: readonly (readonly [file: string, row: number, kind: string])[] = [
    ['permits.parquet', 1, 'expired_before_valid'],
    ['a.parquet', 2, 'unknown_word'],
    ['a.parquet', 4, 'unknown_word'],
    ['a.parquet', 4, 'unreadable'],
    ['a.parquet', 1, 'doubtful_word'],
    ['a.parquet', 3, 'repeated_id'],
    ['a.parquet', 4, 'repeated_id'],
    ['a.parquet', 4, 'no_business'],
    ['a.parquet', 4, 'future_date'],
    ['a.parquet', 5, 'no_id'],
  ]
  await engine.run([
    sql`CREATE OR REPLACE TABLE issue_rows (source_file USMALLINT, source_row INTEGER, kind VARCHAR, column_name VARCHAR, value VARCHAR)`,
    sql`INSERT INTO issue_rows SELECT f.source_file, CAST(v.source_row AS INTEGER), v.kind, NULL, NULL
      FROM (VALUES ${join(rows.map(([file, row, kind]) => sql`(${file}, ${row}, ${kind})`))}) v(file, source_row, kind)
      JOIN source_files f USING (file)`,
  ])
  reports = await qualityOf(engine, profile)
})

describe('the quality of a file', () => {
  it('is told for every file, in order, with its rows', () => {
    expect(reports.map(r => [r.file, r.table, r.rows, r.rejected])).toEqual([
      ['permits.parquet', 'permits', 2, 0],
      ['a.parquet', 'inspections', 4, 1],
      ['c.parquet', 'complaints', 1, 0],
      ['broken.parquet', 'complaints', 0, 0],
    ])
  })

  it('counts the filled values of each column, those of rejected rows too', () => {
    const { completeness } = of('a.parquet')
    expect(completeness.find(c => c.column === 'inspection_id')).toEqual(
      { column: 'inspection_id', filled: 4, share: 0.8, required: true },
    ) // biome-ignore format: one value
    expect(completeness.find(c => c.column === 'entity_code')).toMatchObject({ filled: 4, required: false })
    // Two words were not understood: there is no value.
    expect(completeness.find(c => c.column === 'result')).toMatchObject({ filled: 4 })
    expect(completeness.find(c => c.column === 'inspection_type')).toMatchObject({ filled: 4 })
    expect(completeness.find(c => c.column === 'entity_name')).toMatchObject({ filled: 0, share: 0 })
    expect(completeness.find(c => c.column === 'channel')).toBeUndefined()
  })

  it('has a score by dimension, each row counted once in it, doubts not at all', () => {
    const { scores, why } = of('a.parquet')
    expect(why).toEqual({ consistency: 'no_checks' })
    // Demanded of five rows: id, type, result, date, business; 4 + 4 + 4 + 5 + 4 are there.
    expect(scores.completeness).toBeCloseTo(21 / 25)
    expect(scores.validity).toBeCloseTo(3 / 5)
    expect(scores.uniqueness).toBeCloseTo(2 / 4)
    // January, March; not February, April, May.
    expect(scores.timeliness).toBeCloseTo(2 / 5)
    expect(scores.consistency).toBeNull()
    // Two of four have a business with a permit.
    expect(scores.linking).toBeCloseTo(2 / 4)
    expect(of('permits.parquet').scores).toMatchObject({ consistency: 0.5, linking: 0.5, validity: 1, uniqueness: 1 })
  })

  it('says why it cannot be judged', () => {
    expect(of('c.parquet').why).toEqual({ consistency: 'no_checks', linking: 'no_business_columns' })
    expect(new Set(Object.values(of('broken.parquet').why))).toEqual(new Set(['not_loaded']))
    expect(Object.values(of('broken.parquet').scores)).toEqual([null, null, null, null, null, null])
  })

  it('knows the months without rows, and how far behind the newest row is', () => {
    expect(of('a.parquet').timeliness).toEqual({
      oldest: '2024-01-10',
      newest: '2024-03-01',
      daysBehind: 71,
      months: [{ month: '2024-01', rows: 2 }, { month: '2024-03', rows: 1 }],
      gaps: ['2024-02', '2024-04', '2024-05'],
      covered: 0.4,
    }) // biome-ignore format: one value
    expect(of('c.parquet').timeliness).toMatchObject({ daysBehind: 10, gaps: [], covered: 1 })
    expect(of('broken.parquet').timeliness).toMatchObject({ newest: null, covered: null })
  })

  it('knows what linked the rows, and which of them another table knows', () => {
    const { linking } = of('a.parquet')
    expect(linking.reduce((sum, each) => sum + each.rows, 0)).toBe(4)
    expect(linking.find(each => each.method === null)).toEqual({ method: null, rows: 1, elsewhere: 0 })
    expect(linking.filter(each => each.method !== null)).toEqual([
      { method: expect.any(String), rows: 3, elsewhere: 2 },
    ])
  })

  it('lists its issues with their dimension', () => {
    const found = of('a.parquet').issues.map(issue => [issue.kind, issue.dimension])
    expect(found).toContainEqual(['no_id', 'completeness'])
    expect(found).toContainEqual(['unknown_word', 'validity'])
    expect(found).toContainEqual(['repeated_id', 'uniqueness'])
    expect(dimensionOf('closed_before_received')).toBe('consistency')
    expect(dimensionOf('a kind of tomorrow')).toBe('validity')
  })
})
