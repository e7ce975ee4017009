import { afterEach, describe, expect, it } from 'vitest'
import { sql } from '../../src/engine/sql'
import { addDays } from '../../src/filters/days'
import { defaults, type Filters, resolve, type Window } from '../../src/filters/filters'
import { type Course, complaintActivity, inspectionActivity, permitActivity } from '../../src/queries/activity'
import { keepCountsOf } from '../../src/risk/derived'
import { pick, randomOf } from '../filters/random'
import { asOf } from '../fixtures/city'
import { sweep } from '../sweep'
import { ask, now } from './helper'

afterEach(() => keepCountsOf([]))

/** Windows with `gap` days between them; -1: they share one. The days at their ends have rows. */
function windows(random: () => number, days: readonly string[], gap: number): { window: Window; compare: Window } {
  const [first = '', second = '', third = ''] = [0, 0, 0].map(() => pick(random, days)).sort()
  return { window: { from: addDays(second, 1 + gap), to: third }, compare: { from: first, to: second } }
}

describe('a window and the one beside it', () => {
  it.each([[[]], [['permits', 'inspections', 'complaints', 'entities']]])(
    'are counted as each by itself, whether days lie between them or not (counts kept of %j)',
    async kept => {
      keepCountsOf(kept)
      const random = randomOf(9)
      const { regions } = now().profile
      const days = (
        await ask(
          sql<{ day: string }>`SELECT DISTINCT CAST(inspected_on AS VARCHAR) AS day FROM inspections ORDER BY 1`,
        )
      ).map(({ day }) => day)
      for (let i = 0; i < sweep(120); i++) {
        const { window, compare } = windows(random, days, [0, 0, 1, 5, -1][i % 5] ?? 0)
        const { filters } = resolve(defaults, asOf, regions.regions)
        for (const question of [inspectionActivity, complaintActivity, permitActivity]) {
          const whole = async (period: string, of: Filters, beside: Window | null) => {
            const rows = await ask<Course<object>>(
              question({ filters: of, compare: beside, bucket: 'month', asOf }) as never,
            )
            const found = rows.find(row => row.period === period && row.bucket === null)
            return found && { ...found, period: '' }
          }
          const both = { ...filters, window }
          expect([i, await whole('compare', both, compare)]).toEqual([
            i,
            await whole('window', { ...filters, window: compare }, null),
          ])
          expect([i, await whole('window', both, compare)]).toEqual([i, await whole('window', both, null)])
        }
      }
    },
  )
})
