import { useCallback, useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { changedSearch } from '../../filters/useChoices'
import { type RiskSort, riskSorts } from '../../queries/riskList'

/** What the list's address says beside the filters. */
export interface RiskView {
  /** What is searched for. */
  readonly q: string
  readonly sort: { readonly column: RiskSort; readonly descending: boolean }
  readonly map: boolean
  /** Only those that are overdue for a visit. */
  readonly overdue: boolean
  /** Classes by bounds of the score, or by shares of businesses as in the reference mix. */
  readonly by: 'value' | 'percentile'
  /** The business whose file is open beside the list. */
  readonly open: number | null
}

const usual = { column: 'score', descending: true } as const

/** The view that an address asks for; what cannot be read is the default. */
export function parseRiskView(search: URLSearchParams): RiskView {
  const text = search.get('sort') ?? ''
  const column = riskSorts.find(name => name === text.replace(/^-/, ''))
  const open = search.get('open') ?? ''
  return {
    q: search.get('q') ?? '',
    sort: column === undefined ? usual : { column, descending: text.startsWith('-') },
    map: search.get('view') === 'map',
    overdue: search.get('overdue') === '1',
    by: search.get('by') === 'percentile' ? 'percentile' : 'value',
    open: /^\d{1,9}$/.test(open) ? Number(open) : null,
  }
}

/** The address of a view; what is the default is left out, other parameters stay. */
export function formatRiskView(view: RiskView, base: URLSearchParams): URLSearchParams {
  const search = new URLSearchParams(base)
  const put = (key: string, text: string): void => {
    if (text === '') search.delete(key)
    else search.set(key, text)
  }
  const { column, descending } = view.sort
  put('q', view.q)
  put('sort', column === usual.column && descending ? '' : `${descending ? '-' : ''}${column}`)
  put('view', view.map ? 'map' : '')
  put('overdue', view.overdue ? '1' : '')
  put('by', view.by === 'percentile' ? 'percentile' : '')
  put('open', view.open === null ? '' : String(view.open))
  return search
}

/** The address of a business's file from the list's: its way back leads to the same list. */
export function fileSearch(search: string): string {
  const params = new URLSearchParams(search)
  params.delete('open')
  return changedSearch(`?${params}`, choices => choices)
}

/** The view in the address. What is typed or opened replaces the entry of the history, a choice makes one. */
export function useRiskView() {
  const [search, setSearch] = useSearchParams()
  const view = useMemo(() => parseRiskView(search), [search])
  const set = useCallback(
    (partial: Partial<RiskView>) =>
      setSearch(before => formatRiskView({ ...parseRiskView(before), ...partial }, before), {
        replace: 'q' in partial || 'open' in partial,
      }),
    [setSearch],
  )
  return { view, set }
}
