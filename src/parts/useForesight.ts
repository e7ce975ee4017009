import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo } from 'react'
import { answerOptions } from '../engine/answers'
import type { Sql } from '../engine/sql'
import { type EngineContextValue, useEngine } from '../engine/useRows'

/** Milliseconds that a pointer or the focus rests on something before what choosing it would ask is asked. */
const rest = 60
/** Milliseconds of the engine that a guess may take: where its questions take longer, a wrong one would be waited for. */
const most = 500

/** A query's `meta`: it was asked for in case, and nobody has looked at its answer yet. */
const foreseen = { foreseen: true } as const

/**
 * Asks what a choice would ask before it is made, so that its answers are there. Only of an engine of this browser, and
 * only while nothing else is asked: the newest guess wins, and what nobody waits for of the one before is called off.
 */
export class Foresight {
  #timer: ReturnType<typeof setTimeout> | undefined
  #asked: AbortController | null = null
  #tooLong = false

  constructor(
    private readonly client: QueryClient,
    private readonly context: EngineContextValue,
  ) {}

  /** What would be asked next, or null where nothing is pointed at. Never throws. */
  readonly guess = (questions: (() => readonly Sql[]) | null): void => {
    this.stop()
    if (questions === null || this.#tooLong || this.context.engine.name !== 'duckdb') return
    const ask = (): void => {
      // What someone waits for comes first; what is pointed at for longer is asked after it.
      if (this.client.isFetching({ queryKey: [this.context.extractVersion] }) > 0) this.#timer = setTimeout(ask, rest)
      else void this.#ask(questions())
    }
    this.#timer = setTimeout(ask, rest)
  }

  /** Calls off the guess under way. */
  stop(): void {
    clearTimeout(this.#timer)
    this.#asked?.abort()
    this.#asked = null
  }

  async #ask(questions: readonly Sql[]): Promise<void> {
    const { client, context } = this
    const stop = new AbortController()
    this.#asked = stop
    const start = performance.now()
    await Promise.all(
      questions.map(question => {
        const options = answerOptions(context.engine, context.extractVersion, question)
        const unwatched = { queryKey: options.queryKey, exact: true, type: 'inactive' } as const
        // Someone may have chosen it, and waits for it: whoever draws it now has begun to watch it in the next task.
        const callOff = (): unknown => setTimeout(() => void client.cancelQueries(unwatched))
        stop.signal.addEventListener('abort', callOff, { once: true })
        return client.prefetchQuery({ ...options, meta: foreseen })
      }),
    )
    if (performance.now() - start > most) this.#tooLong = true
  }
}

/** `guess` of a foresight that lasts as long as `choices`: how long questions take depends on what is chosen. */
export function useForesight(choices: unknown): Foresight['guess'] {
  const context = useEngine()
  const client = useQueryClient()
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  const foresight = useMemo(() => new Foresight(client, context), [client, context, choices])
  useEffect(() => () => foresight.stop(), [foresight])
  return useCallback(questions => foresight.guess(questions), [foresight])
}
