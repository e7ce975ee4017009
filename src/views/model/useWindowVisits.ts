import { useEffect, useState } from 'react'
import type { WindowVisit } from '../../risk/backtest/backtest'
import type { ModelServices } from './contracts'

export interface WindowVisits {
  readonly visits: readonly WindowVisit[] | null
  readonly error: Error | null
}

/** The visits of a window and what came of them. */
export function useWindowVisits(services: ModelServices, from: string, to: string): WindowVisits {
  const [state, setState] = useState<WindowVisits & { readonly of: string }>({ visits: null, error: null, of: '' })
  const of = `${from} ${to}`
  useEffect(() => {
    let gone = false
    services
      .workshop()
      .then(workshop => workshop.window(from, to))
      .then(
        visits => !gone && setState({ visits, error: null, of }),
        (error: unknown) =>
          !gone && setState({ visits: null, error: error instanceof Error ? error : new Error(String(error)), of }),
      )
    return () => {
      gone = true
    }
  }, [services, from, to, of])
  return state.of === of ? state : { visits: null, error: null }
}
