import type { Sql } from '../../engine/sql'
import type { Profile } from '../../extracts/report'
import { type Choices, type Filters, noLocation, outsideRegions, resolve, type Window } from '../../filters/filters'
import { choicesOf, latest, type Pin, sameWindow } from '../../insight/notebook/pin'
import { windowAgain } from '../../insight/notebook/spans'
import type { AnyCourse } from '../../queries/figures'
import { oneFigure, type PartRow, pinnedParts } from '../../queries/pinned'
import { defaultScorecard, type Scorecard } from '../../risk/scorecard'
import type { NotebookServices } from './contracts'

/** Why a figure cannot be asked again. `earlier`: the loaded data end before the pinned ones did. */
export type Unasked = 'same' | 'earlier' | 'card' | 'region'

/** What is asked of a pin, and of which days. */
export interface Plan {
  readonly unasked: Unasked | null
  readonly lostRegions: readonly string[]
  readonly window: Window | null
  readonly judged: Window | null
  readonly questions: {
    readonly own: Sql<AnyCourse>
    readonly now: Sql<AnyCourse> | null
    readonly parts: Sql<PartRow> | null
    readonly judged: Sql<AnyCourse> | null
    readonly judgedParts: Sql<PartRow> | null
  }
}

/** What is asked of a pin under the loaded data. */
export function planOf(pin: Pin, services: Pick<NotebookServices, 'cardOf'>, profile: Profile, version: string): Plan {
  const choices = choicesOf(pin)
  const { asOf } = profile
  const known = new Set(profile.regions.regions.map(region => region.code))
  const special = [outsideRegions, noLocation]
  const lostRegions =
    known.size === 0 ? [] : choices.regions.filter(code => !known.has(code) && !special.includes(code))
  const kept = pin.card === null ? defaultScorecard : services.cardOf(pin.card.hash)
  const unasked: Unasked | null =
    version === pin.version
      ? 'same'
      : lostRegions.length > 0 && lostRegions.length === choices.regions.length
        ? 'region'
        : kept === null
          ? 'card'
          : asOf < pin.asOf
            ? 'earlier'
            : null
  const card = kept ?? defaultScorecard
  const filtersAt = (window: Window, at: string): Filters => filtersOf(choices, window, at, profile, card)
  const single = (window: Window, at: string): Sql<AnyCourse> =>
    oneFigure({ key: pin.figure, filters: filtersAt(window, at), asOf: at, card })
  const both = (window: Window, at: string): Sql<PartRow> | null =>
    pinnedParts({ key: pin.figure, filters: filtersAt(window, at), asOf: at, before: pin.window, after: window })

  const window = asOf > pin.asOf ? windowAgain(choices.window, asOf) : null
  // The same window: "last quarter" a week later.
  const moving = window !== null && !sameWindow(window, pin.window) ? window : null
  const by = latest(pin).expects?.by ?? null
  const judged = by !== null && by > pin.asOf && by < asOf ? windowAgain(choices.window, by) : null
  return {
    unasked,
    lostRegions,
    window: moving,
    judged,
    questions: {
      own: single(pin.window, pin.asOf < asOf ? pin.asOf : asOf),
      now: moving && single(moving, asOf),
      parts: moving && both(moving, asOf),
      judged: judged && single(judged, by ?? asOf),
      judgedParts: judged && both(judged, by ?? asOf),
    },
  }
}

function filtersOf(choices: Choices, window: Window, asOf: string, profile: Profile, card: Scorecard): Filters {
  const asked = window.from === null ? ('all' as const) : { from: window.from, to: window.to }
  const { filters } = resolve({ ...choices, window: asked }, asOf, profile.regions.regions, card)
  return { ...filters, window }
}
