import type { Whole } from '../../offline/names'
import type { Progress } from '../../offline/wire'
import type { KeepFailure, OfflineKeeping } from '../../views/round/offlineContract'

/** What is known of the service worker and of what it keeps. */
export interface Facts {
  readonly secure: boolean
  readonly supported: boolean
  /** Whether the browser has been asked for a registration. */
  readonly asked: boolean
  /** Whether there is a worker that answers requests. */
  readonly active: boolean
  /** Whether a newer worker has kept its build and waits, or has taken over under this page. */
  readonly newer: boolean
  /** Whether a worker keeps a build just now. */
  readonly busy: boolean
  readonly progress: Progress | null
  /** What the active worker keeps; undefined until it has answered, null where something is missing. */
  readonly whole: Whole | null | undefined
  readonly failure: KeepFailure | null
  readonly lasting: boolean | null
}

export function keepingOf(facts: Facts): OfflineKeeping {
  const { whole, failure, lasting } = facts
  if (!facts.secure) return { kind: 'insecure' }
  if (!facts.supported) return { kind: 'unsupported' }
  if (!facts.asked) return { kind: 'asking' }
  if (facts.newer && whole) return { kind: 'newer', ...whole, lasting }
  // A newer version comes by itself: what is kept works meanwhile, and a lost connection is no trouble.
  if (facts.active && whole) {
    const troubling = failure !== null && failure.kind !== 'network' && failure.kind !== 'ended'
    return troubling ? { kind: 'failed', failure, usable: true } : { kind: 'kept', ...whole, lasting }
  }
  if (facts.busy || facts.progress !== null) {
    const { done, total } = facts.progress ?? { done: 0, total: 0 }
    return { kind: 'keeping', done, total }
  }
  if (failure !== null) return { kind: 'failed', failure, usable: false }
  if (!facts.active) return { kind: 'none' }
  if (whole === undefined) return { kind: 'asking' }
  return { kind: 'failed', failure: { kind: 'gone', file: null, detail: null }, usable: false }
}
