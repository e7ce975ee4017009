import { commonBits } from '../engine/dialect'
import { join, raw, type Sql, sql } from '../engine/sql'
import { type AsOf, num } from './factsSql'
import { indicatorColumn, indicators } from './indicatorsSql'
import { indicatorKeys, overrideKeys, type RiskClass, riskClasses, type Scorecard } from './scorecard'

/** One business as a scorecard sees it. */
export interface ScoredEntity {
  readonly entity_id: number
  /** 0 to 100; null where the extracts allow no indicator at all. */
  readonly score: number | null
  readonly class: 'A' | 'B' | 'C' | 'D'
}

/**
 * Adds `score` (0-100), `class`, `rank` (from 1, highest first, ties alike) and `coverage` (share of the weight that the
 * business's own rows speak for, 0-1) to the rows of `source`, which has the columns of `indicators`. All businesses
 * must be in it, since ranks and percentiles look at all.
 */
export function scored(source: Sql, card: Scorecard): Sql {
  const { weights } = card
  const column = (key: (typeof indicatorKeys)[number]): Sql => raw(indicatorColumn(key))
  const used = indicatorKeys.filter(key => weights[key] > 0)
  const sum = (terms: readonly Sql[]): Sql => (terms.length === 0 ? num(0) : join(terms, ' + '))
  const points = sum(used.map(key => sql`${num(weights[key])} * coalesce(${column(key)}, 0)`))
  const weight = sum(used.map(key => sql`CASE WHEN ${column(key)} IS NULL THEN 0 ELSE ${num(weights[key])} END`))
  const own = sum(
    used.map(
      key =>
        sql`CASE WHEN ${column(key)} IS NULL OR ${commonBits(raw('imputed'), raw(String(2 ** indicatorKeys.indexOf(key))))} > 0 THEN 0 ELSE ${num(weights[key])} END`,
    ),
  )
  return classed(
    sql`SELECT *, 100 * (${points}) / nullif(${weight}, 0) AS score, (${own}) / nullif(${weight}, 0) AS coverage FROM (${source})`,
    card,
  )
}

/**
 * A score as it is ranked by: two engines add the same terms in orders of their own, so that scores that are one differ in
 * their last bits, and a tie of many businesses would be one in one engine and none in the other.
 */
const ranked = raw('round(score, 9)')

/** Adds `class` and `rank` to rows that have a `score` and `overrides`. Scores less than a billionth apart rank alike. */
export function classed(source: Sql, { thresholds, overrides }: Scorecard): Sql {
  const level = thresholds.by === 'value' ? raw('score') : raw('place')
  const at = (letter: RiskClass): number => riskClasses.indexOf(letter)
  // The highest class whose bound is reached, or that a fact leads to at least.
  const cases = [...riskClasses.slice(1)].reverse().map(letter => {
    const facts = overrideKeys.reduce((bits, key, i) => {
      const least = overrides[key]
      return least !== null && at(least) >= at(letter) ? bits + 2 ** i : bits
    }, 0)
    const bound = num(thresholds.bounds[at(letter) - 1] ?? 0)
    return sql`WHEN ${level} >= ${bound}${facts === 0 ? raw('') : sql` OR ${commonBits(raw('overrides'), raw(String(facts)))} > 0`} THEN ${letter}`
  })
  return sql`
    SELECT *, CASE ${join(cases, ' ')} ELSE ${riskClasses[0]} END AS class FROM (
      SELECT *, CAST(rank() OVER (ORDER BY ${ranked} DESC NULLS LAST) AS INTEGER) AS rank${
        thresholds.by === 'percentile' ? sql`, percent_rank() OVER (ORDER BY ${ranked}) AS place` : raw('')
      } FROM (${source}))`
}

/** Scores of all businesses as of a day. */
export const scoresAt = (card: Scorecard, at: AsOf): Sql<ScoredEntity> =>
  sql`SELECT entity_id, score, class FROM (${scored(indicators(at, card.settings), card)})`
