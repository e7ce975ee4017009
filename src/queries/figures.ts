import type { FigureKey, TableName } from '../schema'
import type { Course } from './activity'
import type { ComplaintCounts, InspectionCounts, PermitCounts } from './counts'
import type { RiskCounts } from './highRisk'

interface Definition {
  readonly table: TableName | 'entities'
  readonly unit: 'count' | 'rate'
  readonly value: string
  readonly of: string | null
  /** Whether more is good or bad news; null is neither. */
  readonly more: 'good' | 'bad' | null
}

export const definitions: Readonly<Record<FigureKey, Definition>> = {
  businesses: { table: 'entities', unit: 'count', value: 'businesses', of: null, more: null },
  inspections: { table: 'inspections', unit: 'count', value: 'inspections', of: null, more: 'good' },
  problem_rate: { table: 'inspections', unit: 'rate', value: 'problem', of: 'took_place', more: 'bad' },
  critical_rate: { table: 'inspections', unit: 'rate', value: 'critical', of: 'took_place', more: 'bad' },
  complaints: { table: 'complaints', unit: 'count', value: 'complaints', of: null, more: 'bad' },
  closed_on_time: { table: 'complaints', unit: 'rate', value: 'closed_on_time', of: 'due', more: 'good' },
  permits_issued: { table: 'permits', unit: 'count', value: 'permits', of: null, more: null },
  permits_on_time: { table: 'permits', unit: 'rate', value: 'on_time', of: 'decided', more: 'good' },
  high_risk: { table: 'entities', unit: 'count', value: 'high_risk', of: null, more: 'bad' },
}

/** Why a figure has no value, as a key of the messages: `no_rows`, `no_input:accepted_at`, `no_table:permits`, … */
export type Missing = string

/** One figure: exact values; rates are fractions. `before` is the compare window's, null where there is none. */
export interface Figure {
  readonly key: FigureKey
  readonly value: number | null
  readonly numerator: number
  readonly denominator: number | null
  readonly before: number | null
  readonly missing: Missing | null
}

export interface Inputs {
  /** Rows and filled columns by table, and whether targets.json sets days. */
  readonly rows: Readonly<Record<TableName, number>>
  readonly filled: Readonly<Record<TableName, readonly string[]>>
  readonly closeWithin: number | null
  readonly decideWithin: number | null
  /** Whether the compare window lies within the days of the table's rows. */
  readonly comparable: Readonly<Record<TableName | 'entities', boolean>>
}

export type AnyCourse = Partial<InspectionCounts & ComplaintCounts & PermitCounts & RiskCounts> &
  Pick<Course<object>, 'period' | 'bucket'>

/** A figure from the rows of its table's activity question. */
export function figureOf(key: FigureKey, rows: readonly AnyCourse[], inputs: Inputs): Figure {
  const { table, value, of } = definitions[key]
  const total = rows.find(row => row.period === 'window' && row.bucket === null)
  // An answer has no row of a period without any: it counts 0. Scores come with answers of their own, not all at once.
  const before =
    rows.find(row => row.period === 'compare' && row.bucket === null) ??
    (table === 'entities' ? undefined : ({ period: 'compare', bucket: null } as const))
  const numerator = count(total, value)
  const denominator = of === null ? null : count(total, of)
  const missing = key === 'high_risk' ? unscored(total, inputs) : missingOf(key, denominator, numerator, inputs)
  return {
    key,
    value: missing ? null : of === null ? numerator : quotient(numerator, denominator),
    numerator,
    denominator,
    before:
      before && inputs.comparable[table]
        ? of === null
          ? count(before, value)
          : quotient(count(before, value), count(before, of))
        : null,
    missing,
  }
}

/** Value of one bucket's row; null is a gap. */
export function courseValue(key: FigureKey, row: AnyCourse | undefined): number | null {
  const { value, of } = definitions[key]
  return of === null ? count(row, value) : quotient(count(row, value), count(row, of))
}

export const count = (row: AnyCourse | undefined, name: string): number =>
  Number((row as Record<string, unknown> | undefined)?.[name] ?? 0)
const quotient = (part: number, whole: number | null): number | null =>
  whole === null || whole === 0 ? null : part / whole

/** Extracts without any input of the scorecard leave every business without a score, and nobody knows which are of high risk. */
function unscored(total: AnyCourse | undefined, inputs: Inputs): Missing | null {
  const none = count(total, 'businesses') > 0 && count(total, 'scored') === 0
  return none ? 'not_scored' : missingOf('high_risk', null, count(total, 'high_risk'), inputs)
}

function missingOf(key: FigureKey, denominator: number | null, numerator: number, inputs: Inputs): Missing | null {
  const { table } = definitions[key]
  if (table === 'entities') return Object.values(inputs.rows).some(n => n > 0) ? null : 'no_table:permits'
  if (inputs.rows[table] === 0) return `no_table:${table}`
  const filled = (column: string): boolean => inputs.filled[table].includes(column)
  if (key === 'closed_on_time') {
    if (!filled('due_at') && inputs.closeWithin === null) return 'no_due'
    if (!filled('closed_at')) return 'no_input:closed_at'
    return denominator === 0 ? 'none_due' : null
  }
  if (key === 'permits_on_time') {
    const lacking = ['accepted_at', 'decided_at'].find(column => !filled(column))
    if (lacking) return `no_input:${lacking}`
    if (!filled('promised_days') && !filled('legal_limit_days') && inputs.decideWithin === null) return 'no_limit'
    return denominator === 0 ? 'no_pairs' : null
  }
  return denominator === 0 ? (numerator === 0 ? 'no_visits' : 'no_denominator') : null
}
