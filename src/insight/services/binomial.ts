/** Terms below this share of the largest do not change a sum in double precision. */
const negligible = 1e-18

/**
 * The points below which a share of R/n lies with the given probabilities, for R ~ Binomial(`n`, `rate`), each 0-1 and
 * interpolated between whole cases: (r − α)/n with r the least whole number of which P(R ≤ r) ≥ p and
 * α = (P(R ≤ r) − p) / P(R = r) (Spiegelhalter 2005, Statistics in Medicine 24:1185, appendix A.1.1). The sums are exact
 * but for rounding. Below 0 it is cut. `n` is a whole number of at least 1.
 */
export function binomialPoints(n: number, rate: number, probabilities: readonly number[]): number[] {
  if (rate <= 0) return probabilities.map(() => 0)
  if (rate >= 1) return probabilities.map(() => 1)
  const { first, terms } = distribution(n, rate)
  const order = probabilities.map((p, i) => ({ p, i })).sort((a, b) => a.p - b.p)
  const found = probabilities.map(() => 1)
  let [below, k] = [0, 0]
  for (const { p, i } of order) {
    while (k < terms.length - 1 && below + (terms[k] ?? 0) < p) {
      below += terms[k] ?? 0
      k += 1
    }
    const term = terms[k] ?? 0
    const alpha = term > 0 ? (below + term - p) / term : 0
    found[i] = Math.max(0, Math.min(1, (first + k - alpha) / n))
  }
  return found
}

/** P(R = k) from `first` on, those that are not negligible; they sum to 1. Built outwards from the most likely k, so nothing underflows. */
function distribution(n: number, rate: number): { readonly first: number; readonly terms: readonly number[] } {
  const odds = rate / (1 - rate)
  const mode = Math.min(n, Math.floor((n + 1) * rate))
  const up: number[] = [1]
  for (let k = mode; k < n; k++) {
    const next = ((up.at(-1) ?? 0) * (n - k) * odds) / (k + 1)
    if (next < negligible) break
    up.push(next)
  }
  const down: number[] = []
  let term = 1
  for (let k = mode; k > 0; k--) {
    term = (term * k) / ((n - k + 1) * odds)
    if (term < negligible) break
    down.push(term)
  }
  const terms = [...down.reverse(), ...up]
  const sum = terms.reduce((all, each) => all + each, 0)
  return { first: mode - down.length, terms: terms.map(each => each / sum) }
}
