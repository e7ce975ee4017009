import { describe, expect, it } from 'vitest'
import { defaults } from '../../../src/filters/filters'
import {
  joined,
  keptNotebook,
  NotebookError,
  notebookFile,
  parseNotebookFile,
  readNotebook,
} from '../../../src/insight/notebook/notebookFile'
import {
  type Entry,
  forgotten,
  latest,
  needsCard,
  newId,
  type Pin,
  pinned,
  putBack,
  takenOut,
  written,
} from '../../../src/insight/notebook/pin'

const city = { zh: '江州市', en: 'Jiangzhou' }
const entry: Entry = {
  when: '2024-03-01T08:00:00.000Z',
  who: 'Wang',
  note: '=too many',
  decision: 'visit them',
  expects: { way: 'fall', by: '2024-06-30' },
}
const pin: Pin = {
  ...{ id: 'lq2k3j4h-0a1b2c3d4e5f', figure: 'critical_rate', path: '/overview', search: '?regions=330102' },
  ...{ window: { from: '2023-03-01', to: '2024-02-29' }, compare: { from: '2022-03-01', to: '2023-02-28' } },
  ...{ value: 0.25, numerator: 25, denominator: 100, before: 0.2, missing: null, asOf: '2024-02-29', version: 'abc' },
  ...{ card: null, entries: [entry], removed: null },
}
const later: Entry = { ...entry, when: '2024-04-01T08:00:00.000Z', note: 'fewer now' }
const failure = (text: string): NotebookError => {
  try {
    parseNotebookFile(text, 'notes.json')
  } catch (error) {
    if (error instanceof NotebookError) return error
  }
  throw new Error('it was read')
}

describe('a notebook as a file', () => {
  const text = notebookFile([pin], city)

  it('is read as it was written, with a byte order mark too', () => {
    expect(parseNotebookFile(text, 'notes.json')).toEqual({ pins: [pin], catalogue: city })
    expect(parseNotebookFile(`\uFEFF${text}`, 'notes.json').pins).toEqual([pin])
    expect(readNotebook(structuredClone(keptNotebook([pin])))).toEqual([pin])
    expect(parseNotebookFile(notebookFile([], city), 'notes.json').pins).toEqual([])
  })

  it('says what is wrong with another file', () => {
    expect(failure('no json').code).toBe('json')
    expect(failure('[]').code).toBe('kind')
    expect(failure('{"kind":"saved-views"}').code).toBe('kind')
    expect(failure(text.replace('"format": 1', '"format": 2')).code).toBe('newer')
    expect(failure(text.replace('critical_rate', 'luck'))).toMatchObject({ code: 'field' })
    expect(failure(text.replace('2024-06-30', '2024-06-31')).message).toContain('pins.0.entries.0.expects.by')
    expect(failure(text.replace('"who": "Wang"', '"who": ""')).code).toBe('field')
    expect(failure(text.slice(0, -20)).code).toBe('json')
  })

  it('never fails but with a reason, wherever it was cut or changed', () => {
    for (let at = 0; at < text.length; at += 7) {
      for (const damaged of [text.slice(0, at), `${text.slice(0, at)}x${text.slice(at + 1)}`]) {
        try {
          const { pins } = parseNotebookFile(damaged, 'notes.json')
          // A changed letter of a note is still a note.
          expect(pins).toHaveLength(1)
        } catch (error) {
          expect(error).toBeInstanceOf(NotebookError)
        }
      }
    }
  })

  it('adds to what is here: nothing is overwritten', () => {
    const mine = { ...pin, entries: [entry, later] }
    const theirs = { ...pin, entries: [entry, { ...later, who: 'Li', when: '2024-03-15T08:00:00.000Z' }] }
    const other = { ...pin, id: newId(), entries: [later] }
    const result = joined([mine], [theirs, other])
    expect(result).toMatchObject({ added: 1, extended: 1, same: 0, refused: 0 })
    expect(result.pins.map(each => each.id)).toEqual([other.id, pin.id])
    expect(result.pins[1]?.entries.map(each => each.who)).toEqual(['Wang', 'Li', 'Wang'])
    expect(joined(result.pins, [theirs, other])).toMatchObject({ added: 0, extended: 0, same: 2, refused: 0 })
  })

  it('refuses another figure under an id that is there', () => {
    const result = joined([pin], [{ ...pin, value: 0.1, numerator: 10 }])
    expect(result).toMatchObject({ pins: [pin], refused: 1 })
  })
})

describe('a notebook', () => {
  it('keeps what was written before an edit, and takes none that says the same', () => {
    const edited = written([pin], pin.id, later)
    expect(edited[0]?.entries).toEqual([entry, later])
    expect(latest(edited[0] as Pin).note).toBe('fewer now')
    expect(written(edited, pin.id, { ...later, when: '2024-05-01T08:00:00.000Z' })).toEqual(edited)
    expect(written([pin], 'another', later)).toEqual([pin])
  })

  it('takes a pin out and puts it back; only one that was taken out is deleted', () => {
    const out = takenOut([pin], pin.id, { when: later.when, who: 'Li' })
    expect(out[0]?.removed).toEqual({ when: later.when, who: 'Li' })
    expect(putBack(out, pin.id)).toEqual([pin])
    expect(forgotten([pin], pin.id)).toEqual([pin])
    expect(forgotten(out, pin.id)).toEqual([])
  })

  it('holds a pin once, and knows which figures need a scorecard', () => {
    expect(pinned([pin], pin)).toEqual([pin])
    expect(needsCard('high_risk', defaults)).toBe(true)
    expect(needsCard('complaints', { ...defaults, classes: ['D'] })).toBe(true)
    expect(needsCard('complaints', defaults)).toBe(false)
  })

  it('names things apart', () => {
    const names = new Set(Array.from({ length: 200 }, () => newId()))
    expect(names.size).toBe(200)
    expect([...names].every(name => /^[0-9a-z-]{8,40}$/.test(name))).toBe(true)
  })
})
