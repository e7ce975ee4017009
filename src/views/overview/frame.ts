import { useTexts } from '../../i18n'
import type { FrameState } from '../../ui/Card'

interface Answer {
  readonly rows: readonly unknown[] | undefined
  readonly live: boolean
  readonly updating: boolean
  readonly error: Error | null
  readonly origin: unknown
  refetch(): void
}

/** The state of a card from its answer; an early answer that is asked again is not dimmed: it is what is asked for. */
export function useFrameState(): (answer: Answer) => FrameState {
  const { t } = useTexts()
  return answer => {
    if (answer.error !== null && !answer.updating) {
      return {
        error: {
          what: t('overview.failed'),
          advice: t('overview.failed.advice'),
          detail: answer.error.message,
          onRetry: answer.refetch,
        },
      }
    }
    if (answer.rows === undefined) return 'loading'
    return answer.updating && answer.origin !== undefined && !answer.live ? 'updating' : 'ready'
  }
}
