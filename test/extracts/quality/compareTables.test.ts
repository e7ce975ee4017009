import { afterAll, describe, expect, it } from 'vitest'
import { sql } from '../../../src/engine/sql'
import { compareTables } from '../../../src/extracts/quality/compareTables'
import { createTables } from '../../../src/extracts/tables'
import { makeEnums } from '../../../src/extracts/words'
import { testEngine } from '../../engine/helper'
import { sweep } from '../../sweep'
import { complaint, fill, type Values } from './complaintRows'

const before = testEngine()
const after = testEngine()
afterAll(() => {
  before.close()
  after.close()
})

async function compared(old: readonly Values[], now: readonly Values[]) {
  await fill(before, 'complaints', old)
  await fill(after, 'complaints', now)
  return compareTables(before, after, 'complaints')
}
const many = (n: number, more: (i: number) => Values = () => ({})) =>
  Array.from({ length: n }, (_, i) => complaint(`C${i}`, more(i)))

describe('two tables compared by id', () => {
  it('that hold the same rows do not differ, whatever file and line they came from', async () => {
    const rows = many(50)
    const same = rows.map(row => ({ ...row, source_file: 3, entity_id: 4 })).reverse()
    expect(await compared(rows, same)).toEqual({
      ...{ table: 'complaints', before: 50, after: 50, added: 0, gone: 0, changed: 0 },
      ...{ shifted: [], sampled: 50, reasons: [], needsConfirmation: false },
    })
  })

  it('differ by what was added, what is gone and what changed, also to and from nothing', async () => {
    const rows = many(10)
    const now = [...rows.slice(1), complaint('new'), complaint('newer')].map(row =>
      row.complaint_id === 'C5'
        ? { ...row, status: 'closed' }
        : row.complaint_id === 'C6'
          ? { ...row, address: null }
          : row,
    )
    expect(await compared(rows, now)).toMatchObject({ before: 10, after: 11, added: 2, gone: 1, changed: 2 })
  })

  it('count the rows of a repeated id as a bag', async () => {
    const [a, b, c] = [complaint('X'), complaint('X', { status: 'closed' }), complaint('X', { status: 'rejected' })]
    const other = complaint('Y')
    expect(await compared([a, a, b, other], [a, b, c, other])).toMatchObject({ added: 0, gone: 0, changed: 1 })
    expect(await compared([a, a, other], [a, other])).toMatchObject({ added: 0, gone: 1, changed: 0 })
    expect(await compared([a, other], [a, a, b, other])).toMatchObject({ added: 2, gone: 0, changed: 0 })
    expect(await compared([a, b, other], [c, other])).toMatchObject({ added: 0, gone: 1, changed: 1 })
  })

  it('may be empty', async () => {
    expect(await compared([], [])).toMatchObject({ before: 0, after: 0, needsConfirmation: false })
    expect(await compared([], many(3))).toMatchObject({ added: 3, gone: 0, needsConfirmation: false })
    expect(await compared(many(3), [])).toMatchObject({ added: 0, gone: 3, reasons: ['fewer_rows', 'rows_gone'] })
  })

  it('are the same whether or not their words became ENUMs', async () => {
    const rows = many(20, i => ({ status: i % 2 ? 'open' : 'closed', category: i % 3 ? 'noise' : 'food' }))
    for (const engine of [before, after]) await engine.run(createTables())
    await fill(before, 'complaints', rows)
    await fill(after, 'complaints', [...rows, complaint('new', { status: 'rejected', category: 'air' })])
    await makeEnums(after)
    expect(await compareTables(before, after, 'complaints')).toMatchObject({ added: 1, gone: 0, changed: 0 })
  })

  it('are the truth for any edits', async () => {
    let state = 20261125
    const random = (n: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return Math.floor((state / 2 ** 32) * n)
    }
    for (let round = 0; round < sweep(60); round++) {
      const old = many(1 + random(400), i => ({ category: `c${i % 7}` }))
      const truth = { added: 0, gone: 0, changed: 0 }
      const now = old.flatMap(row => {
        const fate = random(20)
        if (fate === 0) {
          truth.gone++
          return []
        }
        if (fate > 2) return [row]
        truth.changed++
        return [fate === 1 ? { ...row, subcategory: `s${random(9)}` } : { ...row, lon: 100 + random(5) }]
      })
      for (let i = random(30); i > 0; i--, truth.added++) now.splice(random(now.length + 1), 0, complaint(`N${i}`))
      expect(await compared(old, now)).toMatchObject(truth)
    }
  })

  it('stops once the signal fires', async () => {
    await fill(before, 'complaints', many(3))
    await expect(compareTables(before, after, 'complaints', AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    })
  })
})

describe('a comparison needs a confirmation', () => {
  it('for more than a fifth fewer rows', async () => {
    const rows = many(100)
    expect((await compared(rows, rows.slice(0, 80))).needsConfirmation).toBe(false)
    expect((await compared(rows, rows.slice(0, 79))).reasons).toEqual(['fewer_rows', 'rows_gone'])
  })

  it('where a fifth of the rows is gone though others came', async () => {
    const now = [...many(70), ...Array.from({ length: 40 }, (_, i) => complaint(`N${i}`))]
    expect((await compared(many(100), now)).reasons).toEqual(['rows_gone'])
  })

  it('for a column that was emptied', async () => {
    const few = (share: number) => many(100, i => ({ channel: i < share ? 'web' : null }))
    expect((await compared(few(50), few(10))).shifted).toEqual([])
    expect((await compared(few(49), few(9))).shifted).toEqual([])
    expect(await compared(few(50), few(9))).toMatchObject({
      shifted: [{ column: 'channel', reason: 'emptied', from: null, share: 0.09 }],
      reasons: ['shifted_columns'],
      needsConfirmation: true,
    })
  })

  it('for a column that holds other values for half of the ids', async () => {
    const closed = (n: number) => many(100, i => ({ status: i < n ? 'closed' : 'open' }))
    expect((await compared(closed(0), closed(49))).shifted).toEqual([])
    expect((await compared(closed(0), closed(50))).shifted).toEqual([
      { column: 'status', reason: 'changed', from: null, share: 0.5 },
    ])
  })

  it('for columns whose values moved to another', async () => {
    const old = many(60, i => ({ subcategory: `s${i}`, channel: `w${i}`, entity_name: `n${i}` }))
    const now = many(60, i => ({ subcategory: `w${i}`, channel: `s${i}`, entity_name: `n${i}` }))
    expect((await compared(old, now)).shifted).toEqual([
      { column: 'subcategory', reason: 'moved', from: 'channel', share: 1 },
      { column: 'channel', reason: 'moved', from: 'subcategory', share: 1 },
    ])
  })

  it('with a sample of the ids where there are many', async () => {
    const rows = sql`CREATE OR REPLACE TABLE complaints AS
      SELECT * REPLACE (CAST(i AS VARCHAR) AS complaint_id, CASE WHEN i % 10 < 6 THEN 'a' ELSE 'b' END AS status)
      FROM (SELECT i, c.* FROM range(50000) r(i), empty_row c)`
    for (const engine of [before, after]) {
      await fill(engine, 'complaints', [complaint('0')])
      await engine.run([sql`CREATE OR REPLACE TABLE empty_row AS SELECT * FROM complaints`, rows])
    }
    await after.run([sql`UPDATE complaints SET status = 'x' WHERE status = 'a'`])
    const found = await compareTables(before, after, 'complaints')
    expect(found).toMatchObject({ before: 50000, changed: 30000, gone: 0, shifted: [{ column: 'status' }] })
    expect(found.sampled).toBeGreaterThan(3000)
    expect(found.sampled).toBeLessThan(6000)
    expect(found.shifted[0]?.share).toBeCloseTo(0.6, 1)
  })
})
