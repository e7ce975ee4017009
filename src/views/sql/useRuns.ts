import { useCallback, useLayoutEffect, useRef, useState } from 'react'
import { type AnswerTable, type QueryEngine, QueryError } from '../../engine/engine'
import { type Refused, refusedWord } from '../../engine/readOnly'
import type { Statement } from '../../engine/sqlTokens'
import { useEngine } from '../../engine/useRows'

/** Rows of one answer that are asked for. */
export const mostRows = 100_000

export type Outcome =
  | { readonly kind: 'waiting' | 'running' | 'cancelled' }
  | { readonly kind: 'answer'; readonly answer: AnswerTable; readonly milliseconds: number }
  | { readonly kind: 'refused'; readonly refused: Refused }
  | { readonly kind: 'failed'; readonly error: Error }

/** One statement of a run and what became of it. */
export interface Run {
  readonly id: number
  readonly statement: Statement
  readonly outcome: Outcome
}

/** Runs statements one after another until one fails. A new run ends the one before; so does leaving the page. */
export function useRuns() {
  const { engine } = useEngine()
  const [runs, setRuns] = useState<readonly Run[]>([])
  const control = useRef<AbortController | null>(null)
  const count = useRef(0)
  useLayoutEffect(() => () => control.current?.abort(), [])

  const cancel = useCallback(() => control.current?.abort(), [])
  const run = useCallback(
    async (statements: readonly Statement[]): Promise<void> => {
      control.current?.abort()
      const own = new AbortController()
      control.current = own
      let now: readonly Run[] = statements.map(statement => ({
        id: ++count.current,
        statement,
        outcome: { kind: 'waiting' },
      }))
      const say = (id: number, outcome: Outcome): void => {
        now = now.map(each => (each.id === id ? { ...each, outcome } : each))
        if (control.current === own) setRuns(now)
      }
      setRuns(now)
      for (const { id, statement } of now) {
        const outcome = await outcomeOf(engine, statement, own.signal, () => say(id, { kind: 'running' }))
        say(id, outcome)
        if (outcome.kind !== 'answer') break
      }
      // What stands behind a failure was not run.
      for (const { id, outcome } of now) if (outcome.kind === 'waiting') say(id, { kind: 'cancelled' })
      if (control.current === own) control.current = null
    },
    [engine],
  )

  const running = runs.some(({ outcome }) => outcome.kind === 'running' || outcome.kind === 'waiting')
  return { runs, running, run, cancel }
}

async function outcomeOf(
  engine: QueryEngine,
  statement: Statement,
  signal: AbortSignal,
  onRunning: () => void,
): Promise<Outcome> {
  if (signal.aborted) return { kind: 'cancelled' }
  const refused = refusedWord(statement.text)
  if (refused) return { kind: 'refused', refused }
  onRunning()
  const start = performance.now()
  try {
    if (!engine.table) throw new QueryError(`The engine ${engine.name} cannot be asked freely`, 'query', '')
    const answer = await engine.table(statement.text, { signal, mostRows })
    return { kind: 'answer', answer, milliseconds: performance.now() - start }
  } catch (error) {
    if (signal.aborted) return { kind: 'cancelled' }
    return { kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) }
  }
}
