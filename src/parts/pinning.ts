import { createContext, useContext } from 'react'
import type { Window } from '../filters/filters'
import { useTexts } from '../i18n'
import type { Figure } from '../queries/figures'
import type { MenuItem } from '../ui/Menu'

/** A figure that somebody wants to keep, with the days that it is of. */
export interface PinRequest {
  readonly figure: Figure
  readonly window: Window
  readonly compare: Window | null
}

/** Asks for a note and keeps the figure in the notebook. Null where there is none. */
export const PinContext = createContext<((request: PinRequest) => void) | null>(null)

/** The entry of a tile's menu that pins its figure: none for one without a value. `older`: it answers other filters. */
export function usePinItems(): (request: PinRequest, older: boolean) => MenuItem[] {
  const pin = useContext(PinContext)
  const { t } = useTexts()
  return (request, older) =>
    pin === null || request.figure.value === null
      ? []
      : [{ key: 'pin', label: t('notebook.pin'), disabled: older, onSelect: () => pin(request) }]
}
