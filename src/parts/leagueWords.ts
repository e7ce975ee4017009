import type { Profile } from '../extracts/report'
import { regionLabel, type Texts, wordLabel } from '../i18n'
import { type League, leastCases, type Unit } from '../insight/services/league'
import { type LeagueBy, leaguesOf } from '../queries/serviceLeague'

export type ServiceTable = 'permits' | 'complaints'

/** Groups that the extracts can tell apart, in the order of their choice. */
export function groupsOf(table: ServiceTable, { choices, regions, filled }: Profile): LeagueBy[] {
  const has: Readonly<Record<LeagueBy, boolean>> = {
    departments: choices.departments.some(({ value }) => value !== null),
    regions: regions.levels.length > 0,
    categories: choices.categories.some(({ value }) => value !== null),
    kinds: choices.kinds.length > 1,
    industries: filled.permits.includes('industry_name'),
    items: filled.permits.includes('permit_name'),
  }
  return leaguesOf[table].filter(by => has[by])
}

/** What lies beside the regions is listed, so that parts sum to the whole, but it is no place that could be judged. */
export const isUnit = (unit: string): boolean => !unit.startsWith('~')

export function nameOf(by: LeagueBy, profile: Profile, { t, language }: Texts): (unit: string | null) => string {
  const regions = new Map(profile.regions.regions.map(region => [region.code, region.name]))
  return unit => {
    if (unit === null) return t('words.notStated')
    if (by === 'kinds') return wordLabel('complaint_kind', unit, language)
    if (by !== 'regions') return unit
    return unit === '~coarser' ? t('overview.map.coarser') : regionLabel(unit, regions.get(unit), language)
  }
}

export function verdictText({ few, verdict }: Unit, { t }: Texts): string {
  if (verdict !== null) return t(`services.verdict.${verdict}`)
  return few ? t('services.verdict.few', { n: leastCases }) : t('services.verdict.none')
}

/** The 95 % interval of a unit's share late. */
export const intervalText = ({ interval: found }: Unit, { formats }: Texts): string =>
  found === null ? '–' : `${formats.rate(found[0])} – ${formats.rate(found[1])}`

/** The league in a sentence. */
export function summaryOf(league: League, by: LeagueBy, { t, formats }: Texts): string {
  const number = (verdict: Unit['verdict']): string =>
    formats.count(league.units.filter(unit => unit.verdict === verdict).length)
  const overall = formats.rate(league.cases === 0 ? null : league.late / league.cases)
  const group = t(`services.by.${by}`)
  if (league.centre === null) return t('services.funnel.summary.alone', { by: group, overall })
  return t('services.funnel.summary', {
    n: formats.count(league.units.length),
    by: group,
    worse: number('worse'),
    better: number('better'),
    few: formats.count(league.units.filter(unit => unit.few).length),
    centre: formats.rate(league.centre),
    overall,
  })
}

/** From this standard deviation on it is told that units differ, though none stands out. */
const wide = 0.05

/** Units whose cases are late beyond chance, the furthest first. */
export const worseUnits = ({ units }: League): readonly Unit[] => units.filter(unit => unit.verdict === 'worse')

/** Who is late beyond chance, in a sentence without its subject; pages and the briefing say the same. */
export function lateText(
  table: ServiceTable,
  by: LeagueBy,
  league: League,
  name: (unit: string | null) => string,
  { t, language, formats }: Texts,
): string {
  const group = t(`services.by.${by}`)
  const what = t(`services.says.${table}`)
  const worse = worseUnits(league)
  if (league.cases === 0) return t('services.says.no', { what: language === 'en' ? what.toLowerCase() : what })
  if (league.centre === null) return t('services.says.alone', { by: group })
  if (worse.length === 0) {
    const spread = formats.points(league.spread)
    return league.spread < wide
      ? t('services.says.none', { by: group })
      : t('services.says.wide', { by: group, spread })
  }
  const shown = worse
    .slice(0, 3)
    .map(unit => t('services.says.unit', { name: name(unit.unit), rate: formats.rate(unit.rate) }))
  const more = worse.length > 3 ? [`+${worse.length - 3}`] : []
  const units = [...shown, ...more].join(language === 'zh' ? '、' : ', ')
  return t('services.says.worse', {
    units,
    against: t('services.says.against', { centre: formats.rate(league.centre) }),
  })
}
