import type { ArrivalRow } from '../../queries/arrivals'
import type { ScanFindings, UnusualFindings } from '../warning/findings'
import type { Alert, AlertKind, Findings, Unjudged } from './alert'
import { type OverdueInputs, overdueAlerts } from './overdueAlerts'
import { stoppedAlerts } from './stoppedAlerts'
import { type TargetedFigure, targetAlerts } from './targetAlerts'
import { clusterAlerts, unusualAlerts } from './warningAlerts'

/** An answer that alerts are made of: not there yet, there, or why it will not be. */
export type Answered<T> =
  | { readonly is: 'coming' }
  | { readonly is: 'there'; readonly value: T }
  | { readonly is: 'failed'; readonly text: string }

export interface Inputs {
  readonly asOf: string
  readonly targets: Answered<{ readonly targeted: readonly TargetedFigure[]; readonly problems: readonly string[] }>
  readonly overdue: Answered<Omit<OverdueInputs, 'asOf'>>
  readonly arrivals: Answered<readonly ArrivalRow[]>
  readonly unusual: Answered<UnusualFindings>
  readonly clusters: Answered<ScanFindings>
}

/** What the answers so far say, and the kinds whose answer is still to come. */
export function evaluate(inputs: Inputs): { readonly findings: Findings; readonly pending: readonly AlertKind[] } {
  const { asOf, targets, overdue, arrivals, unusual, clusters } = inputs
  const pending: AlertKind[] = []
  const alerts: Alert[] = []
  const unjudged: Unjudged[] = []
  const take = <T>(kind: AlertKind, answer: Answered<T>, make: (value: T) => Findings): void => {
    if (answer.is === 'coming') pending.push(kind)
    else if (answer.is === 'failed') unjudged.push({ kind, why: 'failed', text: answer.text })
    else {
      const found = make(answer.value)
      alerts.push(...found.alerts)
      unjudged.push(...found.unjudged)
    }
  }
  take('cluster', clusters, ({ clusters, idle }) => ({
    alerts: clusterAlerts(clusters, asOf),
    unjudged: idle === null ? [] : [{ kind: 'cluster', why: 'idle', idle }],
  }))
  take('unusual', unusual, ({ regions, city, tested }) => ({
    alerts: unusualAlerts([...regions, ...city], asOf),
    unjudged: tested > 0 ? [] : [{ kind: 'unusual', why: 'no_season' }],
  }))
  take('target', targets, ({ targeted, problems }) => targetAlerts(targeted, problems, asOf))
  take('overdue', overdue, of => overdueAlerts({ asOf, ...of }))
  take('stopped', arrivals, rows => stoppedAlerts(rows, asOf))
  return { findings: { alerts, unjudged }, pending }
}
