import type { Sql } from '../engine/sql'
import { useEngine } from '../engine/useRows'
import { useTexts } from '../i18n'
import type { FrameState, Origin } from '../ui/Card'
import { adviceOn } from './advice'

interface Answer {
  readonly rows: readonly unknown[] | undefined
  readonly older: boolean
  readonly updating: boolean
  readonly error: Error | null
  refetch(): void
}

/** The state of a card: `updating` (an older answer, dimmed) by itself or as the caller says; an answer that is there outlives a failed new try. */
export function useFrameState(): (answer: Answer, updating?: boolean) => FrameState {
  const { t } = useTexts()
  return (answer, updating = answer.older) => {
    if (answer.rows !== undefined) return updating ? 'updating' : 'ready'
    if (answer.error === null || answer.updating) return 'loading'
    return {
      error: {
        what: t('overview.failed'),
        advice: adviceOn(answer.error, t),
        detail: answer.error.message,
        onRetry: answer.refetch,
      },
    }
  }
}

/** Where an answer comes from, as cards show it. */
export function useOrigin(): (
  query: Sql,
  rows: {
    readonly live: boolean
    readonly rows: readonly unknown[] | undefined
    readonly origin: { milliseconds: number; rows: number } | undefined
  },
) => Origin {
  const { engine } = useEngine()
  return (query, answer) => ({
    sql: engine.text(query),
    rows: answer.rows?.length ?? null,
    milliseconds: answer.origin?.milliseconds ?? null,
    live: answer.live,
  })
}
