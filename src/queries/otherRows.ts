import { and, identifier, join, raw, type Sql, sql } from '../engine/sql'
import { dayOfRow } from '../filters/predicates'
import type { OtherRows } from '../risk/explain'
import { type AsOf, isAgainst, tookPlace, within } from '../risk/factsSql'
import { indicatorSource, normsSource } from '../risk/kept'
import type { IndicatorSettings } from '../risk/scorecard'
import type { TableName } from '../schema'
import type { ListedRow } from './rows'

/** Rows of others behind an indicator, as it counts them. */
export interface OtherRowsInput {
  readonly others: OtherRows
  readonly at: AsOf
  readonly settings: IndicatorSettings
}

export const tableOfOthers = ({ of }: OtherRows): TableName => (of === 'region' ? 'complaints' : 'inspections')

function condition({ others, at, settings }: OtherRowsInput): Sql {
  const table = tableOfOthers(others)
  const known = sql`${dayOfRow(table)} <= CAST(${at.day} AS DATE)`
  if (others.of === 'region') {
    const { region, topic } = others
    const said = topic === '' ? [] : [sql`CAST(category AS VARCHAR) = ${topic}`]
    const near = [sql`CAST(region_code AS VARCHAR) = ${region}`, within(at, 'received_on', settings.surroundingDays)]
    return and([known, isAgainst, ...near, ...said])
  }
  // An industry with few businesses is measured by all.
  const whose = others.pooled
    ? sql`entity_id IN (SELECT i.entity_id FROM (${indicatorSource(at, settings)}) i JOIN (${normsSource(at, settings)}) n ON n.spot = i.spot WHERE n.industry = ${others.industry})`
    : raw('entity_id IS NOT NULL')
  return and([known, tookPlace, within(at, 'inspected_on', settings.visitDays), whose])
}

/** The newest of them, at most `limit`. */
export function otherRows(input: OtherRowsInput, shown: readonly string[], limit: number): Sql<ListedRow> {
  const table = tableOfOthers(input.others)
  return sql`
    SELECT ${join(shown.map(identifier))} FROM ${identifier(table)} WHERE ${condition(input)}
    ORDER BY ${dayOfRow(table)} DESC, source_file, source_row LIMIT CAST(${limit} AS INTEGER)`
}

/** How many there are. */
export const otherRowsCount = (input: OtherRowsInput): Sql<{ n: number }> =>
  sql`SELECT CAST(count(*) AS DOUBLE) AS n FROM ${identifier(tableOfOthers(input.others))} WHERE ${condition(input)}`
