/** A week of one category in one region with more complaints than its own season lets expect. */
export interface UnusualCount {
  /** A code of the level that was asked, or one of the values beside regions (`~outside`, `~none`). */
  readonly region: string
  /** Null is "not stated". */
  readonly category: string | null
  /** Monday of the week, ISO. */
  readonly week: string
  readonly observed: number
  /** What the weeks before let expect, and the upper limit above which a count is unusual. */
  readonly expected: number
  readonly limit: number
  /** Chance of so many or more where nothing is unusual; `q` is the share of false alarms among those at least as unusual. */
  readonly p: number
  readonly q: number
  readonly by: 'poisson' | 'negative binomial'
}

/** Complaints of one category close together in space and time, more than the rest lets expect. */
export interface Cluster {
  /** Null is every category together: of an extract that states none, and of complaints that state none (`unstated`). */
  readonly category: string | null
  /** The complaints that state no category, where others do. */
  readonly unstated?: true
  /** Middle of its circle in WGS-84 degrees, and radius in metres. */
  readonly lon: number
  readonly lat: number
  readonly radius: number
  /** Corners of the hexagons that were counted, in WGS-84 degrees, once around and not closed; the circle holds them. */
  readonly outline: readonly (readonly [lon: number, lat: number])[]
  /** First and last day, ISO, both inclusive. */
  readonly from: string
  readonly to: string
  readonly observed: number
  readonly expected: number
  /** Logarithm of the likelihood ratio. */
  readonly llr: number
  /** Monte Carlo: rank among the replications, at least 1 / (replications + 1). */
  readonly p: number
}

/** A cluster is an alarm at this p or below: at most so often does a quiet period have any, all categories together. */
export const clusterAlarm = 0.01
/** A count is unusual where so large a share of false ones among the unusual may be expected. */
export const falseShare = 0.05

/** What a scan looked at and found. */
export interface ScanFindings {
  /** The strongest first; none with a p above 0.05. */
  readonly clusters: readonly Cluster[]
  /** First and last day that were scanned, ISO. */
  readonly from: string
  readonly to: string
  /** Complaints, hexagons that have any, and categories that were scanned. */
  readonly cases: number
  readonly hexagons: number
  readonly categories: number
  /** Those that were drawn: no more than the first where no cylinder stands out of them. */
  readonly replications: number
  /** Why nothing could be found, in place of a search that finds nothing. */
  readonly idle: 'no cases' | 'one hexagon' | 'one step' | null
}

/** What the weeks of regions were judged by, and what was found. */
export interface UnusualFindings {
  /** The most unusual first. */
  readonly regions: readonly UnusualCount[]
  /** Weeks of a category that are unusual for all regions together (`region` is `~all`): shared swings raise no alarm of a region. */
  readonly city: readonly UnusualCount[]
  /** Mondays of the first and last week that were judged; null where none could be. */
  readonly from: string | null
  readonly to: string | null
  /** Region × category × week. */
  readonly tested: number
  /** The same, left out for want of a season before them. */
  readonly short: number
  readonly rate: number
}

export const allRegions = '~all'
