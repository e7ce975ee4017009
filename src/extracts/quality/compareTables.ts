import type { QueryEngine } from '../../engine/engine'
import { rowKeys, type TableName } from '../../schema'
import type { Comparison } from '../workspace/workspace'
import { type BucketSum, bucketSums, filledCounts, type Part, type RowHash, rowHashes, sampledRows } from './rowHashes'
import { shiftedColumns } from './shiftedColumns'

/** Share of rows that may be fewer, or gone by id, without a question. */
const mostGone = 0.2
const rowsPerBucket = 16
const mostBuckets = 65_536
/** Bucket numbers of one statement: some 30 kB. */
const bucketsAtOnce = 4_000
const rowsAtOnce = 400_000
/** Ids whose values are compared one by one. */
const sampleSize = 4_000

/**
 * What became of the rows of a table by id, in two engines that cannot see each other. Hashes of rows are summed by bucket
 * of ids first; only buckets that differ are fetched, as two numbers a row and in pages. Two rows whose hashes agree in 53
 * bits count as equal. Row numbers and names of files do not matter.
 */
export async function compareTables(
  before: QueryEngine,
  after: QueryEngine,
  table: TableName,
  signal?: AbortSignal,
): Promise<Comparison> {
  const both = <Row>(ask: (engine: QueryEngine) => Promise<Row[]>) => Promise.all([ask(before), ask(after)])
  const [was, is] = await both(engine => engine.rows(filledCounts(table), signal))
  const counts = [was?.[0] ?? {}, is?.[0] ?? {}] as const
  const [rowsBefore, rowsAfter] = [counts[0].n_rows ?? 0, counts[1].n_rows ?? 0]
  const found = { added: 0, gone: 0, changed: 0 }
  for (const part of await differing(Math.max(rowsBefore, rowsAfter))) {
    const [old, now] = await both(engine => engine.rows(rowHashes(table, part), signal))
    tally(old, now, found)
  }
  const step = Math.max(1, Math.floor(Math.min(rowsBefore, rowsAfter) / sampleSize))
  const [old, now] =
    rowsBefore > 0 && rowsAfter > 0 ? await both(engine => engine.rows(sampledRows(table, step), signal)) : [[], []]
  const { shifted, sampled } = shiftedColumns(rowKeys[table].id, counts, old, now)
  const reasons: Comparison['reasons'][number][] = []
  if (rowsAfter < rowsBefore * (1 - mostGone)) reasons.push('fewer_rows')
  if (found.gone > rowsBefore * mostGone) reasons.push('rows_gone')
  if (shifted.length > 0) reasons.push('shifted_columns')
  return {
    ...{ table, before: rowsBefore, after: rowsAfter, ...found },
    ...{ shifted, sampled, reasons, needsConfirmation: reasons.length > 0 },
  }

  /** The parts of both tables that must be looked at row by row. */
  async function differing(rows: number): Promise<Part[]> {
    if (rows === 0) return []
    const buckets = 2 ** Math.floor(Math.log2(Math.min(mostBuckets, Math.max(1, rows / rowsPerBucket))))
    const [old, now] = await both(engine => engine.rows(bucketSums(table, buckets), signal))
    const of = differingBuckets(old, now)
    const pages = Math.ceil(rows / rowsAtOnce)
    // Reading all takes one statement a page; reading a few buckets one for each thousands of them.
    if (of.length / bucketsAtOnce > pages) return Array.from({ length: pages }, (_, page) => ({ page, pages }))
    return Array.from({ length: Math.ceil(of.length / bucketsAtOnce) }, (_, i) => ({
      buckets,
      of: of.slice(i * bucketsAtOnce, (i + 1) * bucketsAtOnce),
    }))
  }
}

function differingBuckets(before: readonly BucketSum[], after: readonly BucketSum[]): number[] {
  const sums = new Map(before.map(({ bucket, n, sum }) => [bucket, `${n} ${sum}`]))
  const differing: number[] = []
  for (const { bucket, n, sum } of after) {
    if (sums.get(bucket) !== `${n} ${sum}`) differing.push(bucket)
    sums.delete(bucket)
  }
  return [...differing, ...sums.keys()].sort((a, b) => a - b)
}

/** Adds up what the rows of some ids became; all rows of an id must be among those given, in order. */
function tally(old: readonly RowHash[], now: readonly RowHash[], found: Record<'added' | 'gone' | 'changed', number>) {
  let [i, k] = [0, 0]
  while (i < old.length || k < now.length) {
    const id = Math.min(old[i]?.id ?? Infinity, now[k]?.id ?? Infinity)
    let [gone, added] = [0, 0]
    for (;;) {
      const [a, b] = [old[i], now[k]]
      const [hasOld, hasNew] = [a?.id === id, b?.id === id]
      if (!hasOld && !hasNew) break
      const [x, y] = [hasOld ? (a?.row_hash ?? 0) : Infinity, hasNew ? (b?.row_hash ?? 0) : Infinity]
      if (x <= y) i++
      if (y <= x) k++
      if (x < y) gone++
      if (y < x) added++
    }
    const changed = Math.min(gone, added)
    found.changed += changed
    found.gone += gone - changed
    found.added += added - changed
  }
}
