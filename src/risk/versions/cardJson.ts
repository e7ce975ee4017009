import * as z from 'zod/mini'
import { modelSchema, parseModelValue } from '../model/riskModel'
import { indicatorKeys, overrideKeys, riskClasses, type Scorecard } from '../scorecard'
import { wrongField } from '../seal'

const within = (least: number, most: number) => z.number().check(z.minimum(least), z.maximum(most))
const share = within(0, 1)
const days = z.int().check(z.minimum(1), z.maximum(36_500))
const positive = z.number().check(z.positive(), z.maximum(1_000))
const every = <Key extends string, Value extends z.ZodMiniType>(keys: readonly Key[], value: Value) =>
  z.strictObject(Object.fromEntries(keys.map(key => [key, value])) as Record<Key, Value>)

const settings = z
  .strictObject({
    tiers: every(['high', 'middle', 'low'], share),
    results: every(['ok', 'minor', 'problem', 'unreachable', 'critical', 'uncooperative'], share),
    resultHalfLifeMonths: positive,
    visitDays: days,
    visitPrior: positive,
    overdueDays: days,
    openItem: share,
    repeats: positive,
    unvisitedDays: days,
    complaintHalfLifeDays: positive,
    complaintDays: days,
    complaintWeights: every(['substantiated', 'unknown', 'duplicate', 'unfounded'], share),
    substantiatedPrior: positive,
    overdueShare: share,
    repeatShare: share,
    permit: every(['expired', 'within30', 'within90', 'none'], share),
    youngYears: within(0, 100),
    grownYears: positive,
    surroundingDays: days,
    percentile: within(0.5, 1),
    smallIndustry: z.int().check(z.minimum(1), z.maximum(100_000)),
    operatingDays: days,
  })
  .check(
    z.refine(({ youngYears, grownYears }) => youngYears < grownYears, {
      path: ['grownYears'],
      message: 'must be more than youngYears',
    }),
  )

const rising = ([b, c, d]: readonly [number, number, number]): boolean => b <= c && c <= d

const schema = z.strictObject({
  weights: every(indicatorKeys, within(0, 100)).check(
    z.refine(
      weights => Object.values<number>(weights).some(weight => weight > 0),
      'one weight at least must be above 0',
    ),
  ),
  settings,
  thresholds: z.discriminatedUnion('by', [
    z.strictObject({
      by: z.literal('value'),
      bounds: z.tuple([within(0, 100), within(0, 100), within(0, 100)]).check(z.refine(rising, 'must rise')),
    }),
    z.strictObject({ by: z.literal('percentile'), bounds: z.tuple([share, share, share]).check(z.refine(rising, 'must rise')) }),
  ]),
  overrides: every(overrideKeys, z.nullable(z.enum(riskClasses))),
  model: z.optional(modelSchema),
}) satisfies z.ZodMiniType<Scorecard> // biome-ignore format: a rule a line

/** What is wrong with a value that should be a scorecard, by its field; null for one that is right. */
export function cardFault(value: unknown): { readonly field: string; readonly why: string } | null {
  const found = schema.safeParse(value)
  if (found.success) return null
  const [first] = found.error.issues
  return { field: first?.path.join('.') || 'card', why: first?.message ?? 'cannot be read' }
}

/** Reads a scorecard that was kept or exported. Throws a RiskError that names `name` and the field. */
export function readCard(value: unknown, name: string): Scorecard {
  const fault = cardFault(value)
  if (fault !== null) throw wrongField(name, fault.field, fault.why)
  const { model, ...card } = schema.parse(value)
  return model === undefined ? card : { ...card, model: parseModelValue(model, name) }
}
