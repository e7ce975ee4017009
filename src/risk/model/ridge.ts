import { riskError } from '../faults'

/** Rows of numbers, one after another: `columns` of them each. */
export interface Matrix {
  readonly rows: number
  readonly columns: number
  readonly data: Float64Array
}

export interface RidgeFit {
  readonly intercept: number
  readonly coefficients: Float64Array
  readonly iterations: number
  readonly converged: boolean
}

const mostIterations = 50
const tolerance = 1e-8
/** Weights below it make the step wild where features separate the outcomes. */
const leastWeight = 1e-9

export const logistic = (x: number): number => 1 / (1 + Math.exp(-x))

/**
 * Logistic regression with a ridge penalty on all coefficients but the intercept: maximises Σ log-likelihood −
 * ridge/2 · Σ β² by iteratively reweighted least squares (Newton's method: Hastie, Tibshirani, Friedman, Elements of
 * Statistical Learning, §4.4.1; with the penalty: le Cessie and van Houwelingen, 1992), steps halved where they do not
 * improve. Outcomes are 0 or 1 and must be of both kinds; throws a RiskError otherwise. With a ridge above 0 the result is
 * finite also where features separate the outcomes or are constant.
 */
export function fitRidge(x: Matrix, y: Uint8Array, ridge: number): RidgeFit {
  const { rows, columns, data } = x
  const positive = y.reduce((sum, value) => sum + value, 0)
  if (positive === 0 || positive === rows)
    throw riskError(
      'train_one_outcome',
      { n: rows, critical: positive },
      `the model needs outcomes of both kinds: ${positive} of ${rows} are critical`,
    )
  if (!(ridge > 0)) throw new RangeError(`the ridge must be above 0: ${ridge}`)
  const size = columns + 1
  let beta = new Float64Array(size)
  beta[0] = Math.log(positive / (rows - positive))
  const linear = new Float64Array(rows)
  let value = objective(x, y, beta, ridge, linear)
  for (let iteration = 1; iteration <= mostIterations; iteration++) {
    const hessian = new Float64Array(size * size)
    const gradient = new Float64Array(size)
    for (let i = 0; i < rows; i++) {
      const p = logistic(linear[i] ?? 0)
      const weight = Math.max(p * (1 - p), leastWeight)
      const rest = (y[i] ?? 0) - p
      const at = i * columns
      gradient[0] = (gradient[0] ?? 0) + rest
      hessian[0] = (hessian[0] ?? 0) + weight
      for (let j = 0; j < columns; j++) {
        const xj = data[at + j] ?? 0
        if (xj === 0) continue
        gradient[j + 1] = (gradient[j + 1] ?? 0) + xj * rest
        const wx = weight * xj
        const row = (j + 1) * size
        hessian[row] = (hessian[row] ?? 0) + wx
        for (let k = 0; k <= j; k++) hessian[row + k + 1] = (hessian[row + k + 1] ?? 0) + wx * (data[at + k] ?? 0)
      }
    }
    for (let j = 1; j < size; j++) {
      gradient[j] = (gradient[j] ?? 0) - ridge * (beta[j] ?? 0)
      hessian[j * size + j] = (hessian[j * size + j] ?? 0) + ridge
    }
    const step = solve(hessian, gradient, size)
    let scale = 1
    let next = beta
    let reached = Number.NEGATIVE_INFINITY
    for (; scale > 1e-6; scale /= 2) {
      next = beta.map((b, j) => b + scale * (step[j] ?? 0))
      reached = objective(x, y, next, ridge, linear)
      if (reached >= value - Math.abs(value) * 1e-14) break
    }
    beta = next
    const moved = scale * step.reduce((most, each) => Math.max(most, Math.abs(each)), 0)
    value = reached
    if (moved < tolerance) return result(beta, iteration, true)
  }
  return result(beta, mostIterations, false)
}

const result = (beta: Float64Array, iterations: number, converged: boolean): RidgeFit => ({
  intercept: beta[0] ?? 0,
  coefficients: beta.slice(1),
  iterations,
  converged,
})

/** The penalised log-likelihood; leaves the linear predictor of each row in `linear`. */
function objective(x: Matrix, y: Uint8Array, beta: Float64Array, ridge: number, linear: Float64Array): number {
  const { rows, columns, data } = x
  let sum = 0
  for (let i = 0; i < rows; i++) {
    let eta = beta[0] ?? 0
    const at = i * columns
    for (let j = 0; j < columns; j++) eta += (data[at + j] ?? 0) * (beta[j + 1] ?? 0)
    linear[i] = eta
    // log(1 + e^η) without overflow.
    sum += (y[i] ?? 0) * eta - (eta > 0 ? eta + Math.log1p(Math.exp(-eta)) : Math.log1p(Math.exp(eta)))
  }
  for (let j = 1; j < beta.length; j++) sum -= (ridge / 2) * (beta[j] ?? 0) ** 2
  return sum
}

/** Solves a symmetric positive definite system of which the lower triangle is given, by Cholesky's decomposition. */
function solve(lower: Float64Array, right: Float64Array, size: number): Float64Array {
  const l = lower.slice()
  const at = (i: number, j: number): number => l[i * size + j] ?? 0
  for (let j = 0; j < size; j++) {
    for (let i = j; i < size; i++) {
      let sum = at(i, j)
      for (let k = 0; k < j; k++) sum -= at(i, k) * at(j, k)
      l[i * size + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / at(j, j)
    }
  }
  const z = right.slice()
  for (let i = 0; i < size; i++) {
    let sum = z[i] ?? 0
    for (let k = 0; k < i; k++) sum -= at(i, k) * (z[k] ?? 0)
    z[i] = sum / at(i, i)
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = z[i] ?? 0
    for (let k = i + 1; k < size; k++) sum -= at(k, i) * (z[k] ?? 0)
    z[i] = sum / at(i, i)
  }
  return z
}
