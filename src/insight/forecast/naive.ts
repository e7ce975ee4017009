import type { Foretold, Past } from './models'
import { studentQuantile } from './quantiles'

/** `last`: as many as in the last bucket; `season`: as many as in the same bucket a year before. */
export type NaiveKind = 'last' | 'season'

/**
 * A naive forecast with its intervals (Hyndman and Athanasopoulos, FPP3, 5.2 and 5.5: the variance grows with every step,
 * of the seasonal one with every year), from the spread of its own one-step errors. What is missing is taken from the
 * season, or the bucket, before. Null without a value to repeat or errors to judge by.
 */
export function naive(kind: NaiveKind, { values, slots, period }: Past): Foretold[] | null {
  const lag = kind === 'last' ? 1 : period
  const n = values.length
  if (n < lag) return null
  const filled: (number | null)[] = []
  const errors: number[] = []
  for (const [t, y] of values.entries()) {
    const before = filled[t - lag] ?? null
    if (y !== null && before !== null) errors.push(y - before)
    filled.push(y ?? before)
  }
  if (errors.length === 0) return null
  const sigma = Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length)
  const [t80, t95] = [studentQuantile(0.9, errors.length), studentQuantile(0.975, errors.length)]
  const found: Foretold[] = []
  for (let h = 0; h < slots.length - n; h++) {
    const point = filled[n - lag + (h % lag)] ?? null
    if (point === null) return null
    const error = sigma * Math.sqrt(Math.floor(h / lag) + 1)
    const low = (t: number): number => Math.max(0, point - t * error)
    found.push({ point, low80: low(t80), high80: point + t80 * error, low95: low(t95), high95: point + t95 * error })
  }
  return found
}
