import { dayNumber } from '../dayNumber'
import { RiskError } from '../faults'
import type { JudgeTools } from './doing'
import { defaultFeatureSettings } from './features'
import type { History } from './history'
import { type InspectorEffect, inspectorEffects, pseudonymsOf } from './inspectors'
import { picked, samplesOf, type VisitSamples } from './samples'
import { defaultRidge, trainModel } from './train'

/** ISO days, both within; `from` null is everything up to `to`. */
export interface IntegrityWindow {
  readonly from: string | null
  readonly to: string
}

/**
 * Why no effect can be told: nobody was visited in the window; no visit names an inspector; one inspector made all of
 * them, so there is nobody to compare with; all visits ended alike, critical or not; the extract has too few days before.
 */
export type NoEffects = 'no_visits' | 'no_inspectors' | 'one_inspector' | 'one_outcome' | 'little_history'

/** What inspectors find, adjusted for what they visited. Holds no id of an inspector. */
export interface Integrity {
  readonly window: IntegrityWindow
  /** Visits of the window that took place, with or without an inspector. */
  readonly visits: number
  readonly critical: number
  /** Those of them that name no inspector. */
  readonly unnamed: number
  /** Inspectors of the window. */
  readonly inspectors: number
  /** Critical findings per visit in the window, 0-1; null without a visit. */
  readonly rate: number | null
  /** Standard deviation of the ratios between inspectors beyond chance; null without effects. */
  readonly spread: number | null
  /** The strictest first; none where `missing` says why. */
  readonly effects: readonly InspectorEffect[]
  readonly missing: NoEffects | null
}

/**
 * The effects of the inspectors of a window. The model that says what to expect does not know them and learns from all
 * visits up to the window's end. Ratios are against what all inspectors of the window find together, so that 1 is their
 * mean, whatever the window: a Gamma posterior divided by a number is a Gamma posterior. Pseudonyms are numbered by the
 * visits of the whole history, so they stay the same whatever the window is. `samples` are those of the history by the
 * default settings, for who has them already: making them takes most of the time.
 */
export function integrityOf(
  history: History,
  window: IntegrityWindow,
  samples?: VisitSamples,
  { tell, train = trainModel }: JudgeTools = {},
): Integrity {
  const [from, to] = [window.from === null ? Number.NEGATIVE_INFINITY : dayNumber(window.from), dayNumber(window.to)]
  const places = history.visits.flatMap(({ day }, i) => (day >= from && day <= to ? [i] : []))
  const visits = places.map(place => history.visits[place])
  const named = new Set(visits.flatMap(visit => (visit?.inspector == null ? [] : [visit.inspector])))
  const critical = visits.reduce((sum, visit) => sum + (visit?.critical ?? 0), 0)
  const none = {
    window,
    visits: visits.length,
    critical,
    unnamed: visits.filter(visit => visit?.inspector === null).length,
    inspectors: named.size,
    rate: visits.length === 0 ? null : critical / visits.length,
    spread: null,
    effects: [],
  }
  if (visits.length === 0) return { ...none, missing: 'no_visits' }
  if (named.size === 0) return { ...none, missing: 'no_inspectors' }
  if (named.size === 1) return { ...none, missing: 'one_inspector' }
  if (critical === 0 || critical === visits.length) return { ...none, missing: 'one_outcome' }
  const all = samples ?? samplesOf(history, defaultFeatureSettings)
  tell?.({ step: 'learning', share: null })
  const model = plainModel(all, to + 1, train)
  tell?.({ step: 'inspectors', share: null })
  if (model === null) return { ...none, missing: 'little_history' }
  const { effects, mean, between } = inspectorEffects(model, picked(all, places), pseudonymsOf(history.visits))
  // The inspectors found nothing critical, the visits without one did.
  if (!(mean > 0)) return { ...none, missing: 'one_outcome' }
  return {
    ...none,
    spread: Math.sqrt(between) / mean,
    effects: effects.map(({ expected, ratio, interval, ...effect }) => ({
      ...effect,
      expected: expected * mean,
      ratio: ratio / mean,
      interval: [interval[0] / mean, interval[1] / mean],
    })),
    missing: null,
  }
}

/** Null where there is too little to learn from. */
function plainModel(samples: VisitSamples, before: number, train: typeof trainModel) {
  try {
    return train(samples, {
      name: 'without inspectors',
      settings: defaultFeatureSettings,
      ridge: defaultRidge,
      inspector: false,
      before,
      extracts: {},
    })
  } catch (error) {
    if (error instanceof RiskError) return null
    throw error
  }
}
