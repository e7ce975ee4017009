import { join, list, raw, type Sql, sql } from '../engine/sql'
import { type AsOf, factsWith, num, whole } from './factsSql'
import {
  type IndicatorKey,
  type IndicatorSettings,
  indicatorKeys,
  knownResults,
  overrideKeys,
  tierWords,
} from './scorecard'

/** Column of an indicator: `s1`. */
export const indicatorColumn = (key: IndicatorKey): string => key.toLowerCase()

/** Indicators that a business may lack, which then take the mean of its like. */
export const imputable = ['S1', 'I1', 'P2', 'N1'] as const satisfies readonly IndicatorKey[]

/**
 * What a city's businesses are measured by, one row a business: `p0`, the critical rate of its industry, shrunk;
 * `severe_p`, `heat_p`, `rate_p`, the percentiles that I2, C1 and S1 are scaled to; `share0`, the city's share of
 * substantiated complaints; `surroundings`, N1; and which indicators the extracts allow (`can_…`).
 */
function measuredWith(at: AsOf, settings: IndicatorSettings): Sql {
  const day = sql`CAST(${at.day} AS DATE)`
  const prior = num(settings.visitPrior)
  const part = num(settings.percentile)
  return sql`
    totals AS (
      SELECT sum(critical_recent) / nullif(sum(visits_recent), 0) AS rate, sum(substantiated_year) / nullif(sum(judged_year), 0) AS share0,
        sum(visits) > 0 AS can_visits, sum(dues) > 0 AND sum(dones) > 0 AS can_rectify, sum(items) > 0 AS can_items,
        sum(linked) > 0 AS can_complaints, count(*) FILTER (WHERE has_permit_row) > 0 AS can_permits
      FROM facts),
    industries AS (
      SELECT industry, (sum(critical_recent) + ${prior} * any_value(t.rate)) / (sum(visits_recent) + ${prior}) AS rate
      FROM facts, totals t WHERE industry IS NOT NULL GROUP BY industry HAVING count(*) >= ${raw(whole(settings.smallIndustry))}),
    pooled AS (
      SELECT f.*, i.industry AS pool, coalesce(i.rate, t.rate) AS p0,
        (f.critical_recent + ${prior} * coalesce(i.rate, t.rate)) / (f.visits_recent + ${prior}) AS severe
      FROM facts f CROSS JOIN totals t LEFT JOIN industries i ON i.industry = f.industry),
    scales AS (
      SELECT pool, quantile_cont(severe, ${part}) AS severe_p, quantile_cont(intensity, ${part}) AS heat_p
      FROM pooled WHERE pool IS NOT NULL GROUP BY pool),
    scale AS (
      SELECT quantile_cont(severe, ${part}) AS severe_p, quantile_cont(intensity, ${part}) AS heat_p, quantile_cont(p0, ${part}) AS rate_p
      FROM pooled),
    topics AS (
      SELECT pool, category FROM (
        SELECT pool, category, row_number() OVER (PARTITION BY pool ORDER BY count(*) DESC, CAST(category AS VARCHAR)) AS place
        FROM against JOIN pooled USING (entity_id)
        WHERE pool IS NOT NULL AND category IS NOT NULL AND ${day} - received_on < ${raw(whole(settings.complaintDays))} GROUP BY pool, category)
      WHERE place = 1),
    near AS (SELECT CAST(region_code AS VARCHAR) AS region, CAST(category AS VARCHAR) AS category FROM against
      WHERE region_code IS NOT NULL AND ${day} - received_on < ${raw(whole(settings.surroundingDays))}),
    nearby AS (SELECT region, category, count(*) AS n FROM near WHERE category IS NOT NULL GROUP BY ALL
      UNION ALL SELECT region, '' AS category, count(*) AS n FROM near GROUP BY ALL),
    places AS (SELECT region, count(*) AS businesses FROM facts WHERE region IS NOT NULL GROUP BY region),
    surrounding AS (
      SELECT p.region, k.category, percent_rank() OVER (PARTITION BY k.category ORDER BY coalesce(n.n, 0) / p.businesses) AS surroundings
      FROM places p CROSS JOIN (SELECT DISTINCT CAST(category AS VARCHAR) AS category FROM topics UNION SELECT '') k
        LEFT JOIN nearby n ON n.region = p.region AND n.category = k.category),
    measured AS (
      SELECT f.*, coalesce(s.severe_p, a.severe_p) AS severe_p, coalesce(s.heat_p, a.heat_p) AS heat_p, a.rate_p, t.share0,
        u.surroundings, coalesce(CAST(o.category AS VARCHAR), '') AS topic,
        t.can_visits, t.can_rectify, t.can_items, t.can_complaints, t.can_permits
      FROM pooled f CROSS JOIN totals t CROSS JOIN scale a LEFT JOIN scales s ON s.pool = f.pool LEFT JOIN topics o ON o.pool = f.pool
        LEFT JOIN surrounding u ON u.region = f.region AND u.category = coalesce(CAST(o.category AS VARCHAR), ''))` // biome-ignore format: SQL
}

const tierCase = (tiers: IndicatorSettings['tiers']): Sql =>
  sql`CASE ${join(
    (['high', 'middle', 'low'] as const).map(
      name => sql`WHEN tier IN ${list(tierWords[name])} THEN ${num(tiers[name])}`,
    ),
    ' ',
  )} END`

// `least` and `greatest` pass over NULL: what may be missing is asked for first.
/** Each indicator by the rows of `measured`; NULL where its input is missing or the extracts lack it. */
function indicatorCases(at: AsOf, s: IndicatorSettings): Readonly<Record<IndicatorKey, Sql>> {
  const day = sql`CAST(${at.day} AS DATE)`
  const one = num(1)
  const scaled = (value: Sql, by: Sql): Sql =>
    sql`CASE WHEN ${by} = 0 THEN ${num(0)} WHEN ${value} / ${by} IS NOT NULL THEN least(${value} / ${by}, ${one}) END`
  const last = sql`CASE last_severity ${join(
    knownResults.map((result, i) => sql`WHEN ${raw(String(i + 1))} THEN ${num(s.results[result])}`),
    ' ',
  )} END`
  return {
    S1: sql`coalesce(${tierCase(s.tiers)}, CASE WHEN industry IS NOT NULL THEN ${scaled(raw('p0'), raw('rate_p'))} END)`,
    I1: sql`${last} * power(2, -(${day} - last_known_on) / ${num(30.4375 * s.resultHalfLifeMonths)})`,
    I2: sql`CASE WHEN can_visits THEN ${scaled(raw('severe'), raw('severe_p'))} END`,
    I3: sql`CASE WHEN can_rectify THEN
      CASE WHEN overdue_days IS NULL THEN ${num(0)} ELSE greatest(least(overdue_days / ${num(s.overdueDays)}, ${one}), ${num(s.openItem)}) END END`,
    I4: sql`CASE WHEN can_items THEN least(repeats / ${num(s.repeats)}, ${one}) END`,
    I5: sql`CASE WHEN can_visits THEN
      CASE WHEN last_visit_on IS NULL THEN ${one} ELSE least((${day} - last_visit_on) / ${num(s.unvisitedDays)}, ${one}) END END`,
    C1: sql`CASE WHEN can_complaints THEN
      CASE WHEN heat_p = 0 THEN ${num(0)} ELSE least(ln(1 + intensity) / ln(1 + heat_p), ${one}) END END`,
    C2: sql`CASE WHEN can_complaints THEN
      (substantiated_year + ${num(s.substantiatedPrior)} * share0) / (judged_year + ${num(s.substantiatedPrior)}) END`,
    C3: sql`CASE WHEN can_complaints THEN CASE WHEN complaints_year = 0 THEN ${num(0)} ELSE
      (${num(s.overdueShare)} * past_due_year + ${num(s.repeatShare)} * repeated_year) / complaints_year END END`,
    P1: sql`CASE WHEN can_permits THEN CASE permit_state
      WHEN 'revoked' THEN ${num(s.permit.expired)} WHEN 'expired_active' THEN ${num(s.permit.expired)}
      WHEN 'within30' THEN ${num(s.permit.within30)} WHEN 'within90' THEN ${num(s.permit.within90)}
      WHEN 'valid' THEN ${num(0)} ELSE ${num(s.permit.none)} END END`,
    P2: sql`CASE WHEN licensed_on IS NOT NULL THEN greatest(least((${num(s.grownYears)} - (${day} - licensed_on) / ${num(365.25)}) / ${num(s.grownYears - s.youngYears)}, ${one}), ${num(0)}) END`,
    N1: raw('surroundings'),
  } // biome-ignore format: SQL
}

/** Whether each fact that lifts a business into a class holds. */
function overrideCases(at: AsOf, s: IndicatorSettings): readonly Sql[] {
  const day = sql`CAST(${at.day} AS DATE)`
  const severityOf = (result: (typeof knownResults)[number]): Sql => raw(String(knownResults.indexOf(result) + 1))
  const cases: Readonly<Record<(typeof overrideKeys)[number], Sql>> = {
    uncooperative: sql`last_severity = ${severityOf('uncooperative')}`,
    revoked_operating: sql`permit_state = 'revoked' AND ${day} - last_active_on < ${raw(whole(s.operatingDays))}`,
    unresolved_critical: raw('can_rectify AND unresolved'),
    two_criticals: raw('critical_year >= 2'),
    unreachable: sql`last_severity = ${severityOf('unreachable')}`,
  }
  return overrideKeys.map(key => cases[key])
}

const permitState = (at: AsOf): Sql => {
  const left = sql`(valid_to - CAST(${at.day} AS DATE))`
  return sql`CASE WHEN endless THEN 'valid' WHEN ${left} > 90 THEN 'valid' WHEN ${left} > 30 THEN 'within90' WHEN ${left} >= 0 THEN 'within30'
    WHEN revoked THEN 'revoked' WHEN valid_to IS NULL THEN 'none' WHEN last_active_on > valid_to THEN 'expired_active' ELSE 'expired' END`
}

/** Columns of `measured` that words, lists and explanations need beside the indicators. */
export const factColumns = [
  'industry', 'region', 'tier', 'declared_class', 'last_visit_on', 'last_severity', 'last_known_on', 'visits', 'visits_recent', 'critical_recent',
  'critical_year', 'overdue_days', 'repeats', 'permit_state', 'valid_to', 'licensed_on', 'intensity', 'complaints_year',
  'substantiated_year', 'judged_year', 'past_due_year', 'repeated_year', 'complaints_open', 'topic',
] as const // biome-ignore format: a list of names

/** What a business is measured by, beside its own facts: for whoever works its score out again. */
export const normColumns = ['p0', 'rate_p', 'severe_p', 'heat_p', 'share0', 'surroundings', 'can_visits', 'can_rectify', 'can_items', 'can_complaints', 'can_permits'] as const // biome-ignore format: a list of names

/**
 * Every business with a row up to the day: entity_id, `factColumns`, `normColumns`, an indicator a column (0-1; NULL
 * for all where the extracts lack its input), `mean_…` of what may be imputed, `imputed` (bits in the order of
 * `indicatorKeys`) and `overrides` (bits in the order of `overrideKeys`).
 * Source: the default scorecard of the project's design; shrinkage is the mean of a Beta prior worth `visitPrior` visits.
 */
export function indicators(at: AsOf, settings: IndicatorSettings): Sql {
  const cases = indicatorCases(at, settings)
  const names = imputable.map(indicatorColumn)
  const means = (by: Sql): Sql =>
    sql`SELECT ${by}${join(names.map(name => raw(`avg(${name}) AS ${name}`)))} FROM valued`
  const mean = (name: string): Sql => raw(`coalesce(v.${name}, j.${name}, k.${name}, a.${name})`)
  const isImputable = (key: IndicatorKey): boolean => (imputable as readonly IndicatorKey[]).includes(key)
  const bit = (condition: Sql, place: number): Sql =>
    sql`CASE WHEN ${condition} THEN ${raw(String(2 ** place))} ELSE 0 END`
  return sql`
    WITH ${factsWith(at, settings)}, ${measuredWith(at, settings)},
    stated AS (SELECT *, ${permitState(at)} AS permit_state FROM measured),
    valued AS (SELECT *, ${join(indicatorKeys.map(key => sql`${cases[key]} AS ${raw(indicatorColumn(key))}`))} FROM stated),
    means_near AS (${means(raw('industry, region, '))} WHERE industry IS NOT NULL AND region IS NOT NULL GROUP BY industry, region),
    means_kind AS (${means(raw('industry, '))} WHERE industry IS NOT NULL GROUP BY industry),
    means_all AS (${means(raw(''))})
    SELECT v.entity_id, ${join(factColumns.map(name => raw(`v.${name}`)))}, ${join(normColumns.map(name => raw(`v.${name}`)))},
      ${join(indicatorKeys.map(key => sql`${isImputable(key) ? mean(indicatorColumn(key)) : raw(`v.${indicatorColumn(key)}`)} AS ${raw(indicatorColumn(key))}`))},
      ${join(names.map(name => raw(`coalesce(j.${name}, k.${name}, a.${name}) AS mean_${name}`)))},
      CAST(${join(imputable.map(key => bit(raw(`v.${indicatorColumn(key)} IS NULL AND a.${indicatorColumn(key)} IS NOT NULL`), indicatorKeys.indexOf(key))), ' + ')} AS INTEGER) AS imputed,
      CAST(${join(overrideCases(at, settings).map((holds, place) => bit(holds, place)), ' + ')} AS INTEGER) AS overrides
    FROM valued v CROSS JOIN means_all a LEFT JOIN means_kind k ON k.industry = v.industry
      LEFT JOIN means_near j ON j.industry = v.industry AND j.region = v.region` // biome-ignore format: SQL
}
