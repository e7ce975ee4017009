import { predict } from './predict'
import type { RiskModel } from './riskModel'
import type { VisitSamples } from './samples'

/** What an inspector finds against what a model that does not know them expects at the businesses they visited. */
export interface InspectorEffect {
  /** Stands for the inspector: 1 visited most. The id itself never leaves this function's `ids`. */
  readonly pseudonym: number
  readonly visits: number
  readonly critical: number
  /** Critical findings that the model expects at these visits. */
  readonly expected: number
  /** Found over expected, shrunk: 1 is what is expected, 2 is twice that. */
  readonly ratio: number
  /** About 95 % of the posterior. */
  readonly interval: readonly [number, number]
}

export interface InspectorEffects {
  /** The strictest first. */
  readonly effects: readonly InspectorEffect[]
  /** The inspector of each row of the list. */
  readonly ids: readonly string[]
  /** Found over expected of all of them together. */
  readonly mean: number
  /** Variance of the ratio between inspectors, beyond what chance brings. */
  readonly between: number
}

/** Normal quantile of 97.5 %. */
const z = 1.96

/** By code points, as the engine sorts text. */
export function byCodePoints(a: string, b: string): number {
  const [x, y] = [Array.from(a), Array.from(b)]
  const at = x.findIndex((char, i) => char !== y[i])
  return at < 0 ? x.length - y.length : (x[at]?.codePointAt(0) ?? 0) - (y[at]?.codePointAt(0) ?? -1)
}

/** The number that stands for each inspector: by visits, most first, then by id. `queries/integrity.ts` counts alike. */
export function pseudonymsOf(visits: readonly { readonly inspector: string | null }[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { inspector } of visits) if (inspector !== null) counts.set(inspector, (counts.get(inspector) ?? 0) + 1)
  const order = [...counts].sort(([a, x], [b, y]) => y - x || byCodePoints(a, b))
  return new Map(order.map(([id], i) => [id, i + 1]))
}

/**
 * The effect of each inspector, adjusted for what they visited, the strictest first; visits without an inspector count
 * for nobody. `model` must not have the inspector term. Empirical Bayes for ratios of counts: found ~ Poisson(ratio ·
 * expected), ratio ~ Gamma, whose mean and variance are those between inspectors beyond chance (Clayton and Kaldor 1987;
 * moments: Marshall 1991).
 */
export function inspectorEffects(
  model: RiskModel,
  samples: VisitSamples,
  pseudonyms: ReadonlyMap<string, number> = pseudonymsOf(samples.visits),
): InspectorEffects {
  if (model.inspector) throw new RangeError('inspectors are judged by a model that does not know them')
  const chances = predict(model, samples)
  const known = new Map<string, { visits: number; critical: number; expected: number }>()
  samples.visits.forEach(({ inspector, critical }, i) => {
    if (inspector === null) return
    const of = known.get(inspector) ?? { visits: 0, critical: 0, expected: 0 }
    known.set(inspector, {
      visits: of.visits + 1,
      critical: of.critical + critical,
      expected: of.expected + (chances[i] ?? 0),
    })
  })
  const all = [...known].sort(([a, x], [b, y]) => y.visits - x.visits || byCodePoints(a, b))
  const expected = all.reduce((sum, [, each]) => sum + each.expected, 0)
  const mean = all.reduce((sum, [, each]) => sum + each.critical, 0) / Math.max(expected, 1e-9)
  const spread = all.reduce((sum, [, each]) => sum + each.expected * (each.critical / each.expected - mean) ** 2, 0) / Math.max(expected, 1e-9) // biome-ignore format: one sum
  // Between inspectors, beyond what chance alone brings; never none, so that everybody is shrunk by something finite.
  const between = Math.max(spread - (mean * all.length) / Math.max(expected, 1e-9), 1e-4)
  const [alpha, beta] = [(mean * mean) / between, mean / between]
  const list = all.map(([id, of]) => {
    const ratio = (of.critical + alpha) / (of.expected + beta)
    const half = (z * Math.sqrt(of.critical + alpha)) / (of.expected + beta)
    const effect: InspectorEffect = {
      pseudonym: pseudonyms.get(id) ?? 0,
      ...of,
      ratio,
      interval: [Math.max(0, ratio - half), ratio + half],
    }
    return { id, effect }
  })
  list.sort((a, b) => b.effect.ratio - a.effect.ratio)
  return { effects: list.map(({ effect }) => effect), ids: list.map(({ id }) => id), mean, between }
}
