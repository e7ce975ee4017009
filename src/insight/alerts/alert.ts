import type { ArrivalPart } from '../../queries/arrivals'
import type { Missing } from '../../queries/figures'
import type { OverdueKind } from '../../queries/overdue'
import type { FigureKey, TableName } from '../../schema'
import type { Cluster, ScanFindings, UnusualCount } from '../warning/findings'

/** In the order in which those of one severity are told. */
export const alertKinds = ['cluster', 'unusual', 'target', 'overdue', 'stopped'] as const
export type AlertKind = (typeof alertKinds)[number]

/** `high` asks for a decision now, `medium` for a look, `low` is to be known. */
export const severities = ['high', 'medium', 'low'] as const
export type Severity = (typeof severities)[number]

/** What a target asks; at least one of the two is not null. */
export interface Bounds {
  readonly atMost: number | null
  readonly atLeast: number | null
}

/** What an alert rests on. Everything that is said about it is said from these. */
export type AlertFacts =
  | { readonly kind: 'cluster'; readonly finding: Cluster }
  /** Weeks in a row of one region and category, the latest last; at least one. */
  | { readonly kind: 'unusual'; readonly weeks: readonly UnusualCount[] }
  | {
      readonly kind: 'target'
      readonly figure: FigureKey
      readonly value: number
      readonly numerator: number
      readonly denominator: number | null
      readonly target: Bounds
      readonly window: { readonly from: string | null; readonly to: string }
    }
  | {
      readonly kind: 'overdue'
      readonly what: OverdueKind
      readonly open: number
      readonly overdue: number
      readonly yearOver: number
      /** See `OverdueRow`. */
      readonly oldest: string | null
      readonly department: string | null
      readonly departmentOverdue: number
    }
  | {
      readonly kind: 'visits'
      readonly overdue: number
      /** Businesses of high risk in all; null where that is not known. */
      readonly of: number | null
      /** Days by which the longest one is over. */
      readonly daysOver: number
    }
  | {
      readonly kind: 'stopped'
      readonly table: TableName
      readonly part: ArrivalPart
      readonly name: string
      readonly lastDay: string
      /** Working days since then. */
      readonly silent: number
      /** The 99th percentile of the pauses before and the longest; null where there were too few. */
      readonly usual: number | null
      readonly longest: number | null
      readonly pauses: number
    }

/** Where an alert is: a region's code, or a circle of `radius` metres around a place in WGS-84 degrees. */
export type AlertPlace =
  | { readonly region: string }
  | { readonly lon: number; readonly lat: number; readonly radius: number }

export interface Alert {
  /** Kind, subject and period: the same after a reload, another for a later alarm about the same thing. */
  readonly id: string
  readonly kind: AlertKind
  readonly severity: Severity
  /** Whose tile shows it; null has none. */
  readonly figure: FigureKey | null
  readonly place: AlertPlace | null
  /** The category and the department that it is of; undefined is all, null is "not stated". */
  readonly category?: string | null
  readonly department?: string
  /** First day of what it tells of, ISO; null where only the state counts. */
  readonly since: string | null
  /** How much, in the measure of its kind: what orders them, and what is compared when one gets worse. Above 0. */
  readonly size: number
  readonly facts: AlertFacts
}

/** What could not be judged, and why. */
export type Unjudged =
  | { readonly kind: 'target'; readonly why: 'none' }
  /** A target that was not understood, in the words of who read it. */
  | { readonly kind: 'target'; readonly why: 'problem'; readonly text: string }
  | { readonly kind: 'target'; readonly why: 'missing'; readonly figure: FigureKey; readonly missing: Missing }
  | { readonly kind: 'overdue'; readonly why: 'no_column'; readonly what: OverdueKind }
  | { readonly kind: 'overdue'; readonly why: 'no_visits' }
  | { readonly kind: 'stopped'; readonly why: 'no_rows'; readonly table: TableName }
  | { readonly kind: 'stopped'; readonly why: 'short'; readonly table: TableName; readonly pauses: number }
  /** No region and category has a season to be compared with. */
  | { readonly kind: 'unusual'; readonly why: 'no_season' }
  | { readonly kind: 'cluster'; readonly why: 'idle'; readonly idle: NonNullable<ScanFindings['idle']> }
  /** The question or the worker failed, in its words. */
  | { readonly kind: AlertKind; readonly why: 'failed'; readonly text: string }

/** Alerts and what could not be judged, from one look at the extracts. */
export interface Findings {
  readonly alerts: readonly Alert[]
  readonly unjudged: readonly Unjudged[]
}

/** An id from its parts, none of which can run into the next. */
export const idOf = (...parts: readonly (string | null)[]): string =>
  parts.map(part => (part === null ? '~' : encodeURIComponent(part).replaceAll('~', '%7E'))).join(':')

/**
 * High before medium before low; within one by kind, since complaints, days and percentage points have no common measure, and
 * in a kind the larger first; what is equal by id, so that the order is one.
 */
export const inOrder = (alerts: readonly Alert[]): Alert[] =>
  [...alerts].sort(
    (a, b) =>
      severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
      alertKinds.indexOf(a.kind) - alertKinds.indexOf(b.kind) ||
      b.size - a.size ||
      (a.id < b.id ? -1 : Number(a.id > b.id)),
  )
