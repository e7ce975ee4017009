/** How fast level, slope and season follow what comes; `phi` damps the slope. A part that is not there has 0. */
export interface Smoothing {
  readonly alpha: number
  readonly beta: number
  readonly phi: number
  readonly gamma: number
}

/** What is smoothed: a linear model in the values of `columns`, observed where `seen` is 1. */
export interface Design {
  readonly values: Float64Array
  readonly seen: Uint8Array
  /** Each column has its past and then its future: `values.length + horizon` numbers. */
  readonly columns: readonly Float64Array[]
  /** Length of the season that `gamma` renews. */
  readonly period: number
  readonly horizon: number
}

export interface Fitted {
  /** Sum of the squared one-step errors, of `observed` values. */
  readonly squares: number
  readonly observed: number
  readonly coefficients: Float64Array
  /** What is expected 1 to `horizon` steps ahead. */
  readonly ahead: Float64Array
  /** The variance of its error there, over that of a one-step error. */
  readonly spread: Float64Array
}

/**
 * Exponential smoothing in its innovations form with regression on columns (Hyndman, Koehler, Ord and Snyder 2008,
 * chapters 2 and 9): value = columns × coefficients + level + damped slope + season + error, all states from zero. The
 * one-step errors are linear in the coefficients, so for given smoothing these are least squares, exactly; the first
 * level, slope and season are columns, too. Where nothing was seen the states go on without an error.
 *
 * `spread` is 1 + the sum of the squared weights of the errors between (the same, table 6.2), and what not knowing the
 * coefficients adds. Null where the columns cannot be told apart.
 */
export function fitted(design: Design, smoothing: Smoothing, wanted: boolean): Fitted | null {
  const { values, columns, horizon } = design
  const n = values.length
  const own = filtered(design, values, smoothing)
  const all = columns.map(column => filtered(design, column, smoothing))
  const k = all.length
  const normal = new Float64Array(k * k)
  const right = new Float64Array(k)
  for (let i = 0; i < k; i++) {
    const a = all[i]?.errors ?? own.errors
    for (let j = 0; j <= i; j++) {
      const b = all[j]?.errors ?? own.errors
      let sum = 0
      for (let t = 0; t < n; t++) sum += (a[t] ?? 0) * (b[t] ?? 0)
      normal[i * k + j] = sum
    }
    let sum = 0
    for (let t = 0; t < n; t++) sum += (a[t] ?? 0) * (own.errors[t] ?? 0)
    right[i] = sum
  }
  const root = cholesky(normal, k)
  if (root === null) return null
  const coefficients = backward(root, forward(root, right, k), k)
  let squares = 0
  let observed = 0
  for (let t = 0; t < n; t++) {
    if (design.seen[t] !== 1) continue
    let error = own.errors[t] ?? 0
    for (let i = 0; i < k; i++) error -= (coefficients[i] ?? 0) * (all[i]?.errors[t] ?? 0)
    squares += error * error
    observed += 1
  }
  const ahead = new Float64Array(wanted ? horizon : 0)
  const spread = new Float64Array(wanted ? horizon : 0)
  let between = 0
  let slope = 0
  const gradient = new Float64Array(k)
  for (let h = 0; h < ahead.length; h++) {
    let mean = own.ahead[h] ?? 0
    for (let i = 0; i < k; i++) {
      gradient[i] = (columns[i]?.[n + h] ?? 0) - (all[i]?.ahead[h] ?? 0)
      mean += (coefficients[i] ?? 0) * (gradient[i] ?? 0)
    }
    ahead[h] = mean
    const unknown = forward(root, gradient, k).reduce((sum, each) => sum + each * each, 0)
    spread[h] = 1 + between + unknown
    slope += smoothing.phi ** (h + 1)
    const weight = smoothing.alpha + smoothing.beta * slope + ((h + 1) % design.period === 0 ? smoothing.gamma : 0)
    between += weight * weight
  }
  return { squares, observed, coefficients, ahead, spread }
}

/** One-step errors of a column from zero states, and what the states then expect. */
function filtered({ seen, period, horizon, values }: Design, column: Float64Array, by: Smoothing) {
  const n = values.length
  const errors = new Float64Array(n)
  const season = new Float64Array(by.gamma > 0 ? period : 1)
  const m = season.length
  let level = 0
  let slope = 0
  for (let t = 0; t < n; t++) {
    const moved = level + by.phi * slope
    const error = seen[t] === 1 ? (column[t] ?? 0) - moved - (season[t % m] ?? 0) : 0
    errors[t] = error
    level = moved + by.alpha * error
    slope = by.phi * slope + by.beta * error
    if (by.gamma > 0) season[t % m] = (season[t % m] ?? 0) + by.gamma * error
  }
  const ahead = new Float64Array(horizon)
  let damped = 0
  for (let h = 0; h < horizon; h++) {
    damped += by.phi ** (h + 1)
    ahead[h] = level + slope * damped + (season[(n + h) % m] ?? 0)
  }
  return { errors, ahead }
}

/** Lower triangle L of a symmetric matrix L L' (its lower half is read); null where it is not safely positive definite. */
function cholesky(matrix: Float64Array, k: number): Float64Array | null {
  const root = new Float64Array(k * k)
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * k + j] ?? 0
      for (let l = 0; l < j; l++) sum -= (root[i * k + l] ?? 0) * (root[j * k + l] ?? 0)
      if (i !== j) {
        root[i * k + j] = sum / (root[j * k + j] ?? 1)
        continue
      }
      if (!(sum > 1e-9 * Math.max(matrix[i * k + i] ?? 0, 1e-12))) return null
      root[i * k + i] = Math.sqrt(sum)
    }
  }
  return root
}

function forward(root: Float64Array, right: Float64Array, k: number): Float64Array {
  const found = new Float64Array(k)
  for (let i = 0; i < k; i++) {
    let sum = right[i] ?? 0
    for (let j = 0; j < i; j++) sum -= (root[i * k + j] ?? 0) * (found[j] ?? 0)
    found[i] = sum / (root[i * k + i] ?? 1)
  }
  return found
}

function backward(root: Float64Array, right: Float64Array, k: number): Float64Array {
  const found = new Float64Array(k)
  for (let i = k - 1; i >= 0; i--) {
    let sum = right[i] ?? 0
    for (let j = i + 1; j < k; j++) sum -= (root[j * k + i] ?? 0) * (found[j] ?? 0)
    found[i] = sum / (root[i * k + i] ?? 1)
  }
  return found
}
