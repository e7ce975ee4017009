import { useSyncExternalStore } from 'react'

const narrow = '(max-width: 760px)'

/** The page is as narrow as a phone: cards in place of a table, and no panel beside it. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    changed => {
      const media = window.matchMedia(narrow)
      media.addEventListener('change', changed)
      return () => media.removeEventListener('change', changed)
    },
    () => window.matchMedia(narrow).matches,
    () => false,
  )
}
