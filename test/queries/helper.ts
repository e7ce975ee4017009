import { afterAll, beforeAll } from 'vitest'
import type { Sql } from '../../src/engine/sql'
import { type Choices, defaults, type Filters, resolve } from '../../src/filters/filters'
import { type Loaded, loaded } from '../engineHelper'
import { asOf, city } from '../fixtures/city'

/** Filters of the fixture's city: 2023 unless `window` says otherwise. */
export const filtersOf = (partial: Partial<Choices> = {}): Filters =>
  resolve({ ...defaults, ...partial }, asOf, here?.profile.regions.regions ?? []).filters

export const year2022 = { from: '2022-01-01', to: '2022-12-31' }
export const year2023 = { from: '2023-01-01', to: '2023-12-31' }

let here: Loaded | undefined
beforeAll(async () => {
  here = await loaded(city())
})
afterAll(() => here?.engine.close())

/** The fixture's city in an engine. */
export function now(): Loaded {
  if (here === undefined) throw new Error('the city is not loaded yet')
  return here
}
export const ask = <Row>(query: Sql<Row>): Promise<Row[]> => now().engine.rows(query)
