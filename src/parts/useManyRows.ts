import { useQueries } from '@tanstack/react-query'
import { answerOptions, originOf } from '../engine/answers'
import type { Sql } from '../engine/sql'
import { useEngine } from '../engine/useRows'

export interface ManyRows<Row> {
  /** Undefined until there is an answer to this very question. */
  readonly rows: Row[] | undefined
  readonly live: boolean
  readonly error: Error | null
}

/** The answers to questions whose number is not known before, in their order; none is asked while `may` is false. */
export function useManyRows<Row>(queries: readonly Sql<Row>[], may = true): readonly ManyRows<Row>[] {
  const { engine, extractVersion } = useEngine()
  return useQueries({
    queries: queries.map(query => ({ ...answerOptions(engine, extractVersion, query), enabled: may })),
    combine,
  })
}

// The same function always: its result is then the same array as long as no answer changes.
const combine = <Row>(answers: readonly { data: Row[] | undefined; error: Error | null }[]): ManyRows<Row>[] =>
  answers.map(({ data, error }) => ({ rows: data, live: originOf(data) !== undefined, error }))
