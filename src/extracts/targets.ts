import * as z from 'zod/mini'
import { type FigureKey, figureKeys } from '../schema'
import { readJson } from './catalogueJson'

/** Every figure can have a target; rates are fractions from 0 to 1. */
export type TargetKey = FigureKey
const rates: readonly TargetKey[] = ['problem_rate', 'critical_rate', 'closed_on_time', 'permits_on_time']

export interface FigureTarget {
  readonly atMost: number | null
  readonly atLeast: number | null
}

/** What the city aims at. Null is "nobody said": a figure that needs it is then missing, with that reason. */
export interface Targets {
  readonly figures: Readonly<Partial<Record<TargetKey, FigureTarget>>>
  readonly complaints: { readonly close_within_days: number | null; readonly working_days: boolean }
  readonly permits: { readonly decide_within_days: number | null; readonly working_days: boolean }
  /** Visits to one business a year by one level and by all together; visits closer than `repeat_days` are repeated. */
  readonly visits: { readonly per_level: number | null; readonly in_all: number | null; readonly repeat_days: number }
  /** What was not understood and left out, in words. */
  readonly problems: readonly string[]
}

const days = z._default(z.nullable(z.int().check(z.minimum(0), z.maximum(3660))), null)
const visits = z._default(z.nullable(z.int().check(z.minimum(0), z.maximum(1000))), null)
const bound = z._default(z.nullable(z.number()), null)

const schema = z.object({
  figures: z._default(z.record(z.string(), z.object({ atMost: bound, atLeast: bound })), {}),
  complaints: z.prefault(z.object({ close_within_days: days, working_days: z._default(z.boolean(), false) }), {}),
  permits: z.prefault(z.object({ decide_within_days: days, working_days: z._default(z.boolean(), true) }), {}),
  visits: z.prefault(
    z.object({
      per_level: visits,
      in_all: visits,
      repeat_days: z._default(z.int().check(z.minimum(1), z.maximum(366)), 30),
    }),
    {},
  ),
})

/** Reads targets.json. Throws an ExtractError that names `file` and each field of a wrong type or size. */
export function parseTargets(text: string, file = 'targets.json'): Targets {
  const { figures, ...rest } = readJson(schema, text, file)
  const problems: string[] = []
  const understood: Partial<Record<TargetKey, FigureTarget>> = {}
  for (const [name, target] of Object.entries(figures)) {
    const key = figureKeys.find(known => known === name)
    const problem = key === undefined ? `is not a figure; the figures are ${figureKeys.join(', ')}` : fault(key, target)
    if (problem !== null) problems.push(`${file}: figures.${name}: ${problem}`)
    else if (key !== undefined) understood[key] = target
  }
  return { figures: understood, ...rest, problems }
}

/** Where the folder has no targets. */
export const noTargets: Targets = parseTargets('{}')

/** Whether a figure meets its target; null without a target or a figure. */
export function meetsTarget(value: number | null, target: FigureTarget | undefined): boolean | null {
  if (value === null || target === undefined) return null
  const { atMost, atLeast } = target
  return (atMost === null || value <= atMost) && (atLeast === null || value >= atLeast)
}

function fault(key: TargetKey, { atMost, atLeast }: FigureTarget): string | null {
  const bounds = [atMost, atLeast].filter(bound => bound !== null)
  if (bounds.length === 0) return 'has neither atMost nor atLeast'
  if (atMost !== null && atLeast !== null && atLeast > atMost) return `atLeast ${atLeast} is more than atMost ${atMost}`
  const negative = bounds.find(bound => bound < 0)
  if (negative !== undefined) return `${negative} is less than 0`
  const above = rates.includes(key) ? bounds.find(bound => bound > 1) : undefined
  return above === undefined ? null : `${above} is more than 1; a rate is a fraction, 12 % is 0.12`
}
