import type { ShiftedColumn } from '../workspace/workspace'

type Row = Readonly<Record<string, string | null>>

/** Filled for at least this share before, and for less than that now: emptied. */
const wasFilled = 0.5
const nowEmpty = 0.1
/** From this share of the ids on a column holds other values than before. */
const mostChanged = 0.5
/** Least share of the changed values that must be another column's earlier ones, which must be many. */
const mostMoved = 0.5
const fewestMoved = 0.1
const fewestWords = 3

/**
 * Columns that shifted between two states of a table. `counts`: rows (`n_rows`) and rows with a value by column, before and
 * after. `before` and `after` are the rows of the sampled ids, one an id, values as text.
 */
export function shiftedColumns(
  id: string,
  counts: readonly [Readonly<Record<string, number>>, Readonly<Record<string, number>>],
  before: readonly Row[],
  after: readonly Row[],
): { shifted: ShiftedColumn[]; sampled: number } {
  const old = new Map(before.map(row => [row[id], row]))
  const pairs = after.flatMap(now => {
    const was = old.get(now[id] ?? null)
    return was ? [[was, now] as const] : []
  })
  const names = Object.keys(counts[0]).filter(name => name !== 'n_rows' && name !== id)
  const share = (state: 0 | 1, name: string) => (counts[state][name] ?? 0) / Math.max(1, counts[state].n_rows ?? 0)
  const shifted: ShiftedColumn[] = []
  for (const column of names) {
    const [was, is] = [share(0, column), share(1, column)]
    if ((counts[1].n_rows ?? 0) > 0 && was >= wasFilled && is < nowEmpty) {
      shifted.push({ column, reason: 'emptied', from: null, share: is })
      continue
    }
    const changed = pairs.filter(([a, b]) => a[column] !== b[column])
    const part = pairs.length === 0 ? 0 : changed.length / pairs.length
    const from = part < fewestMoved ? null : movedFrom(column, names, changed)
    if (from !== null) shifted.push({ column, reason: 'moved', from, share: part })
    else if (part >= mostChanged) shifted.push({ column, reason: 'changed', from: null, share: part })
  }
  return { shifted, sampled: pairs.length }
}

/** The column whose earlier values stand in `column` now, for most of the rows in which it changed. */
function movedFrom(column: string, names: readonly string[], changed: readonly (readonly [Row, Row])[]): string | null {
  // Flags and counts agree by chance: where there are few values, equal ones say nothing.
  if (new Set(changed.map(([, now]) => now[column])).size < fewestWords) return null
  let best: string | null = null
  let most = changed.length * mostMoved
  for (const other of names) {
    if (other === column) continue
    const equal = changed.filter(([was, now]) => now[column] !== null && now[column] === was[other]).length
    if (equal >= most && equal > 0) {
      if (best === null || equal > most) best = other
      most = equal
    }
  }
  return best
}
