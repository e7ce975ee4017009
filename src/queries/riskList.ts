import { daysBetween, holds } from '../engine/dialect'
import { and, identifier, join, list, raw, type Sql, sql } from '../engine/sql'
import type { Filters } from '../filters/filters'
import { where } from '../filters/predicates'
import type { AsOf } from '../risk/factsSql'
import { indicatorSource, rankedAt } from '../risk/kept'
import type { RiskFacts } from '../risk/reasons'
import { indicatorKeys, type RiskClass, riskClasses, type Scorecard } from '../risk/scorecard'
import { daysOver } from './highRisk'

/** One business of the risk list. */
export interface RiskRow extends RiskFacts {
  readonly entity_id: number
  readonly entity_name: string | null
  readonly entity_code: string | null
  readonly address: string | null
  readonly industry_name: string | null
  readonly region_code: string | null
  readonly lon: number | null
  readonly lat: number | null
  readonly score: number | null
  readonly class: RiskClass
  readonly rank: number
  /** Share of the weight that the business's own rows speak for, 0-1. */
  readonly coverage: number | null
  readonly days_since: number | null
  /** Days beyond those that its class allows without a visit, below 0 if there are some left; null for classes without. */
  readonly days_over: number | null
  readonly visits: number
  readonly complaints_open: number
  /** As an official system declared it. */
  readonly declared_class: string | null
  /** JSON of what raises a learned model's score most (`Why[]`); absent where a scorecard ranks. */
  readonly why?: string | null
}

/** A text that is searched for, and how its sounds are written: a pattern (RE2) of Chinese characters, if any. */
export interface SearchText {
  readonly text: string
  readonly sounds: string | null
}

export interface RiskListInput {
  readonly filters: Filters
  readonly card: Scorecard
  readonly at: AsOf
  readonly search: SearchText | null
  /** Only those that were not visited for longer than their class allows. */
  readonly overdue?: boolean
}

/** Columns that a list may be sorted by. */
export const riskSorts = [
  'score', 'entity_name', 'industry_name', 'region_code', 'last_visit_on', 'last_severity', 'days_since', 'complaints_open', 'complaints_year',
  'permit_state', 'valid_to', 'critical_recent', 'visits', 'days_over', 'coverage', 'declared_class', 'entity_code',
] as const // biome-ignore format: a list of names
export type RiskSort = (typeof riskSorts)[number]

const facts = [
  'last_severity', 'visits', 'visits_recent', 'critical_recent', 'critical_year', 'overdue_days', 'repeats', 'permit_state',
  'complaints_year', 'substantiated_year', 'past_due_year', 'repeated_year', 'complaints_open', 'imputed', 'overrides', 'declared_class',
  'score', 'class', 'rank', 'coverage',
] as const // biome-ignore format: a list of names
const days = ['last_visit_on', 'last_known_on', 'valid_to', 'licensed_on'] as const

/**
 * The text as it is typed, in half width, with full marks as Chinese has them (（店）), and in full width: to look for four
 * is eight times as fast as to make every name's width the same.
 */
function spellings(text: string): string[] {
  const half = text.normalize('NFKC').toLowerCase()
  const widened = (of: RegExp): string => half.replace(of, each => String.fromCharCode(each.charCodeAt(0) + 0xfee0))
  return [...new Set([text.toLowerCase(), half, widened(/[!-/:-@[-`{-~]/g), widened(/[!-~]/g)])]
}

/** Name, code and address hold the text, or the name sounds so. Case and width do not count. */
function found({ text, sounds }: SearchText): Sql {
  const wanted = spellings(text)
  const parts = ['entity_name', 'entity_code', 'address'].flatMap(column =>
    wanted.map(each => holds(sql`lower(coalesce(${identifier(column)}, ''))`, sql`${each}`)),
  )
  if (sounds !== null) parts.push(sql`regexp_matches(coalesce(entity_name, ''), ${sounds})`)
  return sql`(${join(parts, ' OR ')})`
}

/** The scored businesses that the filters leave; ranks and classes are among all. */
function listed({ filters, card, at, search, overdue = false }: RiskListInput): Sql {
  const classes = [
    ...(filters.classes === null ? [] : [sql`s.class IN (${join([...filters.classes.only])})`]),
    ...(overdue ? [sql`${daysOver(at)} > 0`] : []),
  ]
  const conditions = [where('entities', filters, ['classes']), ...(search === null ? [] : [found(search)])]
  return sql`(SELECT * FROM entities WHERE ${and(conditions)}) e
    JOIN (${rankedAt(at, card)}) s ON s.entity_id = e.entity_id
    ${classes.length === 0 ? raw('') : sql`WHERE ${and(classes)}`}`
}

/** Businesses of each class in the list, and how many have places. */
export const riskMix = (input: RiskListInput): Sql<{ class: RiskClass; n: number }> =>
  sql`SELECT s.class AS class, CAST(count(*) AS DOUBLE) AS n FROM ${listed(input)} GROUP BY 1 ORDER BY 1`

/** `limit` rows from `offset` on. Equal ones stand by rank, then by number, so that pages never overlap. */
export function riskPage(
  input: RiskListInput,
  sort: { readonly column: RiskSort; readonly descending: boolean },
  page: { readonly offset: number; readonly limit: number },
): Sql<RiskRow> {
  const direction = raw(sort.descending ? 'DESC' : 'ASC')
  return sql`${columnsOf(input)} FROM ${listed(input)}
    ORDER BY ${raw(sort.column)} ${direction} NULLS LAST, s.rank, s.entity_id
    LIMIT CAST(${page.limit} AS INTEGER) OFFSET CAST(${page.offset} AS INTEGER)`
}

/** The scored ones of some businesses, by number. */
export const riskOf = (input: Pick<RiskListInput, 'at' | 'card'>, entities: readonly number[]): Sql<RiskRow> => sql`
  ${columnsOf(input)} FROM (SELECT * FROM entities WHERE entity_id IN ${list(entities)}) e
    JOIN (${rankedAt(input.at, input.card)}) s ON s.entity_id = e.entity_id ORDER BY s.entity_id`

const columnsOf = ({ at, card }: Pick<RiskListInput, 'at' | 'card'>): Sql => sql`
    SELECT CAST(s.entity_id AS INTEGER) AS entity_id, e.entity_name AS entity_name, e.entity_code AS entity_code, e.address AS address,
      e.industry_name AS industry_name, CAST(e.region_code AS VARCHAR) AS region_code, e.lon AS lon, e.lat AS lat,
      ${join(facts.map(name => sql`s.${identifier(name)} AS ${identifier(name)}`))},
      ${join(days.map(name => sql`CAST(s.${identifier(name)} AS VARCHAR) AS ${identifier(name)}`))},
      CAST(${daysBetween(raw('s.last_visit_on'), sql`CAST(${at.day} AS DATE)`)} AS INTEGER) AS days_since, CAST(${daysOver(at)} AS INTEGER) AS days_over,${raw(card.model === undefined ? '' : ' s.why AS why,')}
      ${join(indicatorKeys.map(key => sql`s.${identifier(key.toLowerCase())} AS ${identifier(key.toLowerCase())}`))}`

/** One place on the map of the list. */
export interface RiskPlace {
  readonly entity_id: number
  readonly entity_name: string | null
  readonly lon: number
  readonly lat: number
  readonly score: number | null
  readonly class: RiskClass
}

/** The places of the riskiest businesses of the list, at most `limit`. */
export const riskPlaces = (input: RiskListInput, limit: number): Sql<RiskPlace> => sql`
  SELECT CAST(s.entity_id AS INTEGER) AS entity_id, e.entity_name AS entity_name, e.lon AS lon, e.lat AS lat, s.score AS score, s.class AS class
  FROM ${listed(input)} ${raw(input.filters.classes === null && !input.overdue ? 'WHERE' : 'AND')} e.lon IS NOT NULL
  ORDER BY s.rank, s.entity_id LIMIT CAST(${limit} AS INTEGER)`

/** A mix as counts by letter, none where a class has no business. */
export const mixOf = (rows: readonly { readonly class: RiskClass; readonly n: number }[]): Record<RiskClass, number> =>
  Object.fromEntries(riskClasses.map(letter => [letter, rows.find(row => row.class === letter)?.n ?? 0])) as Record<
    RiskClass,
    number
  >

/** Characters of the names of businesses: what a search by sound must know. */
export const nameCharacters = (): Sql<{ letter: string }> => sql`
  SELECT DISTINCT unnest(string_split(entity_name, '')) AS letter FROM entities WHERE entity_name IS NOT NULL`

/** Which indicators the extracts allow, as the kept table or a day has them. */
export const allowedIndicators = (card: Scorecard, at: AsOf): Sql<Record<string, number>> => sql`
  SELECT ${join(indicatorKeys.map(key => sql`CAST(count(${identifier(key.toLowerCase())}) AS DOUBLE) AS ${identifier(key)}`))}
  FROM (${indicatorSource(at, card.settings)})`
