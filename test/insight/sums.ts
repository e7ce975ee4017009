import { expect } from 'vitest'
import type { Sql } from '../../src/engine/sql'
import type { Profile } from '../../src/extracts/report'
import type { Targets } from '../../src/extracts/targets'
import type { Filters, Window } from '../../src/filters/filters'
import { decomposed, divisorsOf } from '../../src/insight/decompose/parts'
import { dimensionsOf, figureFrom } from '../../src/insight/decompose/reasons'
import { daysOf, inputsOf } from '../../src/parts/figureInputs'
import { businesses, complaintActivity, inspectionActivity, permitActivity } from '../../src/queries/activity'
import { contributionPairs, contributions, pairsOf, type Sums } from '../../src/queries/contributions'
import { type AnyCourse, definitions, figureOf } from '../../src/queries/figures'
import { highRisk } from '../../src/queries/highRisk'
import { asOfDay } from '../../src/risk/factsSql'
import { defaultScorecard } from '../../src/risk/scorecard'
import type { FigureKey } from '../../src/schema'

export interface Place {
  readonly profile: Profile
  readonly targets: Targets
  ask<Row>(query: Sql<Row>): Promise<Row[]>
}

const add = (rows: readonly Sums[]): Sums => {
  const sum = (name: keyof Sums) =>
    rows.some(row => row[name] !== null) ? rows.reduce((all, row) => all + (row[name] ?? 0), 0) : null
  return { now: sum('now') ?? 0, now_of: sum('now_of'), past: sum('past') ?? 0, past_of: sum('past_of') }
}

/** The tile's own answer: the same figure by the questions of the overview. */
async function tileOf(place: Place, figure: FigureKey, filters: Filters, compare: Window) {
  const { profile, targets, ask } = place
  const input = { filters, compare, bucket: 'month', asOf: profile.asOf } as const
  const scored = (window: Window) =>
    ({ filters: { ...filters, window }, card: defaultScorecard, at: asOfDay(window.to, profile.asOf) }) as const
  const rows: Record<string, () => Promise<AnyCourse[]>> = {
    inspections: () => ask(inspectionActivity(input)),
    complaints: () => ask(complaintActivity(input)),
    permits: () => ask(permitActivity(input)),
    entities: async () =>
      figure === 'high_risk'
        ? [
            ...(await ask(highRisk(scored(filters.window), 'window'))),
            ...(await ask(highRisk(scored(compare), 'compare'))),
          ]
        : ask(businesses(input)),
  }
  const inputs = inputsOf(profile, targets, compare)
  const comparable = { permits: true, inspections: true, complaints: true, entities: true }
  return figureOf(figure, (await rows[definitions[figure].table]?.()) ?? [], { ...inputs, comparable })
}

export interface Checked {
  /** Dimensions and pairs of which the parts were added up. */
  readonly sums: number
  /** Those of a rate, which had both denominators. */
  readonly rates: number
}

/**
 * Asserts that the parts of a figure sum to its change, by each dimension that it has and by every pair of them, and that
 * the change is the one of the figure's own questions.
 */
export async function expectSums(
  place: Place,
  figure: FigureKey,
  filters: Filters,
  compare: Window,
  level: string,
): Promise<Checked> {
  const { profile, targets, ask } = place
  const inputs = { ...inputsOf(profile, targets, compare) }
  const card = defaultScorecard
  const dimensions = dimensionsOf(figure, profile.filled)
  const input = { figure, filters, compare, level, dimensions, asOf: profile.asOf, card }
  const rows = await ask(contributions(input))
  const whole = rows.find(row => row.dimension === null) ?? { now: 0, now_of: null, past: 0, past_of: null }
  const tile = await tileOf(place, figure, filters, compare)
  const own = figureFrom(figure, rows, {
    ...inputs,
    comparable: { ...inputs.comparable, [definitions[figure].table]: true },
  })
  const about = `${figure} ${JSON.stringify({ filters, compare })}`
  expect([own.value, own.missing], about).toEqual([tile.value, tile.missing])
  // The overview's question has no row of a window without any, and so no count of none.
  expect(own.before, about).toBe(tile.before ?? (definitions[figure].unit === 'count' ? 0 : null))
  const isRate = definitions[figure].unit === 'rate'
  const days = divisorsOf(figure, daysOf(profile, definitions[figure].table, filters.window, compare))
  // No day of data in a window: the page says so in place of a change.
  if (days !== null && (days.now < 1 || days.before < 1)) return { sums: 0, rates: 0 }
  let [sums, rates] = [0, 0]
  const check = (parts: readonly Sums[], by: string): void => {
    sums++
    expect(add(parts), `${about} by ${by}`).toMatchObject({ now: whole.now, past: whole.past })
    const found = decomposed(
      figure,
      parts.map((part, i) => ({ ...part, value: String(i) })),
      days,
    )
    if (found === null) {
      expect(isRate && (whole.now_of === 0 || whole.past_of === 0), `${about} by ${by}`).toBe(true)
      return
    }
    const change = found.parts.reduce((sum, part) => sum + part.change, 0)
    const wanted = isRate
      ? (tile.value ?? 0) - (tile.before ?? 0)
      : days === null
        ? whole.now - whole.past
        : whole.now / days.now - whole.past / days.before
    if (isRate || days !== null)
      expect(Math.abs(change - wanted), `${about} by ${by}`).toBeLessThan(1e-12 * Math.max(1, Math.abs(wanted) * 1e3))
    else expect(change, `${about} by ${by}`).toBe(wanted)
    if (isRate) {
      rates++
      for (const part of found.parts) expect((part.rate ?? 0) + (part.mix ?? 0)).toBeCloseTo(part.change, 12)
      expect((found.rate ?? 0) + (found.mix ?? 0)).toBeCloseTo(wanted, 12)
    }
  }
  for (const dimension of dimensions)
    check(
      rows.filter(row => row.dimension === dimension),
      dimension,
    )
  if (dimensions.length > 1) {
    const pairs = await ask(contributionPairs(input))
    for (const [first, second] of pairsOf(dimensions))
      check(
        pairs.filter(row => row.first === first && row.second === second),
        `${first} × ${second}`,
      )
  }
  return { sums, rates }
}
