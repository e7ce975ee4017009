import { raw, type Sql, sql } from '../engine/sql'
import type { AsOf } from '../risk/factsSql'
import { rankedAt } from '../risk/kept'
import type { RiskClass, Scorecard } from '../risk/scorecard'

/** Businesses by their class under one card and under another. */
export interface ClassMove {
  readonly before: RiskClass
  readonly after: RiskClass
  readonly n: number
}

export const classMoves = (before: Scorecard, after: Scorecard, at: AsOf): Sql<ClassMove> => sql`
  SELECT b.class AS before, a.class AS after, CAST(count(*) AS DOUBLE) AS n
  FROM (${rankedAt(at, before)}) b JOIN (${rankedAt(at, after)}) a USING (entity_id) GROUP BY ALL ORDER BY ALL`

/** A business that one card has among its first and the other has not. */
export interface TopMove {
  readonly entity_id: number
  readonly entity_name: string | null
  /** Ranks, from 1. */
  readonly before: number
  readonly after: number
  readonly before_score: number | null
  readonly after_score: number | null
  readonly class: RiskClass
  readonly before_class: RiskClass
}

/**
 * Who enters and who leaves the first `top` by changing the card, most ranks first; at most `limit` of each. Equal scores rank alike,
 * so a list of `top` may hold more.
 */
export const topMoves = (before: Scorecard, after: Scorecard, at: AsOf, top: number, limit: number): Sql<TopMove> => sql`
  WITH moved AS (
    SELECT a.entity_id, b.rank AS before, a.rank AS after, b.score AS before_score, a.score AS after_score, a.class AS class, b.class AS before_class
    FROM (${rankedAt(at, after)}) a JOIN (${rankedAt(at, before)}) b USING (entity_id)
    WHERE (a.rank <= CAST(${top} AS INTEGER)) <> (b.rank <= CAST(${top} AS INTEGER)))
  SELECT CAST(m.entity_id AS INTEGER) AS entity_id, e.entity_name AS entity_name, m.before AS before, m.after AS after,
    m.before_score AS before_score, m.after_score AS after_score, m.class AS class, m.before_class AS before_class
  FROM moved m JOIN entities e ON e.entity_id = m.entity_id
  QUALIFY row_number() OVER (PARTITION BY m.after < m.before ORDER BY abs(m.after - m.before) DESC, m.entity_id) <= CAST(${limit} AS INTEGER)
  ORDER BY least(m.before, m.after), m.entity_id` // biome-ignore format: SQL

/** How many enter the first `top`, how many leave, how many stay, and how alike the two orders are. */
export interface TopCounts {
  readonly entering: number
  readonly leaving: number
  readonly staying: number
  /** Spearman's rank correlation of all businesses, -1 to 1: Pearson's of the ranks (Spearman 1904). Null where all rank alike. */
  readonly likeness: number | null
}

export const topCounts = (before: Scorecard, after: Scorecard, at: AsOf, top: number): Sql<TopCounts> => {
  const among = (alias: string): Sql => sql`${raw(alias)}.rank <= CAST(${top} AS INTEGER)`
  return sql`
    SELECT CAST(count(*) FILTER (WHERE ${among('a')} AND NOT ${among('b')}) AS DOUBLE) AS entering,
      CAST(count(*) FILTER (WHERE ${among('b')} AND NOT ${among('a')}) AS DOUBLE) AS leaving,
      CAST(count(*) FILTER (WHERE ${among('a')} AND ${among('b')}) AS DOUBLE) AS staying,
      CASE WHEN min(a.rank) < max(a.rank) AND min(b.rank) < max(b.rank) THEN corr(a.rank, b.rank) END AS likeness
    FROM (${rankedAt(at, after)}) a JOIN (${rankedAt(at, before)}) b USING (entity_id)`
}
