import { useMemo } from 'react'
import type { Choices } from '../filters/filters'
import { changedSearch } from '../filters/useChoices'
import { figureLabel, useTexts } from '../i18n'
import type { FigureKey } from '../schema'
import type { KpiTileProps } from '../ui/KpiTile'
import { openByFigure, useAlerts } from './alertBoard'

/** What a figure's tile says of its open alerts; undefined without any. */
export function useAlertMark(choices: Choices): (key: FigureKey) => KpiTileProps['alerts'] {
  const { t, language, formats } = useTexts()
  const { judged } = useAlerts()
  return useMemo(() => {
    const counts = openByFigure(judged)
    return key => {
      const n = counts.get(key)
      if (n === undefined) return undefined
      const label = `${figureLabel(key, language)} · ${t('app.alerts.open', { n: formats.count(n) })}`
      return { text: formats.count(n), label, href: `#/alerts${changedSearch(`?figure=${key}`, () => choices)}` }
    }
  }, [judged, choices, t, language, formats])
}
