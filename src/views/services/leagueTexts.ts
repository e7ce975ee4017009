import type { FunnelPoint } from '../../charts/funnel'
import type { Choice, Choices } from '../../filters/filters'
import type { ListKey } from '../../filters/useChoices'
import type { Texts } from '../../i18n'
import type { League } from '../../insight/services/league'
import { intervalText, verdictText } from '../../parts/leagueWords'
import type { LeagueBy } from '../../queries/serviceLeague'
import type { TableColumn, TableData } from '../../ui/table'

/** A list's keys are texts; null ("not stated") gets one that no value has. */
const nullKey = '\u0000'
export const keyOf = (unit: string | null): string => unit ?? nullKey
const choiceOf = (key: string): Choice => (key === nullKey ? null : key)

/** The filter that a group's units are; items have none. */
export const filterOf = (by: LeagueBy): ListKey | null => (by === 'items' ? null : by)

/** Keys of the units that the filters hold. */
export function chosenOf(by: LeagueBy, choices: Choices): string[] {
  const key = filterOf(by)
  return key === null ? [] : (choices[key] as readonly Choice[]).map(keyOf)
}

/** A click on a unit as a choice; null where it is none. */
export function pickOf(by: LeagueBy, key: string): { readonly key: ListKey; readonly value: Choice } | null {
  const filter = filterOf(by)
  return filter === null || key === '~coarser' ? null : { key: filter, value: choiceOf(key) }
}

export function pointsOf(
  league: League,
  chosen: readonly string[],
  name: (unit: string | null) => string,
  texts: Texts,
): FunnelPoint[] {
  const { t, formats } = texts
  return league.units.flatMap(unit => {
    if (unit.rate === null) return []
    const key = keyOf(unit.unit)
    return [
      {
        key,
        name: name(unit.unit),
        cases: unit.cases,
        rate: unit.rate,
        verdict: unit.verdict ?? 'none',
        chosen: chosen.length === 0 || chosen.includes(key),
        rows: [
          { label: t('services.league.rate'), value: `${formats.rate(unit.rate)} (${formats.count(unit.late)} / ${formats.count(unit.cases)})` },
          { label: t('services.league.interval'), value: intervalText(unit, texts) },
          { label: t('services.league.overdue'), value: formats.count(unit.overdue) },
        ],
      },
    ]
  }) // biome-ignore format: a row a line
}

export function itemsOf(league: League, name: (unit: string | null) => string, texts: Texts) {
  const { formats } = texts
  const colours = {
    worse: 'var(--class-d)',
    higher: 'var(--class-c)',
    lower: 'var(--class-b)',
    better: 'var(--class-a)',
    within: undefined,
  }
  return league.units.map(unit => ({
    key: keyOf(unit.unit),
    name: name(unit.unit),
    value: unit.rate,
    few: unit.few,
    colour: unit.verdict === null ? undefined : colours[unit.verdict],
    cells: [
      formats.rate(unit.rate),
      intervalText(unit, texts),
      `${formats.count(unit.late)} / ${formats.count(unit.cases)}`,
      verdictText(unit, texts),
    ],
  }))
}

export function tableOf(league: League, name: (unit: string | null) => string, texts: Texts): TableData {
  const { t, formats } = texts
  const of = (key: string, label: string, text: (value: number) => string): TableColumn => ({
    key,
    label,
    align: 'right',
    text: value => (typeof value === 'number' ? text(value) : String(value)),
  })
  return {
    columns: [
      { key: 'name', label: t('services.league.name') },
      of('cases', t('services.league.all'), formats.count),
      of('late', t('services.league.late'), formats.count),
      of('rate', t('services.league.rate'), formats.rate),
      of('low', t('services.league.low'), formats.rate),
      of('high', t('services.league.high'), formats.rate),
      of('overdue', t('services.league.overdue'), formats.count),
      { key: 'verdict', label: t('services.verdict') },
    ],
    rows: league.units.map(unit => ({
      name: name(unit.unit),
      cases: unit.cases,
      late: unit.late,
      rate: unit.rate,
      low: unit.interval?.[0] ?? null,
      high: unit.interval?.[1] ?? null,
      overdue: unit.overdue,
      verdict: verdictText(unit, texts),
    })),
  }
}
