import { useMemo } from 'react'
import { type Sql, sql } from '../../engine/sql'
import { type Rows, useRows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import type { Targets } from '../../extracts/targets'
import type { Window } from '../../filters/filters'
import { observedDays } from '../../insight/comparison'
import { type Outcome, outcomeOf } from '../../insight/notebook/expectation'
import { corrected, type Moved, movedOf } from '../../insight/notebook/moved'
import { choicesOf, latest, type Pin } from '../../insight/notebook/pin'
import { inputsOf } from '../../parts/figureInputs'
import { type AnyCourse, definitions, type Figure, figureOf } from '../../queries/figures'
import type { PartRow } from '../../queries/pinned'
import type { NotebookServices } from './contracts'
import { planOf, type Unasked } from './pinPlan'

/** A figure of a window, and how it moved from the pinned days to that window, both as the loaded data tell them. */
export interface Again {
  readonly window: Window
  readonly figure: Figure
  /** Null where one of the two has no value. */
  readonly moved: Moved | null
}

export interface PinAnswers {
  readonly unasked: Unasked | null
  /** Codes of regions that the loaded data have no longer. */
  readonly lostRegions: readonly string[]
  readonly state: 'loading' | 'ready' | { readonly error: Error; retry(): void }
  /** The same days, as the loaded data tell them, due days seen from the day of the pin. */
  readonly sameDays: { readonly figure: Figure; readonly corrected: boolean | null } | null
  /** The same kind of window up to the last day of data; null where that is the pinned one. */
  readonly now: Again | null
  /** What became of the expectation; null without one. */
  readonly outcome: Outcome | null
  /** The window that the expectation is judged by, once its day has come. */
  readonly judged: Again | null
  readonly asked: readonly Sql[]
}

interface Sources {
  readonly services: NotebookServices
  readonly profile: Profile
  readonly targets: Targets
  readonly version: string
}

/** Asks a pinned figure again, of the data that are loaded now: for its own days, and for the same kind of window now. */
export function usePinAnswers(pin: Pin, { services, profile, targets, version }: Sources): PinAnswers {
  const plan = useMemo(() => planOf(pin, services, profile, version), [pin, services, profile, version])
  const { unasked, lostRegions, questions } = plan
  const may = unasked === null
  // Hooks are called as many times whatever is asked; what is not asked repeats the first and may not ask.
  const own = useRows(questions.own, may)
  const now = useRows(questions.now ?? questions.own, may && questions.now !== null)
  const parts = useRows(questions.parts ?? nothing, may && questions.parts !== null)
  const then = useRows(questions.judged ?? questions.own, may && questions.judged !== null)
  const thenParts = useRows(questions.judgedParts ?? nothing, may && questions.judgedParts !== null)
  const needed: readonly Rows<unknown>[] = [
    own,
    ...(questions.now === null ? [] : [now]),
    ...(questions.parts === null ? [] : [parts]),
    ...(questions.judged === null ? [] : [then]),
    ...(questions.judgedParts === null ? [] : [thenParts]),
  ]
  const failed = needed.find(answer => answer.error !== null && answer.rows === undefined && !answer.updating)
  const done = needed.every(answer => answer.rows !== undefined && !answer.older)
  const inputs = useMemo(() => inputsOf(profile, targets, null), [profile, targets])
  const asOf = profile.asOf
  const expects = latest(pin).expects
  const { unit } = definitions[pin.figure]

  const figure = (rows: readonly AnyCourse[] | undefined): Figure => figureOf(pin.figure, rows ?? [], inputs)
  const again = (window: Window | null, rows: readonly AnyCourse[] | undefined, of: PartRow[] | undefined | null) =>
    window === null
      ? null
      : againOf({ pin, profile, own: figure(own.rows), window, figure: figure(rows), rows: of ?? null })
  const asked = Object.values(questions).filter(question => question !== null)

  if (!may || !done || failed !== undefined) {
    const state = failed?.error ? { error: failed.error, retry: failed.refetch } : may ? 'loading' : 'ready'
    // Without newer data there is nothing to judge by, but a day that has not come is still open.
    const outcome = expects === null ? null : asOf < expects.by ? 'open' : unasked === 'same' ? 'open' : 'unknown'
    return { unasked, lostRegions, state, sameDays: null, now: null, outcome, judged: null, asked: may ? asked : [] }
  }
  const ownFigure = figure(own.rows)
  const present = again(plan.window, now.rows, questions.parts === null ? null : parts.rows)
  const judged = again(plan.judged, then.rows, questions.judgedParts === null ? null : thenParts.rows)
  // The day of an expectation may be the last day of data: the window is then the present one.
  const judgedBy = expects === null || asOf < expects.by ? null : (judged ?? present)
  return {
    unasked,
    lostRegions,
    state: 'ready',
    sameDays: { figure: ownFigure, corrected: corrected(pin, ownFigure) },
    now: present,
    outcome: expects === null ? null : outcomeOf(expects, judgedBy?.moved ?? null, asOf, unit),
    judged: judgedBy,
    asked,
  }
}

/** Stands in for a question that is not asked. */
const nothing: Sql<PartRow> = sql`SELECT 1 WHERE FALSE`

interface AgainInput {
  readonly pin: Pin
  readonly profile: Profile
  /** Of the pinned days, as the loaded data tell them. */
  readonly own: Figure
  readonly window: Window
  readonly figure: Figure
  readonly rows: readonly PartRow[] | null
}

function againOf({ pin, profile, own, window, figure, rows }: AgainInput): Again {
  if (own.value === null || figure.value === null) return { window, figure, moved: null }
  const { table, unit } = definitions[pin.figure]
  const first = (table === 'entities' ? undefined : profile.spans[table]?.first) ?? profile.firstDay
  const days = (of: Window): number => Math.max(1, observedDays(of, first, profile.asOf))
  return {
    window,
    figure,
    moved: movedOf({
      unit,
      before: { value: own.value, window: pin.window },
      after: { value: figure.value, window },
      rows,
      byClasses: choicesOf(pin).classes.length > 0,
      days: [days(pin.window), days(window)],
    }),
  }
}
