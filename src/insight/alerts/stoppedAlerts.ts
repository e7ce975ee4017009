import type { ArrivalRow } from '../../queries/arrivals'
import { type FigureKey, type TableName, tableNames } from '../../schema'
import { type Alert, type Findings, idOf, type Unjudged } from './alert'

/** Working days without rows before anybody calls it a stop: a week. */
export const leastSilent = 5
/** The same where there is too little habit to compare with: a month. */
export const leastUnknown = 20
/** Pauses from which a habit can be told. */
export const leastPauses = 20
/** A department or source that ended longer ago than this many days has ended, not stopped. */
const endedAfter = 366

const figures: Readonly<Record<TableName, FigureKey>> = {
  permits: 'permits_issued',
  inspections: 'inspections',
  complaints: 'complaints',
}

/**
 * Tables, departments and sources whose rows stopped coming: the pause in working days since the last of them is longer
 * than their own habit of three years and at least a week. For a whole table the habit is the 99th percentile of its pauses:
 * by the ranks of n past values the next one is beyond it once in a hundred times (Hahn, Meeker, Statistical Intervals,
 * 1991, ch. 5), and `high` beyond the longest. There are dozens of departments and sources, so theirs is the longest pause,
 * which chance alone exceeds once in n + 1. Where there are fewer than `leastPauses`, a pause of a month. What is said of a
 * whole table is not said again of its parts.
 */
export function stoppedAlerts(rows: readonly ArrivalRow[], asOf: string): Findings {
  const alerts: Alert[] = []
  const unjudged: Unjudged[] = []
  const silent = new Set<TableName>()
  for (const row of [...rows].sort((a, b) => Number(b.part === 'table') - Number(a.part === 'table'))) {
    const whole = row.part === 'table'
    const short = row.pauses < leastPauses || row.usual === null || row.longest === null
    if (whole && short) unjudged.push({ kind: 'stopped', why: 'short', table: row.table, pauses: row.pauses })
    const habit = short ? leastUnknown : Math.max(leastSilent, (whole ? row.usual : row.longest) ?? 0)
    if (row.silent <= habit || silent.has(row.table)) continue
    // Parts with little habit come and go.
    if (!whole && (short || daysBetween(row.last_day, asOf) > endedAfter)) continue
    if (whole) silent.add(row.table)
    alerts.push({
      id: idOf('stopped', row.table, row.part, row.name, row.last_day),
      kind: 'stopped',
      severity: whole && (short || row.silent > (row.longest ?? 0)) ? 'high' : 'medium',
      figure: figures[row.table],
      place: null,
      ...(row.part === 'department' && { department: row.name }),
      since: row.last_day,
      size: row.silent,
      facts: {
        kind: 'stopped',
        table: row.table,
        part: row.part,
        name: row.name,
        lastDay: row.last_day,
        silent: row.silent,
        usual: short ? null : row.usual,
        longest: short ? null : row.longest,
        pauses: row.pauses,
      },
    })
  }
  const known = new Set(rows.map(row => row.table))
  for (const table of tableNames) if (!known.has(table)) unjudged.push({ kind: 'stopped', why: 'no_rows', table })
  return { alerts, unjudged }
}

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000
