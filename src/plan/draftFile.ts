import '../risk/zodWords'
import * as z from 'zod/mini'
import { mostInspectors, type PlanDraft, states } from './draft'
import { inspectorsSchema, metSchema, rulesSchema } from './files'

export const mostName = 120
export const mostPlans = 200
const format = 1

const text = z.string().check(z.maxLength(2_000))
const orNull = <T extends z.ZodMiniType>(of: T) => z.nullable(of)
const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'must be 64 digits of lower-case hex'))
const time = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/, 'must be a local time'))
const day = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/, 'must be a day'))

const draft = z.strictObject({
  id: z.string().check(z.minLength(1), z.maxLength(60)),
  name: z.string().check(z.minLength(1), z.maxLength(mostName)),
  office: text,
  state: z.enum(states),
  scope: z.strictObject({ regions: z.array(text), industries: z.array(text) }),
  level: text,
  rules: rulesSchema,
  inspectors: inspectorsSchema.check(z.maxLength(mostInspectors)),
  met: metSchema,
  pseudonyms: z.boolean(),
  source: text,
  begins: orNull(day),
  moved: z.record(z.string(), day),
  previous: orNull(hash),
  secret: orNull(hash),
  public: orNull(text),
  named: z.record(z.string(), z.string()),
  created: time,
  changed: time,
}) satisfies z.ZodMiniType<PlanDraft>

const kept = z.strictObject({ format: z.literal(format), plans: z.array(draft).check(z.maxLength(mostPlans)) })

/** Plans as the browser keeps them. `read` throws an Error that names the field: what is kept is then left as it is. */
export const plansDocument = {
  empty: [] as readonly PlanDraft[],
  read(value: unknown): readonly PlanDraft[] {
    const found = kept.safeParse(value)
    if (found.success) return found.data.plans
    const [first] = found.error.issues
    throw new Error(`plans: "${first?.path.join('.') ?? ''}": ${first?.message ?? 'cannot be read'}`)
  },
  write: (plans: readonly PlanDraft[]): unknown => ({ format, plans }),
}
