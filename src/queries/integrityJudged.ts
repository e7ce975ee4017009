import { discoveries, poissonTail, wilson } from '../risk/chance'
import type { PairCount, ReturnCount, SelectionCounts } from './integrity'

/** How many of what is flagged may be there by chance, on average (Benjamini and Hochberg 1995). */
export const falseDiscoveries = 0.05
/** What is flagged happened at least so often, and at least so many times as often as expected. */
export const leastTogether = 3
export const farAbove = 2

/** A count against what chance would give. */
export interface Against {
  readonly visits: number
  readonly expected: number
  /** P(at least as many) for a Poisson count of that mean, 0-1. */
  readonly probability: number
  readonly flagged: boolean
}
export interface JudgedPair extends Against {
  readonly first: number
  readonly second: number
}
export type JudgedReturn = Against & Pick<ReturnCount, 'entity_id' | 'entity_name' | 'inspector' | 'of'>

function judged(list: readonly { readonly visits: number; readonly expected: number }[], tests: number): Against[] {
  const chances = list.map(({ visits, expected }) => poissonTail(visits, expected))
  const found = discoveries(chances, tests, falseDiscoveries)
  return list.map(({ visits, expected }, i) => ({
    visits,
    expected,
    probability: chances[i] ?? 1,
    flagged: (found[i] ?? false) && visits >= leastTogether && visits >= farAbove * expected,
  }))
}

const unusual = (a: Against, b: Against): number =>
  Number(b.flagged) - Number(a.flagged) || a.probability - b.probability || b.visits - a.visits

/**
 * Pairs against a random pairing of the same officers' visits within each department, the most unusual first. Were an
 * officer able to visit with themself, n_i · n_j / 2N visits of N would be expected (configuration model: Bollobás 1980;
 * Newman and Girvan 2004); as nobody can, expected is a_i · a_j with Σ_j≠i a_i · a_j = n_i (quasi-independence: Goodman
 * 1968), which is the same where officers are many. All pairs of a department's officers are tested.
 */
export function judgedPairs(rows: readonly PairCount[]): JudgedPair[] {
  const departments = new Map<string, PairCount[]>()
  for (const row of rows) {
    const pairs = departments.get(row.department)
    if (pairs === undefined) departments.set(row.department, [row])
    else pairs.push(row)
  }
  const sums = new Map<string, { first: number; second: number; visits: number; expected: number }>()
  let tests = 0
  for (const pairs of departments.values()) {
    const counts = new Map<number, number>()
    for (const { first, second, visits } of pairs)
      for (const officer of [first, second]) counts.set(officer, (counts.get(officer) ?? 0) + visits)
    tests += (counts.size * (counts.size - 1)) / 2
    const factors = pairingFactors(counts)
    for (const { first, second, visits } of pairs) {
      const expected = (factors.get(first) ?? 0) * (factors.get(second) ?? 0)
      const key = `${first} ${second}`
      const before = sums.get(key) ?? { first, second, visits: 0, expected: 0 }
      sums.set(key, { first, second, visits: before.visits + visits, expected: before.expected + expected })
    }
  }
  const list = [...sums.values()]
  const against = judged(list, tests)
  return list
    .flatMap(({ first, second }, i) => {
      const each = against[i]
      return each === undefined ? [] : [{ first, second, ...each }]
    })
    .sort((a, b) => unusual(a, b) || a.first - b.first || a.second - b.second)
}

/** Factors a with Σ_j≠i a_i · a_j = n_i, by proportional fitting from n / √(2N). */
export function pairingFactors(counts: ReadonlyMap<number, number>): Map<number, number> {
  const all = [...counts.values()].reduce((sum, n) => sum + n, 0)
  const factors = new Map([...counts].map(([officer, n]) => [officer, n / Math.sqrt(Math.max(all, 1))]))
  for (let round = 0; round < 200; round++) {
    let [sum, off] = [0, 0]
    for (const a of factors.values()) sum += a
    for (const [officer, n] of counts) {
      const a = factors.get(officer) ?? 0
      const made = a * (sum - a)
      if (!(made > 0)) continue
      const better = a * Math.sqrt(n / made)
      off = Math.max(off, Math.abs(n / made - 1))
      factors.set(officer, better)
      sum += better - a
    }
    if (off < 1e-9) break
  }
  return factors
}

/** Returns against chance, the most unusual first. A sum of draws has a lighter tail than Poisson (Hoeffding 1956). */
export function judgedReturns(rows: readonly ReturnCount[]): JudgedReturn[] {
  const against = judged(rows, rows[0]?.tests ?? 0)
  return rows
    .flatMap(({ entity_id, entity_name, inspector, of }, i) => {
      const each = against[i]
      return each === undefined ? [] : [{ entity_id, entity_name, inspector, of, ...each }]
    })
    .sort((a, b) => unusual(a, b) || a.entity_id - b.entity_id || a.inspector - b.inspector)
}

/** Visits that a region's critical rate is shrunk with toward the city's. */
export const baseVisits = 4
/** A region with fewer businesses is not judged. */
export const leastRoster = 20

export interface JudgedSelection extends SelectionCounts {
  /** Share of the roster that was visited, 0-1, with its interval; null without a roster. */
  readonly rate: number | null
  readonly interval: readonly [number, number] | null
  /** Critical findings per visit, shrunk, 0-1; null where the city has no visit. */
  readonly base: number | null
  /** Over the city's; null where that is zero or missing. */
  readonly rateRatio: number | null
  readonly baseRatio: number | null
  readonly few: boolean
  /** Visited more or less than in proportion to the base rate: that share lies outside the interval. */
  readonly verdict: 'more' | 'less' | null
}

const divided = (value: number | null, by: number | null): number | null =>
  value === null || by === null || by === 0 ? null : value / by

/** The counts of all rows together. */
export const selectionTotal = (rows: readonly SelectionCounts[]): SelectionCounts => {
  const sum = (key: keyof SelectionCounts): number => rows.reduce((all, row) => all + row[key], 0)
  return { roster: sum('roster'), visited: sum('visited'), visits: sum('visits'), critical: sum('critical') }
}

/** Selection against the base rate, in the order of the rows; the city is all of them. */
export function judgedSelection<Row extends SelectionCounts>(rows: readonly Row[]): (Row & JudgedSelection)[] {
  const city = selectionTotal(rows)
  const [cityRate, cityBase] = [divided(city.visited, city.roster), divided(city.critical, city.visits)]
  return rows.map(row => {
    const rate = divided(row.visited, row.roster)
    const interval = wilson(row.visited, row.roster)
    const base = cityBase === null ? null : (row.critical + baseVisits * cityBase) / (row.visits + baseVisits)
    const [rateRatio, baseRatio] = [divided(rate, cityRate), divided(base, cityBase)]
    const few = row.roster < leastRoster
    const suggested = cityRate === null || baseRatio === null ? null : Math.min(1, cityRate * baseRatio)
    const verdict =
      few || interval === null || suggested === null
        ? null
        : suggested < interval[0]
          ? 'more'
          : suggested > interval[1]
            ? 'less'
            : null
    return { ...row, rate, interval, base, rateRatio, baseRatio, few, verdict }
  })
}
