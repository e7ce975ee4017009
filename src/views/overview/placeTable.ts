import type { Texts } from '../../i18n'
import type { TableData } from '../../ui/table'
import { type MeasureKey, measures } from './measures'
import type { PlaceLine } from './places'

/** The points of the map and of the ranking as a table. */
export function placeTable(lines: readonly PlaceLine[], measure: MeasureKey, t: Texts['t']): TableData {
  const { numerator, denominator } = measures[measure]
  const value = { key: 'value', label: t(`overview.measure.${measure}`), align: 'right' as const }
  const parts = [
    { key: 'numerator', label: t(`overview.counts.${numerator}`), align: 'right' as const },
    ...(denominator === null
      ? []
      : [{ key: 'denominator', label: t(`overview.counts.${denominator}`), align: 'right' as const }]),
  ]
  return {
    columns: [
      { key: 'code', label: t('overview.list.code') },
      { key: 'name', label: t('app.regions.title') },
      value,
      ...(denominator === null ? [] : parts),
    ],
    rows: lines.map(line => ({
      code: line.code,
      name: line.name,
      value: line.value,
      numerator: line.numerator,
      denominator: line.denominator,
    })),
  }
}
