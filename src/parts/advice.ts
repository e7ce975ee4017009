import { QueryError } from '../engine/engine'
import type { Texts } from '../i18n'

/** What a person can do about a question that a server did not answer, by what went wrong; null for anything else. */
export function serverAdvice(error: Error | null, t: Texts['t']): string | null {
  const kind = error instanceof QueryError ? error.kind : null
  switch (kind) {
    case 'away':
    case 'slow':
    case 'busy':
    case 'denied':
    case 'quota':
    case 'memory':
    case 'version':
      return t(`overview.failed.${kind}`)
    default:
      return null
  }
}

/** The same for any question that was not answered. */
export const adviceOn = (error: Error | null, t: Texts['t']): string =>
  serverAdvice(error, t) ?? t('overview.failed.advice')
