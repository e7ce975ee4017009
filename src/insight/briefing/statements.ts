import type { Window } from '../../filters/filters'
import type { Missing } from '../../queries/figures'
import type { FigureKey, TableName } from '../../schema'
import { type Comparison, endsEarly } from '../comparison'
import { byWeight, type FigureChange } from './changes'

/** What a report says, as data: `kind` is its sentence, the rest what stands in it. */
export type Statement =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'targets'; readonly missed: readonly FigureKey[]; readonly of: number }
  | { readonly kind: 'changed' | 'level'; readonly change: FigureChange; readonly against: Comparison | null }
  | { readonly kind: 'missing'; readonly figures: readonly { readonly key: FigureKey; readonly missing: Missing }[] }
  /** The data begin later than the compared window. */
  | { readonly kind: 'incomparable'; readonly figures: readonly FigureKey[]; readonly against: Comparison }
  | { readonly kind: 'uncompared' }
  | { readonly kind: 'starts'; readonly table: TableName; readonly day: string }
  | { readonly kind: 'ends'; readonly table: TableName; readonly day: string }

export interface StatementsInput {
  /** In the order of the figures. */
  readonly changes: readonly FigureChange[]
  /** What the compared window is; null where nothing is compared. */
  readonly against: Comparison | null
  readonly window: Window
  /** First and last day of each table's rows; null without any. */
  readonly spans: Readonly<Record<TableName, { readonly first: string; readonly last: string } | null>>
  /** Rows in the window of any table. */
  readonly rows: number
}

/**
 * The sentences of a report on its figures: missed targets, then every figure by how far its change or its target is
 * beyond chance, then what cannot be said and why. Nothing is said that the figures do not say.
 */
export function statementsOf({ changes, against, window, spans, rows }: StatementsInput): Statement[] {
  const present = byWeight(changes.filter(change => change.value !== null))
  const missing = changes.flatMap(({ key, missing: why }) => (why === null ? [] : [{ key, missing: why }]))
  const aimed = present.filter(change => change.target !== null)
  const missed = aimed.filter(change => change.target?.met === false).map(change => change.key)
  const incomparable = present.filter(change => change.before === null).map(change => change.key)
  return [
    ...(rows === 0 ? [{ kind: 'nothing' } as const] : []),
    ...(aimed.length > 0 ? [{ kind: 'targets', missed, of: aimed.length } as const] : []),
    ...(rows === 0 ? [] : present.map(change => ({ kind: change.difference === null ? 'level' : 'changed', change, against }) as const)),
    ...(missing.length > 0 ? [{ kind: 'missing', figures: missing } as const] : []),
    ...(against === null ? [{ kind: 'uncompared' } as const] : incomparable.length > 0 && rows > 0 ? [{ kind: 'incomparable', figures: incomparable, against } as const] : []),
    ...partly(window, spans),
  ] // biome-ignore format: a sentence a line
}

/** Tables whose rows begin or end within the window: what is counted is of a part of it. */
function partly({ from, to }: Window, spans: StatementsInput['spans']): Statement[] {
  return (Object.entries(spans) as [TableName, { first: string; last: string } | null][]).flatMap(([table, span]) => [
    ...(span !== null && from !== null && span.first > from && span.first <= to
      ? [{ kind: 'starts', table, day: span.first } as const]
      : []),
    ...(span !== null && endsEarly(span.last, to) && (from === null || span.last >= from)
      ? [{ kind: 'ends', table, day: span.last } as const]
      : []),
  ])
}
