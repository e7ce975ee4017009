import type { KeptRound } from '../../round/book'
import { finished } from '../../round/results'
import type { RoundFile, RoundStop, VisitRecord } from '../../round/round'

/** Where a visit stands. `other`: somebody else wrote something different. */
export type VisitState = 'todo' | 'begun' | 'done' | 'other'

export function visitState({ notes }: Pick<KeptRound, 'notes'>, visit: string): VisitState {
  if (notes.others[visit] !== undefined) return 'other'
  const record = notes.visits[visit]
  if (record === undefined) return 'todo'
  return record.entry.done ? 'done' : 'begun'
}

/** The file with the visits that a later one of it had no more, but of which something was written. */
export const wholeFile = ({ file, notes }: Pick<KeptRound, 'file' | 'notes'>): RoundFile =>
  notes.gone.length === 0 ? file : { ...file, stops: [...file.stops, ...notes.gone] }

/** Days of the round with their visits in the order of the way; those without a day last, by null. */
export function byDay(stops: readonly RoundStop[]): (readonly [day: string | null, stops: readonly RoundStop[]])[] {
  const days = [...new Set(stops.map(({ day }) => day))].sort((a, b) => ((a ?? '~') < (b ?? '~') ? -1 : 1))
  return days.map(day => [day, stops.filter(stop => stop.day === day).sort((a, b) => a.place - b.place)])
}

/** The day to begin with: today if it is one of the round, else the next one, else the last. */
export function dayToShow(days: readonly (string | null)[], today: string): string | null {
  const real = days.filter(day => day !== null)
  return real.find(day => day >= today) ?? real.at(-1) ?? null
}

/** Finished visits that were changed since results were last saved. */
export const unsent = ({ file, notes }: Pick<KeptRound, 'file' | 'notes'>): (readonly [RoundStop, VisitRecord])[] =>
  finished(wholeFile({ file, notes }), notes.visits).filter(
    ([{ id }, { revision }]) => notes.sent?.revisions[id] !== revision,
  )
