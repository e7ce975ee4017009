import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../src/engine/sql'
import { type Choices, defaults, resolve } from '../../src/filters/filters'
import { type DrawnBusiness, drawnBusinesses } from '../../src/queries/completion'
import { rosterBusinesses } from '../../src/queries/roster'
import { asOfDay } from '../../src/risk/factsSql'
import { defaultScorecard } from '../../src/risk/scorecard'
import { idOf, idsOf } from '../../src/views/plan/targets'
import { type Loaded, loaded } from '../engineHelper'
import { rosterCity, rosterDay } from '../fixtures/rosterCity'

let here: Loaded
beforeAll(async () => {
  here = await loaded(rosterCity())
}, 60_000)
afterAll(() => here?.engine.close())

const filtersOf = (partial: Partial<Choices> = {}) =>
  resolve({ ...defaults, window: 'all', ...partial }, rosterDay, here.profile.regions.regions).filters
/** What businesses go by, as the roster has them: number and place by id. */
async function rosterOf(partial: Partial<Choices>) {
  const rows = await here.engine.rows(
    rosterBusinesses(filtersOf(partial), defaultScorecard, asOfDay(rosterDay, rosterDay)),
  )
  const ids = idsOf(rows)
  return new Map(rows.map(({ entity_id, lon, lat }, i) => [ids[i] ?? '', { entity_id, lon, lat }]))
}
const byId = (rows: readonly DrawnBusiness[]) =>
  new Map(rows.map(row => [idOf(row, row.alike), { entity_id: row.entity_id, lon: row.lon, lat: row.lat }]))

describe('drawn businesses', () => {
  it('have the number and the place that the roster has for their id', async () => {
    for (const partial of [{}, { regions: ['02'] }]) {
      const roster = await rosterOf(partial)
      const all = [...roster.keys()]
      expect(byId(await here.engine.rows(drawnBusinesses(filtersOf(partial), all)))).toEqual(roster)
      for (const id of all) {
        const found = byId(await here.engine.rows(drawnBusinesses(filtersOf(partial), [id])))
        expect(found).toEqual(new Map([[id, roster.get(id)]]))
      }
    }
  })

  it('are none of nothing, and all of the roster where there are too many to be named', async () => {
    expect(await here.engine.rows(drawnBusinesses(filtersOf(), []))).toEqual([])
    const many = Array.from({ length: 1_001 }, (_, i) => `X${i}`)
    expect(byId(await here.engine.rows(drawnBusinesses(filtersOf(), many)))).toEqual(await rosterOf({}))
    expect(await here.engine.rows(drawnBusinesses(filtersOf(), many.slice(1)))).toEqual([])
  })

  it('go by their number where others of the roster have their code, or they have none', async () => {
    const { B1, B2, B3 } = Object.fromEntries(await rosterOf({}))
    await here.engine.run([
      sql`UPDATE entities SET entity_code = 'B1' WHERE entity_code = 'B2'`,
      sql`UPDATE entities SET entity_code = NULL WHERE entity_code = 'B3'`,
    ])
    const ids = [B1, B2, B3].map(each => `~${each?.entity_id}`)
    const roster = await rosterOf({})
    expect([...roster.keys()]).toEqual(expect.arrayContaining(ids))
    for (const asked of [ids, ['B1', ...ids], ids.slice(1, 2)]) {
      const found = byId(await here.engine.rows(drawnBusinesses(filtersOf(), asked)))
      expect(found.has('B1')).toBe(false)
      for (const id of asked) expect(found.get(id)).toEqual(roster.get(id))
    }
    expect(idOf({ entity_id: 7, entity_code: 'B\u0007' }, 1)).toBe('~7')
  })
})
