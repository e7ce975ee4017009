import type { PlanDraft } from '../../plan/draft'
import type { Inspector } from '../../plan/roster'
import { type Round, type Rounds, type RoundVisit, roundsOn } from '../../plan/rounds'
import type { RosterRow } from '../../queries/roster'
import { type RoundFile, type RoundInspector, type RoundStop, roundFormat } from '../../round/round'
import type { CarriedFacts } from './carriedFacts'

export interface RoundFilesInput {
  readonly plan: Pick<PlanDraft, 'id' | 'name' | 'office' | 'inspectors' | 'named'>
  /** Inspectors as they are published, by pseudonyms where the plan has them. */
  readonly inspectors: readonly Inspector[]
  /** Seal of the record, and its visits in their order, which numbers them. */
  readonly seal: string
  readonly targets: readonly string[]
  readonly rounds: Rounds
  /** What the extracts know of a business, by its id on the roster. */
  readonly rows: ReadonlyMap<string, RosterRow>
  readonly regionName: (code: string) => string
  readonly version: string
  readonly asOf: string
  /** Local time. */
  readonly made: string
}

/** The visits of an inspector, by the published id, that the rounds gave a day, then those that have none. */
export const visitsOf = ({ rounds, unplaced }: Rounds, inspector: string): RoundVisit[] => [
  ...rounds.flatMap(({ visits }) => visits.filter(({ inspectors }) => inspectors.includes(inspector))),
  ...unplaced.flatMap(({ visit }) => (visit.inspectors.includes(inspector) ? [visit] : [])),
]

/** Who has visits, by their published ids, in the order of the plan. */
export const whoGoes = (rounds: Rounds, inspectors: readonly Inspector[]): Inspector[] => {
  const busy = new Set(
    [...rounds.rounds.flatMap(({ visits }) => visits), ...rounds.unplaced.map(({ visit }) => visit)].flatMap(
      visit => visit.inspectors,
    ),
  )
  return inspectors.filter(({ id }) => busy.has(id))
}

/** The file of one inspector's round: whom to visit on which day in which order, and what is known of them. */
export function roundFileOf(
  input: RoundFilesInput,
  inspector: string,
  facts: ReadonlyMap<number, CarriedFacts>,
): RoundFile {
  const { plan, seal, version, asOf, made, rounds } = input
  const stopOf = stopMaker(input, facts)
  const days = [...new Set(rounds.rounds.map(({ day }) => day))].sort()
  const placed = days.flatMap(day =>
    inOrder(roundsOn(rounds.rounds, day, inspector)).map((visit, i) => stopOf(visit, day, i + 1)),
  )
  const unplaced = rounds.unplaced.flatMap(({ visit }) =>
    visit.inspectors.includes(inspector) ? [stopOf(visit, null, 0)] : [],
  )
  return {
    format: roundFormat,
    plan: { id: plan.id, name: plan.name, office: plan.office, seal },
    extracts: version,
    asOf,
    made,
    inspector: realOf(input)(inspector),
    stops: [...placed, ...unplaced],
  }
}

const inOrder = (rounds: readonly Round[]): RoundVisit[] => rounds.flatMap(({ visits }) => visits)

/** Inspectors by their own ids and names: pseudonyms are for the public. */
function realOf({ plan, inspectors }: RoundFilesInput): (id: string) => RoundInspector {
  const shown = new Map(inspectors.map(each => [each.id, each]))
  const real = new Map(plan.inspectors.map(each => [each.id, each]))
  return id => {
    const own = plan.named[id] ?? id
    const found = real.get(own) ?? shown.get(id)
    return { id: own, name: found?.name ?? own, department: found?.department ?? '' }
  }
}

function stopMaker(input: RoundFilesInput, facts: ReadonlyMap<number, CarriedFacts>) {
  const { plan, targets, rows, regionName } = input
  const numbers = new Map(targets.map((id, i) => [id, i + 1]))
  const digits = Math.max(4, String(targets.length).length)
  const real = realOf(input)
  return (visit: RoundVisit, day: string | null, place: number): RoundStop => {
    const row = rows.get(visit.id)
    const known = row === undefined ? undefined : facts.get(row.entity_id)
    const nothing = { all: 0, rows: [] }
    const region = row?.region_code ?? null
    return {
      id: `${plan.id}-${String(numbers.get(visit.id) ?? 0).padStart(digits, '0')}`,
      day,
      place,
      team: visit.inspectors.map(real),
      business: {
        name: visit.name,
        code: row?.entity_code ?? null,
        address: visit.address,
        region,
        regionName: region === null ? null : regionName(region),
        industry: row?.industry_name ?? null,
        lon: visit.lon,
        lat: visit.lat,
        class: row?.class ?? null,
        score: known?.score ?? null,
        why: known?.why ?? null,
      },
      permits: known?.permits ?? nothing,
      inspections: known?.inspections ?? nothing,
      complaints: known?.complaints ?? nothing,
    }
  }
}
