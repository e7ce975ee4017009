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
  /** Null is every category together. */
  readonly category: string | null
  /** Middle of its circle in WGS-84 degrees, and radius in metres. */
  readonly lon: number
  readonly lat: number
  readonly radius: number
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
