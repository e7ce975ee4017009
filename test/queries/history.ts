import { describe, expect, it } from 'vitest'
import { complaintActivity } from '../../src/queries/activity'
import { history } from '../../src/queries/history'
import { tableNames } from '../../src/schema'
import { asOf } from '../fixtures/city'
import { ask, filtersOf, year2023 } from './helper'

describe('the history of a table', () => {
  it('goes back to the first row, whatever the window begins with, and ends with the window', async () => {
    const all = await ask(history('inspections', filtersOf({ window: 'all' }), 'month'))
    expect(await ask(history('inspections', filtersOf({ window: year2023 }), 'month'))).toEqual(all)
    expect(all.map(({ bucket, rows, all_rows }) => [bucket, rows, all_rows]).slice(0, 6)).toEqual([
      ['2021-12-01', 1, 1],
      ['2022-02-01', 1, 1],
      ['2022-06-01', 1, 1],
      ['2022-12-01', 1, 1],
      ['2023-01-01', 2, 2],
      ['2023-02-01', 2, 2],
    ])
    const early = filtersOf({ window: { from: '2022-12-01', to: '2023-01-31' } })
    expect((await ask(history('inspections', early, 'month'))).at(-1)?.bucket).toBe('2023-01-01')
  })

  it('counts what filters leave beside all rows, and tells the first and last day and the longest silence of a year', async () => {
    const food = await ask(history('permits', filtersOf({ industries: ['School'] }), 'month'))
    const june = food.find(row => row.bucket === '2023-06-01')
    expect(june).toMatchObject({ rows: 1, all_rows: 1, first_day: '2023-06-01', last_day: '2023-06-01' })
    expect(food.filter(row => row.bucket !== '2023-06-01').every(row => row.rows === 0 && row.all_rows > 0)).toBe(true)
    // From 9 September to 31 December.
    expect(new Set(food.map(row => row.usual_gap))).toEqual(new Set([113]))
  })

  it.each(tableNames)('of %s sums to its rows, by week and by month', async table => {
    const filters = filtersOf({ window: 'all', regions: ['01'] })
    const sum = (rows: readonly { readonly rows: number }[]) => rows.reduce((all, row) => all + row.rows, 0)
    const [weeks, months] = [await ask(history(table, filters, 'week')), await ask(history(table, filters, 'month'))]
    expect(sum(weeks)).toBe(sum(months))
    expect(sum(months)).toBeGreaterThan(0)
    if (table !== 'complaints') return
    const [whole] = await ask(complaintActivity({ filters, compare: null, bucket: 'month', asOf }))
    expect(sum(months)).toBe(whole?.complaints)
  })
})
