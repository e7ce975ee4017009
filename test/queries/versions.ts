import { describe, expect, it } from 'vitest'
import { sql } from '../../src/engine/sql'
import { classMoves, topCounts, topMoves } from '../../src/queries/versions'
import { asOfDay } from '../../src/risk/factsSql'
import { defaultScorecard, type IndicatorKey, indicatorKeys, type Scorecard } from '../../src/risk/scorecard'
import { asOf } from '../fixtures/city'
import { ask } from './helper'

/** A card of one indicator, without facts that lift. */
const only = (key: IndicatorKey): Scorecard => ({
  ...defaultScorecard,
  weights: Object.fromEntries(indicatorKeys.map(each => [each, each === key ? 1 : 0])) as Scorecard['weights'],
  thresholds: { by: 'value', bounds: [10, 30, 60] },
  overrides: { uncooperative: null, revoked_operating: null, unresolved_critical: null, two_criticals: null, unreachable: null },
}) // biome-ignore format: one record

/*
 * Days since the last visit that took place, of 730: Rowan (L7) and L8 were never visited, 100; Lotus (L1) 306, Maple (L2)
 * 274, North (L3) 266, Pine (L5) 240, Quince (L6) 138, Oak (L4) 0. Ranks: 1 1 3 4 5 6 7 8.
 */
const unvisited = only('I5')
/* Oak's licence ended while it went on, 100; L8 has none, 40; all others have one, 0. Ranks: 1 2 3 3 3 3 3 3. */
const permit = only('P1')
const at = asOfDay(asOf, asOf)

const codes = async () =>
  new Map((await ask(sql<{ id: number; code: string }>`SELECT CAST(entity_id AS INTEGER) AS id, entity_code AS code FROM entities`)).map(row => [row.id, row.code])) // biome-ignore format: one line
const moved = async (top: number, limit: number, [a, b] = [unvisited, permit]) => {
  const code = await codes()
  const rows = await ask(topMoves(a, b, at, top, limit))
  return rows.map(row => [code.get(row.entity_id), row.before, row.after, row.before_class, row.class])
}

describe('two versions beside each other', () => {
  it('counts businesses by their class under the one and under the other', async () => {
    const rows = await ask(classMoves(unvisited, permit, at))
    expect(rows.map(({ before, after, n }) => [before, after, n])).toEqual([
      ['A', 'D', 1], // Oak
      ['B', 'A', 1], // Quince, 18.9
      ['C', 'A', 4], // Lotus, Maple, North, Pine
      ['D', 'A', 1], // Rowan
      ['D', 'C', 1], // L8
    ])
    const same = await ask(classMoves(permit, permit, at))
    expect(same.map(({ before, after, n }) => [before, after, n])).toEqual([
      ['A', 'A', 6],
      ['C', 'C', 1],
      ['D', 'D', 1],
    ])
  })

  it('says who enters and who leaves the first two, with ranks and classes', async () => {
    expect(await moved(2, 10)).toEqual([
      ['L4', 8, 1, 'A', 'D'],
      ['L7', 1, 3, 'D', 'A'],
    ])
    const [oak] = await ask(topMoves(unvisited, permit, at, 2, 10))
    expect(oak).toMatchObject({ entity_name: 'Oak', before_score: 0, after_score: 100 })
    // The other way round who entered leaves.
    expect(await moved(2, 10, [permit, unvisited])).toEqual([
      ['L4', 1, 8, 'D', 'A'],
      ['L7', 3, 1, 'A', 'D'],
    ])
    expect(await moved(2, 10, [permit, permit])).toEqual([])
  })

  it('counts equal scores alike, and names those that move most ranks', async () => {
    // All six that share rank 3 are among the first three: five enter, nobody leaves.
    expect((await moved(3, 10)).map(([code]) => code).sort()).toEqual(['L2', 'L3', 'L4', 'L5', 'L6'])
    expect((await moved(3, 2)).map(([code]) => code)).toEqual(['L4', 'L6'])
    expect((await moved(2, 1)).map(([code]) => code)).toEqual(['L4', 'L7'])
  })

  it('counts who enters, leaves and stays, and how alike the orders are', async () => {
    const [two] = await ask(topCounts(unvisited, permit, at, 2))
    expect(two).toMatchObject({ entering: 1, leaving: 1, staying: 1 })
    // Ranks L1 to L8: 3 4 5 8 6 7 1 1 and 3 3 3 1 3 3 3 2. Σxy − ΣxΣy/8 = 88 − 91.875; Σx² 201 − 153.125, Σy² 59 − 55.125.
    expect(two?.likeness).toBeCloseTo(-3.875 / Math.sqrt(47.875 * 3.875), 10)
    const [three] = await ask(topCounts(unvisited, permit, at, 3))
    expect(three).toMatchObject({ entering: 5, leaving: 0, staying: 3 })
    const [same] = await ask(topCounts(permit, permit, at, 2))
    expect(same).toMatchObject({ entering: 0, leaving: 0, staying: 2 })
    expect(same?.likeness).toBeCloseTo(1, 10)
    // The city has no rectifications: nobody has a score, and all rank alike.
    const [none] = await ask(topCounts(unvisited, only('I3'), at, 2))
    expect(none?.likeness).toBeNull()
  })
})
