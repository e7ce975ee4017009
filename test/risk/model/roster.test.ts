import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { raw, sql } from '../../../src/engine/sql'
import { roster } from '../../../src/risk/model/roster'
import { testEngine } from '../../engine/helper'

const engine = testEngine()
beforeAll(() => engine.open())
afterAll(() => engine.close())

const inspections = [
  "(1, DATE '2024-03-01', 'restaurant', 'high', 'A1', 110.5, 30.5)",
  "(1, DATE '2024-05-02', 'canteen', 'low', 'B2', 110.2, 30.9)",
  "(1, DATE '2024-05-02', 'bakery', 'middle', 'B7', 110.7, 30.1)",
  // What the newest row does not say is said by the one before it; a day after the one asked for says nothing.
  "(1, DATE '2024-05-03', NULL, NULL, NULL, NULL, NULL)",
  "(1, DATE '2024-07-01', 'shop', 'high', 'Z9', 119.0, 39.0)",
]

async function load(rows: readonly string[]): Promise<void> {
  const place = 'region_code VARCHAR, lon DOUBLE, lat DOUBLE'
  await engine.run([
    raw('CREATE OR REPLACE TABLE entities AS SELECT 1 AS entity_id'),
    sql`CREATE OR REPLACE TABLE inspections (entity_id INTEGER, inspected_on DATE, industry_name VARCHAR, declared_risk VARCHAR, ${raw(place)})`,
    sql`CREATE OR REPLACE TABLE permits (entity_id INTEGER, permitted_on DATE, accepted_at TIMESTAMP, industry_name VARCHAR, ${raw(place)})`,
    sql`CREATE OR REPLACE TABLE complaints (entity_id INTEGER, received_on DATE, ${raw(place)})`,
    ...rows.map(row => sql`INSERT INTO inspections VALUES ${raw(row)}`),
  ])
}

describe('the roster of a day', () => {
  it.each([
    ['as they came', inspections],
    ['turned round', [...inspections].reverse()],
  ])('takes of two rows of one day what sorts last, and one row’s place (rows %s)', async (_, rows) => {
    await load(rows)
    expect(await engine.rows(roster({ day: '2024-06-30', states: false }))).toEqual([
      { entity: 1, kind: 'canteen', risk: 'middle', region: 'B7', lon: 110.7, lat: 30.1, inspector: null },
    ])
  })
})
