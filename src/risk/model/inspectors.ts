import { predict } from './predict'
import type { RiskModel } from './riskModel'
import type { VisitSamples } from './samples'

/** What an inspector finds against what a model that does not know them expects at the businesses they visited. */
export interface InspectorEffect {
  /** Stands for the inspector: numbered by visits, most first. The id itself never leaves this function's `ids`. */
  readonly pseudonym: string
  readonly visits: number
  readonly critical: number
  /** Critical findings that the model expects at these visits. */
  readonly expected: number
  /** Found over expected, shrunk: 1 is what is expected, 2 is twice that. */
  readonly ratio: number
  /** About 95 % of the posterior. */
  readonly interval: readonly [number, number]
}

/** Normal quantile of 97.5 %. */
const z = 1.96

/**
 * The effect of each inspector, adjusted for what they visited, the strictest first; visits without an inspector count
 * for nobody. `model` must not have the inspector term. Empirical Bayes for ratios of counts: found ~ Poisson(ratio ·
 * expected), ratio ~ Gamma, whose mean and variance are those between inspectors beyond chance (Clayton and Kaldor 1987;
 * moments: Marshall 1991). `ids` gives the inspector of each row of the list.
 */
export function inspectorEffects(
  model: RiskModel,
  samples: VisitSamples,
): { readonly effects: readonly InspectorEffect[]; readonly ids: readonly string[] } {
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
  const all = [...known].sort(([a, x], [b, y]) => y.visits - x.visits || (a < b ? -1 : 1))
  const expected = all.reduce((sum, [, each]) => sum + each.expected, 0)
  const mean = all.reduce((sum, [, each]) => sum + each.critical, 0) / Math.max(expected, 1e-9)
  const spread = all.reduce((sum, [, each]) => sum + each.expected * (each.critical / each.expected - mean) ** 2, 0) / Math.max(expected, 1e-9) // biome-ignore format: one sum
  // Between inspectors, beyond what chance alone brings; never none, so that everybody is shrunk by something finite.
  const between = Math.max(spread - (mean * all.length) / Math.max(expected, 1e-9), 1e-4)
  const [alpha, beta] = [(mean * mean) / between, mean / between]
  const list = all.map(([id, of], i) => {
    const ratio = (of.critical + alpha) / (of.expected + beta)
    const half = (z * Math.sqrt(of.critical + alpha)) / (of.expected + beta)
    const effect: InspectorEffect = {
      pseudonym: `inspector ${i + 1}`,
      ...of,
      ratio,
      interval: [Math.max(0, ratio - half), ratio + half],
    }
    return { id, effect }
  })
  list.sort((a, b) => b.effect.ratio - a.effect.ratio)
  return { effects: list.map(({ effect }) => effect), ids: list.map(({ id }) => id) }
}
