import { describe, expect, it } from 'vitest'
import { noNotes } from '../../../src/round/notes'
import { byDay, dayToShow, unsent, visitState, wholeFile } from '../../../src/views/round/roundState'
import { entryOf, roundOf, stopOf } from '../../round/rounds'

const record = (revision: number, done = true) =>
  ({ entry: entryOf({ done }), revision, changed: '2026-12-01T10:00:00', writer: 'w' }) as const

describe('a round as it is shown', () => {
  it('has its days in order with their visits by the way, those without a day last', () => {
    const stops = [stopOf(1, { day: null, place: 0 }), stopOf(2, { day: '2026-12-02', place: 2 }), stopOf(3, { day: '2026-12-02', place: 1 }), stopOf(4)] // biome-ignore format: a list
    expect(byDay(stops).map(([day, own]) => [day, own.map(({ id }) => id)])).toEqual([
      ['2026-12-01', ['p1-4']],
      ['2026-12-02', ['p1-3', 'p1-2']],
      [null, ['p1-1']],
    ])
  })

  it('begins with today, else the next day, else the last', () => {
    const days = ['2026-12-01', '2026-12-03', null]
    expect(dayToShow(days, '2026-12-01')).toBe('2026-12-01')
    expect(dayToShow(days, '2026-12-02')).toBe('2026-12-03')
    expect(dayToShow(days, '2027-01-01')).toBe('2026-12-03')
    expect(dayToShow([null], '2026-12-01')).toBeNull()
  })

  it('knows what was finished, what differs, and what was not sent since it was changed', () => {
    const notes = {
      ...noNotes,
      visits: { 'p1-1': record(2), 'p1-2': record(1, false), 'p1-9': record(1) },
      others: { 'p1-3': record(1) },
      gone: [stopOf(9)],
      sent: { at: '2026-12-01T11:00:00', revisions: { 'p1-1': 1, 'p1-9': 1 } },
    }
    const round = { id: 'p1', file: roundOf(), notes }
    expect(['p1-1', 'p1-2', 'p1-3', 'p1-4'].map(id => visitState(round, id))).toEqual([
      'done',
      'begun',
      'other',
      'todo',
    ])
    // What the newest file has no more is still sent.
    expect(wholeFile(round).stops.map(({ id }) => id)).toEqual(['p1-1', 'p1-2', 'p1-3', 'p1-9'])
    expect(unsent(round).map(([{ id }]) => id)).toEqual(['p1-1'])
  })
})
