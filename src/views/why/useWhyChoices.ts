import { useCallback } from 'react'
import { useSearchParams } from 'react-router'
import { type Dimension, dimensionKeys } from '../../queries/contributions'
import { type FigureKey, figureKeys } from '../../schema'

export interface WhyChoices {
  readonly figure: FigureKey
  /** Null is the first dimension that the figure has. */
  readonly by: Dimension | null
  /** Null is the usual level. */
  readonly level: string | null
}

/** What the page takes apart, kept in the URL beside the filters; what cannot be read is the default. */
export function useWhyChoices(levels: readonly string[]): [WhyChoices, (change: Partial<WhyChoices>) => void] {
  const [search, setSearch] = useSearchParams()
  const now: WhyChoices = {
    figure: figureKeys.find(key => key === search.get('figure')) ?? 'complaints',
    by: dimensionKeys.find(key => key === search.get('by')) ?? null,
    level: levels.find(level => level === search.get('level')) ?? null,
  }
  const set = useCallback(
    (change: Partial<WhyChoices>) => {
      setSearch(before => {
        const after = new URLSearchParams(before)
        for (const [key, value] of Object.entries(change)) {
          if (value === null || value === undefined) after.delete(key)
          else after.set(key, value)
        }
        return after
      })
    },
    [setSearch],
  )
  return [now, set]
}
