import type { QueryClient } from '@tanstack/react-query'
import type { QueryEngine } from '../engine/engine'
import type { Profile } from '../extracts/report'
import { defaults } from '../filters/filters'
import { overviewQuestions, questionsOf, settingOf } from '../queries/overview'
import { riskClasses } from '../risk/scorecard'
import { whenIdle } from './answers'

/**
 * Makes what a filter by class asks of today's classes, before anyone chooses one: the table of them, and the counts by
 * class where counts are kept. `asked` is the session's. Never rejects.
 */
export async function readyClasses(
  asked: (text: readonly string[], ask: () => Promise<void>) => Promise<void>,
  profile: Profile,
): Promise<void> {
  const choices = { ...defaults, classes: riskClasses.slice(-1) }
  try {
    for (const { strings } of questionsOf(overviewQuestions(choices, settingOf(profile))))
      await asked(strings, () => Promise.resolve())
  } catch {
    // Whoever chooses a class makes them.
  }
}

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
  const setting = settingOf(profile)
  const codes = profile.regions.regions.filter(region => region.level === setting.level).map(region => region.code)
  let spent = 0
  try {
    for (const code of codes.slice(-rounds)) {
      const choices = { ...defaults, regions: [code] }
      for (const question of questionsOf(overviewQuestions(choices, setting))) {
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
