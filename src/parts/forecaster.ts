import { createContext, useContext } from 'react'
import type { Outlook, OutlookInput } from '../insight/forecast/outlook'
import type { WorkCalendar } from '../insight/forecast/slots'

/** What works out forecasts, off the drawing thread where there is one. */
export interface Forecaster {
  readonly calendar: WorkCalendar
  /** Rejects where the worker died, with the reason in words. */
  foretell(input: OutlookInput): Promise<Outlook>
}

/** Without an app around it, in this thread and by a week from Monday to Friday. */
export const ForecasterContext = createContext<Forecaster>({
  calendar: { holidays: new Set(), workdays: new Set() },
  foretell: async input => (await import('../insight/forecast/outlook')).outlookOf(input),
})

export const useForecaster = (): Forecaster => useContext(ForecasterContext)
