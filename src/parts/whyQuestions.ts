import type { Sql } from '../engine/sql'
import type { Profile } from '../extracts/report'
import type { Targets } from '../extracts/targets'
import { type Choices, type Filters, resolve, type Window } from '../filters/filters'
import { type ComparedDays, type Comparison, comparisonOf } from '../insight/comparison'
import { dimensionsOf, type NoQuestion, noQuestion } from '../insight/decompose/reasons'
import {
  type ContributionInput,
  type ContributionRow,
  contributionPairs,
  contributions,
  type Dimension,
  type PairRow,
} from '../queries/contributions'
import { definitions, type Inputs } from '../queries/figures'
import type { Scorecard } from '../risk/scorecard'
import type { FigureKey } from '../schema'
import { daysOf, inputsOf } from './figureInputs'

export interface WhyInput {
  readonly figure: FigureKey
  readonly choices: Choices
  /** A region level of the catalogue. */
  readonly level: string
  readonly profile: Profile
  readonly targets: Targets
  readonly card: Scorecard
}

/** What must be asked to take a figure's change apart, and what the answers are read with. */
export interface WhyAsked {
  readonly figure: FigureKey
  readonly level: string
  readonly filters: Filters
  readonly compare: Window | null
  readonly kind: Comparison
  readonly days: ComparedDays
  readonly inputs: Inputs
  readonly dimensions: readonly Dimension[]
  /** Why nothing is asked; null where `question` is. */
  readonly no: NoQuestion | null
  readonly question: Sql<ContributionRow> | null
  /** Null where the figure has one dimension alone. */
  readonly pairs: Sql<PairRow> | null
}

export function whyQuestions({ figure, choices, level, profile, targets, card }: WhyInput): WhyAsked {
  const { filters, compare } = resolve(choices, profile.asOf, profile.regions.regions, card)
  const { window } = filters
  const inputs = inputsOf(profile, targets, compare)
  const days = daysOf(profile, definitions[figure].table, window, compare)
  const dimensions = dimensionsOf(figure, profile.filled)
  const no = noQuestion(figure, window, compare, days, inputs, card)
  const input: ContributionInput | null =
    no !== null || compare === null ? null : { figure, filters, compare, level, dimensions, asOf: profile.asOf, card }
  return {
    ...{ figure, level, filters, compare, days, inputs, dimensions, no },
    kind: compare === null ? 'free' : comparisonOf(choices, window, compare),
    question: input && contributions(input),
    pairs: input && dimensions.length > 1 ? contributionPairs(input) : null,
  }
}

/**
 * The level at which a page shows regions: the coarsest, but where one region alone is chosen, the one below its own, so
 * that it is seen in parts.
 */
export function usualLevel(choices: Pick<Choices, 'regions'>, { regions: { levels, regions } }: Profile): string {
  const [only, more] = choices.regions
  const own = more === undefined ? regions.find(region => region.code === only)?.level : undefined
  return levels[own === undefined ? 0 : Math.min(levels.indexOf(own) + 1, levels.length - 1)] ?? ''
}
