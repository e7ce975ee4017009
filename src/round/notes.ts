import '../risk/zodWords'
import * as z from 'zod/mini'
import { type ResultsFile, recordSchema, roundSchema } from './files'
import { emptyEntry, type RoundFile, type RoundStop, sameEntry, type VisitEntry, type VisitRecord } from './round'

/** What was written down on a round, and what else is known of it; its file lies beside. */
export interface RoundNotes {
  readonly visits: Readonly<Record<string, VisitRecord>>
  /** What somebody else wrote of the same visits, until one of both is chosen. */
  readonly others: Readonly<Record<string, VisitRecord>>
  /** Visits with an entry that a later file of the round has no more. */
  readonly gone: readonly RoundStop[]
  /** When results were last saved as a file, local time, and which revision of each visit. */
  readonly sent: { readonly at: string; readonly revisions: Readonly<Record<string, number>> } | null
}

export const noNotes: RoundNotes = { visits: {}, others: {}, gone: [], sent: null }

const format = 1
const kept = z.strictObject({
  format: z.literal(format),
  visits: z.record(z.string(), recordSchema),
  others: z.record(z.string(), recordSchema),
  gone: roundSchema.def.shape.stops,
  sent: z.nullable(z.strictObject({ at: z.string(), revisions: z.record(z.string(), z.int()) })),
})

/** Notes as the browser keeps them. `read` throws an Error that names the field: what is kept is then left as it is. */
export const notesDocument = {
  read(value: unknown): RoundNotes {
    if (value === undefined) return noNotes
    const found = kept.safeParse(value)
    if (!found.success) {
      const [first] = found.error.issues
      throw new Error(`"${first?.path.join('.') ?? ''}": ${first?.message ?? 'cannot be read'}`)
    }
    const { format: _, ...notes } = found.data
    return notes as RoundNotes
  },
  write: (notes: RoundNotes): unknown => ({ format, ...notes }),
}

export interface Written {
  readonly visit: string
  readonly entry: VisitEntry
  /** Revision that the writer had before them; 0 for none. */
  readonly base: number
  readonly at: string
  readonly writer: string
}

/** An entry is written down. What another page wrote meanwhile is kept beside it, for somebody to choose. */
export function written(notes: RoundNotes, { visit, entry, base, at, writer }: Written): RoundNotes {
  const before = notes.visits[visit]
  const revision = Math.max(before?.revision ?? 0, base) + 1
  const visits = { ...notes.visits, [visit]: { entry, revision, changed: at, writer } }
  const met = before !== undefined && before.writer !== writer && before.revision > base
  if (!met || sameEntry(before.entry, entry)) return { ...notes, visits }
  return { ...notes, visits, others: { ...notes.others, [visit]: before } }
}

/** One of two entries of a visit is chosen, and the other one forgotten. */
export function chosen(
  notes: RoundNotes,
  visit: string,
  keep: 'own' | 'other',
  at: string,
  writer: string,
): RoundNotes {
  const { [visit]: other, ...others } = notes.others
  const own = notes.visits[visit]
  const taken = keep === 'own' ? own : other
  if (other === undefined || taken === undefined) return notes
  const revision = Math.max(own?.revision ?? 0, other.revision) + 1
  return { ...notes, others, visits: { ...notes.visits, [visit]: { ...taken, revision, changed: at, writer } } }
}

/** What a file of results brought. */
export interface Brought {
  /** Visits of which there was no entry. */
  readonly taken: number
  readonly same: number
  /** Visits with another entry: both are kept until one is chosen. */
  readonly different: number
  /** Visits that are not of this round. */
  readonly foreign: number
}

/** A colleague's results join one's own. Nothing that is there is written over. */
export function joined(
  notes: RoundNotes,
  stops: readonly RoundStop[],
  { visits }: Pick<ResultsFile, 'visits'>,
): { readonly notes: RoundNotes; readonly brought: Brought } {
  const known = new Set([...stops, ...notes.gone].map(({ id }) => id))
  const brought = { taken: 0, same: 0, different: 0, foreign: 0 }
  const own = { ...notes.visits }
  const others = { ...notes.others }
  for (const [visit, theirs] of Object.entries(visits)) {
    const mine = own[visit]
    if (!known.has(visit)) brought.foreign++
    else if (mine === undefined || sameEntry(mine.entry, emptyEntry)) {
      own[visit] = { ...theirs, revision: Math.max(theirs.revision, (mine?.revision ?? 0) + 1) }
      brought.taken++
    } else if (sameEntry(mine.entry, theirs.entry)) brought.same++
    else {
      others[visit] = theirs
      brought.different++
    }
  }
  return { notes: { ...notes, visits: own, others }, brought }
}

/** A later file takes the place of the one before: visits that it has no more stay where something was written of them. */
export function renewed(notes: RoundNotes, before: RoundFile, now: RoundFile): RoundNotes {
  const has = new Set(now.stops.map(({ id }) => id))
  const gone = [...notes.gone, ...before.stops].filter(({ id }) => !has.has(id) && notes.visits[id] !== undefined)
  return { ...notes, gone: [...new Map(gone.map(stop => [stop.id, stop])).values()] }
}
