import { useMemo } from 'react'
import type { Choices } from '../filters/filters'
import { changedSearch } from '../filters/useChoices'
import { useTexts } from '../i18n'
import { outlinesOf, type Ring } from '../insight/alerts/outlines'
import type { KnownRegions } from '../insight/alerts/places'
import type { Judged } from '../insight/alerts/seen'
import { alertText } from './alertTexts'

/** An alert's outline on a map, as charts take it. */
export interface PlacedMark {
  /** `alertKey` of the alert. */
  readonly key: string
  readonly rings: readonly Ring[]
  readonly tip: { readonly title: string; readonly rows: readonly []; readonly note: string }
  readonly open: boolean
}

const prefix = 'alert '
/** What a click on a mark chooses; never a region's code or a business's id. */
export const alertKey = (id: string): string => `${prefix}${id}`
/** The alert that a click chose; null for anything else. */
export const alertOfKey = (key: string): string | null => (key.startsWith(prefix) ? key.slice(prefix.length) : null)

/** The route of an alert on its page, with the filters in force. */
export const alertLink = (id: string, choices: Choices): string =>
  `/alerts${changedSearch(`?alert=${encodeURIComponent(id)}`, () => choices)}`

/** Outlines of those alerts that are open and somewhere; `chosen` is the id of the one to be drawn thicker. */
export function useAlertMarks(
  judged: readonly Judged[],
  known: KnownRegions,
  chosen: string | null = null,
): { readonly marks: readonly PlacedMark[]; readonly look: { readonly label: string; readonly summary: string } } {
  const { t, language, formats } = useTexts()
  const marks = useMemo(
    () =>
      judged.flatMap(({ alert, state }): PlacedMark[] => {
        if (state === 'acknowledged' || alert.place === null) return []
        const rings = outlinesOf(alert.place, known)
        const title = t(`alerts.kind.${alert.kind}`)
        const tip = { title, rows: [] as const, note: alertText(alert, known, { t, language, formats }) }
        return rings.length === 0 ? [] : [{ key: alertKey(alert.id), rings, tip, open: alert.id === chosen }]
      }),
    [judged, known, chosen, t, language, formats],
  )
  const look = useMemo(
    () => ({
      label: t('alerts.marks.label'),
      summary: t('alerts.marks.summary', { n: formats.count(marks.length) }),
    }),
    [marks.length, t, formats],
  )
  return { marks, look }
}
