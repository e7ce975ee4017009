import { useCallback } from 'react'
import { useSearchParams } from 'react-router'
import { type MeasureKey, measureKeys } from '../../insight/measures'
import { type Paper, papers } from '../../ui/sheets/blocks'
import { type OptionalPart, optionalParts } from './brief'

/** What the report shows, kept in the URL beside the filters; measure and level are the overview's. */
export interface BriefSearch {
  readonly paper: Paper
  /** Parts that are left out. */
  readonly without: readonly OptionalPart[]
  readonly measure: MeasureKey
  readonly level: string
}

/** What cannot be read is the default. A change is no entry of the browser's history: the sheets are the same report. */
export function useBriefSearch(levels: readonly string[]): [BriefSearch, (change: Partial<BriefSearch>) => void] {
  const [search, setSearch] = useSearchParams()
  const without = search.get('without')?.split(',') ?? []
  const now: BriefSearch = {
    paper: papers.find(paper => paper === search.get('paper')) ?? 'a4',
    without: optionalParts.filter(part => without.includes(part)),
    measure: measureKeys.find(key => key === search.get('measure')) ?? 'critical_rate',
    level: levels.find(level => level === search.get('level')) ?? levels[0] ?? '',
  }
  const set = useCallback(
    (change: Partial<BriefSearch>) => {
      setSearch(
        before => {
          const after = new URLSearchParams(before)
          const write = (name: string, value: string | undefined, usual: string): void => {
            if (value === undefined) return
            if (value === usual) after.delete(name)
            else after.set(name, value)
          }
          write('paper', change.paper, 'a4')
          write('without', change.without?.join(','), '')
          write('measure', change.measure, 'critical_rate')
          write('level', change.level, levels[0] ?? '')
          return after
        },
        { replace: true },
      )
    },
    [setSearch, levels],
  )
  return [now, set]
}
