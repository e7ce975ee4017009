import { notTakenPlace, type Result } from '../schema'
import type { VisitEntry } from './round'

/**
 * What is wrong with an entry. `no_*` are missing; `left_before` came later than they left; `future` is a day that has not
 * come yet by this device's clock; `due_before` ends a term before the visit; `finding_without_problem` has a finding where
 * the result says that there is none.
 */
export type EntryProblem =
  | 'no_result'
  | 'no_day'
  | 'no_started'
  | 'no_finished'
  | 'no_finding'
  | 'left_before'
  | 'future'
  | 'due_before'
  | 'finding_without_problem'

const withFindings: readonly Result[] = ['minor', 'problem', 'critical']

/** Whether a result is of a visit that found problems, so that they are to be named. */
export const namesFindings = (result: Result | null): boolean => result !== null && withFindings.includes(result)

/** What must be mended before a visit is finished. `today` is ISO. */
export function entryProblems(entry: VisitEntry, today: string): EntryProblem[] {
  const { result, day, started, finished, findings, rectifyBy } = entry
  const named = findings.filter(({ text }) => text.trim() !== '')
  const entered = result === null || !notTakenPlace.includes(result)
  const found: (EntryProblem | false)[] = [
    result === null && 'no_result',
    day === null && 'no_day',
    started === null && 'no_started',
    // Nobody leaves a house that they could not enter.
    finished === null && entered && 'no_finished',
    started !== null && finished !== null && finished < started && 'left_before',
    day !== null && day > today && 'future',
    namesFindings(result) && named.length === 0 && 'no_finding',
    result === 'ok' && named.length > 0 && 'finding_without_problem',
    rectifyBy !== null && day !== null && rectifyBy < day && 'due_before',
  ]
  return found.filter(each => each !== false)
}
