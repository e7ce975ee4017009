import { describe, expect, it } from 'vitest'
import type { Alert } from '../../../src/insight/alerts/alert'
import { type Entry, ended, judged, parseEntries } from '../../../src/insight/alerts/seen'

const alert: Alert = {
  id: 'overdue:complaints:2025-06',
  kind: 'overdue',
  severity: 'medium',
  figure: 'closed_on_time',
  place: null,
  since: null,
  size: 100,
  facts: { kind: 'visits', overdue: 100, of: null, daysOver: 3 },
}
const entry = (change: Partial<Entry> = {}): Entry => ({
  id: alert.id,
  did: 'acknowledged',
  who: 'Wang',
  when: '2025-07-01T08:00:00.000Z',
  note: 'seen to',
  seen: { kind: 'overdue', severity: 'medium', size: 100, text: 'One hundred' },
  ...change,
})
const state = (now: Alert, ...entries: Entry[]) => judged([now], entries)[0]?.state

describe('an acknowledged alert', () => {
  it('is known by its id, and open again once somebody reopens it', () => {
    expect(state(alert)).toBe('open')
    expect(state(alert, entry())).toBe('acknowledged')
    expect(state(alert, entry({ id: 'overdue:complaints:2025-05' }))).toBe('open')
    expect(state(alert, entry(), entry({ did: 'reopened' }))).toBe('open')
    expect(state(alert, entry(), entry({ did: 'reopened' }), entry())).toBe('acknowledged')
  })

  it('comes back when it is larger by half, or graver; not when it shrinks', () => {
    expect(state({ ...alert, size: 149 }, entry())).toBe('acknowledged')
    expect(state({ ...alert, size: 150 }, entry())).toBe('worse')
    expect(state({ ...alert, size: 1 }, entry())).toBe('acknowledged')
    expect(state({ ...alert, severity: 'high' }, entry())).toBe('worse')
    expect(state({ ...alert, severity: 'low' }, entry())).toBe('acknowledged')
    // Acknowledged at that size, too, it rests again.
    const larger = entry({ seen: { ...entry().seen, size: 150 } })
    expect(state({ ...alert, size: 150 }, entry(), larger)).toBe('acknowledged')
  })

  it('that is gone is listed with its note, the latest first', () => {
    const gone = entry({ id: 'x', when: '2025-07-02T08:00:00.000Z' })
    const before = entry({ id: 'y', when: '2025-06-02T08:00:00.000Z' })
    expect(ended([alert], [entry(), before, gone]).map(({ id }) => id)).toEqual(['x', 'y'])
    expect(ended([], [entry(), entry({ did: 'reopened' })])).toEqual([])
  })
})

describe('what is kept', () => {
  it('is read as it was written', () => {
    const entries = [entry(), entry({ did: 'reopened', note: '' })]
    expect(parseEntries(JSON.parse(JSON.stringify(entries)))).toEqual(entries)
  })

  it.each([
    ['no list', {}],
    ['no entry', [null]],
    ['another deed', [{ ...entry(), did: 'removed' }]],
    ['no size', [{ ...entry(), seen: { ...entry().seen, size: Number.NaN } }]],
    ['another kind', [{ ...entry(), seen: { ...entry().seen, kind: 'rumour' } }]],
    ['a note without end', [{ ...entry(), note: 'x'.repeat(2001) }]],
  ])('and is %s is named', (_, value) => {
    expect(() => parseEntries(value)).toThrow(/acknowledged alerts/)
  })
})
