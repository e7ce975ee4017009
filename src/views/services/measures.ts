import type { Profile } from '../../extracts/report'
import type { Targets } from '../../extracts/targets'
import { addDays, type Day } from '../../filters/days'
import type { Window } from '../../filters/filters'
import { nextBucket } from '../../queries/buckets'
import type { Missing } from '../../queries/figures'
import type { Subset } from '../../queries/rows'
import type { ComplaintService } from '../../queries/serviceComplaints'
import type { PermitService } from '../../queries/servicePermits'
import type { FigureKey } from '../../schema'

export type MeasureKey =
  | 'accepted' | 'closed' | 'mediated' | 'verified' | 'published' | 'repeats' | 'follow_ups' | 'satisfied'
  | 'on_time' | 'late' | 'speed' // biome-ignore format: a table a line

type Counts<Row> = Readonly<{ [K in keyof Row]: Row[K] }>

/** A share of the published set: what it counts, what it needs, and the rows that it is about. */
export interface Measure<Row> {
  readonly key: MeasureKey
  part(row: Counts<Row>): number
  whole(row: Counts<Row>): number
  /** Columns without which it is missing. */
  readonly needs: readonly string[]
  /** Rows that missed it, or that it counts. */
  readonly subset: Subset
  readonly shows: 'missed' | 'counted'
  /** The national average of May 2024, 0-1, as published for the 12315 platform. */
  readonly national?: number
  /** The figure that is the same, whose target holds for it. */
  readonly figure?: FigureKey
}

export const complaintMeasures: readonly Measure<ComplaintService>[] = [
  {
    key: 'accepted',
    part: row => row.accepted_on_time,
    whole: row => row.accept_due,
    needs: ['acceptance_decided_at'],
    subset: 'accept_late',
    shows: 'missed',
    national: 0.9983,
  },
  {
    key: 'closed',
    part: row => row.closed_on_time,
    whole: row => row.due,
    needs: ['closed_at'],
    subset: 'late',
    shows: 'missed',
    national: 0.9992,
    figure: 'closed_on_time',
  },
  {
    key: 'mediated',
    part: row => row.resolved,
    whole: row => row.mediated,
    needs: ['closed_at', 'resolved'],
    subset: 'unresolved',
    shows: 'missed',
    national: 0.5163,
  },
  {
    key: 'verified',
    part: row => row.reports_on_time,
    whole: row => row.reports_due,
    needs: ['closed_at'],
    subset: 'report_late',
    shows: 'missed',
    national: 0.9966,
  },
  {
    key: 'published',
    part: row => row.published,
    whole: row => row.publishable,
    needs: ['closed_at', 'published'],
    subset: 'unpublished',
    shows: 'missed',
    national: 0.9721,
  },
  {
    key: 'repeats',
    part: row => row.repeats,
    whole: row => row.complaints,
    needs: [],
    subset: 'repeat',
    shows: 'counted',
  },
  {
    key: 'follow_ups',
    part: row => row.follow_ups,
    whole: row => row.complaints,
    needs: ['parent_id'],
    subset: 'follow_up',
    shows: 'counted',
  },
  {
    key: 'satisfied',
    part: row => row.satisfied,
    whole: row => row.rated,
    needs: ['satisfaction'],
    subset: 'dissatisfied',
    shows: 'missed',
  },
]

const bothDays = ['accepted_at', 'decided_at'] as const

export const permitMeasures: readonly Measure<PermitService>[] = [
  {
    key: 'on_time',
    part: row => row.on_time,
    whole: row => row.decided,
    needs: bothDays,
    subset: 'permit_late',
    shows: 'missed',
    figure: 'permits_on_time',
  },
  {
    key: 'late',
    part: row => row.late,
    whole: row => row.decided,
    needs: bothDays,
    subset: 'permit_late',
    shows: 'counted',
  },
  {
    key: 'speed',
    part: row => row.legal_days - row.actual_days,
    whole: row => row.legal_days,
    needs: [...bothDays, 'legal_limit_days'],
    subset: 'permit_timed',
    shows: 'counted',
  },
]

/** Publication at or above this share is on the red list (commended), below the other on the black list. */
export const redList = 0.9
export const blackList = 0.8

const ofDue: ReadonlySet<MeasureKey> = new Set<MeasureKey>(['closed', 'verified'])
const ofLimit: ReadonlySet<MeasureKey> = new Set<MeasureKey>(['on_time', 'late'])

/** Why a measure has no value whatever the window: what the extracts lack; null where they have all it needs. */
export function lacking(
  { key, needs }: Pick<Measure<never>, 'key' | 'needs'>,
  table: 'permits' | 'complaints',
  profile: Profile,
  targets: Targets,
): Missing | null {
  if (profile.rows[table] === 0) return `no_table:${table}`
  const filled = profile.filled[table]
  const without = needs.find(column => !filled.includes(column))
  if (without !== undefined) return `no_input:${without}`
  if (ofDue.has(key) && !filled.includes('due_at') && targets.complaints.close_within_days === null) return 'no_due'
  const limits = ['promised_days', 'legal_limit_days'].some(column => filled.includes(column))
  return ofLimit.has(key) && !limits && targets.permits.decide_within_days === null ? 'no_limit' : null
}

/** Why nobody can tell what is late in a table; null where one can. */
export function unjudged(table: 'permits' | 'complaints', profile: Profile, targets: Targets): Missing | null {
  return table === 'permits'
    ? lacking({ key: 'on_time', needs: bothDays }, table, profile, targets)
    : lacking({ key: 'closed', needs: ['closed_at'] }, table, profile, targets)
}

/** Whether one can tell what of a table is not over yet. */
export const knowsNow = (table: 'permits' | 'complaints', { rows, filled }: Profile): boolean =>
  rows[table] > 0 && filled[table].includes(table === 'permits' ? 'accepted_at' : 'received_at')

/** A share, 0-1; null with nothing to count. A speed-up may be below zero. */
export const shareOf = <Row>(measure: Measure<Row>, row: Counts<Row> | undefined): number | null => {
  const whole = row === undefined ? 0 : measure.whole(row)
  return row === undefined || whole <= 0 ? null : measure.part(row) / whole
}

/** Whether a window holds only a part of the month that begins on a day. */
export const isCut = (month: Day, { from, to }: Window): boolean =>
  (from !== null && month < from) || addDays(nextBucket('month', month), -1) > to
