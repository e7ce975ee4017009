import { notTakenPlace, problemResults, type TableName } from '../schema'
import { dayNumber } from './dayNumber'
import { type AsOf, complaintKinds } from './factsSql'
import { type IndicatorSettings, type KnownResult, knownResults } from './scorecard'

/** Where a row stands: its table, its extract and its number there. */
export interface RowRef {
  readonly table: TableName
  readonly file: number
  readonly row: number
}

/** Days are ISO text; `file` and `row` say where a row stands; rows are in the order of the extract. */
export interface PermitRow {
  readonly file: number
  readonly row: number
  readonly permitted_on: string | null
  readonly accepted_on: string | null
  readonly valid_from: string | null
  readonly valid_to: string | null
  readonly first_issued_on: string | null
  readonly status: string | null
}
export interface InspectionRow {
  readonly file: number
  readonly row: number
  readonly inspected_on: string
  readonly result: string | null
  readonly item: string | null
  readonly declared_risk: string | null
  readonly rectify_due_on: string | null
  readonly rectified_on: string | null
}
export interface ComplaintRow {
  readonly file: number
  readonly row: number
  readonly received_on: string
  readonly kind: string | null
  readonly closed_on: string | null
  readonly due_on: string | null
  readonly parent_id: string | null
  readonly substantiated: boolean | null
  readonly duplicate_flag: boolean | null
}
export interface BusinessRows {
  readonly permits: readonly PermitRow[]
  readonly inspections: readonly InspectionRow[]
  readonly complaints: readonly ComplaintRow[]
}

export type PermitState = 'valid' | 'within90' | 'within30' | 'expired' | 'expired_active' | 'revoked' | 'none'

/** What a business's rows say up to a day; the counterpart of `factsWith`, which says it of all businesses in SQL. */
export interface Facts {
  /** Day numbers are days since 1970-01-01. */
  readonly lastVisit: InspectionRow | null
  readonly lastKnown: (InspectionRow & { readonly severity: KnownResult }) | null
  readonly tier: InspectionRow | null
  readonly recentVisits: readonly InspectionRow[]
  readonly recentCriticals: readonly InspectionRow[]
  readonly yearCriticals: readonly InspectionRow[]
  readonly openItems: readonly InspectionRow[]
  /** Of the item that is longest past its due day; negative: not due yet. */
  readonly overdueDays: number | null
  readonly unresolved: InspectionRow | null
  /** Findings of an item that was found before within the days that count, and how many repeats that makes. */
  readonly repeatedItems: readonly InspectionRow[]
  readonly repeats: number
  readonly permits: readonly PermitRow[]
  readonly permitState: PermitState
  readonly validTo: string | null
  readonly licensedOn: string | null
  readonly revoked: readonly PermitRow[]
  readonly lastActive: string | null
  readonly yearComplaints: readonly ComplaintRow[]
  readonly intensity: number
  readonly judged: readonly ComplaintRow[]
  readonly substantiated: readonly ComplaintRow[]
  readonly pastDue: readonly ComplaintRow[]
  readonly repeatedComplaints: readonly ComplaintRow[]
  readonly openComplaints: readonly ComplaintRow[]
}

const latest = <Row>(rows: readonly Row[], day: (row: Row) => string): Row | null =>
  rows.reduce<Row | null>((best, row) => (best === null || day(row) > day(best) ? row : best), null)

/** The facts of one business; rows dated after the day are not looked at. */
export function factsOf(rows: BusinessRows, at: AsOf, settings: IndicatorSettings): Facts {
  const today = dayNumber(at.day)
  const age = (day: string): number => today - dayNumber(day)
  const visits = rows.inspections.filter(row => row.inspected_on <= at.day)
  const took = visits.filter(row => !(notTakenPlace as readonly (string | null)[]).includes(row.result))
  const isRecent = (row: InspectionRow): boolean => age(row.inspected_on) < settings.visitDays
  const isOpen = (row: InspectionRow): boolean => row.rectified_on === null || row.rectified_on > at.day
  const openItems = visits.filter(row => isOpen(row) && row.rectify_due_on !== null)
  const criticals = visits.filter(row => row.result === 'critical')
  const complaints = rows.complaints.filter(
    row => row.received_on <= at.day && (row.kind === null || (complaintKinds as readonly string[]).includes(row.kind)),
  )
  const year = complaints.filter(row => age(row.received_on) < settings.complaintDays)
  const stillOpen = (row: ComplaintRow): boolean => row.closed_on === null || row.closed_on > at.day
  const lastVisit = latest(took, row => row.inspected_on)
  const lastActive = [lastVisit?.inspected_on, latest(complaints, row => row.received_on)?.received_on]
    .filter(day => day !== undefined)
    .sort()
    .at(-1)
  const judged = at.states ? year.filter(row => row.substantiated !== null) : []
  return {
    lastVisit,
    lastKnown: lastKnown(visits),
    // Of several on one day the word that sorts last.
    tier: latest(visits.filter(row => row.declared_risk !== null), row => `${row.inspected_on} ${row.declared_risk}`), // biome-ignore format: one line
    recentVisits: took.filter(isRecent),
    recentCriticals: criticals.filter(isRecent),
    yearCriticals: criticals.filter(row => age(row.inspected_on) < 365),
    openItems,
    overdueDays: openItems.reduce<number | null>(
      (most, row) => Math.max(most ?? Number.NEGATIVE_INFINITY, age(row.rectify_due_on ?? at.day)),
      null,
    ),
    unresolved: unresolved(visits, isOpen),
    ...repeats(visits.filter(isRecent)),
    ...permitFacts(rows.permits, at, lastActive ?? null),
    lastActive: lastActive ?? null,
    yearComplaints: year,
    intensity: year.reduce(
      (sum, row) =>
        sum + weightOf(row, at, settings) * 2 ** (-age(row.received_on) / settings.complaintHalfLifeDays),
      0,
    ), // biome-ignore format: one expression
    judged,
    substantiated: judged.filter(row => row.substantiated),
    pastDue: year.filter(row => stillOpen(row) && row.due_on !== null && row.due_on < at.day),
    repeatedComplaints: year.filter(row => (at.states && row.duplicate_flag === true) || row.parent_id !== null),
    openComplaints: complaints.filter(stillOpen),
  }
}

/** The newest result that says something; the severest of its day. */
function lastKnown(visits: readonly InspectionRow[]): Facts['lastKnown'] {
  let best: Facts['lastKnown'] = null
  for (const row of visits) {
    const severity = knownResults.find(result => result === row.result)
    if (severity === undefined) continue
    const newer = best === null || row.inspected_on > best.inspected_on
    const severer =
      best !== null &&
      row.inspected_on === best.inspected_on &&
      knownResults.indexOf(severity) > knownResults.indexOf(best.severity)
    if (newer || severer) best = { ...row, severity }
  }
  return best
}

function unresolved(visits: readonly InspectionRow[], isOpen: (row: InspectionRow) => boolean): InspectionRow | null {
  const last = latest(visits.filter(row => row.result === 'critical' && isOpen(row)), row => row.inspected_on) // biome-ignore format: one line
  const passed = latest(visits.filter(row => row.result === 'ok' || row.result === 'minor'), row => row.inspected_on) // biome-ignore format: one line
  return last !== null && (passed === null || passed.inspected_on <= last.inspected_on) ? last : null
}

function repeats(recent: readonly InspectionRow[]): Pick<Facts, 'repeats' | 'repeatedItems'> {
  const byItem = new Map<string, InspectionRow[]>()
  for (const row of recent) {
    if (row.item === null || !(problemResults as readonly (string | null)[]).includes(row.result)) continue
    const found = byItem.get(row.item)
    if (found) found.push(row)
    else byItem.set(row.item, [row])
  }
  const repeated = [...byItem.values()].filter(found => found.length > 1)
  return { repeatedItems: repeated.flat(), repeats: repeated.reduce((sum, found) => sum + found.length - 1, 0) }
}

const weightOf = (row: ComplaintRow, at: AsOf, { complaintWeights: weights }: IndicatorSettings): number => {
  if (!at.states) return weights.unknown
  if (row.duplicate_flag) return weights.duplicate
  return row.substantiated === null ? weights.unknown : row.substantiated ? weights.substantiated : weights.unfounded
}

const notGranted: readonly (string | null)[] = ['pending', 'refused', 'withdrawn', 'cancelled', 'revoked']

function permitFacts(all: readonly PermitRow[], at: AsOf, lastActive: string | null) {
  const known = all.filter(row => (row.permitted_on ?? row.accepted_on ?? '~') <= at.day)
  const granted = known.filter(row => row.permitted_on !== null && !(at.states && notGranted.includes(row.status)))
  const endless = granted.some(row => row.valid_to === null && !(at.states && row.status === 'expired'))
  const revoked = at.states ? known.filter(row => row.status === 'revoked') : []
  const validTo = latest(granted.filter(row => row.valid_to !== null), row => row.valid_to ?? '')?.valid_to ?? null // biome-ignore format: one line
  const firstDays = granted.flatMap(row => [row.first_issued_on, row.valid_from, row.permitted_on].filter(day => day !== null)) // biome-ignore format: one line
  const left = validTo === null ? Number.NEGATIVE_INFINITY : dayNumber(validTo) - dayNumber(at.day)
  const permitState: PermitState =
    endless || left > 90
      ? 'valid'
      : left > 30
        ? 'within90'
        : left >= 0
          ? 'within30'
          : revoked.length > 0
            ? 'revoked'
            : validTo === null
              ? 'none'
              : lastActive !== null && lastActive > validTo
                ? 'expired_active'
                : 'expired'
  return { permits: granted, permitState, validTo, licensedOn: firstDays.sort()[0] ?? null, revoked }
}
