import { useMemo } from 'react'
import { useRows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import type { Targets } from '../../extracts/targets'
import { type Choices, defaults } from '../../filters/filters'
import { type Comparison, comparisonOf } from '../../insight/comparison'
import { inputsOf } from '../../parts/figureInputs'
import { useRiskScheme } from '../../parts/riskScheme'
import { isCourse } from '../../queries/activity'
import { type AnyCourse, definitions, type Figure, figureOf } from '../../queries/figures'
import { overviewQuestions } from '../../queries/overview'
import { type FigureKey, figureKeys } from '../../schema'

export interface ComparedFigure {
  readonly key: FigureKey
  /** Null until there is an answer. */
  readonly figure: Figure | null
  /** Why there is no value before, beyond what the figure says; null where nothing more is to be said. */
  readonly why: 'by_share' | null
  /** The answer on screen is to other filters. */
  readonly older: boolean
  readonly error: Error | null
}

/**
 * Every figure in the window and in one beside it, as the overview asks for them. `compare` null asks for nothing. Scores
 * come after the rest.
 */
export function useComparison(
  choices: Choices,
  compare: Choices['compare'] | null,
  profile: Profile,
  targets: Targets,
  may: boolean,
) {
  const { card } = useRiskScheme()
  const chosen = useMemo(() => ({ ...choices, compare: compare ?? defaults.compare }), [choices, compare])
  const asked = useMemo(() => {
    const { asOf, firstDay, regions } = profile
    const level = regions.levels[0] ?? ''
    return overviewQuestions(chosen, { asOf, firstDay, level, regions: regions.regions, card })
  }, [chosen, profile, card])
  const mayAsk = may && compare !== null
  const answers = {
    inspections: useRows<AnyCourse>(asked.inspections, mayAsk),
    complaints: useRows<AnyCourse>(asked.complaints, mayAsk),
    permits: useRows<AnyCourse>(asked.permits, mayAsk),
    entities: useRows<AnyCourse>(asked.businesses, mayAsk),
  }
  const quiet = Object.values(answers).every(answer => !answer.updating && answer.rows !== undefined)
  const { highRisk, highRiskBefore } = asked.later
  const scored = useRows<AnyCourse>(highRisk, mayAsk && quiet)
  const before = useRows<AnyCourse>(highRiskBefore ?? highRisk, mayAsk && quiet && !scored.updating)
  const inputs = useMemo(() => inputsOf(profile, targets, asked.compare), [profile, targets, asked.compare])

  const figures = figureKeys.map((key): ComparedFigure => {
    if (key !== 'high_risk') {
      const { rows, older, error } = answers[definitions[key].table]
      // A divided answer holds counts of single values, too.
      const figure = rows === undefined ? null : figureOf(key, rows.filter(isCourse), inputs)
      return { key, figure, why: null, older, error }
    }
    const past = highRiskBefore === null || before.older ? [] : (before.rows ?? [])
    const coming = highRiskBefore !== null && (before.older || before.rows === undefined) && before.error === null
    const rows = scored.rows === undefined || coming ? null : [...scored.rows, ...past]
    return {
      key,
      figure: rows && figureOf(key, rows, inputs),
      why: asked.compare !== null && highRiskBefore === null ? 'by_share' : null,
      older: scored.older || before.older,
      error: scored.error ?? before.error,
    }
  })
  const window = asked.filters.window
  const kind: Comparison | null = asked.compare && comparisonOf(chosen, window, asked.compare)
  const live = Object.values(answers).every(answer => answer.live && !answer.older)
  const { inspections, complaints, permits, entities } = answers
  /** Every question beside its answer. */
  const sources = [
    { query: asked.inspections, answer: inspections },
    { query: asked.complaints, answer: complaints },
    { query: asked.permits, answer: permits },
    { query: asked.businesses, answer: entities },
    { query: highRisk, answer: scored },
    ...(highRiskBefore === null ? [] : [{ query: highRiskBefore, answer: before }]),
  ]
  return { asked, kind, figures, quiet, live, sources }
}
export type Compared = ReturnType<typeof useComparison>
