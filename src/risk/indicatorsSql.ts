import { daysBetween, quantile } from '../engine/dialect'
import { join, raw, type Sql, sql } from '../engine/sql'
import { type AsOf, type CodedColumns, factSteps, isAgainst, num, whole } from './factsSql'
import { type IndicatorKey, type IndicatorSettings, indicatorKeys, knownResults, overrideKeys } from './scorecard'
import { inOneStatement, kept, passing, type Step } from './steps'

/** Column of an indicator: `s1`. */
export const indicatorColumn = (key: IndicatorKey): string => key.toLowerCase()

/** Indicators that a business may lack, which then take the mean of its like. */
export const imputable = ['S1', 'I1', 'P2', 'N1'] as const satisfies readonly IndicatorKey[]

/**
 * What businesses are measured by, in steps. `norms`, one row a kind of business: industry, and whether it is measured by
 * itself (`pooled`); `p0`, its critical rate, shrunk; `severe_p`, `heat_p`, `rate_p`, the percentiles that I2, C1 and S1
 * are scaled to; `share0`, the city's share of substantiated complaints; `topic`, the category that is said most of it;
 * and which indicators the extracts allow (`can_…`). `surrounding`: N1 by place and topic; no row where no complaint says
 * its region, which is not the same as that nobody complains.
 */
function measuredSteps(at: AsOf, settings: IndicatorSettings): Step[] {
  const day = sql`CAST(${at.day} AS DATE)`
  const prior = num(settings.visitPrior)
  const part = settings.percentile
  const against = sql`FROM complaints c WHERE received_on <= ${day} AND ${isAgainst}`
  const within = (days: number): Sql => sql`${daysBetween(raw('received_on'), day)} < ${raw(whole(days))}`
  return [
    // An industry with few businesses is measured by all. What is of the whole city stands in each row: a server resolves a
    // part wherever it is asked, so that the fewer ask the one before, the sooner it begins.
    kept('rates', sql`SELECT kind, pool, CASE WHEN pool THEN (criticals + ${prior} * rate) / (visits + ${prior}) ELSE rate END AS p0, share0, can_visits
      FROM (SELECT kind, pool, criticals, visits, sum(criticals) OVER () / nullif(sum(visits) OVER (), 0) AS rate,
          sum(substantiated) OVER () / nullif(sum(judged) OVER (), 0) AS share0, CAST(sum(visited) OVER () > 0 AS BOOLEAN) AS can_visits
        FROM (SELECT kind, CAST(kind > 0 AND count(*) >= ${raw(whole(settings.smallIndustry))} AS BOOLEAN) AS pool, sum(critical_recent) AS criticals, sum(visits_recent) AS visits,
            sum(visits) AS visited, sum(substantiated_year) AS substantiated, sum(judged_year) AS judged
          FROM facts GROUP BY kind))`),
    passing('rated', sql`SELECT f.*, r.pool AS pool, r.p0 AS p0, (f.critical_recent + ${prior} * r.p0) / (f.visits_recent + ${prior}) AS severe
      FROM facts f JOIN rates r ON r.kind = f.kind`),
    kept('scales', sql`SELECT kind, ${quantile(raw('severe'), part)} AS severe_p, ${quantile(raw('intensity'), part)} AS heat_p FROM rated WHERE pool GROUP BY kind`),
    kept('scale', sql`SELECT ${quantile(raw('severe'), part)} AS severe_p, ${quantile(raw('intensity'), part)} AS heat_p, ${quantile(raw('p0'), part)} AS rate_p FROM rated`),
    kept('topics', sql`SELECT kind, topic FROM (
        SELECT kind, category AS topic, row_number() OVER (PARTITION BY kind ORDER BY n DESC, category) AS place FROM (
          SELECT f.kind AS kind, CAST(c.category AS VARCHAR) AS category, count(*) AS n
          FROM (SELECT entity_id, category ${against} AND category IS NOT NULL AND ${within(settings.complaintDays)}) c
            JOIN facts f ON f.entity_id = c.entity_id JOIN rates r ON r.kind = f.kind WHERE r.pool GROUP BY f.kind, c.category))
      WHERE place = 1`),
    kept('norms', sql`SELECT r.kind AS kind, k.industry AS industry, r.pool AS pooled, r.p0 AS p0, coalesce(s.severe_p, a.severe_p) AS severe_p, coalesce(s.heat_p, a.heat_p) AS heat_p, a.rate_p AS rate_p,
        coalesce(o.topic, '') AS topic, r.share0 AS share0, r.can_visits AS can_visits, x.*
      FROM rates r CROSS JOIN scale a CROSS JOIN allowed x LEFT JOIN kinds k ON k.kind = r.kind
        LEFT JOIN scales s ON s.kind = r.kind LEFT JOIN topics o ON o.kind = r.kind`),
    kept('nearby', sql`SELECT w.place AS place, c.category AS category, c.n AS n FROM (
        SELECT CAST(region_code AS VARCHAR) AS region, CAST(category AS VARCHAR) AS category, count(*) AS n
        ${against} AND region_code IS NOT NULL AND ${within(settings.surroundingDays)} GROUP BY ALL) c JOIN places w ON w.region = c.region`),
    kept('surrounding', sql`SELECT p.place AS place, k.topic AS topic, percent_rank() OVER (PARTITION BY k.topic ORDER BY coalesce(n.n, 0) / p.businesses) AS surroundings
      FROM (SELECT place, count(*) AS businesses FROM facts WHERE place > 0 GROUP BY place) p CROSS JOIN (SELECT topic FROM topics UNION SELECT '') k
        LEFT JOIN (SELECT place, category AS topic, n FROM nearby WHERE category IS NOT NULL UNION ALL SELECT place, '' AS topic, sum(n) AS n FROM nearby GROUP BY place) n
          ON n.place = p.place AND n.topic = k.topic
      WHERE EXISTS (SELECT 1 ${against} AND region_code IS NOT NULL)`),
  ] // biome-ignore format: SQL
}

// The engine's `least` and `greatest` take six times as long as a comparison. NULL stays NULL.
const atMost = (most: Sql, value: Sql): Sql => sql`CASE WHEN ${value} > ${most} THEN ${most} ELSE ${value} END`
const atLeast = (least: Sql, value: Sql): Sql => sql`CASE WHEN ${value} < ${least} THEN ${least} ELSE ${value} END`

/** Each indicator by the facts of a business and its norms; NULL where its input is missing or the extracts lack it. */
function indicatorCases(at: AsOf, s: IndicatorSettings): Readonly<Record<IndicatorKey, Sql>> {
  const day = sql`CAST(${at.day} AS DATE)`
  const [none, one] = [num(0), num(1)]
  const scaled = (value: Sql, by: Sql): Sql =>
    sql`CASE WHEN ${by} = 0 THEN ${none} ELSE ${atMost(one, sql`${value} / ${by}`)} END`
  const last = sql`CASE last_severity ${join(
    knownResults.map((result, i) => sql`WHEN ${raw(String(i + 1))} THEN ${num(s.results[result])}`),
    ' ',
  )} END`
  const young = sql`(${num(s.grownYears)} - ${daysBetween(raw('licensed_on'), day)} / ${num(365.25)}) / ${num(s.grownYears - s.youngYears)}`
  return {
    S1: sql`coalesce(tier, CASE WHEN industry IS NOT NULL THEN ${scaled(raw('p0'), raw('rate_p'))} END)`,
    I1: sql`${last} * power(2, -${daysBetween(raw('last_known_on'), day)} / ${num(30.4375 * s.resultHalfLifeMonths)})`,
    I2: sql`CASE WHEN can_visits THEN ${scaled(raw('severe'), raw('severe_p'))} END`,
    I3: sql`CASE WHEN can_rectify THEN
      CASE WHEN overdue_days IS NULL THEN ${none} ELSE ${atLeast(num(s.openItem), atMost(one, sql`overdue_days / ${num(s.overdueDays)}`))} END END`,
    I4: sql`CASE WHEN can_items THEN ${atMost(one, sql`repeats / ${num(s.repeats)}`)} END`,
    I5: sql`CASE WHEN can_visits THEN
      CASE WHEN last_visit_on IS NULL THEN ${one} ELSE ${atMost(one, sql`${daysBetween(raw('last_visit_on'), day)} / ${num(s.unvisitedDays)}`)} END END`,
    C1: sql`CASE WHEN can_complaints THEN CASE WHEN heat_p = 0 THEN ${none} ELSE ${atMost(one, raw('ln(1 + intensity) / ln(1 + heat_p)'))} END END`,
    C2: sql`CASE WHEN can_complaints THEN
      (substantiated_year + ${num(s.substantiatedPrior)} * share0) / (judged_year + ${num(s.substantiatedPrior)}) END`,
    C3: sql`CASE WHEN can_complaints THEN CASE WHEN complaints_year = 0 THEN ${none} ELSE
      (${num(s.overdueShare)} * past_due_year + ${num(s.repeatShare)} * repeated_year) / complaints_year END END`,
    P1: sql`CASE WHEN can_permits THEN CASE permit_state
      WHEN 'revoked' THEN ${num(s.permit.expired)} WHEN 'expired_active' THEN ${num(s.permit.expired)}
      WHEN 'within30' THEN ${num(s.permit.within30)} WHEN 'within90' THEN ${num(s.permit.within90)}
      WHEN 'valid' THEN ${none} ELSE ${num(s.permit.none)} END END`,
    P2: atLeast(none, atMost(one, young)),
    N1: raw('surroundings'),
  } // biome-ignore format: SQL
}

/** Whether each fact that lifts a business into a class holds. */
function overrideCases(at: AsOf, s: IndicatorSettings): readonly Sql[] {
  const day = sql`CAST(${at.day} AS DATE)`
  const severityOf = (result: (typeof knownResults)[number]): Sql => raw(String(knownResults.indexOf(result) + 1))
  const cases: Readonly<Record<(typeof overrideKeys)[number], Sql>> = {
    uncooperative: sql`last_severity = ${severityOf('uncooperative')}`,
    revoked_operating: sql`permit_state = 'revoked' AND ${daysBetween(raw('last_active_on'), day)} < ${raw(whole(s.operatingDays))}`,
    unresolved_critical: raw('can_rectify AND unresolved'),
    two_criticals: raw('critical_year >= 2'),
    unreachable: sql`last_severity = ${severityOf('unreachable')}`,
  }
  return overrideKeys.map(key => cases[key])
}

const permitState = (at: AsOf): Sql => {
  const left = daysBetween(sql`CAST(${at.day} AS DATE)`, raw('valid_to'))
  return sql`CASE WHEN endless THEN 'valid' WHEN ${left} > 90 THEN 'valid' WHEN ${left} > 30 THEN 'within90' WHEN ${left} >= 0 THEN 'within30'
    WHEN revoked THEN 'revoked' WHEN valid_to IS NULL THEN 'none' WHEN last_active_on > valid_to THEN 'expired_active' ELSE 'expired' END`
}

/** Columns that words and lists need beside the indicators. */
export const factColumns = [
  'declared_class', 'last_visit_on', 'last_severity', 'last_known_on', 'visits', 'visits_recent', 'critical_recent',
  'critical_year', 'overdue_days', 'repeats', 'permit_state', 'valid_to', 'licensed_on', 'intensity', 'complaints_year',
  'substantiated_year', 'judged_year', 'past_due_year', 'repeated_year', 'complaints_open',
] as const // biome-ignore format: a list of names

/**
 * What a business is measured by, beside its own facts, for whoever works its score out again: the same for all of a
 * kind in a region. `mean_…` stands in for what may be imputed; `region` and `topic` ('': all) say which complaints
 * `surroundings` counts.
 */
export const normColumns = [
  'industry', 'pooled', 'region', 'topic', 'p0', 'rate_p', 'severe_p', 'heat_p', 'share0', 'surroundings', 'can_visits', 'can_rectify', 'can_items', 'can_complaints', 'can_permits',
  ...imputable.map(key => `mean_${indicatorColumn(key)}`),
] as const // biome-ignore format: a list of names

/** Columns of a table by an alias, under their own names: ClickHouse names them otherwise where several tables have them. */
const columnsOf = (alias: string, names: readonly string[]): Sql =>
  raw(names.map(name => `${alias}.${name} AS ${name}`).join(', '))

/** Those that `norms` has. */
const ofKind = normColumns.filter(name => name !== 'region' && name !== 'surroundings' && !name.startsWith('mean_'))

/**
 * Every business with a row up to the day: entity_id, `factColumns`, an indicator a column (0-1; NULL for all where the
 * extracts lack its input), `imputed` (bits in the order of `indicatorKeys`), `overrides` (bits in the order of
 * `overrideKeys`), and `spot`, the row of `norms` that it is measured by.
 * Source: the default scorecard of the project's design; shrinkage is the mean of a Beta prior worth `visitPrior` visits.
 */
export function indicators(at: AsOf, settings: IndicatorSettings): Sql {
  const { steps, rows } = indicatorSteps(at, settings)
  return inOneStatement(steps, rows)
}

/** `normColumns` of each kind of business in each region, by `spot`, a number from 1. */
export function norms(at: AsOf, settings: IndicatorSettings): Sql {
  const { steps, spots } = indicatorSteps(at, settings)
  return inOneStatement(steps, spots)
}

/** The same in steps: `rows` and `spots` ask them for what `indicators` and `norms` answer with. */
export function indicatorSteps(
  at: AsOf,
  settings: IndicatorSettings,
  coded: CodedColumns = new Set(),
): { steps: Step[]; rows: Sql; spots: Sql } {
  const cases = indicatorCases(at, settings)
  const names = imputable.map(indicatorColumn)
  const isImputable = (key: IndicatorKey): boolean => (imputable as readonly IndicatorKey[]).includes(key)
  const bit = (condition: Sql, place: number): Sql =>
    sql`CASE WHEN ${condition} THEN ${raw(String(2 ** place))} ELSE 0 END`
  // Of its industry in its region, else of its industry, else of all; a sum over all rows is added up from their groups.
  // Sums are of whole trillionths: the order of rows, which joins may change, does not show in the last digit.
  const mean = (name: string): Sql => {
    const over = (window: string): string =>
      `sum(sum_${name}) OVER ${window} / nullif(sum(n_${name}) OVER ${window}, 0)`
    return raw(`1e-12 * coalesce(CASE WHEN kind > 0 AND place > 0 THEN sum_${name} / nullif(n_${name}, 0) END,
      CASE WHEN kind > 0 THEN ${over('(PARTITION BY kind)')} END, ${over('()')}) AS mean_${name}`)
  }
  const steps = [
    ...factSteps(at, settings, coded),
    ...measuredSteps(at, settings),
    passing('valued', sql`SELECT f.kind AS kind, f.place AS place, u.surroundings AS surroundings, ${columnsOf('n', ofKind)}, ${join(imputable.map(key => sql`${cases[key]} AS ${raw(indicatorColumn(key))}`))}
      FROM facts f JOIN norms n ON n.kind = f.kind LEFT JOIN surrounding u ON u.place = f.place AND u.topic = n.topic`),
    // The norms are the same for all of a spot.
    kept('sums', sql`SELECT kind, place, ${raw(['surroundings', ...ofKind].map(name => `any_value(${name}) AS ${name}`).join(', '))}, ${raw(names.map(name => `sum(CAST(${name} * 1e12 AS BIGINT)) AS sum_${name}, count(${name}) AS n_${name}`).join(', '))} FROM valued GROUP BY kind, place`),
    kept('spots', sql`SELECT CAST(row_number() OVER (ORDER BY m.kind, m.place) AS INTEGER) AS spot, ${columnsOf('m', ['kind', 'place', ...names.map(name => `mean_${name}`)])}, w.region AS region, ${columnsOf('m', ['surroundings', ...ofKind])}
      FROM (SELECT *, ${join(names.map(mean))} FROM sums) m LEFT JOIN places w ON w.place = m.place`),
  ] // biome-ignore format: SQL
  const own = (key: IndicatorKey): Sql => raw(`own_${indicatorColumn(key)}`)
  const rows = sql`
    SELECT entity_id, spot, ${join(factColumns.map(name => raw(name)))},
      ${join(indicatorKeys.map(key => sql`${isImputable(key) ? sql`coalesce(${own(key)}, mean_${raw(indicatorColumn(key))})` : own(key)} AS ${raw(indicatorColumn(key))}`))},
      CAST(${join(imputable.map(key => bit(sql`${own(key)} IS NULL AND mean_${raw(indicatorColumn(key))} IS NOT NULL`, indicatorKeys.indexOf(key))), ' + ')} AS INTEGER) AS imputed,
      CAST(${join(overrideCases(at, settings).map((holds, place) => bit(holds, place)), ' + ')} AS INTEGER) AS overrides
    FROM (SELECT *, ${join(indicatorKeys.map(key => sql`${cases[key]} AS ${own(key)}`))} FROM (
      SELECT *, (f.critical_recent + ${num(settings.visitPrior)} * s.p0) / (f.visits_recent + ${num(settings.visitPrior)}) AS severe, ${permitState(at)} AS permit_state
      FROM facts f JOIN spots s USING (kind, place)))` // biome-ignore format: SQL
  return { steps, rows, spots: sql`SELECT spot, ${join(normColumns.map(name => raw(name)))} FROM spots` }
}
