import { bucketDay } from '../engine/dialect'
import { raw, type Sql, sql } from '../engine/sql'
import type { Filters } from '../filters/filters'
import { where } from '../filters/predicates'
import { type Counted, complaintCounts, selected, summed } from './counts'
import { acceptWorkdays, isComplaint, isFollowUp, isRepeat, isReport } from './serviceStates'

/**
 * The published monthly set, by the month of receipt, so that a case stays with its month however long it takes; `month`
 * null is the whole window. A case counts once its time has passed by the as-of day, open or not.
 */
export interface ComplaintService {
  month: string | null
  complaints: number
  /** Of kind complaint whose seven working days have passed; not those passed on or withdrawn before. */
  accept_due: number
  accepted_on_time: number
  /** Of every kind, as on the overview. */
  due: number
  closed_on_time: number
  /** Closed, of kind complaint, with a word on whether it was resolved. */
  mediated: number
  resolved: number
  /** Of kind report, past their due day. */
  reports_due: number
  reports_on_time: number
  /** Closed, of kind complaint. */
  publishable: number
  published: number
  /** Said before, and follow-ups of an earlier case. */
  repeats: number
  follow_ups: number
  /** With a rating of 1 to 5, and of 4 or 5. */
  rated: number
  satisfied: number
  /** Closed before they were received. */
  backwards: number
}

/** Facts of a row, each worked out once: several counts rest on the same. */
const facts = (asOf: string): Sql => {
  const { due, closed_on_time } = complaintCounts(asOf)
  return sql`${isComplaint} AS complaint, ${isReport} AS report, (status = 'closed' AND closed_on <= CAST(${asOf} AS DATE)) AS closed,
    ${due} AS due, ${closed_on_time} AS in_time, CAST(acceptance_decided_at AS DATE) AS accepted_on,
    (status IS NULL OR status NOT IN ('transferred', 'withdrawn')) AS stayed`
}

const accept = (asOf: string): Sql =>
  sql`(complaint AND accept_by < CAST(${asOf} AS DATE) AND (accepted_on IS NOT NULL OR stayed))`

const counts = (asOf: string): Counted<Omit<ComplaintService, 'month'>> => ({
  complaints: null,
  accept_due: accept(asOf),
  // A case that was closed without the day of its acceptance was accepted by then.
  accepted_on_time: sql`(${accept(asOf)} AND coalesce(accepted_on, closed_on) <= accept_by)`,
  due: raw('due'),
  closed_on_time: raw('in_time'),
  mediated: raw('(complaint AND closed AND resolved IS NOT NULL)'),
  resolved: raw('(complaint AND closed AND resolved)'),
  reports_due: raw('(report AND due)'),
  reports_on_time: raw('(report AND in_time)'),
  publishable: raw('(complaint AND closed)'),
  published: raw('(complaint AND closed AND published)'),
  repeats: isRepeat,
  follow_ups: isFollowUp,
  rated: raw('satisfaction BETWEEN 1 AND 5'),
  satisfied: raw('satisfaction BETWEEN 4 AND 5'),
  backwards: raw('closed_on < received_on'),
})

/** Days with the last one on which an acceptance can be decided in time, counted from the working day after. */
export const terms = sql`(SELECT r.day AS day, l.day AS accept_by FROM calendar r JOIN calendar l
  ON l.is_workday AND l.workday_number = r.workday_number + ${raw(String(acceptWorkdays))})`

/** Months without complaints are absent. Months are counted, then added up: counting twice takes twice as long. */
export const complaintService = (filters: Filters, asOf: string): Sql<ComplaintService> => sql`
  SELECT CAST(month AS VARCHAR) AS month, ${summed(Object.keys(counts(asOf)))}
  FROM (SELECT ${bucketDay('month', raw('received_on'))} AS month, ${selected(counts(asOf))}
    FROM (SELECT received_on, closed_on, resolved, published, duplicate_flag, parent_id, satisfaction, ${facts(asOf)}
      FROM complaints WHERE ${where('complaints', filters)}) c LEFT JOIN ${terms} t ON t.day = c.received_on GROUP BY 1)
  GROUP BY GROUPING SETS ((), (month)) ORDER BY month NULLS FIRST`
