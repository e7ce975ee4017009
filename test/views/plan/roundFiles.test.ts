import { describe, expect, it } from 'vitest'
import { planRounds, type RoundVisit } from '../../../src/plan/rounds'
import type { RosterRow } from '../../../src/queries/roster'
import { readRoundOrResults } from '../../../src/round/files'
import { type RoundFilesInput, roundFileOf, visitsOf, whoGoes } from '../../../src/views/plan/roundFiles'

const visit = (id: string, team: string, change: Partial<RoundVisit> = {}): RoundVisit => ({
  id,
  name: `Business ${id}`,
  address: `Street ${id}`,
  region: '01',
  lon: 116 + Number(id) / 100,
  lat: 40,
  inspectors: [...team],
  ...change,
})
const visits = [visit('1', 'ab'), visit('2', 'ab'), visit('3', 'ab'), visit('4', 'cd'), visit('5', 'az')]
const inspectors = [...'abcd'].map(id => ({
  id,
  name: `Inspector ${id}`,
  department: 'D',
  regions: [],
  industries: [],
  capacity: 2,
  interests: [],
}))
const rounds = planRounds({ visits, inspectors, days: ['2026-03-02', '2026-03-03'], moved: {} })
const row = (id: string): RosterRow => ({
  entity_id: Number(id) + 100,
  entity_code: `C${id}`,
  entity_name: `Business ${id}`,
  address: null,
  industry_name: 'Food',
  region_code: '0101',
  lon: null,
  lat: null,
  class: 'C',
  owner: null,
  closed: false,
})
const input: RoundFilesInput = {
  plan: { id: 'p', name: 'Q4', office: 'O', inspectors: [{ ...inspectors[0]!, id: 'x-1', name: '王明' }], named: { a: 'x-1' } },
  inspectors,
  seal: 's',
  targets: ['4', '2', '1', '3', '5'],
  rounds,
  rows: new Map(visits.filter(({ id }) => id !== '3').map(({ id }) => [id, row(id)])),
  regionName: code => `Region ${code}`,
  version: 'v',
  asOf: '2026-02-28',
  made: '2026-03-01T09:00:00',
} // biome-ignore format: a record

const facts = new Map([
  [101, { score: 61, why: 'because', permits: { all: 0, rows: [] }, inspections: { all: 0, rows: [] }, complaints: { all: 3, rows: [] } }],
]) // biome-ignore format: a record

describe('the file of a round', () => {
  it('has the visits of one inspector, by day in the order of the way, and those without a day', () => {
    const file = roundFileOf(input, 'a', facts)
    expect(file.stops.map(({ day }) => day)).toEqual(['2026-03-02', '2026-03-02', '2026-03-03', null])
    expect(file.stops.map(({ place }) => place)).toEqual([1, 2, 1, 0])
    expect(new Set(file.stops.map(({ business }) => business.name))).toEqual(
      new Set(['Business 1', 'Business 2', 'Business 3', 'Business 5']),
    )
    expect(visitsOf(rounds, 'a')).toHaveLength(4)
    expect(whoGoes(rounds, inspectors).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd'])
  })

  it('numbers visits by the record, the same for whoever goes', () => {
    const numberOf = (inspector: string) =>
      Object.fromEntries(roundFileOf(input, inspector, facts).stops.map(({ business, id }) => [business.name, id]))
    expect(numberOf('a')['Business 1']).toBe('p-0003')
    expect(numberOf('b')['Business 1']).toBe('p-0003')
    expect(numberOf('a')['Business 5']).toBe('p-0005')
  })

  it('calls inspectors by their own ids, and knows what the extracts know', () => {
    const file = roundFileOf(input, 'a', facts)
    expect(file.inspector).toEqual({ id: 'x-1', name: '王明', department: 'D' })
    const stops = new Map(file.stops.map(stop => [stop.business.name, stop]))
    expect(stops.get('Business 1')?.team.map(({ id }) => id)).toEqual(['x-1', 'b'])
    expect(stops.get('Business 1')).toMatchObject({
      business: { code: 'C1', region: '0101', regionName: 'Region 0101', score: 61, why: 'because' },
      complaints: { all: 3 },
    })
    // Of a business that the extracts on screen do not have, what the plan knows.
    expect(stops.get('Business 3')?.business).toMatchObject({ code: null, address: 'Street 3', score: null })
  })

  it('is read by the phone', () => {
    const file = roundFileOf(input, 'a', facts)
    expect(readRoundOrResults(JSON.stringify(file), 'r.json')).toEqual({ kind: 'round', value: file })
  })
})
