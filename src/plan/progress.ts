import { type Completed, completionOf, type MadeVisit } from './completion'
import type { DrawRecord, PlanFile } from './record'
import { workingDays } from './roundDays'
import type { Rounds, RoundsInput, RoundVisit } from './rounds'

/** What the extracts on screen know of a drawn business: its number, and where it lies. */
export interface KnownBusiness {
  readonly entity_id: number
  readonly lon: number | null
  readonly lat: number | null
}

/** What was drawn, as rounds take it. Where a business lies is what the extracts say, by its id on the roster. */
export function roundVisitsOf(
  file: PlanFile,
  record: DrawRecord,
  known: ReadonlyMap<string, KnownBusiness>,
): RoundVisit[] {
  const targets = new Map(file.targets.map(target => [target.id, target]))
  return record.drawn.visits.map(({ target: id, inspectors }) => {
    const target = targets.get(id)
    const { lon = null, lat = null } = known.get(id) ?? {}
    const { name = '', address = null, region = null } = target ?? {}
    return { id, name, address, region, lon, lat, inspectors }
  })
}

export interface RoundsOf {
  readonly file: PlanFile
  readonly visits: readonly RoundVisit[]
  /** First day that may be one of the plan, ISO. */
  readonly begins: string
  readonly moved: RoundsInput['moved']
  isWorkday(day: string): boolean
}

/** What the rounds of a plan are made from: nothing but data, so that it can go to a worker. */
export const roundsInputOf = ({ file, visits, begins, moved, isWorkday }: RoundsOf): RoundsInput => ({
  visits,
  inspectors: file.inspectors.map(({ id, capacity }) => ({ id, capacity })),
  days: workingDays(begins, file.rules.days, isWorkday),
  moved,
})

export interface ProgressInput {
  readonly file: PlanFile
  readonly record: DrawRecord
  readonly rounds: Rounds
  /** By ids of the roster. */
  readonly known: ReadonlyMap<string, Pick<KnownBusiness, 'entity_id'>>
  /** Of each business that was visited from the first day up to `asOf`, its first visit: ISO days. */
  readonly first: readonly {
    readonly entity_id: number
    readonly day: string
    readonly published_on: string | null
  }[]
  /** Last day of the extracts. */
  readonly asOf: string
  isWorkday(day: string): boolean
}

/** How far a drawn plan is: the visits of its record, with the days of its rounds, against what the extracts say. */
export function progressOf({ file, record, rounds, known, first, asOf, isWorkday }: ProgressInput): Completed[] {
  const found = new Map(first.map(row => [row.entity_id, row]))
  const made = new Map<string, MadeVisit>()
  for (const { target } of record.drawn.visits) {
    const entity = known.get(target)?.entity_id
    const row = entity === undefined ? undefined : found.get(entity)
    if (row !== undefined) made.set(target, { day: row.day, published: row.published_on })
  }
  const days = new Map(rounds.rounds.flatMap(({ day, visits }) => visits.map(({ id }) => [id, day] as const)))
  const departments = new Map(file.inspectors.map(({ id, department }) => [id, department]))
  const visits = record.drawn.visits.map(({ target, inspectors }) => ({
    id: target,
    day: days.get(target) ?? null,
    departments: [...new Set(inspectors.map(id => departments.get(id) ?? ''))],
  }))
  return completionOf({ visits, made, asOf, isWorkday })
}
