import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LoadedFolder, loadFolder } from '../../src/cli/load'
import { asOfDay } from '../../src/risk/factsSql'
import { defaultScorecard } from '../../src/risk/scorecard'
import { compare, sqlScores } from './agree'

const folder = resolve(import.meta.dirname, '../../../shared/chicago')
const present = existsSync(folder)
if (!present) console.warn('The real folder of Chicago is absent: the scores of its businesses are not compared.')

describe.skipIf(!present)('the scorecard on Chicago', () => {
  let city: LoadedFolder
  beforeAll(async () => {
    city = await loadFolder(folder)
  }, 120_000)
  afterAll(() => city?.engine.close())

  it.each(['2014-08-31', '2014-02-01', '2012-01-01'])(
    'is the same in SQL and in TypeScript for every business as of %s',
    async day => {
      const { businesses, wrong } = await compare(city.engine, defaultScorecard, asOfDay(day, '2014-08-31'))
      expect(wrong.slice(0, 5)).toEqual([])
      expect(businesses).toBeGreaterThan(6000)
    },
    60_000,
  )

  it('does without complaints of businesses and without rectifications, which these extracts lack', async () => {
    const rows = await sqlScores(city.engine, defaultScorecard, asOfDay('2014-08-31', '2014-08-31'))
    expect(rows).toHaveLength(12_319)
    const row = rows[0] as unknown as Record<string, unknown>
    expect(['i3', 'i4', 'c1', 'c2', 'c3'].map(key => row[key])).toEqual([null, null, null, null, null])
    expect(rows.every(({ score }) => score !== null && score >= 0 && score <= 100)).toBe(true)
  })
})
