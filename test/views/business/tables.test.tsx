import { describe, expect, it } from 'vitest'
import { sql } from '../../../src/engine/sql'
import { complaintRows, inspectionRows, permitRows } from '../../../src/risk/businessRows'
import { type AsOf, asOfDay } from '../../../src/risk/factsSql'
import { BusinessTables } from '../../../src/views/business/BusinessTables'
import { listedRows } from '../../../src/views/business/listedRows'
import { complaint, inspection, permit, rowsOf } from '../../fixtures/business'
import { asOf } from '../../fixtures/city'
import { ask, now } from '../../queries/helper'
import { answered, cellsOf } from '../answered'

async function tables(code: string, at: AsOf, language: 'en' | 'zh' = 'en') {
  const [found] = await ask(sql<{ id: number }>`SELECT CAST(entity_id AS INTEGER) AS id FROM entities WHERE entity_code = ${code}`) // biome-ignore format: SQL
  const entity = found?.id ?? -1
  const rows = { permits: await ask(permitRows(entity)), inspections: await ask(inspectionRows(entity)), complaints: await ask(complaintRows(entity)) } // biome-ignore format: one line
  const { engine, profile } = now()
  const element = <BusinessTables rows={rows} at={at} profile={profile} regions={new Map()} />
  return answered(element, engine, language)
}
const counts = (markup: string): string[] => [...markup.matchAll(/business-sub">(.*?)</g)].map(([, text = '']) => text)

describe('the tables of a business', () => {
  it('leave out what is dated after the day, and say how much', async () => {
    const markup = await tables('L2', asOfDay('2023-02-20', asOf))
    expect(counts(markup)).toEqual(['Rows: 1 · 2 later than this day are left out', 'Rows: 2 · 2 later than this day are left out']) // biome-ignore format: one line
    const [permits, inspections] = cellsOf(markup)
    expect(permits?.map(([id]) => id)).toEqual(['P03'])
    expect(inspections?.map(([id]) => id)).toEqual(['I05', 'I08'])
    expect(await tables('L2', asOfDay('2023-02-20', asOf), 'zh')).toContain('1 行 · 另有 2 行晚于该日，未列出')
  })

  it('say nothing of what happened to a row after the day', async () => {
    const then = await tables('L3', asOfDay('2023-05-15', asOf))
    expect(then).toContain('C07')
    expect(then).not.toMatch(/20 May 2023|Closed/)
    const later = await tables('L3', asOfDay(asOf, asOf))
    expect(later).toMatch(/20 May 2023/)
    expect(later).toMatch(/Closed/)
  })

  it('are whole on the last day but for rows that are dated after it', async () => {
    expect(counts(await tables('L3', asOfDay(asOf, asOf)))).toEqual(['Rows: 2', 'Rows: 4', 'Rows: 2'])
    // What is not decided is from when it was accepted: the newest first.
    const [permits] = cellsOf(await tables('L3', asOfDay(asOf, asOf)))
    expect(permits?.map(([id]) => id)).toEqual(['P06', 'P05'])
    expect(counts(await tables('L2', asOfDay(asOf, asOf)))[0]).toBe('Rows: 2 · 1 later than this day are left out')
  })
})

describe('the rows of a table', () => {
  const day = (i: number): string => `20${10 + Math.floor(i / 336)}-${String(1 + (Math.floor(i / 28) % 12)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}` // biome-ignore format: one line
  const days = Array.from({ length: 5000 }, (_, i) => day(i))

  it('are the newest, whatever the order of the extract', () => {
    const newestFirst = days.toReversed().map((inspected_on, row) => inspection({ inspected_on, row }))
    const oldestFirst = days.map((inspected_on, row) => inspection({ inspected_on, row }))
    const places = (inspections: typeof newestFirst) => listedRows(rowsOf({ inspections }), 'inspections', '2030-01-01', 200).places.map(({ row }) => row) // biome-ignore format: one line
    expect(places(newestFirst)).toEqual(Array.from({ length: 200 }, (_, i) => i))
    expect(places(oldestFirst)).toEqual(Array.from({ length: 200 }, (_, i) => 4999 - i))
    const complaints = days.toReversed().map((received_on, row) => complaint({ received_on, row }))
    const begin = performance.now()
    const listed = listedRows(rowsOf({ complaints }), 'complaints', days[1999] ?? '', 200)
    expect(performance.now() - begin).toBeLessThan(200)
    expect([listed.count, listed.later]).toEqual([2000, 3000])
    expect(listed.places[0]?.row).toBe(3000)
  })

  it('are dated by the decision of a permit, else by when it was accepted; undated ones come last', () => {
    const permits = [
      permit({ row: 1, permitted_on: null }),
      permit({ row: 2, permitted_on: '2023-05-01', accepted_on: '2022-01-01' }),
      permit({ row: 3, permitted_on: null, accepted_on: '2023-06-01' }),
      permit({ row: 4, permitted_on: '2023-08-01', accepted_on: '2023-05-01' }),
    ]
    const { places, count, later } = listedRows(rowsOf({ permits }), 'permits', '2023-07-01', 200)
    expect(places.map(({ row }) => row)).toEqual([3, 2, 1])
    expect([count, later]).toEqual([3, 1])
  })
})
