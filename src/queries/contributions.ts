import { identifier, join, raw, type Sql, sql } from '../engine/sql'
import type { Filters, Window } from '../filters/filters'
import { type FilteredTable, where, within } from '../filters/predicates'
import { asOfDay } from '../risk/factsSql'
import type { Scorecard } from '../risk/scorecard'
import type { FigureKey, TableName } from '../schema'
import { complaintCounts, inspectionCounts, permitCounts } from './counts'
import { definitions } from './figures'
import { riskCounts, withScores } from './highRisk'

/** What a change can be taken apart by. */
export const dimensionKeys = [
  'region',
  'industry',
  'department',
  'category',
  'kind',
  'result',
  'type',
  'permit',
] as const
export type Dimension = (typeof dimensionKeys)[number]

/** The column of each dimension, table by table; regions are worked out from two. */
export const dimensionColumns: Readonly<Record<FilteredTable, Readonly<Partial<Record<Dimension, string>>>>> = {
  inspections: {
    region: 'region_code',
    industry: 'industry_name',
    department: 'department',
    type: 'inspection_type',
    result: 'result',
  },
  complaints: { region: 'region_code', department: 'department', category: 'category', kind: 'kind' },
  permits: { region: 'region_code', industry: 'industry_name', department: 'department', permit: 'permit_name' },
  entities: { region: 'region_code', industry: 'industry_name' },
}

/** The two sums that a figure is made of, in the window and in the compare window; `_of` is null where it is a count. */
export interface Sums {
  readonly now: number
  readonly now_of: number | null
  readonly past: number
  readonly past_of: number | null
}

/** Sums of one value of a dimension, or of the whole (`dimension` null). A null `value` is "not stated". */
export type ContributionRow = Sums & { readonly dimension: Dimension | null; readonly value: string | null }

/** Sums of the rows that have one value of each of two dimensions. */
export type PairRow = Sums & {
  readonly first: Dimension
  readonly second: Dimension
  readonly first_value: string | null
  readonly second_value: string | null
}

export interface ContributionInput {
  readonly figure: FigureKey
  readonly filters: Filters
  readonly compare: Window
  /** Regions are told apart at this level. */
  readonly level: string
  /** Dimensions that the figure's table has, in the order of `dimensionKeys`. */
  readonly dimensions: readonly Dimension[]
  readonly asOf: string
  readonly card: Scorecard
}

/**
 * A figure's two sums by every value of each dimension, and in all, in both windows. All filters in force hold: the parts
 * sum to the whole. Windows may overlap: a row of both counts in both.
 */
export function contributions(input: ContributionInput): Sql<ContributionRow> {
  const { dimensions } = input
  if (dimensions.length === 0) throw new RangeError('contributions: no dimension is given')
  return grouped(
    input,
    [raw('()'), ...dimensions.map(name => sql`(${identifier(name)})`)],
    sql`${named(dimensions, 'dimension')}, ${valued(dimensions, 'value')}`,
    raw('dimension NULLS FIRST, now DESC, value NULLS LAST'),
  )
}

/** The same by every two values of two dimensions; what has no rows in either window is absent. */
export function contributionPairs(input: ContributionInput): Sql<PairRow> {
  const pairs = pairsOf(input.dimensions)
  if (pairs.length === 0) throw new RangeError('contributionPairs: a pair needs two dimensions')
  const firstOf = pairs.map(([first]) => first)
  const secondOf = pairs.map(([, second]) => second)
  const sides = (names: readonly Dimension[], as: string): Sql =>
    sql`CASE ${bits(input.dimensions)} ${join(
      pairs.map((pair, i) => sql`WHEN ${raw(String(codeOf(input.dimensions, pair)))} THEN ${raw(`'${names[i]}'`)}`),
      ' ',
    )} END AS ${identifier(as)}`
  const values = (names: readonly Dimension[], as: string): Sql =>
    sql`CASE ${bits(input.dimensions)} ${join(
      pairs.map(
        (pair, i) => sql`WHEN ${raw(String(codeOf(input.dimensions, pair)))} THEN ${identifier(names[i] ?? pair[0])}`,
      ),
      ' ',
    )} END AS ${identifier(as)}`
  return grouped(
    input,
    pairs.map(pair => sql`(${join(pair.map(identifier))})`),
    sql`${sides(firstOf, 'first')}, ${sides(secondOf, 'second')}, ${values(firstOf, 'first_value')}, ${values(secondOf, 'second_value')}`,
    raw('first, second, now DESC, first_value NULLS LAST, second_value NULLS LAST'),
  )
}

/** Every two of the dimensions, in their order. */
export const pairsOf = (dimensions: readonly Dimension[]): (readonly [Dimension, Dimension])[] =>
  dimensions.flatMap((first, i) => dimensions.slice(i + 1).map(second => [first, second] as const))

/** GROUPING sets a bit for each column that a row is not grouped by, the last column's bit being 1. */
const bits = (dimensions: readonly Dimension[]): Sql => sql`grouping(${join(dimensions.map(identifier))})`
const codeOf = (dimensions: readonly Dimension[], by: readonly Dimension[]): number =>
  dimensions.reduce((code, name) => code * 2 + (by.includes(name) ? 0 : 1), 0)

const named = (dimensions: readonly Dimension[], as: string): Sql =>
  sql`CASE ${bits(dimensions)} ${join(
    dimensions.map(name => raw(`WHEN ${codeOf(dimensions, [name])} THEN '${name}'`)),
    ' ',
  )} END AS ${identifier(as)}`
const valued = (dimensions: readonly Dimension[], as: string): Sql =>
  sql`CASE ${bits(dimensions)} ${join(
    dimensions.map(name => sql`WHEN ${raw(String(codeOf(dimensions, [name])))} THEN ${identifier(name)}`),
    ' ',
  )} END AS ${identifier(as)}`

const sumNames = ['now', 'now_of', 'past', 'past_of'] as const

/**
 * Rows are counted once by all dimensions together, and these few cells are summed by each set: a grouping set over all
 * rows costs as much as the first.
 */
function grouped<Row>(input: ContributionInput, sets: readonly Sql[], heads: Sql, order: Sql): Sql<Row> {
  const { figure, dimensions, level } = input
  const { of } = definitions[figure]
  const sums = join(
    sumNames.map(name =>
      of === null && figure !== 'high_risk' && name.endsWith('_of')
        ? sql`CAST(NULL AS DOUBLE) AS ${identifier(name)}`
        : sql`CAST(coalesce(sum(${identifier(name)}), 0) AS DOUBLE) AS ${identifier(name)}`,
    ),
  )
  const columns = dimensionColumns[definitions[figure].table]
  const placed = dimensions.map(name =>
    name === 'region'
      ? sql`CASE WHEN p.ancestor IS NOT NULL THEN p.ancestor
          WHEN c.region_code IS NOT NULL AND (SELECT count(*) FROM regions) = 0 THEN c.region_code WHEN c.region_code IS NOT NULL THEN '~coarser'
          WHEN c.unplaced THEN '~none' ELSE '~outside' END AS region`
      : sql`CAST(c.${identifier(columns[name] ?? name)} AS VARCHAR) AS ${identifier(name)}`,
  )
  return sql`
    WITH cells AS MATERIALIZED (${cells(input)}),
    placed AS (SELECT ${join(placed)}, now, now_of, past, past_of
      FROM cells c LEFT JOIN region_paths p ON p.code = c.region_code AND p.level = ${level})
    SELECT * FROM (SELECT ${heads}, ${sums} FROM placed GROUP BY GROUPING SETS (${join(sets)})) ORDER BY ${order}`
}

/** Both sums in both windows by the columns of all dimensions at once. */
function cells({ figure, filters, compare, dimensions, asOf, card }: ContributionInput): Sql {
  const { table, value, of } = definitions[figure]
  const columns = dimensionColumns[table]
  const keys = join(
    ['region_code', ...dimensions.filter(name => name !== 'region').map(name => columns[name] ?? name)].map(identifier),
  )
  if (figure === 'high_risk') {
    // Businesses as they are classed at the end of either window; the second sum is of those that have a score.
    const side = (window: Window, now: boolean): Sql => {
      const scored = withScores({ filters: { ...filters, window }, card, at: asOfDay(window.to, asOf) })
      const high = sql`count(*) FILTER (WHERE ${riskCounts.high_risk ?? raw('TRUE')})`
      const all = sql`count(*) FILTER (WHERE ${riskCounts.scored ?? raw('TRUE')})`
      return sql`SELECT ${keys}, lon IS NULL AS unplaced, ${now ? high : raw('0')} AS now, ${now ? all : raw('0')} AS now_of,
        ${now ? raw('0') : high} AS past, ${now ? raw('0') : all} AS past_of FROM ${scored} GROUP BY ALL`
    }
    return sql`${side(filters.window, true)} UNION ALL ${side(compare, false)}`
  }
  const [now, past] = [within(table, filters.window), within(table, compare)]
  const conditions: Readonly<Record<string, Sql | null>> = table === 'entities' ? {} : countsOf(table, asOf)
  const is = (name: string | null): Sql => (name === null ? null : conditions[name]) ?? raw('TRUE')
  const counted = (window: string, what: string): Sql => raw(`count(*) FILTER (WHERE is_${window} AND ${what})`)
  return sql`SELECT ${keys}, unplaced, ${counted('now', 'hit')} AS now, ${counted('now', 'base')} AS now_of,
      ${counted('past', 'hit')} AS past, ${counted('past', 'base')} AS past_of
    FROM (SELECT ${keys}, lon IS NULL AS unplaced, ${now} AS is_now, ${past} AS is_past, ${is(value)} AS hit, ${is(of)} AS base
      FROM ${identifier(table)} WHERE (${now} OR ${past}) AND ${where(table, filters, ['window'])})
    GROUP BY ALL`
}

function countsOf(table: TableName, asOf: string): Readonly<Record<string, Sql | null>> {
  switch (table) {
    case 'inspections':
      return inspectionCounts
    case 'permits':
      return permitCounts
    case 'complaints':
      return complaintCounts(asOf)
  }
}
