import { describe, expect, it } from 'vitest'
import { lanesOf } from '../../src/parts/TimeLine'
import type { BusinessRows } from '../../src/risk/facts'
import type { AsOf } from '../../src/risk/factsSql'
import { type Lane, roomFor } from '../../src/ui/Lanes'
import { complaint, inspection, permit, rowsOf, textsOf } from '../fixtures/business'

const drawn = (rows: Partial<BusinessRows>, at: AsOf) => lanesOf(rowsOf(rows), at, textsOf('en'))
const titles = (lanes: readonly Lane[]): string[] => lanes.flatMap(lane => lane.marks.map(mark => mark.title))
const past = { day: '2023-06-30', states: false }
const last = { day: '2024-06-30', states: true }

describe('the line of time', () => {
  const rows = {
    permits: [
      permit({ permitted_on: '2021-01-01', valid_to: '2023-07-20', status: 'revoked' }),
      permit({ permitted_on: '2023-07-05', accepted_on: '2023-06-01' }),
    ],
    inspections: [
      inspection({ inspected_on: '2023-07-02' }),
      inspection({ inspected_on: '2023-06-30', result: 'minor' }),
    ],
    complaints: [
      complaint({ received_on: '2023-07-01' }),
      complaint({ received_on: '2023-05-01', closed_on: '2023-09-01' }),
    ],
  }

  it('has nothing that is dated after its day, and no state that came later', () => {
    const { lanes, summary } = drawn(rows, past)
    expect(titles(lanes)).toEqual(['1 Jan 2021 – 20 Jul 2023', '30 Jun 2023 · Minor problem', '1 May 2023 · open'])
    expect(lanes.map(lane => lane.marks[0]?.tone)).toEqual(['plain', 'minor', 'problem'])
    expect(summary).toBe('Time line: 1 permits, 1 inspections, 1 complaints')
    // Beyond the day there is only what a permit says of its end.
    const now = drawn(rows, past).scale.at(-1)?.at ?? 0
    for (const lane of lanes) for (const mark of lane.marks) expect(mark.from).toBeLessThanOrEqual(now)
    expect(lanes[0]?.marks[0]?.to).toBeGreaterThan(now)
  })

  it('writes every year, and the last day with its own; those that it would cover show on longer lines alone', () => {
    const { scale } = drawn({ inspections: [inspection({ inspected_on: '2021-02-01' })] }, last)
    expect(scale.map(({ text }) => text)).toEqual(['2022', '2023', '2024', '30 Jun 2024'])
    const room = scale.slice(0, -1).map(({ at, text }) => roomFor(text, at, scale.at(-1)))
    // A phone's line is some 250 pixels long, a laptop's 500.
    expect(room[1]).toBeLessThan(250)
    expect(room[2]).toBeGreaterThan(500)
    expect(room[2]).toBeLessThan(900)
  })

  it('draws a licence that was given up faintly, and one that never held as a moment, as they are now known', () => {
    const of = (status: string) => permit({ permitted_on: '2022-01-01', valid_to: '2025-01-01', status })
    const permits = ['granted', 'cancelled', 'pending', 'refused', 'withdrawn'].map(of)
    const marks = drawn({ permits }, last).lanes[0]?.marks ?? []
    expect(marks.map(mark => [mark.title.split(' · ')[0], mark.tone, mark.to === undefined])).toEqual([
      ['Cancelled', 'faint', false],
      ['Pending', 'faint', true],
      ['Refused', 'faint', true],
      ['Withdrawn', 'faint', true],
      ['Granted', 'plain', false],
    ])
    const before = drawn({ permits }, past).lanes[0]?.marks ?? []
    expect(before.map(mark => [mark.title, mark.tone])).toEqual(permits.map(() => ['1 Jan 2022 – 1 Jan 2025', 'plain']))
  })

  it('has it all on the last day of the extracts, each as it stands', () => {
    const { lanes, summary } = drawn(rows, last)
    expect(titles(lanes)).toHaveLength(6)
    expect(titles(lanes)[0]).toBe('Revoked · 1 Jan 2021 – 20 Jul 2023')
    expect(lanes[0]?.marks[0]?.tone).toBe('bad')
    expect(titles(lanes)).toContain('1 May 2023 · closed 1 Sep 2023')
    expect(summary).toBe('Time line: 2 permits, 2 inspections, 2 complaints')
  })
})
