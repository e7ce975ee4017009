import { figureLabel, regionLabel, type Texts, tableLabel } from '../i18n'
import type { Alert, AlertFacts, Bounds } from '../insight/alerts/alert'
import { type KnownRegions, regionsAt } from '../insight/alerts/places'
import { allRegions, type UnusualCount } from '../insight/warning/findings'
import { definitions } from '../queries/figures'
import type { FigureKey } from '../schema'
import { figureText } from './figureTexts'

/** A number that is said, not measured: two digits that count. */
const rounded = (value: number): number => Number(value.toPrecision(2))

/** A name of a region by its code. */
export const regionName = (code: string, { regions }: KnownRegions, { t, language }: Texts): string =>
  code === allRegions
    ? t('alerts.city')
    : code === '~coarser'
      ? t('overview.map.coarser')
      : regionLabel(code, regions.find(region => region.code === code)?.name, language)

/** A category of complaints; undefined or null as in `Alert.category`. */
export const categoryName = (category: string | null, { t }: Texts): string => category ?? t('words.notStated')

/** The region around a place, of the finest level; its coordinates where there is none. */
export function placeName(lon: number, lat: number, known: KnownRegions, texts: Texts): string {
  const code = regionsAt(known, lon, lat).at(-1)
  if (code !== undefined) return texts.t('alerts.cluster.near', { place: regionName(code, known, texts) })
  const degrees = (value: number): string => texts.formats.fixed(value, 3)
  return texts.t('alerts.cluster.at', { lon: degrees(lon), lat: degrees(lat) })
}

/** What an alert says, in one sentence, from its facts. */
export function alertText({ facts }: Alert, known: KnownRegions, texts: Texts): string {
  const { t, formats, language } = texts
  const kinds = (category: string | null): string =>
    t('alerts.category.one', { category: categoryName(category, texts) })
  switch (facts.kind) {
    case 'cluster': {
      const { category, unstated, lon, lat, radius, observed, expected, from, to } = facts.finding
      return t('alerts.cluster.text', {
        category: category === null && !unstated ? t('alerts.category.all') : kinds(category),
        place: placeName(lon, lat, known, texts),
        radius: formats.count(radius),
        window: formats.window({ from, to }),
        observed: formats.count(observed),
        expected: formats.number(expected, 1),
      })
    }
    case 'unusual': {
      const [first] = facts.weeks
      const sum = (of: (week: UnusualCount) => number): number => facts.weeks.reduce((all, week) => all + of(week), 0)
      const from = formats.day(first?.week)
      const n = facts.weeks.length
      return t('alerts.unusual.text', {
        region: regionName(first?.region ?? '', known, texts),
        category: kinds(first?.category ?? null),
        weeks: n === 1 ? t('alerts.unusual.week', { from }) : t('alerts.unusual.weeks', { from, n: formats.count(n) }),
        observed: formats.count(sum(week => week.observed)),
        expected: formats.number(
          sum(week => week.expected),
          1,
        ),
      })
    }
    case 'target': {
      const { figure: key, value, target } = facts
      return t('alerts.target.text', {
        figure: figureLabel(key, language),
        value: figureText({ key, value }, formats, target.atMost ?? target.atLeast),
        bound: boundText(key, target, texts),
      })
    }
    case 'overdue': {
      const { what, overdue, open } = facts
      const share = formats.rate(open === 0 ? null : overdue / open)
      return t(`alerts.overdue.${what}`, { n: formats.count(overdue), open: formats.count(open), share })
    }
    case 'visits': {
      const n = formats.count(facts.overdue)
      if (facts.of === null || facts.of === 0) return t('alerts.overdue.visits.some', { n })
      return t('alerts.overdue.visits', {
        n,
        open: formats.count(facts.of),
        share: formats.rate(facts.overdue / facts.of),
      })
    }
    case 'stopped': {
      const { table, part, name, silent, lastDay } = facts
      const told = { table: tableLabel(table, language), n: formats.count(silent), day: formats.day(lastDay) }
      return part === 'table' ? t('alerts.stopped.table', told) : t('alerts.stopped.part', { ...told, name })
    }
  }
}

/** A target in signs: "≤ 10.0%", both where it has both. */
function boundText(key: FigureKey, { atMost, atLeast }: Bounds, { formats }: Texts): string {
  const write = (value: number): string =>
    definitions[key].unit === 'rate' ? formats.rate(value) : formats.count(value)
  const parts = [atLeast === null ? null : `≥ ${write(atLeast)}`, atMost === null ? null : `≤ ${write(atMost)}`]
  return parts.filter(part => part !== null).join(', ')
}

/** What an alert rests on, a sentence each. */
export function proofOf(facts: AlertFacts, texts: Texts): string[] {
  const { t, formats } = texts
  const times = (observed: number, expected: number): string[] =>
    expected > 0 ? [t('alerts.proof.times', { times: formats.number(rounded(observed / expected), 1) })] : []
  switch (facts.kind) {
    case 'cluster': {
      const { observed, expected, p } = facts.finding
      // The smallest that so many replications can give: one of them is the city itself.
      const chance = { n: formats.count(rounded(1 / p)), p: probability(p) }
      return [...times(observed, expected), t('alerts.proof.once', chance), t('alerts.proof.unrepeated')]
    }
    case 'unusual':
      return unusualProof(facts.weeks, texts)
    case 'target': {
      const { figure, value, numerator, denominator, target, window } = facts
      const { atMost, atLeast } = target
      const by = Math.max(atMost === null ? 0 : value - atMost, atLeast === null ? 0 : atLeast - value)
      const bound = atMost !== null && value > atMost ? atMost : (atLeast ?? 0)
      const n = formats.count(numerator)
      return [
        definitions[figure].unit === 'rate'
          ? t('alerts.proof.points', { points: by < 0.001 ? `< ${formats.points(0.001)}` : formats.points(by) })
          : t('alerts.proof.part', { share: bound === 0 ? formats.count(by) : formats.rate(by / bound) }),
        denominator === null
          ? `${n} · ${formats.window(window)}`
          : t('alerts.proof.rate', { n, of: formats.count(denominator), window: formats.window(window) }),
      ]
    }
    case 'overdue': {
      const { oldest, yearOver, department, departmentOverdue } = facts
      return [
        ...(oldest === null ? [] : [t('alerts.proof.oldest', { day: formats.day(oldest) })]),
        ...(yearOver === 0 ? [] : [t('alerts.proof.year', { n: formats.count(yearOver) })]),
        ...(department === null
          ? []
          : [t('alerts.proof.department', { department, n: formats.count(departmentOverdue) })]),
      ]
    }
    case 'visits':
      return [t('alerts.proof.daysOver', { n: formats.count(facts.daysOver) })]
    case 'stopped': {
      const { usual, longest, pauses } = facts
      return usual === null || longest === null
        ? [t('alerts.proof.noHabit')]
        : [
            t('alerts.proof.habit', {
              pauses: formats.count(pauses),
              usual: formats.count(usual),
              longest: formats.count(longest),
            }),
          ]
    }
  }
}

/** By the week that is least likely by chance. */
function unusualProof(weeks: readonly UnusualCount[], { t, formats }: Texts): string[] {
  const [first] = weeks
  if (first === undefined) return []
  const { week, observed, expected, limit, p, q } = weeks.reduce((a, b) => (b.p < a.p ? b : a), first)
  return [
    t('alerts.proof.week', {
      week: formats.day(week),
      observed: formats.count(observed),
      expected: formats.number(expected, 1),
      limit: formats.number(limit, 1),
    }),
    // Tails thinner than any model is true to are not counted out.
    t('alerts.proof.once', { n: formats.count(rounded(Math.min(1 / p, 1e6))), p: probability(p) }),
    t('alerts.proof.q', { q: q < 0.001 ? `< ${formats.rate(0.001)}` : formats.rate(q) }),
  ]
}

/** A probability: three decimals or two digits that count, and below a millionth only that. */
function probability(p: number): string {
  if (p < 1e-6) return 'p < 0.000001'
  return `p = ${p.toFixed(p < 0.01 ? 1 - Math.floor(Math.log10(p)) : 3)}`
}
