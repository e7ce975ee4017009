import { dayText } from '../../engine/civilTimes'
import { join, raw, type Sql, sql } from '../../engine/sql'
import { dayNumber } from '../dayNumber'
import type { AsOf } from '../factsSql'
import { indicatorColumn, indicators } from '../indicatorsSql'
import { type IndicatorKey, type IndicatorSettings, indicatorKeys, type Scorecard } from '../scorecard'
import type { Cards, WindowVisit } from './backtest'

/** Indicators of a business, or (`entity` null) their means over all businesses; null where the extracts lack the input. */
export interface CardRow extends Readonly<Partial<Record<string, number | null>>> {
  readonly entity: number | null
}

/**
 * Indicators as of a day of the businesses that are visited from `first` to `last` (ISO days), and at the end the means of
 * all in a row of their own: weights are applied to them afterwards, as often as somebody moves a slider. A day of a window is a
 * day of the past: states without a date are not read.
 */
export function cardRows(day: string, first: string, last: string, settings: IndicatorSettings): Sql<CardRow> {
  const at: AsOf = { day, states: false }
  const columns = indicatorKeys.map(indicatorColumn)
  // In order, so that the engine lays the answer down before it hands it over: as a stream of two parts, of more than some
  // 1 MB, it never came to an end.
  return sql`
    WITH every AS MATERIALIZED (SELECT entity_id, ${raw(columns.join(', '))} FROM (${indicators(at, settings)}))
    SELECT * FROM (
      SELECT CAST(entity_id AS INTEGER) AS entity, ${raw(columns.join(', '))} FROM every
      WHERE entity_id IN (SELECT entity_id FROM inspections WHERE inspected_on BETWEEN CAST(${first} AS DATE) AND CAST(${last} AS DATE))
      UNION ALL SELECT NULL AS entity, ${join(columns.map(name => raw(`avg(${name}) AS ${name}`)))} FROM every)
    ORDER BY entity NULLS LAST` // biome-ignore format: SQL
}

/** What is known of the visits of a window on one day: indicators by business, and their means. */
export interface CardDay {
  readonly of: ReadonlyMap<number, CardRow>
  readonly mean: CardRow | null
}

const cardDay = (rows: readonly CardRow[]): CardDay => ({
  of: new Map(rows.flatMap(row => (row.entity === null ? [] : [[row.entity, row] as const]))),
  mean: rows.find(row => row.entity === null) ?? null,
})

/** The indicators that a scorecard is judged by in a window, each visit's as of the day before it. */
export interface CardWindow {
  readonly visits: readonly WindowVisit[]
  /** By day of the visit (days since 1970-01-01). */
  readonly days: ReadonlyMap<number, CardDay>
  /** All as of the day before the window. */
  readonly frozen: CardDay
}

export interface CardWindowInput {
  readonly from: string
  readonly visits: readonly WindowVisit[]
  readonly settings: IndicatorSettings
  /** Called with the window after each day that was read, as far as it is known; 0-1. */
  onDay(window: CardWindow, share: number): void
}

/** Reads a window day by day, the day before it first. Rejects as `ask` does. */
export async function readCardWindow(
  ask: <Row>(query: Sql<Row>) => Promise<readonly Row[]>,
  { from, visits, settings, onDay }: CardWindowInput,
): Promise<CardWindow> {
  const all = [...new Set(visits.map(({ day }) => day))].sort((a, b) => a - b)
  const last = dayText(all.at(-1) ?? dayNumber(from))
  const frozen = cardDay(await ask(cardRows(dayText(dayNumber(from) - 1), from, last, settings)))
  const days = new Map<number, CardDay>()
  const window = { visits, days, frozen }
  onDay({ ...window, days: new Map(days) }, 0)
  for (const [i, day] of all.entries()) {
    days.set(day, cardDay(await ask(cardRows(dayText(day - 1), dayText(day), dayText(day), settings))))
    onDay({ ...window, days: new Map(days) }, (i + 1) / all.length)
  }
  return window
}

/** Whether every day of the window is there. */
export const wholeWindow = ({ visits, days }: CardWindow): boolean => visits.every(({ day }) => days.has(day))

/**
 * A card's scores of the visits of a window. A business that no row names before its visit stands at the mean of the
 * others, which is the score of the mean indicators: all businesses are scored by the same ones. Days that are not read
 * yet are NaN.
 */
export function cardScores({ visits, days, frozen }: CardWindow, card: Pick<Scorecard, 'weights'>): Cards {
  const on = (day: CardDay | undefined, entity: number | null): number =>
    day === undefined ? Number.NaN : scoreOf(day.of.get(entity ?? -1) ?? day.mean, card)
  return {
    asOfDay: Float64Array.from(visits, ({ day, entity }) => on(days.get(day), entity)),
    frozen: Float64Array.from(visits, ({ entity }) => on(frozen, entity)),
  }
}

function scoreOf(row: CardRow | null, { weights }: Pick<Scorecard, 'weights'>): number {
  if (row === null) return 0
  let [points, weight] = [0, 0]
  for (const key of indicatorKeys as readonly IndicatorKey[]) {
    const value = row[indicatorColumn(key)]
    if (value === null || value === undefined || !(weights[key] > 0)) continue
    points += weights[key] * value
    weight += weights[key]
  }
  return weight === 0 ? 0 : (100 * points) / weight
}
