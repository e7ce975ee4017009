import type { ChartTheme } from '../../charts/theme'
import type { Profile } from '../../extracts/report'
import type { Targets } from '../../extracts/targets'
import type { Choices } from '../../filters/filters'
import type { Texts } from '../../i18n'
import type { Comparison } from '../../insight/comparison'
import type { MeasureKey } from '../../insight/measures'
import type { OverviewQuestions } from '../../queries/overview'
import type { Scorecard } from '../../risk/scorecard'
import type { Block, Paper } from '../../ui/sheets/blocks'

/** Parts that may be left out; the quality of the data and the notes may not. */
export const optionalParts = [
  'situation', 'why', 'trends', 'outlook', 'where', 'what', 'late', 'alerts', 'risk', 'tables',
] as const // biome-ignore format: a list of names
export const fixedParts = ['data', 'notes'] as const
export type OptionalPart = (typeof optionalParts)[number]
export type PartKey = OptionalPart | (typeof fixedParts)[number]

/** What every part of the report starts from. */
export interface Brief {
  readonly choices: Choices
  readonly asked: OverviewQuestions
  /** What the compared window is; null where nothing is compared. */
  readonly against: Comparison | null
  readonly profile: Profile
  readonly targets: Targets
  readonly card: Scorecard
  /** Name of the active version of the scorecard or model; null for the default. */
  readonly scheme: string | null
  readonly measure: MeasureKey
  readonly level: string
  readonly texts: Texts
  readonly theme: ChartTheme
  /** What draws; null until it is fetched. */
  readonly runtime: typeof import('../../ui/svgRuntime') | null
  readonly paper: Paper
}

/** A part with its blocks, once `pending` is false; the same object as long as nothing in it changes. */
export interface Part {
  readonly key: PartKey
  readonly blocks: readonly Block[]
  readonly pending: boolean
}

interface Answer {
  readonly rows: readonly unknown[] | undefined
  readonly live: boolean
  readonly error: Error | null
}

/** Answers of the running engine to these very questions are there, or will not be. */
export const isPending = (answers: readonly Answer[]): boolean =>
  answers.some(answer => !answer.live && answer.error === null)

/** Why a part cannot be shown; null where it can. */
export const failureOf = (answers: readonly Answer[]): Error | null =>
  answers.find(answer => answer.rows === undefined && answer.error !== null)?.error ?? null
