import type { QueryEngine } from '../../engine/engine'
import type { Texts } from '../../i18n'
import { whyText } from '../../parts/riskWhy'
import {
  type CarriedComplaint,
  type CarriedInspection,
  type CarriedPermit,
  carriedComplaints,
  carriedInspections,
  carriedPermits,
} from '../../queries/carried'
import { type RiskRow, riskOf } from '../../queries/riskList'
import { asOfDay } from '../../risk/factsSql'
import type { Scorecard } from '../../risk/scorecard'
import type { RoundStop } from '../../round/round'

/** What the file of a round says of a business beside its name and place. */
export type CarriedFacts = Pick<RoundStop, 'permits' | 'inspections' | 'complaints'> &
  Pick<RoundStop['business'], 'score' | 'why'>

/** Rows of each kind that go with a business. */
const mostRows = 8
/** Reasons of its score. */
const mostReasons = 6
/** Businesses that are asked for at once. */
const atOnce = 1_000

export interface CarriedInput {
  readonly engine: QueryEngine
  readonly card: Scorecard
  /** Last day of the extracts. */
  readonly asOf: string
  readonly texts: Texts
  /** Names of regions by code. */
  readonly regions: ReadonlyMap<string, string>
  readonly signal: AbortSignal
}

/** Facts of businesses by their number. Rejects as the engine does, and with AbortError once `signal` fires. */
export async function carriedFacts(
  input: CarriedInput,
  entities: readonly number[],
): Promise<ReadonlyMap<number, CarriedFacts>> {
  const facts = new Map<number, CarriedFacts>()
  for (let from = 0; from < entities.length; from += atOnce) {
    const some = entities.slice(from, from + atOnce)
    const { engine, card, asOf, signal } = input
    const [scores, permits, inspections, complaints] = await Promise.all([
      engine.rows(riskOf({ card, at: asOfDay(asOf, asOf) }, some), signal),
      engine.rows(carriedPermits(some, asOf, mostRows), signal),
      engine.rows(carriedInspections(some, asOf, mostRows), signal),
      engine.rows(carriedComplaints(some, asOf, mostRows), signal),
    ])
    const scored = new Map(scores.map(row => [row.entity_id, row]))
    const [permitted, inspected, complained] = [byEntity(permits), byEntity(inspections), byEntity(complaints)]
    for (const entity of some)
      facts.set(entity, {
        ...scoreOf(scored.get(entity), input),
        permits: listed(permitted.get(entity), permitOf),
        inspections: listed(inspected.get(entity), inspectionOf),
        complaints: listed(complained.get(entity), complaintOf),
      })
  }
  return facts
}

function scoreOf(row: RiskRow | undefined, { texts, card, asOf, regions }: CarriedInput) {
  const why = row === undefined ? '' : whyText(row, mostReasons, { texts, card, asOf, regions })
  return { score: row?.score ?? null, why: why === '' ? null : why }
}

function byEntity<Row extends { readonly entity_id: number }>(rows: readonly Row[]): Map<number, Row[]> {
  const found = new Map<number, Row[]>()
  for (const row of rows) {
    const own = found.get(row.entity_id)
    if (own === undefined) found.set(row.entity_id, [row])
    else own.push(row)
  }
  return found
}

const listed = <Row extends { readonly all: number }, Made>(rows: readonly Row[] = [], make: (row: Row) => Made) => ({
  all: rows[0]?.all ?? 0,
  rows: rows.map(make),
})

const permitOf = (row: CarriedPermit) => ({
  id: row.permit_id,
  name: row.permit_name,
  status: row.status,
  validTo: row.valid_to,
})
const inspectionOf = (row: CarriedInspection) => ({
  day: row.day,
  type: row.type,
  result: row.result,
  item: row.item === null ? null : shortened(row.item),
  dueOn: row.rectify_due_on,
  rectifiedOn: row.rectified_on,
})
const complaintOf = (row: CarriedComplaint) => ({ day: row.day, category: row.category, status: row.status })

/** Some extracts write a whole report into an item. */
const mostItem = 1_000
const shortened = (text: string): string => (text.length <= mostItem ? text : `${text.slice(0, mostItem - 1)}…`)
