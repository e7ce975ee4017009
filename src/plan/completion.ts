/** A visit that was drawn, and the day that the rounds give it; null without one. */
export interface PlannedVisit {
  /** Id of the business. */
  readonly id: string
  readonly day: string | null
  /** Departments of its inspectors, each once; none where it has no team. */
  readonly departments: readonly string[]
}

/** The first visit of a business since the plan began, and the day its result was published, as the extracts say: ISO days. */
export interface MadeVisit {
  readonly day: string
  readonly published: string | null
}

/** How far a plan is, of all visits or of those of one department; a joint visit is one of each of its departments. */
export interface Completed {
  /** Null is all of them; `''` those without a team. */
  readonly department: string | null
  readonly planned: number
  readonly done: number
  /** Not made although their day has passed. */
  readonly overdue: number
  /** Made, and the days within which results are to be published have passed or they were published. */
  readonly toPublish: number
  /** Of these those that were published in time. */
  readonly inTime: number
}

/** Working days within which the result of a random visit is to be published. */
export const publishWithin = 20

export interface CompletionInput {
  readonly visits: readonly PlannedVisit[]
  /** By the business's id. */
  readonly made: ReadonlyMap<string, MadeVisit>
  /** Last day of the extracts. */
  readonly asOf: string
  isWorkday(day: string): boolean
}

/** How far a plan is as of the last day of the extracts: all visits first, then by department in the order of their names. */
export function completionOf({ visits, made, asOf, isWorkday }: CompletionInput): Completed[] {
  const nothing = { planned: 0, done: 0, overdue: 0, toPublish: 0, inTime: 0 }
  const all: Record<keyof typeof nothing, number> = { ...nothing }
  const own = new Map<string, Record<keyof typeof nothing, number>>()
  const deadlines = new Map<string, string>()
  const deadlineOf = (day: string): string => {
    const known = deadlines.get(day) ?? workdaysLater(day, publishWithin, isWorkday)
    deadlines.set(day, known)
    return known
  }
  for (const { id, day, departments } of visits) {
    const visit = made.get(id)
    const published = visit?.published ?? null
    const deadline = visit === undefined ? null : deadlineOf(visit.day)
    const inTime = deadline !== null && published !== null && published <= deadline
    const counts = {
      planned: 1,
      done: visit === undefined ? 0 : 1,
      overdue: visit === undefined && day !== null && day < asOf ? 1 : 0,
      toPublish: deadline !== null && (published !== null || deadline < asOf) ? 1 : 0,
      inTime: inTime ? 1 : 0,
    }
    const units = departments.length === 0 ? [''] : departments
    for (const unit of units) if (!own.has(unit)) own.set(unit, { ...nothing })
    for (const sums of [all, ...units.map(unit => own.get(unit) ?? all)])
      for (const key of Object.keys(nothing) as (keyof typeof nothing)[]) sums[key] += counts[key]
  }
  return [
    { department: null, ...all },
    ...[...own].sort(([a], [b]) => (a < b ? -1 : 1)).map(([department, sums]) => ({ department, ...sums })),
  ]
}

/** Days that are looked at for one of work before a calendar without any is given up. */
const mostDays = 4_000

/** The `n`-th working day after a day. */
export function workdaysLater(day: string, n: number, isWorkday: (day: string) => boolean): string {
  const at = new Date(`${day}T00:00:00Z`)
  let text = day
  for (let left = n, tried = 0; left > 0 && tried < mostDays; tried++) {
    at.setUTCDate(at.getUTCDate() + 1)
    text = at.toISOString().slice(0, 10)
    if (isWorkday(text)) left -= 1
  }
  return text
}
