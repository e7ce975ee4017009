import type { QueryClient } from '@tanstack/react-query'
import type { QueryEngine } from '../engine/engine'
import type { Profile } from '../extracts/report'
import { defaults } from '../filters/filters'
import { overviewQuestions, questionsOf } from '../queries/overview'
import { asOfDay } from '../risk/factsSql'
import { classesAt } from '../risk/kept'
import { defaultScorecard } from '../risk/scorecard'
import { whenIdle } from './answers'

/** Makes the table that a filter by class asks of today's classes, before anyone chooses one; `asked` is the session's. Never rejects. */
export const readyClasses = (
  asked: (text: readonly string[], ask: () => Promise<void>) => Promise<void>,
  { asOf }: Profile,
): Promise<void> =>
  asked(classesAt(asOfDay(asOf, asOf), defaultScorecard).strings, () => Promise.resolve()).catch(() => undefined)

/** Regions whose questions are asked. */
const rounds = 12
/** Milliseconds of the engine that practice may take: where a question takes long, it is not for want of practice. */
const most = 2000

/**
 * Asks what a click on a region would ask, in spare moments and for nothing but practice: a browser compiles the engine's
 * functions well only after they ran a few times, on the same cores that answer the first clicks. Never rejects.
 */
export async function warmUp(
  engine: QueryEngine,
  client: QueryClient,
  profile: Profile,
  signal: AbortSignal,
): Promise<void> {
  const { asOf, firstDay, regions } = profile
  const level = regions.levels[0] ?? ''
  const codes = regions.regions.filter(region => region.level === level).map(region => region.code)
  let spent = 0
  try {
    for (const code of codes.slice(-rounds)) {
      const choices = { ...defaults, regions: [code] }
      for (const question of questionsOf(
        overviewQuestions(choices, { asOf, firstDay, level, regions: regions.regions }),
      )) {
        // What someone waits for comes first.
        do await new Promise<void>(whenIdle)
        while (client.isFetching() > 0)
        if (spent > most) return
        const start = performance.now()
        await engine.rows(question, signal)
        spent += performance.now() - start
      }
    }
  } catch {
    // An engine that fails is told of by the questions that someone asked.
  }
}
