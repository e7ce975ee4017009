import type { OverdueKind, OverdueRow } from '../../queries/overdue'
import { overdueKinds } from '../../queries/overdue'
import type { FigureKey, TableName } from '../../schema'
import { type Alert, type Findings, idOf, type Severity, type Unjudged } from './alert'

/** The tile that work of a kind is told on. */
const figures: Readonly<Record<OverdueKind, FigureKey>> = {
  complaints: 'closed_on_time',
  permits: 'permits_on_time',
  rectifications: 'problem_rate',
}

/** What must be known before anything can be overdue: one of each list, in the table. */
const needs: Readonly<Record<OverdueKind, { readonly table: TableName; readonly columns: readonly string[][] }>> = {
  complaints: { table: 'complaints', columns: [['due_at']] },
  permits: { table: 'permits', columns: [['accepted_at'], ['promised_days', 'legal_limit_days']] },
  rectifications: { table: 'inspections', columns: [['rectify_due_on']] },
}

export interface OverdueInputs {
  readonly asOf: string
  readonly rows: readonly OverdueRow[]
  /** Columns that files fill, by table. */
  readonly filled: Readonly<Record<TableName, readonly string[]>>
  /** Days that targets.json sets where the extracts state none; null is none. */
  readonly closeWithin: number | null
  readonly decideWithin: number | null
  /** Visits of high-risk businesses that are overdue; null where there are no visits at all. */
  readonly visits: { readonly overdue: number; readonly of: number | null; readonly daysOver: number } | null
}

/** From this share of what is open on, overdue work is `high` and `medium`: a quarter, one in twenty. */
export const severeShares = { high: 0.25, medium: 0.05 } as const

const severityOf = (overdue: number, of: number | null): Severity => {
  // How much there is in all is not known: nobody can say that it is little.
  if (of === null || of === 0) return 'medium'
  const share = overdue / of
  return share >= severeShares.high ? 'high' : share >= severeShares.medium ? 'medium' : 'low'
}

/**
 * One alert for each kind of work of which something is overdue as of the day. A month is a period: what is acknowledged in
 * June is told again in July. Kinds for which the extracts state no day are named in `unjudged`.
 */
export function overdueAlerts(inputs: OverdueInputs): Findings {
  const { asOf, rows, filled, closeWithin, decideWithin, visits } = inputs
  const month = asOf.slice(0, 7)
  const alerts: Alert[] = []
  const unjudged: Unjudged[] = []
  const replaced: Readonly<Record<string, number | null>> = { due_at: closeWithin, promised_days: decideWithin }
  for (const what of overdueKinds) {
    const { table, columns } = needs[what]
    const known = columns.every(group => group.some(name => filled[table].includes(name) || replaced[name] != null))
    if (!known) {
      unjudged.push({ kind: 'overdue', why: 'no_column', what })
      continue
    }
    const row = rows.find(each => each.what === what)
    if (row === undefined || row.overdue === 0) continue
    alerts.push({
      id: idOf('overdue', what, month),
      kind: 'overdue',
      severity: severityOf(row.overdue, row.open),
      figure: figures[what],
      place: null,
      since: row.oldest,
      size: row.overdue,
      facts: {
        kind: 'overdue',
        what,
        open: row.open,
        overdue: row.overdue,
        yearOver: row.year_over,
        oldest: row.oldest,
        department: row.department,
        departmentOverdue: row.department_overdue,
      },
    })
  }
  if (visits === null) unjudged.push({ kind: 'overdue', why: 'no_visits' })
  else if (visits.overdue > 0)
    alerts.push({
      id: idOf('overdue', 'visits', month),
      kind: 'overdue',
      severity: severityOf(visits.overdue, visits.of),
      figure: 'high_risk',
      place: null,
      since: null,
      size: visits.overdue,
      facts: { kind: 'visits', ...visits },
    })
  return { alerts, unjudged }
}
