import { describe, expect, it } from 'vitest'
import { identifier, sql } from '../../src/engine/sql'
import { type RowsInput, rowColumns, rowCount, rowPage } from '../../src/queries/rows'
import { makeWritable } from '../engineHelper'
import { asOf } from '../fixtures/city'
import { ask, filtersOf, now } from './helper'

const input = (partial: Partial<RowsInput> = {}): RowsInput => ({
  table: 'inspections',
  filters: filtersOf(),
  subset: 'all',
  asOf,
  ...partial,
})
const whole = { offset: 0, limit: 100 }
const by = (column: string, descending = false) => ({ column, descending })

/** One column of the rows of a list. */
async function values(of: Partial<RowsInput>, column: string, sort = by(column), page = whole) {
  const rows = await ask(rowPage(input(of), [...new Set([column, sort.column])], sort, page))
  return rows.map(row => row[column])
}

describe('a list of rows', () => {
  it('has the columns that a file fills, in the order of the schema, but no inspector', () => {
    const { filled } = now().profile
    const shown = rowColumns('inspections', filled.inspections)
    expect(shown.slice(0, 4)).toEqual(['inspection_id', 'inspected_on', 'inspection_type', 'result'])
    expect(shown).toContain('source_result')
    expect(rowColumns('inspections', [...filled.inspections, 'inspector_1', 'inspector_2'])).toEqual(shown)
    expect(rowColumns('complaints', filled.complaints)).toEqual(expect.arrayContaining(['due_on', 'link_method']))
    expect(rowColumns('permits', filled.permits)).toEqual(expect.arrayContaining(['handling_days', 'limit_days']))
    expect(rowColumns('permits', [])).toEqual([
      ...['region_code', 'source_status', 'handling_days', 'limit_days', 'due_on', 'link_method', 'source_row'],
    ])
  })

  it('says of a row what the extract says, and what follows from it', async () => {
    const shown = rowColumns('inspections', now().profile.filled.inspections)
    const [row] = await ask(rowPage(input(), shown, by('inspection_id'), { offset: 2, limit: 1 }))
    expect(row).toMatchObject({
      inspection_id: 'I03',
      inspected_on: '2023-02-28',
      result: 'critical',
      source_result: 'Pass',
      critical_count: 2,
      region_code: '0101',
      entity_code: 'L1',
      link_method: 'licence_number',
      source_row: 3,
    })
  })

  it('sorts dates, numbers and words each in their own way, what is not stated last', async () => {
    expect((await values({}, 'inspection_id', by('inspected_on', true))).slice(0, 3)).toEqual(['I15', 'I14', 'I18'])
    const days = await values({ table: 'permits', filters: filtersOf({ window: 'all' }) }, 'handling_days')
    expect(days).toEqual([0, 3, 4, 4, 5, 21, 22, null, null, null])
    const down = await values(
      { table: 'permits', filters: filtersOf({ window: 'all' }) },
      'handling_days',
      by('handling_days', true),
    )
    expect(down.slice(0, 3)).toEqual([22, 21, 5])
    expect(down.slice(-3)).toEqual([null, null, null])
    // As words, not in the order in which an ENUM holds them.
    expect(new Set((await values({}, 'result')).slice(0, 4))).toEqual(new Set(['closed', 'critical', 'minor']))
    expect((await values({}, 'industry_name')).slice(-2)).toEqual([null, null])
  })

  it('sorts every number by its size', async () => {
    const { engine } = now()
    await makeWritable(engine, 'complaints')
    for (const column of ['amount_disputed', 'amount_recovered', 'satisfaction']) {
      await engine.run([
        sql`UPDATE complaints SET ${identifier(column)} = CASE complaint_id WHEN 'C01' THEN 9 WHEN 'C02' THEN 100 END`,
      ])
      expect((await values({ table: 'complaints' }, column)).slice(0, 3)).toEqual([9, 100, null])
      await engine.run([sql`UPDATE complaints SET ${identifier(column)} = NULL`])
    }
  })

  it('has pages that part it: no row twice, none left out', async () => {
    const all = await values({}, 'inspection_id', by('industry_name'))
    const pages = await Promise.all(
      [0, 4, 8, 12, 16].map(offset => values({}, 'inspection_id', by('industry_name'), { offset, limit: 4 })),
    )
    expect(pages.flat()).toEqual(all)
    expect(new Set(all).size).toBe(15)
    expect(pages.map(page => page.length)).toEqual([4, 4, 4, 3, 0])
  })

  it('is sorted by its first column where another is asked for', async () => {
    const rows = await ask(rowPage(input(), ['inspection_id'], by('password; --'), whole))
    expect(rows[0]).toEqual({ inspection_id: 'I01' })
  })

  it('may be only what a figure counts', async () => {
    const ids = (subset: RowsInput['subset'], table: RowsInput['table'], id: string) =>
      values({ table, subset }, id, by(id))
    expect(await ids('problem', 'inspections', 'inspection_id')).toEqual(['I02', 'I03', 'I09', 'I14', 'I15'])
    expect(await ids('critical', 'inspections', 'inspection_id')).toEqual(['I03', 'I15'])
    expect(await ids('late', 'complaints', 'complaint_id')).toEqual(['C02', 'C04', 'C07', 'C10', 'C13', 'C14'])
    expect(await ids('on_time', 'complaints', 'complaint_id')).toEqual([
      ...['C01', 'C03', 'C05', 'C06', 'C08', 'C09', 'C12'],
    ])
    expect(await ids('permit_late', 'permits', 'permit_id')).toEqual(['P02', 'P04'])
    expect(await ids('undecided', 'permits', 'permit_id')).toEqual(['P06', 'P11'])
    expect(await ids('permit_overdue', 'permits', 'permit_id')).toEqual(['P06'])
    expect(await ids('permit_soon', 'permits', 'permit_id')).toEqual(['P11'])
    expect(await ids('permit_near', 'permits', 'permit_id')).toEqual([])
    expect(await ids('permit_backwards', 'permits', 'permit_id')).toEqual([])
    expect(await ids('permit_timed', 'permits', 'permit_id')).toEqual(['P01', 'P02', 'P03'])
    const complaints = (subset: RowsInput['subset']) => ids(subset, 'complaints', 'complaint_id')
    expect(await complaints('open')).toEqual(['C04', 'C11', 'C13', 'C14', 'C15', 'C18'])
    expect(await complaints('overdue')).toEqual(['C04', 'C13', 'C14', 'C18'])
    expect([await complaints('near'), await complaints('soon')]).toEqual([['C15'], ['C15']])
    expect(await complaints('accept_late')).toEqual(['C04', 'C10', 'C11'])
    expect(await complaints('report_late')).toEqual(['C07', 'C13'])
    expect(await complaints('unpublished')).toEqual(['C01', 'C02', 'C05', 'C08', 'C10', 'C12'])
    expect([await complaints('unresolved'), await complaints('repeat'), await complaints('follow_up')]).toEqual([
      [],
      [],
      [],
    ])
  })

  it('has as many rows as it says', async () => {
    const n = async (of: Partial<RowsInput>) => (await ask(rowCount(input(of))))[0]?.n
    expect(await n({})).toBe(15)
    expect(await n({ subset: 'problem' })).toBe(5)
    expect(await n({ table: 'complaints', subset: 'late' })).toBe(6)
    expect(await n({ table: 'complaints', filters: filtersOf({ regions: ['~none'] }) })).toBe(3)
    expect(await n({ table: 'permits' })).toBe(7)
    expect(await n({ table: 'entities', filters: filtersOf({ regions: ['01'] }) })).toBe(4)
  })

  it('tells of a business what its newest rows say', async () => {
    const shown = rowColumns('entities', [])
    const rows = await ask(rowPage(input({ table: 'entities' }), shown, by('entity_code'), whole))
    expect(rows.map(row => [row.entity_code, row.entity_name, row.industry_name, row.licence_kind])).toEqual([
      ['L1', 'Lotus Two', 'Restaurant', 'Food'],
      ['L2', 'Maple', 'Bakery', 'Food'],
      ['L3', 'North', 'School', 'School'],
      ['L4', 'Oak', 'Restaurant', 'Food'],
      ['L5', 'Pine', 'Food', 'Food'],
      ['L6', 'Quince', 'Bakery', 'Food'],
      ['L7', 'Rowan', 'Food', 'Food'],
      ['L8', null, null, null],
    ])
    expect(rows[0]).toMatchObject({
      first_seen_on: '2022-02-28',
      has_permit: true,
      permits: 3,
      inspections: 4,
      complaints: 2,
    })
    expect(rows[7]).toMatchObject({ first_seen_on: '2021-03-03', has_permit: false, permits: 0, complaints: 1 })
    expect(await values({ table: 'entities' }, 'inspections', by('inspections', true))).toEqual([
      4, 4, 4, 3, 3, 2, 0, 0,
    ])
  })
})
