import { describe, expect, it } from 'vitest'
import { RiskError } from '../../../src/risk/faults'
import { defaultFeatureSettings } from '../../../src/risk/model/features'
import { formatModel, type RiskModel } from '../../../src/risk/model/riskModel'
import { defaultScorecard, type Scorecard } from '../../../src/risk/scorecard'
import { canonical } from '../../../src/risk/seal'
import { cardFault, readCard } from '../../../src/risk/versions/cardJson'
import {
  activeCard,
  activeOf,
  brokenAt,
  cardHash,
  type Deed,
  emptyRegister,
  entered,
  keptRegister,
  lostEnd,
  parseRegister,
  parseVersionFile,
  type Register,
  unreadVersions,
  versionFile,
  versionsOf,
} from '../../../src/risk/versions/register'

const heavier: Scorecard = { ...defaultScorecard, weights: { ...defaultScorecard.weights, S1: 30 } }
const lighter: Scorecard = { ...defaultScorecard, weights: { ...defaultScorecard.weights, S1: 3 } }

const done = (register: Register, did: Deed, name: string, card: Scorecard | null): Register =>
  entered(register, { did, name, card, who: '张三', note: '', when: '2026-11-27T08:00:00.000Z' })

const some = (): Register => {
  let register = done(emptyRegister, 'saved', 'heavier', heavier)
  register = done(register, 'saved', 'lighter', lighter)
  return done(register, 'active', 'lighter', lighter)
}

describe('the register of versions', () => {
  it('knows what stands and what is active', () => {
    const register = some()
    expect(versionsOf(register).map(({ name }) => name)).toEqual(['lighter', 'heavier'])
    expect(activeOf(register)?.name).toBe('lighter')
    expect(activeCard(register)).toEqual(lighter)
    expect(activeCard(done(register, 'active', '', null))).toBe(defaultScorecard)
  })

  it('does not use what was removed, and keeps it in the history', () => {
    const register = done(some(), 'removed', 'lighter', lighter)
    expect(activeOf(register)).toBeNull()
    expect(versionsOf(register).map(({ name }) => name)).toEqual(['heavier'])
    expect(register.cards[cardHash(lighter)]).toEqual(lighter)
    // Another version that is removed changes nothing.
    expect(activeOf(done(some(), 'removed', 'heavier', heavier))?.name).toBe('lighter')
  })

  it('a name that is saved again stands for the new card; what is active stays what it was', () => {
    const register = done(some(), 'saved', 'lighter', heavier)
    expect(versionsOf(register).find(({ name }) => name === 'lighter')?.card).toEqual(heavier)
    expect(activeCard(register)).toEqual(lighter)
  })

  it('survives being kept', () => {
    const register = some()
    const again = parseRegister(JSON.parse(JSON.stringify(keptRegister(register))))
    expect(again).toEqual(register)
    expect(brokenAt(again)).toBeNull()
  })

  it.each<[string, (register: Register) => Register, number]>([
    ['another name', r => ({ ...r, entries: r.entries.map(e => (e.n === 2 ? { ...e, who: '李四' } : e)) }), 2],
    ['an entry left out', r => ({ ...r, entries: r.entries.filter(e => e.n !== 2) }), 2],
    ['two exchanged', r => ({ ...r, entries: [r.entries[1], r.entries[0], r.entries[2]].filter(e => e !== undefined) }), 1],
    ['another card', r => ({ ...r, cards: { ...r.cards, [cardHash(lighter)]: heavier } }), 2],
    ['a card that is gone', r => ({ ...r, cards: { [cardHash(heavier)]: heavier } }), 2],
  ])('tells where it was changed: %s', (_, change, at) => {
    expect(brokenAt(change(some()))).toBe(at)
  }) // biome-ignore format: a case a line

  it('tells that entries were cut off at the end, also after others were written', () => {
    const cut = (register: Register, n: number): Register => ({ ...register, entries: register.entries.slice(0, n) })
    const register = some()
    expect(lostEnd(register)).toBeNull()
    const last = register.entries[2]
    for (const n of [0, 1, 2]) {
      const short = parseRegister(JSON.parse(JSON.stringify(keptRegister(cut(register, n)))))
      expect(brokenAt(short)).toBeNull()
      expect(lostEnd(short)).toEqual({ n: 3, hash: last?.hash })
    }
    // As many entries as before, or more: it is another third one.
    let later = cut(register, 2)
    for (let n = 3; n < 6; n++) {
      later = done(later, 'saved', `later ${n}`, heavier)
      expect([brokenAt(later), lostEnd(later)?.n]).toEqual([null, 3])
    }
  })

  it('a history that was written before ends were kept is not said to be cut', () => {
    const { end: _, ...old } = keptRegister(some())
    const read = parseRegister(old)
    expect([lostEnd(read), brokenAt(read)]).toEqual([null, null])
    const more = done(read, 'active', '', null)
    expect(more.end).toEqual({ n: 4, hash: more.entries[3]?.hash })
  })

  it('refuses what is no register, and names what', () => {
    expect(() => parseRegister({ entries: 3, cards: {} })).toThrow('the history of versions: "entries"')
  })

  it('keeps a card that this release cannot read, and uses the others', () => {
    const odd = { ...heavier, weights: { ...heavier.weights, S1: 130 } }
    const kept = keptRegister(done(some(), 'saved', 'odd', odd))
    const read = parseRegister(JSON.parse(JSON.stringify(kept)))
    expect(versionsOf(read).map(({ name }) => name)).toEqual(['lighter', 'heavier'])
    expect(activeOf(read)?.name).toBe('lighter')
    expect(unreadVersions(read)).toEqual([{ name: 'odd', why: expect.stringContaining('"weights.S1"') }])
    // It is as it was, also once something else was done, and the chain holds.
    const more = keptRegister(done(read, 'active', '', null))
    expect(more.cards[cardHash(odd)]).toEqual(odd)
    expect(brokenAt(parseRegister(more))).toBeNull()
    expect(unreadVersions(done(read, 'removed', 'odd', null))).toEqual([])
  })

  it('the same content has the same seal, whatever the order of its keys', () => {
    const turned = Object.fromEntries(Object.entries(heavier).reverse()) as unknown as Scorecard
    expect(canonical(turned)).toBe(canonical(heavier))
    expect(cardHash(turned)).toBe(cardHash(heavier))
  })
})

describe('a version as a file', () => {
  const classes = { thresholds: defaultScorecard.thresholds, overrides: defaultScorecard.overrides }
  const text = versionFile({ name: 'heavier', note: 'why', card: heavier })

  it('comes back as it was', () => {
    expect(parseVersionFile(`\uFEFF${text}`, 'a.json', classes)).toEqual({
      name: 'heavier',
      note: 'why',
      card: heavier,
    })
  })

  it('edited by hand is refused, naming the file', () => {
    expect(() => parseVersionFile(text.replace('"S1": 30', '"S1": 31'), 'a.json', classes)).toThrow(
      'a.json: its content is not the one that was exported',
    )
    expect(() => parseVersionFile(text.replace('"S1": 30', '"S1": -1'), 'a.json', classes)).toThrow(
      'a.json: "weights.S1"',
    )
    expect(() => parseVersionFile(text.replace('"format": 1', '"format": 2'), 'a.json', classes)).toThrow(
      'a.json: "format": a version of another format',
    )
    expect(() => parseVersionFile('{', 'a.json', classes)).toThrow('a.json: not JSON')
    expect(() => parseVersionFile('{"kind":"risk-model"}', 'm.json', classes)).toThrow('m.json: "format"')
  })
})

describe('a learned model as a file of its own', () => {
  const classes = { thresholds: defaultScorecard.thresholds, overrides: defaultScorecard.overrides }
  const model: RiskModel = {
    format: 1,
    kind: 'risk-model',
    name: 'to March',
    inspector: false,
    ridge: 10,
    settings: defaultFeatureSettings,
    training: { from: '2013-01-01', to: '2013-03-31', rows: 100, critical: 20 },
    extracts: {},
    intercept: -1.5,
    numbers: [{ key: 'visits', mean: 2, scale: 1.5, coefficient: 0.25 }],
    factors: [],
    dropped: [],
  }
  const codeOf = (text: string): string => {
    try {
      parseVersionFile(text, 'm.json', classes)
      return 'taken'
    } catch (error) {
      return error instanceof RiskError ? error.code : String(error)
    }
  }

  it('comes back as it was, with the given classes', () => {
    const card = { ...defaultScorecard, ...classes, model }
    expect(parseVersionFile(formatModel(model), 'm.json', classes)).toEqual({ name: 'to March', note: '', card })
    // Whoever wrote it, in whatever order of keys.
    const turned = Object.fromEntries(Object.entries(JSON.parse(formatModel(model))).reverse())
    expect(codeOf(JSON.stringify(turned))).toBe('taken')
  })

  it.each([
    [
      'a coefficient edited',
      (text: string) => text.replace('"coefficient": 0.25', '"coefficient": 0.5'),
      'file_edited',
    ],
    ['its name edited', (text: string) => text.replace('"to March"', '"to May"'), 'file_edited'],
    ['another seal', (text: string) => text.replace(/"hash": "[0-9a-f]/, '"hash": "x'), 'file_edited'],
    ['no seal', (text: string) => text.replace(/,\s*"hash": "[0-9a-f]+"/, ''), 'file_unsealed'],
    ['another version', (text: string) => text.replace('"format": 1', '"format": 2'), 'file_format'],
    ['a coefficient that is none', (text: string) => text.replace('0.25', '"much"'), 'file_field'],
    ['cut short', (text: string) => text.slice(0, 99), 'file_json'],
    ['something else', () => '{"kind": "cake"}', 'file_kind'],
    ['a list', () => '[1]', 'file_kind'],
  ])('is refused with %s', (_, change, code) => {
    const text = change(formatModel(model))
    expect(text).not.toBe(formatModel(model))
    expect(codeOf(text)).toBe(code)
  })
})

describe('a scorecard that is read', () => {
  const fault = (change: object): string => {
    const found = cardFault({ ...defaultScorecard, ...change })
    return `"${found?.field}": ${found?.why}`
  }
  it('is the one that was written', () => {
    expect(readCard(JSON.parse(JSON.stringify(heavier)), 'x')).toEqual(heavier)
  })
  it('has bounds that rise, weights, and settings that can be', () => {
    expect(fault({ thresholds: { by: 'value', bounds: [30, 20, 60] } })).toBe('"thresholds.bounds": must rise')
    expect(fault({ thresholds: { by: 'percentile', bounds: [0.3, 0.4, 6] } })).toContain('"thresholds.bounds.2"')
    const none = Object.fromEntries(Object.keys(defaultScorecard.weights).map(key => [key, 0]))
    expect(fault({ weights: none })).toContain('one weight at least')
    const settings = { ...defaultScorecard.settings, youngYears: 5 }
    expect(fault({ settings })).toBe('"settings.grownYears": must be more than youngYears')
    expect(fault({ more: 1 })).toContain('more')
  })
})
