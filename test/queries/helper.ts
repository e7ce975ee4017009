import { afterAll, beforeAll } from 'vitest'
import type { Sql } from '../../src/engine/sql'
import { type Area, type Choices, defaults, type Filters, resolve } from '../../src/filters/filters'
import { nameDerived } from '../../src/risk/derived'
import { asOfDay } from '../../src/risk/factsSql'
import { spelledOut } from '../../src/risk/kept'
import { scoresAt } from '../../src/risk/score'
import { defaultScorecard, type RiskClass } from '../../src/risk/scorecard'
import { type Loaded, loaded } from '../engineHelper'
import { asOf, city } from '../fixtures/city'

/** Filters of the fixture's city: 2023 unless `window` says otherwise. */
export const filtersOf = (partial: Partial<Choices> = {}): Filters =>
  resolve({ ...defaults, ...partial }, asOf, here?.profile.regions.regions ?? []).filters

export const year2022 = { from: '2022-01-01', to: '2022-12-31' }
export const year2023 = { from: '2023-01-01', to: '2023-12-31' }

let here: Loaded | undefined
beforeAll(async () => {
  nameDerived()
  here = await loaded(city())
})
afterAll(() => here?.engine.close())

/** The fixture's city in an engine. */
export function now(): Loaded {
  if (here === undefined) throw new Error('the city is not loaded yet')
  return here
}
/** Asks a statement as everyone can ask it: indicators of a past day are worked out at its head. */
export const ask = <Row>(query: Sql<Row>): Promise<Row[]> => now().engine.rows(spelledOut(query))

/** The class of every business on a day, or on the city's. */
export const classesNow = async (day = asOf): Promise<Map<number | null, RiskClass>> =>
  new Map((await ask(scoresAt(defaultScorecard, asOfDay(day, asOf)))).map(row => [row.entity_id, row.class]))

/** Even-odd rule, written as it is in textbooks (W. R. Franklin). */
export function inside(ring: Area, x: number, y: number): boolean {
  let found = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [xi, yi] = ring[i] ?? [0, 0]
    const [xj, yj] = ring[j] ?? [0, 0]
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) found = !found
  }
  return found
}
