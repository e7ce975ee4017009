import { QueryError } from '../engine/engine'
import type { Texts } from '../i18n'

/** What a person can do about a question that was not answered, by what went wrong. */
export function adviceOn(error: Error | null, t: Texts['t']): string {
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
      return t('overview.failed.advice')
  }
}
