import { describe, expect, it } from 'vitest'
import type { Issue } from '../../../src/extracts/report'
import { issues as messages } from '../../../src/i18n/messages/issues'
import type { TableName } from '../../../src/schema'
import { loaded } from '../../engineHelper'
import { rectangles, tableFile } from '../../fixtures/cityFiles'
import { engine } from './engine'

/** Issues of one file of a table, with two districts. */
async function issuesOf(
  table: TableName,
  text: string,
  more: object = {},
  catalogue: object = {},
): Promise<readonly Issue[]> {
  const { profile } = await loaded({
    engine,
    files: {
      'x.parquet': tableFile(table, text, { groupRows: 3 }),
      'r.geojson': rectangles([
        { code: '01', name: 'West', box: [110, 30, 111, 31] },
        { code: '02', name: 'East', box: [111, 30, 112, 31] },
      ]),
    },
    catalogue: {
      asOf: '2014-12-31',
      regions: [{ level: 'd', file: 'r.geojson', code: 'code', name: 'name' }],
      extracts: [{ table, file: 'x.parquet', ...more }],
      ...catalogue,
    },
  })
  expect(profile.files[0]?.error).toBeNull()
  return profile.files[0]?.issues ?? []
}
const shown = (issues: readonly Issue[]) =>
  issues.map(i => [i.kind, i.column, i.count, ...i.examples.map((text, at) => `${i.rows[at]}: ${text}`)])
const words = Object.keys(messages.en)

describe('the check of a file', () => {
  it('counts the flaws of inspections, each with examples, over all row groups', async () => {
    const found = await issuesOf(
      'inspections',
      `
      inspection_id | entity_code        | region_code | lon   | lat   | inspected_on | inspection_type | result | rectified_on | critical_count
      A             | 91350100M000100Y44 | 01          | 110.5 | 30.5  | 2014-01-01   | routine         | ok     | 2013-12-31   | 0
      B             |                    | 77          | 110.5 | 30.5  | 2014-01-01   | routine         | ok     | 2014-01-01   | 0
      C             | 1                  | 01          | 111.5 | 30.5  | 2014-01-01   | routine         | Puzzle | 2014-01-02   | 0
      D             | 1                  | 01          |       |       | 2014-01-01   | routine         |        |              | 0
      E             | 1                  |             | 30.5  | 110.5 | 2014-01-01   | dance           | ok     |              | 0
      F             | 1                  |             | 115   | 30.5  | 2014-01-01   | routine         | ok     |              | 0
      F             | 1                  | 01          | 110.5 | 30.5  | 2015-01-01   | routine         | Puzzle |              | 1
      F             | 1                  | 01          | 110.5 | 30.5  | 2014-01-01   | routine         | ok     |              | 0
      G             | 1                  | 01          | 110.5 | 30.5  |              | routine         | ok     |              | 0`,
      { columns: { region_code: 'region_code', lon: 'lon', lat: 'lat' } },
    )
    expect(shown(found).sort()).toEqual(
      [
        ['no_date', 'inspected_on', 1, '9: '],
        ['unknown_word', 'inspection_type', 1, '5: dance'],
        // The word of the row with a critical finding does not matter.
        ['unknown_word', 'result', 2, '3: Puzzle', '4: '],
        ['no_business', 'entity_code', 1, '2: '],
        ['bad_credit_code', 'entity_code', 1, '1: 91350100M000100Y44'],
        ['unknown_region', 'region_code', 1, '2: 77'],
        ['region_disagrees', 'region_code', 1, '3: 01'],
        ['no_place', 'lon', 2, '4: ', '5: 30.5'],
        ['swapped_coordinates', 'lon', 1, '5: 30.5'],
        ['outside_regions', 'lon', 1, '6: 115'],
        ['outside_extent', 'lon', 1, '6: 115'],
        ['rectified_before_inspected', 'rectified_on', 1, '1: 2013-12-31'],
        ['repeated_id', null, 3, '6: F', '7: F', '8: F'],
        ['future_date', null, 1, '7: F'],
      ].sort(),
    )
    expect(found.filter(issue => issue.rejected).map(issue => issue.kind)).toEqual(['no_date'])
    for (const { kind } of found) expect(words).toContain(kind)
  })

  it('tells a wrong check character of the whole code from one of the organisation code in it', async () => {
    const found = await issuesOf(
      'inspections',
      `
      inspection_id | entity_code        | region_code | inspected_on | inspection_type | result
      A             | 91350100M000100Y43 | 01          | 2014-01-01   | routine         | ok
      B             | 91350100M000100Y44 | 01          | 2014-01-01   | routine         | ok
      C             | 91350100M000100Y53 | 01          | 2014-01-01   | routine         | ok`,
    )
    expect(shown(found).filter(([kind]) => String(kind).startsWith('bad_'))).toEqual([
      ['bad_credit_code', 'entity_code', 1, '2: 91350100M000100Y44'],
      ['bad_organisation_code', 'entity_code', 1, '3: 91350100M000100Y53'],
    ])
  })

  it('counts the flaws of permits and complaints', async () => {
    const permits = await issuesOf(
      'permits',
      `
      permit_id | entity_code | region_code | status | accepted_at | decided_at | valid_from | valid_to   | promised_days
      A         | 1           | 01          | REA    | 2014-01-10  | 2014-01-09 | 2014-01-09 | 2013-01-01 | 1
      B         | 1           | 01          | AAI    | 2014-01-10  | 2014-01-11 | 2014-01-11 | 2014-01-11 | 1
      C         | 1           | 01          | AAI    | 1900-01-01  |            |            |            | 1
                | 1           | 01          | AAI    | 2014-01-10  |            |            |            | 1
      D         | 1           | 01          |        | 2014-01-10  |            |            |            | 1`,
    )
    expect(shown(permits).sort()).toEqual(
      [
        ['no_id', 'permit_id', 1, '4: '],
        ['impossible_date', 'decided_at', 1, '3: '],
        ['unknown_word', 'status', 1, '5: '],
        ['doubtful_word', 'status', 1, '1: REA'],
        ['decided_before_accepted', 'decided_at', 1, '1: 2014-01-09 00:00:00'],
        ['expired_before_valid', 'valid_to', 1, '1: 2013-01-01'],
      ].sort(),
    )
    const complaints = await issuesOf(
      'complaints',
      `
      complaint_id | kind   | category | region_code | status | received_at | closed_at
      A            | report |          | 01          | open   | 2014-01-10  | 2014-01-09
      B            | report | Food     | 01          | open   | 2014-01-10  | 2014-01-10
      C            |        | Food     | 01          | open   | 2014-01-10  |`,
    )
    expect(shown(complaints).sort()).toEqual(
      [
        ['null_required', 'category', 1, '1: '],
        ['unknown_word', 'kind', 1, '3: '],
        ['closed_before_received', 'closed_at', 1, '1: 2014-01-09 00:00:00'],
      ].sort(),
    )
    for (const { kind } of [...permits, ...complaints]) expect(words).toContain(kind)
  })

  it('counts what could not be read in columns beside the row’s own date, from text and from numbers', async () => {
    const text = `
      id | on         | what | due        | code | n
      A  | 2014-01-01 | ok   | 31/02/2014 | 1    | many
      B  | 2014-01-01 | ok   | 2014-02-01 | 1    | 3
      C  | 2014-01-01 | ok   |            | 1    |`
    const stated = {
      columns: {
        ...{ inspection_id: 'id', inspected_on: 'on', result: 'what', rectify_due_on: 'due', region_code: 'code' },
        problem_count: 'n',
      },
      constants: { inspection_type: 'routine', entity_name: 'x' },
    }
    const found = await issuesOf('inspections', text, stated, { regions: [] })
    expect(shown(found)).toEqual([
      ['unreadable', 'problem_count', 1, '1: many'],
      ['unreadable', 'rectify_due_on', 1, '1: 31/02/2014'],
    ])
  })

  it('has no issue with a clean file, and none of regions where there are none', async () => {
    const text = `
      complaint_id | kind   | category | region_code | status | received_at
      A            | report | Food     | anywhere    | open   | 2014-01-10
      B            | report | Food     |             | open   | 2014-01-10`
    expect(await issuesOf('complaints', text, {}, { regions: [] })).toEqual([])
  })
})
