import { expect, it } from 'vitest'
import { inClickHouseWords } from '../../src/engine/clickhouseWords'

it('parts of classes that a filter asks are worked out where they are asked, and others once', () => {
  const inner = 'WITH rates AS MATERIALIZED (SELECT 1) SELECT * FROM rates'
  expect(inClickHouseWords([`WITH indicators_1 AS MATERIALIZED (${inner})`, ' SELECT 1'])[0]).toContain(
    'rates AS MATERIALIZED',
  )
  const heads = `WITH indicators_1 AS MATERIALIZED (${inner}), classes_2 AS MATERIALIZED (SELECT 1)`
  expect(inClickHouseWords([heads, ' SELECT 1'])).toEqual([
    heads.replace('rates AS MATERIALIZED', 'rates AS'),
    ' SELECT 1',
  ])
})
