import type { trainModel } from './train'

/** The steps of a task that learns or judges: it takes seconds, so it says what it is at. */
export const steps = ['history', 'visits', 'learning', 'judging', 'inspectors'] as const

export interface Doing {
  readonly step: (typeof steps)[number]
  /** How much of the step is done, 0-1; null where that is not known. */
  readonly share: number | null
}

export type OnDoing = (doing: Doing) => void

/** What judging may be given: who is told, and who learns (one that remembers what was learned before). */
export interface JudgeTools {
  readonly tell?: OnDoing
  readonly train?: typeof trainModel
}
