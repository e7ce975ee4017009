/** The scale on which a model is additive: `log` makes trend and season multiply, `sqrt` evens the spread of small counts. */
export type Scale = 'identity' | 'sqrt' | 'log'

/** What Anscombe (1948) adds under the root, so that the spread of a Poisson count hardly depends on its mean. */
const anscombe = 3 / 8

interface ScaleOf {
  /** Of a count `y` on `exposure` days. */
  readonly to: (y: number, exposure: number) => number
  /** Back to a count, never below 0. It keeps quantiles: the middle of the distribution comes back as its median. */
  readonly from: (z: number, exposure: number) => number
  /** Logarithm of the derivative of `to`: makes likelihoods of several scales comparable. */
  readonly slope: (y: number, exposure: number) => number
}

export const scales: Readonly<Record<Scale, ScaleOf>> = {
  identity: {
    to: (y, exposure) => y / exposure,
    from: (z, exposure) => Math.max(0, z * exposure),
    slope: (_y, exposure) => -Math.log(exposure),
  },
  sqrt: {
    to: (y, exposure) => Math.sqrt((y + anscombe) / exposure),
    from: (z, exposure) => Math.max(0, Math.max(0, z) ** 2 * exposure - anscombe),
    slope: (y, exposure) => -0.5 * Math.log(4 * (y + anscombe) * exposure),
  },
  log: {
    to: (y, exposure) => Math.log(y / exposure),
    from: (z, exposure) => Math.exp(z) * exposure,
    slope: y => -Math.log(y),
  },
}
