import { useLayoutEffect } from 'react'

/** Tells tests and walls that what is on screen is the live answer: `html[data-ready=true]`. */
export function useReady(live: boolean): void {
  // Before the browser paints: nobody may read `ready` beside figures of other filters.
  useLayoutEffect(() => {
    // A part that is not asked to tell takes nothing back either.
    if (!live) return
    document.documentElement.dataset.ready = 'true'
    return () => {
      delete document.documentElement.dataset.ready
    }
  }, [live])
}
