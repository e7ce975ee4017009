import { useSearchParams } from 'react-router'

export const siloCounts = ['businesses', 'rows'] as const
export type SiloCount = (typeof siloCounts)[number]

/** What the silo map counts, kept in the address; businesses where it says nothing. */
export function useSiloCount(): readonly [value: SiloCount, set: (value: SiloCount) => void] {
  const [search, setSearch] = useSearchParams()
  const value = siloCounts.find(each => each === search.get('count')) ?? 'businesses'
  const set = (next: SiloCount): void =>
    setSearch(before => {
      const after = new URLSearchParams(before)
      if (next === 'businesses') after.delete('count')
      else after.set('count', next)
      return after
    })
  return [value, set]
}
