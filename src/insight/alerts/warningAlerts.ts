import { addDays, dayNumber } from '../../filters/days'
import { allRegions, type Cluster, clusterAlarm, type UnusualCount } from '../warning/findings'
import { type Alert, idOf, type Severity } from './alert'

/** Weeks for which an unusual count or a cluster is an alert after it ended; then it is history. */
export const keptWeeks = 26
/** What ended within four weeks before the as-of day is still going on. */
const recentDays = 28
/** Beyond three times what was expected, and thirty more: nobody will put it down to chance or to season. */
const manyTimes = 3
const manyMore = 30

const isKept = (lastDay: string, asOf: string): boolean =>
  lastDay <= asOf && dayNumber(asOf) - dayNumber(lastDay) < keptWeeks * 7

const severityOf = (lastDay: string, asOf: string, observed: number, expected: number): Severity => {
  const large = observed >= manyTimes * expected && observed - expected >= manyMore
  return large || dayNumber(asOf) - dayNumber(lastDay) < recentDays ? 'high' : 'medium'
}

/** Weeks in a row of one region and category are one alert, named by the first of them: a longer run is the same one. */
export function unusualAlerts(counts: readonly UnusualCount[], asOf: string): Alert[] {
  const subjects = new Map<string, UnusualCount[]>()
  for (const count of counts) {
    const subject = idOf(count.region, count.category)
    subjects.set(subject, [...(subjects.get(subject) ?? []), count])
  }
  return [...subjects.values()].flatMap(all => {
    const runs: UnusualCount[][] = []
    for (const count of [...all].sort((a, b) => (a.week < b.week ? -1 : 1))) {
      const run = runs.at(-1)
      if (run?.at(-1)?.week === count.week) continue
      if (run !== undefined && addDays(run.at(-1)?.week ?? '', 7) === count.week) run.push(count)
      else runs.push([count])
    }
    return runs.flatMap(run => runAlert(run, asOf) ?? [])
  })
}

function runAlert(weeks: readonly UnusualCount[], asOf: string): Alert | null {
  const [first, last] = [weeks[0], weeks.at(-1)]
  if (first === undefined || last === undefined) return null
  // A week that the as-of day cuts ends with it.
  const end = addDays(last.week, 6) > asOf ? asOf : addDays(last.week, 6)
  if (last.week > asOf || !isKept(end, asOf)) return null
  const observed = weeks.reduce((sum, week) => sum + week.observed, 0)
  const expected = weeks.reduce((sum, week) => sum + week.expected, 0)
  return {
    id: idOf('unusual', first.region, first.category, first.week),
    kind: 'unusual',
    severity: severityOf(end, asOf, observed, expected),
    figure: 'complaints',
    // All regions together are no place.
    place: first.region === allRegions ? null : { region: first.region },
    category: first.category,
    since: first.week,
    size: Math.max(0, observed - expected),
    facts: { kind: 'unusual', weeks },
  }
}

/**
 * Clusters that a quiet period has at most once in a hundred times (`clusterAlarm`). The id holds the place to a hundredth of
 * a degree, about a kilometre, and the first day: other data may move a cluster, and then it is told again rather than
 * hidden.
 */
export function clusterAlerts(clusters: readonly Cluster[], asOf: string): Alert[] {
  return clusters
    .filter(({ p, to }) => p <= clusterAlarm && isKept(to, asOf))
    .map(finding => {
      const { category, unstated, lon, lat, radius, from, to, observed, expected } = finding
      return {
        id: idOf('cluster', unstated ? 'unstated' : 'category', category, lon.toFixed(2), lat.toFixed(2), from),
        kind: 'cluster',
        severity: severityOf(to, asOf, observed, expected),
        figure: 'complaints',
        place: { lon, lat, radius },
        ...((category !== null || unstated) && { category }),
        since: from,
        size: Math.max(0, observed - expected),
        facts: { kind: 'cluster', finding },
      }
    })
}
