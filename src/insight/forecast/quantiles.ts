/**
 * Quantile of the standard normal distribution, 0 < p < 1 (P. J. Acklam's rational approximation; relative error below
 * 1.2e-9).
 */
export function normalQuantile(p: number): number {
  const low = 0.02425
  if (p < low || p > 1 - low) {
    const q = Math.sqrt(-2 * Math.log(Math.min(p, 1 - p)))
    const tail = ratio(
      q,
      [
        -7.784894002430293e-3, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
        2.938163982698783,
      ],
      [7.784695709041462e-3, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1],
    )
    return p < low ? tail : -tail
  }
  const q = p - 0.5
  return (
    q *
    ratio(
      q * q,
      [
        -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
        2.506628277459239,
      ],
      [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1],
    )
  )
}

const polynomial = (x: number, of: readonly number[]): number => of.reduce((sum, each) => sum * x + each, 0)
const ratio = (x: number, over: readonly number[], under: readonly number[]): number =>
  polynomial(x, over) / polynomial(x, under)

/**
 * Quantile of Student's t with `freedom` degrees, 0 < p < 1 (G. W. Hill 1970, Algorithm 396, here by its series around
 * the normal quantile; exact for 1 and 2 degrees, within 0.2 % for 4 and more and probabilities up to 0.975).
 */
export function studentQuantile(p: number, freedom: number): number {
  if (freedom <= 1) return Math.tan(Math.PI * (p - 0.5))
  if (freedom < 3) return (2 * p - 1) / Math.sqrt(2 * p * (1 - p))
  const z = normalQuantile(p)
  const z2 = z * z
  const g1 = (z * (z2 + 1)) / 4
  const g2 = (z * (5 * z2 * z2 + 16 * z2 + 3)) / 96
  const g3 = (z * (3 * z2 ** 3 + 19 * z2 * z2 + 17 * z2 - 15)) / 384
  const g4 = (z * (79 * z2 ** 4 + 776 * z2 ** 3 + 1482 * z2 * z2 - 1920 * z2 - 945)) / 92_160
  return z + g1 / freedom + g2 / freedom ** 2 + g3 / freedom ** 3 + g4 / freedom ** 4
}
