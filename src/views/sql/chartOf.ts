import type { Series } from '../../charts/series'
import type { AnswerTable } from '../../engine/engine'
import { isNumeric } from './answers'

/** Rows that are drawn: more would be a black bar. */
export const mostDrawn = 2_000

export interface Drawable {
  readonly names: readonly string[]
  readonly series: readonly Series[]
}

/** A day or else the first column that is no number on x, else the first one; the numeric columns are series. Null without any. */
export function chartOf({ columns, rows }: AnswerTable): Drawable | null {
  const measured = columns.flatMap(({ type }, i) => (isNumeric(type) ? [i] : []))
  const dated = columns.findIndex(({ type }) => /^(DATE|TIMESTAMP)/.test(type))
  const named = columns.findIndex(({ type }) => !isNumeric(type))
  const x = dated >= 0 ? dated : named >= 0 ? named : 0
  // A column without any value is no series.
  const series = measured.filter(i => i !== x && rows.some(row => row[i] !== null))
  if (series.length === 0 || rows.length === 0) return null
  const drawn = rows.slice(0, mostDrawn)
  return {
    names: drawn.map(row => String(row[x] ?? 'NULL').replace('T00:00:00', '')),
    series: series.map(i => ({ label: columns[i]?.name ?? '', values: drawn.map(row => finite(row[i])) })),
  }
}

function finite(value: string | number | boolean | null | undefined): number | null {
  const number = value === null || value === undefined ? Number.NaN : Number(value)
  return Number.isFinite(number) ? number : null
}
