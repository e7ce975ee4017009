import { useCallback, useEffect, useState } from 'react'
import type { WindowVisit } from '../../risk/backtest/backtest'
import type { Doing } from '../../risk/model/doing'
import type { ModelServices } from './contracts'
import { asError } from './failures'

export interface WindowVisits {
  readonly visits: readonly WindowVisit[] | null
  readonly error: Error | null
  /** What is being done until they are there. */
  readonly doing: Doing | null
  /** Asks once more. */
  retry(): void
}

/** The visits of a window and what came of them. */
export function useWindowVisits(services: ModelServices, from: string, to: string): WindowVisits {
  const [state, setState] = useState<Omit<WindowVisits, 'retry'> & { readonly of: string }>({
    visits: null,
    error: null,
    doing: null,
    of: '',
  })
  const [tries, setTries] = useState(0)
  const of = `${from} ${to} ${tries}`
  useEffect(() => {
    let gone = false
    services
      .workshop()
      .then(workshop => workshop.window(from, to, doing => !gone && setState({ visits: null, error: null, doing, of })))
      .then(
        visits => !gone && setState({ visits, error: null, doing: null, of }),
        (error: unknown) => !gone && setState({ visits: null, error: asError(error), doing: null, of }),
      )
    return () => {
      gone = true
    }
  }, [services, from, to, of])
  const retry = useCallback(() => setTries(now => now + 1), [])
  return state.of === of ? { ...state, retry } : { visits: null, error: null, doing: null, retry }
}
