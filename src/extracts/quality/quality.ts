import type { QueryEngine } from '../../engine/engine'
import type { TableName } from '../../schema'
import type { MaskedColumn } from '../intake/intake'
import { orders } from '../issues'
import type { FileReport, Issue, Profile } from '../report'
import { type FilledColumn, type Filling, filledColumns } from './completeness'
import { type Dimension, dimensionOf, dimensions, type NotJudged } from './dimensions'
import { flawedRows } from './flaws'
import { type LinkedRows, linkedRows, linkScore } from './linking'
import { months, type Timeliness } from './timeliness'

/** What is known of the quality of one file in a table. */
export interface QualityReport {
  readonly file: string
  readonly table: TableName
  /** Rows in the table; those that were rejected come on top. */
  readonly rows: number
  readonly rejected: number
  /** 0 to 1; null: it cannot be judged, `why` says the reason. See `scoresOf` for the formulas. */
  readonly scores: Readonly<Record<Dimension, number | null>>
  readonly why: Readonly<Partial<Record<Dimension, NotJudged>>>
  readonly completeness: readonly FilledColumn[]
  readonly timeliness: Timeliness
  readonly linking: readonly LinkedRows[]
  readonly issues: readonly (Issue & { readonly dimension: Dimension })[]
  /** What was masked when the file was read; known to who read it. */
  readonly masked?: readonly MaskedColumn[]
}

/**
 * The quality of every file of a loaded engine, in the profile's order. Rejects with QueryError, or AbortError once
 * `signal` fires.
 */
export async function qualityOf(engine: QueryEngine, profile: Profile, signal?: AbortSignal): Promise<QualityReport[]> {
  const flaws = await flawedRows(engine, signal)
  const filling = await filledColumns(engine, profile, signal)
  const time = await months(engine, profile.asOf, signal)
  const links = await linkedRows(engine, signal)
  return profile.files.map(report => {
    const filled = filling.get(report.file) ?? { columns: [], share: null }
    const timeliness = time.get(report.file) ?? noTime
    const linking = links.get(report.file) ?? []
    const judged = scoresOf(report, profile, flaws.get(report.file) ?? {}, filled, timeliness, linking)
    return {
      file: report.file,
      table: report.table,
      rows: report.rows,
      rejected: report.rejected,
      scores: Object.fromEntries(dimensions.map(d => [d, typeof judged[d] === 'number' ? judged[d] : null])) as Record<
        Dimension,
        number | null
      >,
      why: Object.fromEntries(dimensions.filter(d => typeof judged[d] === 'string').map(d => [d, judged[d]])),
      completeness: filled.columns,
      timeliness,
      linking,
      issues: report.issues.map(issue => ({ ...issue, dimension: dimensionOf(issue.kind) })),
    }
  })
}

const noTime: Timeliness = { newest: null, oldest: null, daysBehind: null, months: [], gaps: [], covered: null }

/**
 * Each score is A / B, the part that fulfils a demand of all that was looked at, as GB/T 36344-2018 and ISO/IEC 25012's
 * measures (25024) count. B are all rows, rejected ones too, where nothing else is said.
 * - completeness: filled of all demanded values (see `filledColumns`).
 * - validity: rows without a value that is none of its kind, vocabulary, code or place.
 * - uniqueness: rows in the table whose id no other row has.
 * - timeliness: months with rows of all months from the first to the as-of day's (see `months`).
 * - consistency: rows in the table of which no two values contradict each other.
 * - linking: rows in the table whose business has rows in another table too.
 */
function scoresOf(
  report: FileReport,
  profile: Profile,
  flawed: Partial<Record<Dimension, number>>,
  filled: Filling,
  timeliness: Timeliness,
  linking: readonly LinkedRows[],
): Record<Dimension, number | NotJudged> {
  const all = report.rows + report.rejected
  if (report.error !== null || all === 0) {
    const why = report.error === null ? 'no_rows' : 'not_loaded'
    return Object.fromEntries(dimensions.map(d => [d, why])) as Record<Dimension, NotJudged>
  }
  const without = (dimension: Dimension, rows: number) =>
    rows === 0 ? 'no_rows' : Math.max(0, 1 - (flawed[dimension] ?? 0) / rows)
  return {
    completeness: filled.share ?? 'no_rows',
    validity: without('validity', all),
    uniqueness: without('uniqueness', report.rows),
    timeliness: timeliness.covered ?? 'no_dates',
    consistency: canContradict(report, profile) ? without('consistency', report.rows) : 'no_checks',
    linking: linkScore(report, profile, linking),
  }
}

function canContradict({ table, columns }: FileReport, profile: Profile): boolean {
  const places = 'lon' in columns && ('region_code' in columns || 'region_name' in columns)
  return (
    (places && profile.regions.regions.length > 0) ||
    orders[table].some(([, later, earlier]) => later in columns && earlier in columns)
  )
}
