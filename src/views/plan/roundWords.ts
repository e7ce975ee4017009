import type { Texts } from '../../i18n'
import type { MoveProblem, Round, Unplaced } from '../../plan/rounds'

/** What rounds are told of, by its name. */
export interface RoundNames {
  inspector(id: string): string
  /** Null for what lies in no area that is known. */
  region(code: string | null): string
}

/** A round whose visits are numbered on from those before it on the page. */
export interface NumberedRound {
  readonly round: Round
  /** Number of its first visit. */
  readonly first: number
}

export function numbered(rounds: readonly Round[]): NumberedRound[] {
  let next = 1
  return rounds.map(round => {
    const first = next
    next += round.visits.length
    return { round, first }
  })
}

/** Inspectors by their names, one after another. */
export const whoText = ({ language }: Texts, ids: readonly string[], names: RoundNames): string =>
  ids.map(names.inspector).join(language === 'zh' ? '、' : ', ')

/** Why a visit has no day. */
export function unplacedText(texts: Texts, why: Unplaced, names: RoundNames): string {
  const who = 'inspectors' in why ? whoText(texts, why.inspectors, names) : ''
  return texts.t(`plan.rounds.why.${why.kind}`, { who })
}

/** What is wrong with a move; `name` is the business's, or its id where there is none. */
export function problemText(texts: Texts, name: string, day: string, problem: MoveProblem, names: RoundNames): string {
  const who = problem.kind === 'overload' ? whoText(texts, problem.inspectors, names) : ''
  return texts.t(`plan.rounds.problem.${problem.kind}`, { name, day: texts.formats.day(day), who })
}
