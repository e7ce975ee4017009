import type { QueryClient } from '@tanstack/react-query'
import { answer } from '../../engine/answers'
import type { ExtractEngine, QueryEngine } from '../../engine/engine'
import type { Sql } from '../../engine/sql'
import { toAnswersFile } from '../catalogueAnswers'
import { DerivedTables } from '../derivedTables'
import type { Profile } from '../report'

export interface AskInput {
  /** An empty one of the caller's; it is empty again afterwards. */
  readonly client: QueryClient
  readonly engine: ExtractEngine
  readonly profile: Profile
  readonly version: string
  readonly prepareVersion: string
  /** What a page asks first. */
  readonly questions: readonly Sql[]
  readonly signal?: AbortSignal
}

/** Asks the questions and writes their answers, with the profile, as the text of an answers file. */
export async function askAnswers(input: AskInput): Promise<string> {
  const { client, engine, profile, version, prepareVersion, questions, signal } = input
  const derived = new DerivedTables()
  const asked: QueryEngine = {
    name: engine.name,
    text: query => engine.text(query),
    rows: (query, abort) => derived.rows(engine, query, abort),
  }
  client.setQueryData([version, 'profile'], profile)
  try {
    for (const question of questions) await answer(client, asked, version, question, signal)
    return toAnswersFile(client, { version, engine: engine.name, prepareVersion, asOf: profile.asOf })
  } finally {
    client.clear()
  }
}
