/**
 * P(|Z| ≥ |z|) of a standard normal: the complementary error function by its continued fraction for large arguments and
 * its series for small ones (M. Abramowitz and I. Stegun, "Handbook of Mathematical Functions", 1964, 7.1.5 and 7.1.14).
 */
export function twoSided(z: number): number {
  const x = Math.abs(z) / Math.SQRT2
  if (x < 2) {
    let [sum, term] = [x, x]
    for (let n = 1; Math.abs(term) > 1e-17; n++) {
      term *= (-x * x) / n
      sum += term / (2 * n + 1)
    }
    return Math.max(0, 1 - (2 / Math.sqrt(Math.PI)) * sum)
  }
  let fraction = 0
  for (let n = 60; n >= 1; n--) fraction = n / 2 / (x + fraction)
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction)
}
