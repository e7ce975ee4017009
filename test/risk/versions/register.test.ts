import { describe, expect, it } from 'vitest'
import { defaultScorecard, type Scorecard } from '../../../src/risk/scorecard'
import { cardFault, readCard } from '../../../src/risk/versions/cardJson'
import {
  activeCard,
  activeOf,
  brokenAt,
  canonical,
  cardHash,
  type Deed,
  emptyRegister,
  entered,
  keptRegister,
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

describe('a scorecard that is read', () => {
  const fault = (change: object): string | null => cardFault({ ...defaultScorecard, ...change })
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
