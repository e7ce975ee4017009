import type { Dimension, PairRow } from '../../queries/contributions'
import { definitions } from '../../queries/figures'
import { falseShares } from '../../risk/chance'
import type { FigureKey } from '../../schema'
import { twoSided } from './chances'
import { type Cell, fitted } from './margins'
import { type Decomposition, decomposed, type Part } from './parts'

/** Rows of two parts at once that moved otherwise than the two parts alone let expect. */
export interface Combination {
  readonly first: Dimension
  readonly second: Dimension
  readonly firstValue: string | null
  readonly secondValue: string | null
  /** What it adds to the change of the whole, as a part of the pair's decomposition. */
  readonly part: Part
  /** Rows that the figure would count now if the combination had moved as both its parts do without it. */
  readonly expected: number
  /** `counted − expected` in the unit of the whole's change: what the combination adds beyond its parts. */
  readonly beyond: number
  /** Chance of being so far off where nothing is beyond the parts; `q` is the share of false ones among those at least as sure. */
  readonly p: number
  readonly q: number
  /** A stronger one of other dimensions shares a part with it: probably the same rows. */
  readonly seen: boolean
}

export interface Search {
  /** The surest first, and of equally sure ones that which adds more beyond its parts. */
  readonly found: readonly Combination[]
  /** Combinations with rows enough to be judged. */
  readonly tested: number
}

/** Below these nothing is said of a combination: rows of both sides together, denominators, and rows beyond what is expected. */
export const leastRows = 20
export const leastOf = 20
export const leastBeyond = 5
/** The share of false ones that is allowed among those that are told. */
export const falseShare = 0.05

/** The median of a squared standard normal. */
const medianSquare = 0.454936

/** Cells of one pair that are set apart at most: the search looks for the strongest. */
const mostApart = 12

interface Judged {
  readonly part: Part
  readonly row: PairRow
  readonly expected: number
  readonly beyond: number
  readonly p: number
}

/**
 * Searches every pair of dimensions for combinations that moved otherwise than their two parts. Given both sides' rows of
 * a cell, those of now are binomial with the share that the parts let expect (J. Przyborowski and H. Wilenski, Biometrika
 * 31, 1940); how far off they are is the signed root of the deviance (P. McCullagh and J. Nelder, "Generalized Linear
 * Models", 1989, 12.3). Shares swing by more than chance alone, so its variance is 1 + τ · n · p · (1 − p) (D. A. Williams,
 * Appl. Stat. 31, 1982) with the least τ that makes the median of its squares the normal's: a few findings cannot raise it. The one that is furthest off is set apart and the rest is fitted anew, as long as
 * one is surely off: a large one would hide itself in its parts, and make others of its parts look off (J. S. Simonoff,
 * Technometrics 30, 1988). False discoveries are controlled over all pairs (Y. Benjamini and Y. Hochberg, J. R. Stat. Soc. B
 * 57, 1995). Of a rate above one half, the rarer rows that it does not count are looked at.
 */
export function combinations(figure: FigureKey, rows: readonly PairRow[], days: Decomposition['days']): Search {
  const pairs = new Map<string, PairRow[]>()
  for (const row of rows) {
    const key = `${row.first} ${row.second}`
    const known = pairs.get(key)
    if (known) known.push(row)
    else pairs.set(key, [row])
  }
  const all = [...pairs.values()].flatMap(pair => judgedOf(figure, pair, days))
  const qs = falseShares(all.map(each => each.p))
  const found = all.flatMap((each, i): Combination[] => {
    const q = qs[i] ?? 1
    const { part, expected, beyond, p } = each
    if (q > falseShare || Math.abs(part.sums.now - expected) < leastBeyond) return []
    const { first, second, first_value: firstValue, second_value: secondValue } = each.row
    return [{ first, second, firstValue, secondValue, part, expected, beyond, p, q, seen: false }]
  })
  found.sort((a, b) => a.p - b.p || Math.abs(b.beyond) - Math.abs(a.beyond))
  return { found: marked(found), tested: all.length }
}

function judgedOf(figure: FigureKey, pair: readonly PairRow[], days: Decomposition['days']): Judged[] {
  const isRate = definitions[figure].unit === 'rate'
  const whole = decomposed(
    figure,
    pair.map((row, i) => ({ ...row, value: String(i) })),
    days,
  )
  if (whole === null) return []
  const { sums } = whole
  const rare = isRate && 2 * (sums.now + sums.past) > (sums.now_of ?? 0) + (sums.past_of ?? 0)
  // One row more is so much of the whole's change.
  const unit = isRate ? 1 / (sums.now_of ?? 1) : 1 / (days?.now ?? 1)
  const cells = pair.map(
    (row): Cell => ({
      first: row.first_value,
      second: row.second_value,
      now: rare ? (row.now_of ?? 0) - row.now : row.now,
      past: rare ? (row.past_of ?? 0) - row.past : row.past,
      nowBy: isRate ? (row.now_of ?? 0) : 1,
      pastBy: isRate ? (row.past_of ?? 0) : 1,
    }),
  )
  const { chances, growth } = setApart(cells, isRate)
  const parts = new Map(whole.parts.map(part => [Number(part.value), part]))
  return [...chances].flatMap(([i, p]): Judged[] => {
    const [cell, row, part] = [cells[i], pair[i], parts.get(i)]
    if (cell === undefined || row === undefined || part === undefined) return []
    const grown = cell.past * (growth[i] ?? 0)
    const expected = rare ? Math.max(0, cell.nowBy - grown) : grown
    return [{ part, row, expected, beyond: (row.now - expected) * unit, p }]
  })
}

/** A cell against what the fit lets expect of it. */
interface Off {
  readonly i: number
  /** Signed root of the deviance, and its variance beyond 1 for a τ of 1. */
  readonly raw: number
  readonly size: number
}

/** The chance of each cell that can be judged, and by how much its two parts let it grow. */
function setApart(cells: readonly Cell[], isRate: boolean) {
  const apart = new Set<number>()
  const readmitted = new Set<number>()
  const chances = new Map<number, number>()
  const may = cells.flatMap((cell, i) =>
    cell.now + cell.past >= leastRows && (!isRate || (cell.nowBy >= leastOf && cell.pastBy >= leastOf)) ? [i] : [],
  )
  let fit = fitted(cells)
  const against = (i: number): Off[] => {
    const [cell, now = 0, past = 0] = [cells[i], fit.now[i], fit.past[i]]
    // What one part alone settles cannot be off.
    if (cell === undefined || now < 1e-9 || past < 1e-9) return []
    const share = now / (now + past)
    return [{ i, raw: deviance(cell, share), size: (cell.now + cell.past) * share * (1 - share) }]
  }
  for (;;) {
    const judged = may.filter(i => !apart.has(i)).flatMap(against)
    const swing = swingOf(judged)
    const chanceOf = ({ raw, size }: Off): number => twoSided(raw / Math.sqrt(1 + swing * size))
    const surely = (each: Off): boolean => chanceOf(each) * may.length <= falseShare
    for (const each of judged) chances.set(each.i, chanceOf(each))
    // What only looked off beside another that is apart by now goes back to the rest, once.
    const back = [...apart].flatMap(against).find(each => !surely(each) && !readmitted.has(each.i))
    const furthest = judged
      .filter(surely)
      .sort((a, b) => (chances.get(a.i) ?? 1) - (chances.get(b.i) ?? 1) || Math.abs(b.raw) - Math.abs(a.raw))[0]
    if (back !== undefined) {
      apart.delete(back.i)
      readmitted.add(back.i)
    } else if (furthest !== undefined && apart.size < mostApart) apart.add(furthest.i)
    else break
    fit = fitted(cells, apart)
  }
  return { chances, growth: cells.map((_, i) => ((fit.past[i] ?? 0) > 0 ? (fit.now[i] ?? 0) / (fit.past[i] ?? 1) : 0)) }
}

/** The least τ at which the median of the squares over their variances is not above that of a normal. */
function swingOf(cells: readonly { readonly raw: number; readonly size: number }[]): number {
  const tooLarge = (tau: number): boolean =>
    median(cells.map(({ raw, size }) => (raw * raw) / (1 + tau * size))) > medianSquare
  if (!tooLarge(0)) return 0
  let [low, high] = [0, 1e-6]
  while (tooLarge(high) && high < 1e6) [low, high] = [high, high * 4]
  for (let i = 0; i < 30; i++) {
    const middle = (low + high) / 2
    if (tooLarge(middle)) low = middle
    else high = middle
  }
  return high
}

/** The signed root of the deviance of a cell's rows now among those of both sides, of which a share is expected. */
function deviance({ now, past }: Cell, share: number): number {
  const both = now + past
  const term = (seen: number, wanted: number): number => (seen === 0 ? 0 : seen * Math.log(seen / wanted))
  const size = 2 * (term(now, both * share) + term(past, both * (1 - share)))
  return Math.sign(now - both * share) * Math.sqrt(Math.max(0, size))
}

/** Marks what a stronger combination of other dimensions with the same sign and a common part has told already. */
function marked(found: readonly Combination[]): Combination[] {
  const told: Combination[] = []
  return found.map(each => {
    const seen = told.some(
      other =>
        (other.first !== each.first || other.second !== each.second) &&
        Math.sign(other.beyond) === Math.sign(each.beyond) &&
        partsOf(other).some(part => partsOf(each).includes(part)),
    )
    if (!seen) told.push(each)
    return { ...each, seen }
  })
}

const partsOf = ({ first, second, firstValue, secondValue }: Combination): string[] => [
  JSON.stringify([first, firstValue]),
  JSON.stringify([second, secondValue]),
]

function median(values: readonly number[]): number {
  const order = [...values].sort((a, b) => a - b)
  const middle = order.length / 2
  return order.length === 0
    ? 0
    : order.length % 2 === 1
      ? (order[Math.floor(middle)] ?? 0)
      : ((order[middle - 1] ?? 0) + (order[middle] ?? 0)) / 2
}
