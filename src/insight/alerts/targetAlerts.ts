import type { Window } from '../../filters/filters'
import { definitions, type Figure } from '../../queries/figures'
import { type Alert, type Bounds, type Findings, idOf, type Unjudged } from './alert'

/** A figure of the whole city with its target; `met` is null where one of the two is missing. */
export interface TargetedFigure {
  readonly figure: Figure
  readonly target: Bounds
  readonly met: boolean | null
  readonly window: Window
}

/** A rate that misses its target by so many (five percentage points), a count by such a part of it, is `high`. */
export const farRate = 0.05
export const farCount = 0.1

/**
 * One alert for each figure that misses its target, by the year up to the as-of day. A month is a period. `problems` are the
 * targets that were not understood, in words, figures that do not exist among them; they are told, not passed by.
 */
export function targetAlerts(targeted: readonly TargetedFigure[], problems: readonly string[], asOf: string): Findings {
  const alerts: Alert[] = []
  const unjudged: Unjudged[] = problems.map(text => ({ kind: 'target', why: 'problem', text }))
  if (targeted.length === 0 && problems.length === 0) unjudged.push({ kind: 'target', why: 'none' })
  for (const { figure, target, met, window } of targeted) {
    const { key, value, numerator, denominator, missing } = figure
    if (value === null) {
      unjudged.push({ kind: 'target', why: 'missing', figure: key, missing: missing ?? 'no_rows' })
      continue
    }
    if (met !== false) continue
    const { by, far } = missOf(value, target, definitions[key].unit)
    alerts.push({
      id: idOf('target', key, asOf.slice(0, 7)),
      kind: 'target',
      severity: far ? 'high' : 'medium',
      figure: key,
      place: null,
      since: null,
      size: by,
      facts: { kind: 'target', figure: key, value, numerator, denominator, target, window },
    })
  }
  return { alerts, unjudged }
}

/** By how much: in percentage points, or as a part of the target in percent; and whether that is far. */
function missOf(value: number, { atMost, atLeast }: Bounds, unit: 'count' | 'rate') {
  const over = atMost === null ? 0 : value - atMost
  const under = atLeast === null ? 0 : atLeast - value
  const bound = over > under ? atMost : atLeast
  const by = Math.max(over, under)
  if (unit === 'rate') return { by: by * 100, far: by >= farRate - 1e-12 }
  // A target of nothing at all is missed wholly.
  const part = bound === null || bound === 0 ? 1 : by / bound
  return { by: part * 100, far: part >= farCount }
}
