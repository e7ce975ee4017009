import type { Sql } from '../engine/sql'
import type { Placed } from '../filters/below'
import { type Choices, type Filters, resolve, type Window } from '../filters/filters'
import { asOfDay } from '../risk/factsSql'
import { defaultScorecard, type Scorecard } from '../risk/scorecard'
import {
  businesses,
  complaintActivity,
  complaintsDivided,
  inspectionActivity,
  inspectionsDivided,
  permitActivity,
} from './activity'
import { complaintsByCategory, inspectionsByIndustry } from './breakdowns'
import { type Bucket, bucketOf } from './buckets'
import { highRisk, type RegionRisk, riskByRegion, type ScoredInput, unvisited } from './highRisk'
import { type RegionCounts, regionFigures } from './regionFigures'

/** What the overview's questions depend on beside the choices. */
export interface Setting {
  readonly asOf: string
  readonly firstDay: string
  readonly level: string
  readonly regions: readonly Placed[]
  /** What classes businesses. */
  readonly card?: Scorecard
  /** Regions are told apart by the classes of their businesses, in place of everything that is counted. */
  readonly byClass?: boolean
}

/** The setting of a page as it opens, of loaded extracts: the coarsest level, and the scorecard that everyone starts with. */
export const settingOf = ({
  asOf,
  firstDay,
  regions: { levels, regions },
}: {
  readonly asOf: string
  readonly firstDay: string
  readonly regions: { readonly levels: readonly string[]; readonly regions: readonly Placed[] }
}): Setting => ({ asOf, firstDay, level: levels[0] ?? '', regions })

/** Businesses that wait for a visit: more are in the risk list. */
export const mostUnvisited = 200

/** The questions of the overview, with the windows that they were asked for. */
export function overviewQuestions(choices: Choices, setting: Setting) {
  const { asOf, firstDay, level, regions, card = defaultScorecard, byClass = false } = setting
  const { filters, compare } = resolve(choices, asOf, regions, card)
  const scored = (window: Window): ScoredInput => ({
    filters: { ...filters, window },
    card,
    at: asOfDay(window.to, asOf),
  })
  const now = scored(filters.window)
  const bucket = bucketOf(filters.window, firstDay)
  const input = { filters, compare, bucket, asOf }
  return {
    /** The regions that were chosen, without those below them. */
    chosen: choices.regions,
    filters,
    compare,
    bucket,
    inspections: filters.industries.length === 0 ? inspectionsDivided(input) : inspectionActivity(input),
    complaints: filters.categories.length === 0 ? complaintsDivided(input) : complaintActivity(input),
    permits: permitActivity(input),
    businesses: businesses(input),
    regions: (byClass ? riskByRegion(now, level) : regionFigures(filters, level, asOf)) as Sql<
      RegionCounts | RegionRisk
    >,
    /** Null where the complaints' answer holds it: a breakdown is not filtered by itself. */
    categories: filters.categories.length === 0 ? null : complaintsByCategory(filters, compare, asOf),
    /** Null where the inspections' answer holds it. */
    industries: filters.industries.length === 0 ? null : inspectionsByIndustry(filters, compare),
    scored: now,
    /** Questions about scores: they take longer, and nothing else waits for them. */
    later: {
      highRisk: highRisk(now, 'window'),
      /** Null where classes are shares of all businesses: those of high risk are then as many at any time. */
      highRiskBefore:
        compare === null || card.thresholds.by === 'percentile' ? null : highRisk(scored(compare), 'compare'),
      unvisited: unvisited(now, mostUnvisited),
    },
  }
}
export type OverviewQuestions = ReturnType<typeof overviewQuestions>

/** The questions alone that the page asks at once. */
export const questionsOf = (all: OverviewQuestions): Sql[] =>
  Object.values(all).filter(
    (part): part is Sql & (Filters | Window | Bucket) => typeof part === 'object' && part !== null && 'strings' in part,
  )

/** All of them: what is asked when extracts are published. */
export const publishedQuestionsOf = (all: OverviewQuestions): Sql[] => [
  ...questionsOf(all),
  ...Object.values(all.later).filter(question => question !== null),
]
