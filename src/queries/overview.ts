import type { Sql } from '../engine/sql'
import type { Placed } from '../filters/below'
import { type Choices, type Filters, resolve, type Window } from '../filters/filters'
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
import { regionFigures } from './regionFigures'

/** What the overview's questions depend on beside the choices. */
export interface Setting {
  readonly asOf: string
  readonly firstDay: string
  readonly level: string
  readonly regions: readonly Placed[]
}

/** The questions of the overview, with the windows that they were asked for. */
export function overviewQuestions(choices: Choices, { asOf, firstDay, level, regions }: Setting) {
  const { filters, compare } = resolve(choices, asOf, regions)
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
    regions: regionFigures(filters, level),
    /** Null where the complaints' answer holds it: a breakdown is not filtered by itself. */
    categories: filters.categories.length === 0 ? null : complaintsByCategory(filters, compare, asOf),
    /** Null where the inspections' answer holds it. */
    industries: filters.industries.length === 0 ? null : inspectionsByIndustry(filters, compare),
  }
}
export type OverviewQuestions = ReturnType<typeof overviewQuestions>

/** The questions alone: what is asked when extracts are published. */
export const questionsOf = (all: OverviewQuestions): Sql[] =>
  Object.values(all).filter(
    (part): part is Sql & (Filters | Window | Bucket) => typeof part === 'object' && part !== null && 'strings' in part,
  )
