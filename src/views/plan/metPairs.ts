import type { PlanDraft } from '../../plan/draft'
import type { DrawRecord } from '../../plan/record'
import type { Pair } from '../../plan/roster'
import type { MetPair } from '../../queries/roster'
import type { PlanServices } from './contracts'

/** Whom a record sends together, by the inspectors' own ids. */
export function pairsIn({ drawn }: DrawRecord, { named }: Pick<PlanDraft, 'named'>): Pair[] {
  const own = (id: string): string => named[id] ?? id
  return drawn.visits.flatMap(({ inspectors }) =>
    inspectors.flatMap((one, i) => inspectors.slice(i + 1).map((other): Pair => [own(one), own(other)])),
  )
}

/**
 * Pairs of a plan's inspectors that went together in the last twelve months, each once, by their ids: as the extracts
 * name them (by id or by name), and as this browser's other plans drew them. Rejects where a kept record cannot be read.
 */
export async function metPairs(
  { plans, texts }: Pick<PlanServices, 'plans' | 'texts'>,
  plan: Pick<PlanDraft, 'id' | 'inspectors'>,
  ofExtracts: readonly MetPair[],
  now: string,
): Promise<readonly Pair[]> {
  const ids = new Map(plan.inspectors.flatMap(({ id, name }) => [[name, id] as const, [id, id] as const]))
  const found = new Map<string, Pair>()
  const add = (one: string, two: string): void => {
    const [a, b] = [ids.get(one), ids.get(two)]
    if (a === undefined || b === undefined || a === b) return
    const pair: Pair = a < b ? [a, b] : [b, a]
    found.set(pair.join('\n'), pair)
  }
  for (const { one, two } of ofExtracts) add(one, two)
  const since = `${Number(now.slice(0, 4)) - 1}${now.slice(4)}`
  for (const other of plans.state().value) {
    if (other.id === plan.id || other.state !== 'drawn') continue
    const text = await texts.read(other.id, 'record')
    if (text === null) continue
    const record = JSON.parse(text) as DrawRecord
    if (record.at > since) for (const [one, two] of pairsIn(record, other)) add(one, two)
  }
  return [...found.values()].sort((a, b) => (a.join('\n') < b.join('\n') ? -1 : 1))
}
