import { describe, expect, it } from 'vitest'
import { list, raw, type Sql, sql } from '../../src/engine/sql'
import { byDepartment } from '../../src/queries/departments'
import { asOf } from '../fixtures/city'
import { ask, filtersOf } from './helper'

const all = { from: '2000-01-01', to: '2030-01-01' }
const sum = async (query: Sql): Promise<number> => Number((await ask(query as Sql<{ n: number }>))[0]?.n)

describe('counts by department', () => {
  it('sum to those of each table, by any window', async () => {
    for (const window of [all, { from: '2023-01-01', to: '2023-12-31' }]) {
      const filters = filtersOf({ window })
      const rows = await ask(byDepartment(filters, asOf))
      const total = (name: keyof (typeof rows)[number]): number => rows.reduce((n, row) => n + Number(row[name]), 0)
      const days = (day: string): Sql =>
        sql`${raw(day)} BETWEEN CAST(${window.from} AS DATE) AND CAST(${window.to} AS DATE)`
      expect(total('inspections')).toBe(
        await sum(sql`SELECT CAST(count(*) AS DOUBLE) AS n FROM inspections WHERE ${days('inspected_on')}`),
      )
      expect(total('complaints')).toBe(
        await sum(sql`SELECT CAST(count(*) AS DOUBLE) AS n FROM complaints WHERE ${days('received_on')}`),
      )
      expect(total('permits')).toBe(
        await sum(sql`SELECT CAST(count(*) AS DOUBLE) AS n FROM permits WHERE ${days('permitted_on')}`),
      )
      expect(total('critical')).toBe(
        await sum(
          sql`SELECT CAST(count(*) AS DOUBLE) AS n FROM inspections WHERE result IN ${list(['critical'])} AND ${days('inspected_on')}`,
        ),
      )
    }
  })

  it('are not filtered by department, and those without come last', async () => {
    const rows = await ask(byDepartment(filtersOf({ window: all }), asOf))
    const chosen = await ask(byDepartment(filtersOf({ window: all, departments: [rows[0]?.value ?? null] }), asOf))
    expect(chosen).toEqual(rows)
    const values = rows.map(row => row.value)
    expect(values.filter(value => value !== null)).toEqual([...values.filter(value => value !== null)].sort())
    expect(values.indexOf(null) === -1 || values.indexOf(null) === values.length - 1).toBe(true)
    expect(new Set(values).size).toBe(values.length)
  })

  it('are none where nothing matches', async () => {
    expect(await ask(byDepartment(filtersOf({ window: { from: '1990-01-01', to: '1990-12-31' } }), asOf))).toEqual([])
  })
})
