import '../risk/zodWords'
import * as z from 'zod/mini'
import { riskClasses } from '../risk/scorecard'
import { readJson, wrongField } from '../risk/seal'
import type { Drawn } from './draw'
import { type Commitment, type DrawRecord, formats, type PlanFile } from './record'
import { dimensions } from './rules'
import { barriers } from './strata'
import { lacks } from './team'

const text = z.string()
const orNull = <T extends z.ZodMiniType>(of: T) => z.nullable(of)
const whole = z.int()
const hash = text.check(z.regex(/^[0-9a-f]{64}$/, 'must be 64 digits of lower-case hex'))
const time = text.check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/, 'must be a local time, 2026-11-29T20:00:00'))
const day = text.check(z.regex(/^\d{4}-\d\d-\d\d$/, 'must be a day, 2026-11-29'))
const values = z.array(orNull(text))

/** Of a plan's file, and of what the browser keeps of a plan. */
export const inspectorsSchema = z.array(
  z.strictObject({
    id: text,
    name: text,
    department: text,
    regions: z.array(text),
    industries: z.array(text),
    capacity: whole,
    interests: z.array(z.strictObject({ kind: z.enum(['entity', 'owner', 'address']), value: text })),
  }),
)
export const rulesSchema = z.strictObject({
  dimensions: z.array(z.enum(dimensions)),
  quotas: z.array(
    z.strictObject({
      class: orNull(z.enum(riskClasses)),
      region: orNull(text),
      industry: orNull(text),
      share: orNull(whole),
      count: orNull(whole),
    }),
  ),
  capInAll: orNull(whole),
  capPerDepartment: orNull(whole),
  onceForA: z.boolean(),
  floor: whole,
  departments: z.array(text),
  team: whole,
  days: whole,
})
export const metSchema = z.array(z.tuple([text, text]))

const plan = z.strictObject({
  format: z.literal(formats.plan),
  targets: z.array(
    z.strictObject({
      id: text,
      name: text,
      class: orNull(z.enum(riskClasses)),
      region: orNull(text),
      industry: orNull(text),
      owner: orNull(text),
      address: orNull(text),
      visits: whole,
      departments: z.array(z.strictObject({ department: text, visits: whole })),
      closed: z.boolean(),
    }),
  ),
  inspectors: inspectorsSchema,
  rules: rulesSchema,
  met: metSchema,
}) satisfies z.ZodMiniType<PlanFile>

const commitment = z.strictObject({
  format: z.literal(formats.commitment),
  plan: text,
  office: text,
  at: time,
  extracts: text,
  asOf: day,
  targets: hash,
  inspectors: hash,
  rules: hash,
  met: hash,
  secret: hash,
  source: text,
  previous: orNull(hash),
}) satisfies z.ZodMiniType<Commitment>

const barred = z.strictObject(
  Object.fromEntries(barriers.map(each => [each, whole])) as Record<(typeof barriers)[number], typeof whole>,
)
const of = { of: values }
const drawn = z.strictObject({
  strata: z.array(z.strictObject({ ...of, size: whole, eligible: whole, wanted: whole, drawn: whole })),
  floor: whole,
  visits: z.array(z.strictObject({ target: text, by: z.enum(['quota', 'floor']), inspectors: z.array(text) })),
  shortfalls: z.array(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('no_target') }),
      z.strictObject({ kind: z.literal('no_quota'), ...of, size: whole }),
      z.strictObject({ kind: z.literal('too_small'), ...of, size: whole }),
      z.strictObject({ kind: z.literal('short'), ...of, wanted: whole, drawn: whole, barred }),
      z.strictObject({ kind: z.literal('floor_short'), wanted: whole, drawn: whole }),
      z.strictObject({ kind: z.literal('no_team'), target: text, lack: z.enum(lacks) }),
      z.strictObject({ kind: z.literal('pair_again'), target: text, inspectors: z.array(text) }),
    ]),
  ),
}) satisfies z.ZodMiniType<Drawn>

const record = z.strictObject({
  format: z.literal(formats.record),
  commitment,
  at: time,
  public: text,
  secret: hash,
  drawn,
  seal: hash,
}) satisfies z.ZodMiniType<DrawRecord>

const kinds = { plan, commitment, record } as const

/** A published file of a plan. */
export type Published =
  | { readonly kind: 'plan'; readonly value: PlanFile }
  | { readonly kind: 'commitment'; readonly value: Commitment }
  | { readonly kind: 'record'; readonly value: DrawRecord }

/** Reads a file that was published with a plan; its format says which one it is. Throws a RiskError that names `name` and the field. */
export function readPublished(content: string, name: string): Published {
  const value = readJson(content, name)
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined
  const kind = (Object.keys(formats) as (keyof typeof formats)[]).find(each => formats[each] === format)
  if (kind === undefined)
    throw wrongField(name, 'format', `${JSON.stringify(format)} is none of ${Object.values(formats).join(', ')}`)
  const found = kinds[kind].safeParse(value)
  if (!found.success) {
    const [first] = found.error.issues
    throw wrongField(name, first?.path.join('.') || 'content', first?.message ?? 'cannot be read')
  }
  return { kind, value: found.data } as Published
}
