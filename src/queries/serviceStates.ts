import { raw, type Sql, sql } from '../engine/sql'

/*
 * Where a case stands at the end of the as-of day. Dates alone tell, but for a case without an end: an undated status
 * may say that it is over all the same (figures.md, "State at T").
 */

const day = (asOf: string): Sql => sql`CAST(${asOf} AS DATE)`

/** A permit that was accepted by the as-of day and not decided. */
export const undecided = (asOf: string): Sql =>
  sql`(CAST(accepted_at AS DATE) <= ${day(asOf)} AND (CAST(decided_at AS DATE) > ${day(asOf)} OR (decided_at IS NULL AND (status IS NULL OR status = 'pending'))))`

/** A complaint that was received by the as-of day and not closed. */
export const open = (asOf: string): Sql =>
  sql`(received_on <= ${day(asOf)} AND (closed_on > ${day(asOf)} OR (closed_on IS NULL AND (status IS NULL OR status IN ('open', 'in_progress')))))`

/** Working days counted up to a day. */
const workdaysTo = (asOf: string): Sql => sql`(SELECT workday_number FROM calendar WHERE day = ${day(asOf)})`

/** The day that is `days` working days after the as-of day. */
const workdayAfter = (asOf: string, days: number): Sql =>
  sql`(SELECT min(day) FROM calendar WHERE is_workday AND workday_number = ${workdaysTo(asOf)} + ${raw(String(days))})`

/** What is not over and has at most so many working days left is near due, as `workdaysLeft` counts them. */
export const nearWorkdays = 2
/** Working days within which it is decided whether a complaint is accepted (Interim Measures for Handling Complaints and Reports in Market Regulation, article 14). */
export const acceptWorkdays = 7
/** Calendar days of the list of what is due, the as-of day the first. */
export const dueDays = 7

const past = (asOf: string): Sql => sql`due_on < ${day(asOf)}`
// Weekends after the last of these days have no more working days before them: what is due on one is near, too.
const near = (asOf: string): Sql => sql`due_on >= ${day(asOf)} AND due_on < ${workdayAfter(asOf, nearWorkdays + 1)}`
const soon = (asOf: string): Sql => sql`due_on BETWEEN ${day(asOf)} AND ${day(asOf)} + ${raw(String(dueDays - 1))}`

/** Undecided and past the limit. */
export const permitOverdue = (asOf: string): Sql => sql`(${undecided(asOf)} AND ${past(asOf)})`
/** Undecided, within the limit, at most two working days left. */
export const permitNear = (asOf: string): Sql => sql`(${undecided(asOf)} AND ${near(asOf)})`
export const permitSoon = (asOf: string): Sql => sql`(${undecided(asOf)} AND ${soon(asOf)})`
export const complaintOverdue = (asOf: string): Sql => sql`(${open(asOf)} AND ${past(asOf)})`
export const complaintNear = (asOf: string): Sql => sql`(${open(asOf)} AND ${near(asOf)})`
export const complaintSoon = (asOf: string): Sql => sql`(${open(asOf)} AND ${soon(asOf)})`

/** The last day on which a complaint's acceptance can be decided in time. Working days are counted from the day after the receipt. */
export const acceptBy = sql`(SELECT min(l.day) FROM calendar r JOIN calendar l ON l.is_workday AND l.workday_number = r.workday_number + ${raw(String(acceptWorkdays))} WHERE r.day = received_on)`

/** Working days from the as-of day to the due day: 0 on the day itself, below 0 once it has passed. */
export const workdaysLeft = (asOf: string): Sql =>
  sql`(SELECT workday_number FROM calendar WHERE day = due_on) - ${workdaysTo(asOf)}`

/** Kept apart: kinds that the published set is of. */
export const isComplaint = raw(`kind = 'complaint'`)
export const isReport = raw(`kind = 'report'`)
/** Said before, or a follow-up of an earlier case. */
export const isRepeat = raw('duplicate_flag')
export const isUnrepeated = raw('duplicate_flag IS NOT TRUE')
export const isFollowUp = raw('parent_id IS NOT NULL')

/** A permit that the speed-up rests on: a legal limit in working days, and a handling time of at least zero. */
export const isTimed = raw('(handling_days >= 0 AND legal_limit_days > 0)')
