import { addDays, dayNumber } from '../../filters/days'
import { allRegions, type Cluster, clusterAlarm, type UnusualCount } from '../warning/findings'
import { type Alert, idOf, type Severity } from './alert'

/** Three times what was expected, and thirty more: nobody will put it down to chance or to season, and it asks for a decision. */
const manyTimes = 3
const manyMore = 30
const isLarge = (observed: number, expected: number): boolean =>
  observed >= manyTimes * expected && observed - expected >= manyMore

/** Days for which a large one is an alert after it ended, and any other: half a year, eight weeks. Then it is history. */
export const keptDays = { large: 26 * 7, other: 8 * 7 } as const

const isKept = (lastDay: string, asOf: string, large: boolean): boolean =>
  lastDay <= asOf && dayNumber(asOf) - dayNumber(lastDay) < (large ? keptDays.large : keptDays.other)

const severityOf = (large: boolean): Severity => (large ? 'high' : 'medium')

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
  const observed = weeks.reduce((sum, week) => sum + week.observed, 0)
  const expected = weeks.reduce((sum, week) => sum + week.expected, 0)
  const large = isLarge(observed, expected)
  if (last.week > asOf || !isKept(end, asOf, large)) return null
  return {
    id: idOf('unusual', first.region, first.category, first.week),
    kind: 'unusual',
    severity: severityOf(large),
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
    .filter(({ p, to, observed, expected }) => p <= clusterAlarm && isKept(to, asOf, isLarge(observed, expected)))
    .map(finding => {
      const { category, unstated, lon, lat, radius, from, observed, expected } = finding
      return {
        id: idOf('cluster', unstated ? 'unstated' : 'category', category, lon.toFixed(2), lat.toFixed(2), from),
        kind: 'cluster',
        severity: severityOf(isLarge(observed, expected)),
        figure: 'complaints',
        place: { lon, lat, radius },
        ...((category !== null || unstated) && { category }),
        since: from,
        size: Math.max(0, observed - expected),
        facts: { kind: 'cluster', finding },
      }
    })
}
