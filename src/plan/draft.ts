import type { Inspector, Pair } from './roster'
import { type Rules, usualRules } from './rules'

/** Where a plan stands: everything may be changed, then nothing but the public part, then nothing at all. */
export const states = ['draft', 'committed', 'drawn'] as const
export type PlanState = (typeof states)[number]

/** Which businesses of the extracts a roster takes; an empty list takes all. */
export interface Scope {
  /** Codes of regions, with all below them. */
  readonly regions: readonly string[]
  /** Names of industries. */
  readonly industries: readonly string[]
}

/** A plan as an office works at it: small, and kept in the browser. Its roster, once fixed, and its record lie beside it. */
export interface PlanDraft {
  readonly id: string
  readonly name: string
  readonly office: string
  readonly state: PlanState
  readonly scope: Scope
  /** Level of regions that strata, inspectors and rounds are made by; empty where the extracts have no regions. */
  readonly level: string
  readonly rules: Rules
  readonly inspectors: readonly Inspector[]
  /** Pairs of the last twelve months, by inspectors' own ids; from the commitment on. */
  readonly met: readonly Pair[]
  /** What is published calls inspectors by numbers. */
  readonly pseudonyms: boolean
  /** Where the public part of the seed will come from, and when. */
  readonly source: string
  /** First day of the rounds, ISO; null until somebody says. */
  readonly begins: string | null
  /** Visits that were moved by hand, by the target's id: to which day. */
  readonly moved: Readonly<Record<string, string>>
  /** Seal of the office's plan before, which this one was cloned from; null for a first one. */
  readonly previous: string | null
  /** The secret part of the seed, from the commitment on: it is published with the draw, and by nobody before. */
  readonly secret: string | null
  /** The public part of the seed, from the draw on. */
  readonly public: string | null
  /** What each pseudonym stands for, from the commitment on; empty without pseudonyms. */
  readonly named: Readonly<Record<string, string>>
  /** Local times: 2026-11-29T20:00:00. */
  readonly created: string
  readonly changed: string
}

export const mostInspectors = 5_000

export const newDraft = (id: string, name: string, level: string, at: string, scope: Scope): PlanDraft => ({
  id,
  name,
  office: '',
  state: 'draft',
  scope,
  level,
  rules: usualRules,
  inspectors: [],
  met: [],
  pseudonyms: false,
  source: '',
  begins: null,
  moved: {},
  previous: null,
  secret: null,
  public: null,
  named: {},
  created: at,
  changed: at,
})

/** The next plan of the same office: rules, inspectors and scope of `plan`; `seal` is that of its record, null where it was not drawn. */
export const cloned = (plan: PlanDraft, id: string, name: string, at: string, seal: string | null): PlanDraft => ({
  ...plan,
  id,
  name,
  state: 'draft',
  met: [],
  previous: seal ?? plan.previous,
  begins: null,
  moved: {},
  secret: null,
  public: null,
  named: {},
  created: at,
  changed: at,
})

/**
 * Inspectors and pairs as they are published: with pseudonyms each has a number as its id and its name, in the order of
 * the shuffled list `order` (places of `inspectors`), so that numbers tell nothing. `named` is what each stands for.
 */
export function published(
  { inspectors, met, pseudonyms }: Pick<PlanDraft, 'inspectors' | 'met' | 'pseudonyms'>,
  order: readonly number[],
  word: string,
): {
  readonly inspectors: readonly Inspector[]
  readonly met: readonly Pair[]
  readonly named: Readonly<Record<string, string>>
} {
  if (!pseudonyms) return { inspectors, met, named: {} }
  const digits = String(inspectors.length).length
  const numbers = new Map(
    order.map((at, i) => [inspectors[at]?.id ?? '', String(i + 1).padStart(Math.max(2, digits), '0')]),
  )
  // Whoever went with somebody who left may be anybody: a pair of which one is gone bars nobody.
  const pairs = met.flatMap(([a, b]): Pair[] => {
    const [one, other] = [numbers.get(a), numbers.get(b)]
    return one === undefined || other === undefined ? [] : [[one, other]]
  })
  const shown = order.flatMap((at): Inspector[] => {
    const inspector = inspectors[at]
    const number = inspector && numbers.get(inspector.id)
    return number === undefined || inspector === undefined
      ? []
      : [{ ...inspector, id: number, name: `${word} ${number}` }]
  })
  return {
    inspectors: shown,
    met: pairs,
    named: Object.fromEntries([...numbers].map(([id, number]) => [number, id])),
  }
}
