import type { QueryClient } from '@tanstack/react-query'

/** Milliseconds without a question under way after which a page has all that it wants. */
export const calmAfter = 3_000

/**
 * Calls `tell` once, when no question has been under way for a while: what nobody waits for may then begin. What is
 * returned calls it off.
 */
export function whenCalm(client: QueryClient, tell: () => void, after = calmAfter): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = (): void => {
    clearTimeout(timer)
    if (client.isFetching() === 0) timer = setTimeout(end, after, tell)
  }
  const stop = client.getQueryCache().subscribe(look)
  function end(then?: () => void): void {
    clearTimeout(timer)
    stop()
    then?.()
  }
  look()
  return () => end()
}
