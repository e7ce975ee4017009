import { columnLabel, type Language, type Texts } from '../../i18n'
import { type Measured, type MeasureKey, measures } from '../../insight/measures'
import type { PlaceLine } from '../../insight/places'
import type { RiskPlace } from '../../queries/riskList'
import type { TableColumn, TableData } from '../../ui/table'

/** The measure and, where it divides, what by what. */
function valueColumns(measure: MeasureKey, t: Texts['t']): TableColumn[] {
  const { numerator, denominator } = measures[measure]
  const column = (key: string, label: string): TableColumn => ({ key, label, align: 'right' })
  const value = column('value', t(`overview.measure.${measure}`))
  if (denominator === null) return [value]
  return [
    value,
    column('numerator', t(`overview.counts.${numerator}`)),
    column('denominator', t(`overview.counts.${denominator}`)),
  ]
}

const axis = (key: 'lon' | 'lat', language: Language): TableColumn => ({
  key,
  label: columnLabel('inspections', key, language),
  align: 'right',
  // Five decimals are a metre.
  text: value => (typeof value === 'number' ? value.toFixed(5) : String(value)),
})

/** The cells or points of the map as a table. */
export function spotTable(
  places: readonly (Measured & { readonly lon: number; readonly lat: number })[],
  measure: MeasureKey,
  t: Texts['t'],
  language: Language,
): TableData {
  return {
    columns: [axis('lon', language), axis('lat', language), ...valueColumns(measure, t)],
    rows: places.map(({ lon, lat, value, numerator, denominator }) => ({ lon, lat, value, numerator, denominator })),
  }
}

/** The businesses of the map as a table. */
export function classTable(places: readonly RiskPlace[], t: Texts['t'], language: Language): TableData {
  return {
    columns: [
      { key: 'name', label: t('risk.column.entity_name') },
      { key: 'class', label: t('risk.column.class') },
      { key: 'score', label: t('risk.column.score'), align: 'right' },
      axis('lon', language),
      axis('lat', language),
    ],
    rows: places.map(({ entity_name, class: letter, score, lon, lat }) => ({
      name: entity_name,
      class: letter,
      score,
      lon,
      lat,
    })),
  }
}

/** The regions of the map and of the ranking as a table. */
export function placeTable(lines: readonly PlaceLine[], measure: MeasureKey, t: Texts['t']): TableData {
  return {
    columns: [
      { key: 'code', label: t('overview.list.code') },
      { key: 'name', label: t('app.regions.title') },
      ...valueColumns(measure, t),
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
