import type { LegendEntry, Unit } from './chart'
import type { ChartTheme } from './theme'

/** Classes of a measure: class `i` holds values from `breaks[i-1]` up to but not including `breaks[i]`. */
export interface Scale {
  /** Ascending, one fewer than classes; none for no value or a single one. */
  readonly breaks: readonly number[]
  readonly colours: readonly string[]
  readonly noData: string
  /** Every value was a whole number, so a class can name its last one. */
  readonly whole: boolean
  /** What values are rounded to before they are classed, as they are where they are printed; null for exact ones. */
  readonly grain: number | null
}

/** One decimal, of percents for rates. */
const grains: Readonly<Record<Unit, number | null>> = { rate: 0.001, number: 0.1, count: null }

const ramp: readonly (readonly number[])[] = [[2], [2], [1, 3], [0, 2, 4], [0, 1, 3, 4], [0, 1, 2, 3, 4]]

/** At most five classes with round borders, filled as evenly as round numbers allow; no class is empty. */
export function scaleOf(values: readonly number[], unit: Unit, theme: ChartTheme): Scale {
  const grain = grains[unit]
  const breaks = classBreaks(values, 5, grain)
  const steps = ramp[breaks.length + 1] ?? []
  return {
    breaks,
    colours: steps.map(step => theme.colours.sequential[step] ?? theme.colours.noData),
    noData: theme.colours.noData,
    whole: values.every(Number.isInteger),
    grain,
  }
}

/** Which class a value is in, from 0. */
export function classOf({ breaks, grain = null }: Pick<Scale, 'breaks'> & Partial<Scale>, value: number): number {
  const printed = rounded(value, grain)
  let i = 0
  while (i < breaks.length && printed >= (breaks[i] ?? Infinity)) i++
  return i
}

/** The colour of a value; null has no data's. */
export function colourOf(scale: Scale, value: number | null): string {
  return value === null ? scale.noData : (scale.colours[classOf(scale, value)] ?? scale.noData)
}

const rounded = (value: number, grain: number | null): number =>
  grain === null || !Number.isFinite(value) ? value : exact(Math.round(value / grain) * grain, grain)

/** Round borders between the classes of `values` (finite numbers in any order), between them as `grain` rounds them. */
export function classBreaks(values: readonly number[], most = 5, grain: number | null = null): number[] {
  const sorted = values
    .filter(Number.isFinite)
    .map(value => rounded(value, grain))
    .sort((a, b) => a - b)
  const distinct = new Set(sorted).size
  if (distinct < 2) return []
  const classes = Math.min(most, distinct)
  const quantiles = [0, 0.2, 0.4].map(slack => byQuantile(sorted, classes, slack))
  const even = evenSteps(sorted, classes, grain)
  const candidates = [...even, ...quantiles, byNature(sorted, classes)].map(breaks => filled(breaks, sorted))
  const unlike = unlikeness(sorted)
  let best: number[] = []
  let least = Infinity
  for (const breaks of candidates) {
    const cost = unevenness(breaks, sorted, classes) + 0.3 * unlike(breaks)
    if (cost < least) {
      least = cost
      best = breaks
    }
  }
  return best.length > 0 ? best : [sorted.find(value => value > (sorted[0] ?? 0)) ?? 0]
}

const mantissas = [1, 2, 2.5, 5] as const

/** Equal steps of a round width, from every possible start. */
function evenSteps(sorted: readonly number[], classes: number, grain: number | null): number[][] {
  const low = sorted[0] ?? 0
  const high = sorted[sorted.length - 1] ?? 0
  const whole = sorted.every(Number.isInteger)
  const magnitude = Math.floor(Math.log10((high - low) / classes))
  const found: number[][] = []
  for (let power = magnitude - 2; power <= magnitude + 1; power++) {
    for (const mantissa of [...mantissas, 4]) {
      const step = mantissa * 10 ** power
      if (whole && !Number.isInteger(step)) continue
      if (grain !== null && Math.abs(step / grain - Math.round(step / grain)) > 1e-6) continue
      const first = Math.floor(low / step) + 1
      const last = Math.floor(high / step)
      if (last - first > 60) continue
      for (let start = first; start <= last; start++) {
        found.push(Array.from({ length: classes - 1 }, (_, i) => exact((start + i) * step, step)))
      }
    }
  }
  return found
}

/** Each quantile moved to the roundest number near it; `slack` is how far, in classes. */
function byQuantile(sorted: readonly number[], classes: number, slack: number): number[] {
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.round(share * sorted.length))] ?? 0
  return Array.from({ length: classes - 1 }, (_, i) => {
    const above = at((i + 1 + slack) / classes)
    const near = at((i + 1 - slack) / classes)
    const below = near < above ? near : (sorted[countBelow(sorted, above) - 1] ?? above)
    return roundest(below, above)
  })
}

/** Borders where values lie far apart: those that leave the least variance within classes, of a sample where there are many. */
function byNature(sorted: readonly number[], classes: number): number[] {
  const n = Math.min(sorted.length, 150)
  const at = (i: number): number => sorted[Math.floor((i * sorted.length) / n)] ?? 0
  const sample = Array.from({ length: n }, (_, i) => at(i))
  const within = varianceOf(sample)
  /** The least variance of the first `i` in so many classes, and where the last of these begins. */
  let least = Array.from({ length: n + 1 }, (_, i) => within(0, i))
  const begins: number[][] = []
  for (let k = 1; k < classes; k++) {
    const begin: number[] = []
    const next = least.map((_, i) => {
      let best = Infinity
      for (let j = k; j < i; j++) {
        const cost = (least[j] ?? 0) + within(j, i)
        if (cost < best) {
          best = cost
          begin[i] = j
        }
      }
      return best
    })
    begins.push(begin)
    least = next
  }
  const found: number[] = []
  let end = n
  for (const begin of begins.reverse()) {
    end = begin[end] ?? 0
    if (end === 0) break
    found.push(roundest(sample[end - 1] ?? 0, sample[end] ?? 0))
  }
  return found
}

/** The squared distances from their mean of the values from `i` up to but not including `j`. */
function varianceOf(values: readonly number[]): (i: number, j: number) => number {
  const middle = values[values.length >> 1] ?? 0
  const sums = [0]
  const squares = [0]
  for (const [i, value] of values.entries()) {
    sums.push((sums[i] ?? 0) + value - middle)
    squares.push((squares[i] ?? 0) + (value - middle) ** 2)
  }
  return (i, j) => {
    const sum = (sums[j] ?? 0) - (sums[i] ?? 0)
    return j > i ? Math.max(0, (squares[j] ?? 0) - (squares[i] ?? 0) - sum ** 2 / (j - i)) : 0
  }
}

/** The share of the variance that is within classes. */
function unlikeness(sorted: readonly number[]): (breaks: readonly number[]) => number {
  const within = varianceOf(sorted)
  const whole = within(0, sorted.length)
  return breaks => {
    const ends = [0, ...breaks.map(edge => countBelow(sorted, edge)), sorted.length]
    return whole === 0 ? 0 : ends.slice(1).reduce((sum, end, i) => sum + within(ends[i] ?? 0, end), 0) / whole
  }
}

/** The number with the fewest digits in (below, above]. */
export function roundest(below: number, above: number): number {
  if (!(above > below)) return above
  if (below < 0 && above >= 0) return 0
  for (let power = Math.ceil(Math.log10(Math.max(Math.abs(below), Math.abs(above)))); power > -12; power--) {
    for (const mantissa of [10, 5, 2, 1, 2.5]) {
      const step = mantissa * 10 ** power
      const value = exact(Math.floor(above / step) * step, step)
      if (value > below && value <= above) return value
    }
  }
  return above
}

/** `value` without the digits that binary arithmetic added below `step`. */
function exact(value: number, step: number): number {
  return Number(value.toFixed(Math.min(20, Math.max(0, 1 - Math.floor(Math.log10(step))))))
}

/** Without the borders that would leave a class empty. */
function filled(breaks: readonly number[], sorted: readonly number[]): number[] {
  const kept: number[] = []
  let before = 0
  for (const edge of [...breaks].sort((a, b) => a - b)) {
    const below = countBelow(sorted, edge)
    if (below === before || below === sorted.length) continue
    kept.push(edge)
    before = below
  }
  return kept
}

/** How far the classes are from equal shares, and how many digits their borders need. */
function unevenness(breaks: readonly number[], sorted: readonly number[], classes: number): number {
  if (breaks.length === 0) return Number.POSITIVE_INFINITY
  const ends = [...breaks.map(edge => countBelow(sorted, edge)), sorted.length]
  const shares = Array.from({ length: classes }, (_, i) => ((ends[i] ?? 0) - (ends[i - 1] ?? 0)) / sorted.length)
  const spread = shares.reduce((sum, share) => sum + (Math.max(0, share) - 1 / classes) ** 2, 0)
  const digits = Math.max(...breaks.map(significant))
  const gaps = breaks.slice(1).map((edge, i) => edge - (breaks[i] ?? 0))
  const even = gaps.every(gap => Math.abs(gap - (gaps[0] ?? gap)) < 1e-9 * Math.abs(gap)) ? 0 : 0.04
  return spread + even + 0.03 * (digits - 1)
}

/** How many of the ascending values are less than `edge`. */
function countBelow(sorted: readonly number[], edge: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < edge) low = middle + 1
    else high = middle
  }
  return low
}

const significant = (value: number): number => value.toExponential().split('e')[0]?.replace(/[-.]/g, '').length ?? 1

/** The classes in words, least first: "< 8%", "8–12%", "≥ 20%". */
export function legendOf(scale: Scale, unit: Unit, theme: ChartTheme): LegendEntry[] {
  const { breaks, colours } = scale
  if (colours.length < 2) return []
  const written = (value: number): string =>
    unit === 'rate' ? theme.format.percent(value) : theme.format.compact(value)
  return colours.map((colour, i) => {
    const from = breaks[i - 1]
    const to = breaks[i]
    const label =
      from === undefined
        ? below(to ?? 0, scale.whole && unit === 'count', written)
        : to === undefined
          ? `≥ ${written(from)}`
          : between(from, to, scale.whole && unit === 'count', written)
    return { label, colour, hatched: false }
  })
}

/** Counts below one are none. */
const below = (to: number, whole: boolean, written: (value: number) => string): string =>
  whole && to === 1 ? written(0) : `< ${written(to)}`

function between(from: number, to: number, whole: boolean, written: (value: number) => string): string {
  if (!whole || to > 1000) return `${written(from).replace(/%$/, '')}–${written(to)}`
  return to - from === 1 ? written(from) : `${written(from)}–${written(to - 1)}`
}
