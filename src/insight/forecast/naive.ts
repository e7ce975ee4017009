import type { Foretold, Past } from './models'
import { studentQuantile } from './quantiles'

/** `last`: as many as in the last bucket; `season`: as many as in the same bucket a year before. */
export type NaiveKind = 'last' | 'season'

/** With fewer errors of so many steps ahead, those of one step are spread as of a random walk. */
const enough = 12

/**
 * A naive forecast with its intervals: as wide as it missed by, in the history, so many buckets ahead. Where the history
 * is too short to tell, the variance of one-step errors grows with every step, of the seasonal one with every year
 * (Hyndman and Athanasopoulos, FPP3, 5.2 and 5.5). What is missing is taken from the season, or the bucket, before. Null
 * without a value to repeat or errors to judge by.
 */
export function naive(kind: NaiveKind, { values, slots, period }: Past): Foretold[] | null {
  const lag = kind === 'last' ? 1 : period
  const n = values.length
  if (n < lag) return null
  const filled: (number | null)[] = []
  for (const [t, y] of values.entries()) filled.push(y ?? filled[t - lag] ?? null)
  const errorsOver = (back: number): number[] =>
    values.flatMap((y, t) => {
      const before = filled[t - back] ?? null
      return y === null || before === null ? [] : [y - before]
    })
  const one = errorsOver(lag)
  if (one.length === 0) return null
  const found: Foretold[] = []
  for (let h = 0; h < slots.length - n; h++) {
    const point = filled[n - lag + (h % lag)] ?? null
    if (point === null) return null
    const steps = Math.floor(h / lag) + 1
    const own = steps === 1 ? one : errorsOver(steps * lag)
    const told = own.length >= enough
    const errors = told ? own : one
    const error = deviation(errors) * (told ? 1 : Math.sqrt(steps))
    const [t80, t95] = [studentQuantile(0.9, errors.length), studentQuantile(0.975, errors.length)]
    const low = (t: number): number => Math.max(0, point - t * error)
    found.push({ point, low80: low(t80), high80: point + t80 * error, low95: low(t95), high95: point + t95 * error })
  }
  return found
}

const deviation = (errors: readonly number[]): number =>
  Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length)
