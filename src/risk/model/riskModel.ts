import * as z from 'zod/mini'
import '../zodWords'
import { riskError } from '../faults'
import { edited, readJson, sealOf, wrongField } from '../seal'
import { type FeatureSettings, factorKeys, isNumericKey, type NumericKey, numericFeatures } from './features'

const finite = z.number()
const positive = finite.check(z.positive())
const isoDay = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/, 'not a day (YYYY-MM-DD)'))

const settings = z.strictObject({
  historyDays: positive,
  historyPrior: positive,
  inspectorDays: positive,
  inspectorPrior: positive,
  nearKm: positive,
  nearDays: positive,
  nearLongDays: positive,
  nearPrior: positive,
  sameKm: positive,
  sameDays: positive,
  samePrior: positive,
  complaintKm: positive,
  complaintDays: positive,
}) satisfies z.ZodMiniType<FeatureSettings>

export const modelSchema = z.strictObject({
  format: z.literal(1, 'a model of another version; train it anew'),
  kind: z.literal('risk-model'),
  name: z.string().check(z.minLength(1), z.maxLength(200)),
  /** Whether the inspector of a visit is a feature. */
  inspector: z.boolean(),
  /** Penalty on the coefficients of centred and scaled features. */
  ridge: positive,
  settings,
  training: z.strictObject({
    from: isoDay,
    /** Last day of an outcome that was learned from. */
    to: isoDay,
    rows: z.int().check(z.positive()),
    critical: z.int().check(z.positive()),
  }),
  /** Hashes of the extracts that it was trained on, by file. */
  extracts: z.record(z.string(), z.string()),
  intercept: finite,
  numbers: z.array(
    z.strictObject({
      key: z.string().check(z.refine(isNumericKey, 'no feature of this version')),
      mean: finite,
      scale: positive,
      /** Log-odds for one `scale` above the mean. */
      coefficient: finite,
    }),
  ),
  factors: z.array(
    z.strictObject({
      key: z.enum(factorKeys),
      /** `~rare` stands for those of `rare`; levels that neither names are unknown and score as the mean. */
      levels: z.array(
        z.strictObject({ level: z.string(), share: finite.check(z.minimum(0), z.maximum(1)), coefficient: finite }),
      ),
      rare: z.array(z.string()),
    }),
  ),
  /** Features that these extracts do not have, or that are the same everywhere. */
  dropped: z.array(z.string()),
})

/** A trained model as it is kept: everything that scoring needs. */
export type RiskModel = z.infer<typeof modelSchema>

/** Log-odds of a feature for one `scale` above its mean; 0 of a factor, whose levels have their own. */
export const coefficientOf = (model: RiskModel, key: string): number =>
  model.numbers.find(each => each.key === key)?.coefficient ?? 0

export const rareLevel = '~rare'

/** Reads a model that was exported by itself. Throws as `parseSealedModel`. */
export const parseModel = (text: string, name: string): RiskModel => parseSealedModel(readJson(text, name), name)

/**
 * Reads a model of a file of its own. Throws a RiskError as `parseModelValue`, and where the content is not the one that
 * was sealed, or has no seal: then nobody can tell whether it was edited.
 */
export function parseSealedModel(json: unknown, name: string): RiskModel {
  const { hash, ...content } = (typeof json === 'object' && json !== null ? json : {}) as Record<string, unknown>
  const model = parseModelValue(content, name)
  if (hash === undefined)
    throw riskError(
      'file_unsealed',
      { file: name },
      `${name}: it has no seal ("hash"), so it cannot be told whether it was edited: export the model again, or train it anew`,
    )
  if (hash !== sealOf(model)) throw edited(name, String(hash))
  return model
}

/**
 * Reads a model from JSON. Throws a RiskError that names the field for one that is damaged, of another version or changed
 * so that it does not fit: unknown or repeated features, numbers that are none, a training window that runs backwards.
 */
export function parseModelValue(json: unknown, name: string): RiskModel {
  const found = modelSchema.safeParse(json)
  if (!found.success) {
    const [first] = found.error.issues
    throw wrongField(name, first?.path.join('.') || 'model', first?.message ?? 'cannot be read')
  }
  const model = found.data
  const twice = (keys: readonly string[]): string | undefined => keys.find((key, i) => keys.indexOf(key) !== i)
  const repeated = twice(model.numbers.map(({ key }) => key)) ?? twice(model.factors.map(({ key }) => key))
  if (repeated !== undefined) throw wrongField(name, 'numbers', `the feature "${repeated}" occurs twice`)
  for (const { key, levels } of model.factors) {
    const level = twice(levels.map(each => each.level))
    if (level !== undefined) throw wrongField(name, `factors.${key}`, `the level "${level}" occurs twice`)
  }
  const term = model.numbers.find(({ key }) => numericFeatures.some(each => each.key === key && each.inspector))
  if (term && !model.inspector)
    throw wrongField(name, 'numbers', `"${term.key}" in a model that says it has no inspector term`)
  if (model.training.from > model.training.to)
    throw wrongField(name, 'training', `${model.training.from} lies after ${model.training.to}`)
  if (model.training.critical > model.training.rows)
    throw wrongField(name, 'training.critical', `${model.training.critical} of ${model.training.rows} rows`)
  return model
}

/** The level that a value stands for: itself, the pool of rare ones, or none: then it scores as the mean. */
export function levelOf({ levels, rare }: RiskModel['factors'][number], value: string | null): string | null {
  if (value === null) return null
  if (rare.includes(value)) return rareLevel
  return levels.some(({ level }) => level === value) ? value : null
}

/** A model as a file of its own, sealed. */
export const formatModel = (model: RiskModel): string =>
  `${JSON.stringify({ ...model, hash: sealOf(model) }, null, 2)}\n`

/** The place of a feature in `numericFeatures`. */
export const placeOf = (key: string): number => numericFeatures.findIndex(each => each.key === (key as NumericKey))
