import { type DehydratedState, hashKey, hydrate, type QueryClient } from '@tanstack/react-query'
import { type Answer, type AnswersStamp, readAnswers, toAnswersFile } from '../extracts/catalogueAnswers'
import type { ExtractFolder } from '../extracts/fetchFile'
import { ExtractError } from '../extracts/source'
import { type AppStorage, keepNewest, readKept } from '../storage/kept'

/** Versions of one catalogue whose answers are kept. */
const versionsKept = 5
/** Milliseconds without a new answer before they are written. */
const quiet = 2000

const groupOf = (catalogue: string) => `answers of ${catalogue}`

/**
 * Puts answers into the cache, where a question finds them under its key. A live answer that is there already stays.
 * They stay until they are used, however long that takes.
 */
export function hydrateAnswers(client: QueryClient, answers: readonly Answer[]): void {
  hydrate(client, dehydrated(answers), { defaultOptions: { queries: { gcTime: Number.POSITIVE_INFINITY } } })
}

/** Answers published beside the catalogue; null without any of this version. Rejects with an AbortError alone. */
export async function publishedAnswers(folder: ExtractFolder, file: string, version: string, signal?: AbortSignal) {
  try {
    return readAnswers(await folder.text(file, signal), version, file)
  } catch (error) {
    if (signal?.aborted) throw error
    if (!(error instanceof ExtractError && error.kind === 'missing')) console.warn(String(error))
    return null
  }
}

/** Answers kept from an earlier visit to the catalogue at `catalogue` (its URL); null without any of this version. */
export async function restoreAnswers(storage: AppStorage, catalogue: string, version: string) {
  const text = await readKept(storage, groupOf(catalogue), version)
  return typeof text === 'string' ? readAnswers(text, version, 'answers kept in this browser') : null
}

export interface Keeping {
  /** Writes what is not written yet. */
  flush(): Promise<void>
  /** No more is kept. */
  stop(): void
}

/**
 * Keeps the answers of the stamp's version for the next visit: some time after new ones came, when the browser has
 * nothing else to do, and when the page is left.
 */
export function keepAnswers(client: QueryClient, storage: AppStorage, catalogue: string, stamp: AnswersStamp): Keeping {
  let timer: ReturnType<typeof setTimeout> | undefined
  let fresh = false
  let written = ''

  async function flush() {
    clearTimeout(timer)
    if (!fresh) return
    fresh = false
    const text = toAnswersFile(client, stamp)
    if (text === written) return
    written = text
    await keepNewest(storage, groupOf(catalogue), stamp.version, text, versionsKept)
  }

  const unsubscribe = client.getQueryCache().subscribe(event => {
    if (event.type !== 'updated' || event.action.type !== 'success' || event.query.queryKey[0] !== stamp.version) return
    fresh = true
    clearTimeout(timer)
    timer = setTimeout(() => whenIdle(() => void flush()), quiet)
  })
  const leaving = () => {
    if (document.visibilityState === 'hidden') void flush()
  }
  if (typeof document !== 'undefined') document.addEventListener('visibilitychange', leaving)
  return {
    flush,
    stop() {
      clearTimeout(timer)
      fresh = false
      unsubscribe()
      if (typeof document !== 'undefined') document.removeEventListener('visibilitychange', leaving)
    },
  }
}

/** When the browser has nothing else to do, or after five seconds. */
export function whenIdle(task: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(task, { timeout: 5000 })
  else task()
}

/** An age of one millisecond since 1970: newer than a question that has no answer, older than any live one. */
function dehydrated(answers: readonly Answer[]): DehydratedState {
  const queries = answers.map(({ queryKey, data }) => ({
    queryKey,
    queryHash: hashKey(queryKey),
    dehydratedAt: 1,
    state: {
      data,
      dataUpdateCount: 1,
      dataUpdatedAt: 1,
      error: null,
      errorUpdateCount: 0,
      errorUpdatedAt: 0,
      fetchFailureCount: 0,
      fetchFailureReason: null,
      fetchMeta: null,
      isInvalidated: false,
      status: 'success' as const,
      fetchStatus: 'idle' as const,
    },
  }))
  return { mutations: [], queries }
}
