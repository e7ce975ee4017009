import { describe, expect, it } from 'vitest'
import { dayText } from '../../../src/engine/civilTimes'
import type { History, Visit } from '../../../src/risk/model/history'
import { byCodePoints, pseudonymsOf } from '../../../src/risk/model/inspectors'
import { integrityOf } from '../../../src/risk/model/integrity'
import { logistic } from '../../../src/risk/model/ridge'
import { pick, randomOf } from '../../filters/random'

const first = 18_000
const length = 900
const officers = [
  'strict 1',
  'strict 2',
  ...Array.from({ length: 14 }, (_, i) => `plain ${i}`),
  'lenient 1',
  'lenient 2',
]

/** Visits in `length` days; `strength` is what strict and lenient officers add to or take from the log-odds. */
function made(seed: number, strength: number, change: (visit: Visit, i: number) => Partial<Visit> = () => ({}), n = 4000): History {
  const random = randomOf(seed)
  const visits = Array.from({ length: n }, (_, i): Visit => {
    const entity = Math.floor(random() * 700)
    const kind = pick(random, ['Restaurant', 'School'])
    // Who is called the first of the plain ones visits schools alone: that explains what they find.
    const inspector = kind === 'School' && random() < 0.15 ? 'plain 0' : pick(random, officers.filter(each => each !== 'plain 0'))
    const effect = inspector.startsWith('strict') ? strength : inspector.startsWith('lenient') ? -strength : 0
    const critical = random() < logistic(-1.6 + effect + (kind === 'School' ? -1.5 : 0)) ? 1 : 0
    const visit = {
      id: `I${i}`, day: first + Math.floor((i * length) / n), entity, kind, inspector, critical, risk: null, region: '1', lon: null, lat: null,
      critical_count: critical, serious_count: 0, minor_count: 0,
    }
    return { ...visit, ...change(visit, i) }
  })
  return { visits, complaints: [], licences: [] }
} // biome-ignore format: rows
const last = dayText(first + length)
const year = { from: dayText(first + length - 364), to: last }
const all = { from: null, to: last }

describe('the effects of inspectors', () => {
  it('tell the strict and the lenient, and not who visits what is seldom critical', () => {
    const found = integrityOf(made(1, 1.1), all)
    const names = [...pseudonymsOf(made(1, 1.1).visits)]
    const ids = found.effects.map(each => names.find(([, n]) => n === each.pseudonym)?.[0])
    expect(found.missing).toBeNull()
    expect(ids.slice(0, 2).sort()).toEqual(['strict 1', 'strict 2'])
    expect(ids.slice(-2).sort()).toEqual(['lenient 1', 'lenient 2'])
    expect(found.effects.slice(0, 2).every(each => each.interval[0] > 1)).toBe(true)
    expect(found.effects.slice(-2).every(each => each.interval[1] < 1)).toBe(true)
    const plain = found.effects.find(each => each.pseudonym === names.find(([id]) => id === 'plain 0')?.[1])
    expect(plain?.critical).toBeLessThan(0.6 * (plain?.visits ?? 0) * (found.rate ?? 0))
    expect(plain?.interval[0]).toBeLessThan(1)
    expect(plain?.interval[1]).toBeGreaterThan(1)
    expect(JSON.stringify(found)).not.toMatch(/strict|lenient|plain \d/)
  })

  it('are of the window, against what all find in it, under the numbers of the whole history', () => {
    const history = made(2, 1.1)
    const found = integrityOf(history, year)
    const visits = history.visits.filter(({ day }) => day >= first + length - 364)
    expect([found.visits, found.critical]).toEqual([visits.length, visits.reduce((sum, v) => sum + v.critical, 0)])
    expect(found.effects.reduce((sum, each) => sum + each.visits, 0)).toBe(visits.length)
    const [sum, expected] = found.effects.reduce(([a, b], each) => [a + each.critical, b + each.expected], [0, 0])
    expect(expected).toBeCloseTo(sum, 8)
    expect(found.spread).toBeGreaterThan(0.1)
    const ids = new Map([...pseudonymsOf(history.visits)].map(([id, n]) => [n, id]))
    for (const { pseudonym, visits: n } of found.effects)
      expect(visits.filter(visit => visit.inspector === ids.get(pseudonym)).length).toBe(n)
    const numbers = (of: typeof found): number[] => of.effects.map(each => each.pseudonym).sort((a, b) => a - b)
    expect(numbers(found)).toEqual(numbers(integrityOf(history, all)))
  })

  it('are marked of few where nobody differs', () => {
    let marked = 0
    for (let seed = 10; seed < 16; seed++) {
      const found = integrityOf(made(seed, 0), all)
      marked += found.effects.filter(({ interval }) => interval[0] > 1 || interval[1] < 1).length
    }
    // Of 6 × 18 inspectors.
    expect(marked).toBeLessThanOrEqual(8)
  })

  it('stay the same whatever officers are called, and see no visit after the window', () => {
    const window = { from: null, to: dayText(first + 600) }
    const one = integrityOf(made(3, 1), window)
    expect(integrityOf(made(3, 1, visit => (visit.day > first + 600 ? { critical: 1 - visit.critical } : {})), window)).toEqual(one)
    const renamed = integrityOf(made(3, 1, visit => ({ inspector: `x ${visit.inspector}` })), window)
    expect(renamed.effects).toEqual(one.effects)
  }) // biome-ignore format: one line
})

describe('there are no effects', () => {
  const none = (history: History, window = all) => {
    const { effects, spread, missing } = integrityOf(history, window)
    expect([effects, spread]).toEqual([[], null])
    return missing
  }
  it('for a reason that is told', () => {
    expect(none({ visits: [], licences: [], complaints: [] })).toBe('no_visits')
    expect(none(made(1, 0), { from: '2099-01-01', to: '2099-12-31' } as never)).toBe('no_visits')
    expect(none(made(1, 0, () => ({ inspector: null })))).toBe('no_inspectors')
    expect(none(made(1, 0, () => ({ inspector: 'alone' })))).toBe('one_inspector')
    expect(none(made(1, 0, () => ({ critical: 0 })))).toBe('one_outcome')
    expect(none(made(1, 0, () => ({ critical: 1 })))).toBe('one_outcome')
    expect(none(made(1, 0, visit => (visit.critical ? { inspector: null } : {})))).toBe('one_outcome')
    expect(none(made(1, 0), { from: null, to: dayText(first + 20) } as never)).toBe('little_history')
  })

  it('but what is known is counted', () => {
    const found = integrityOf(
      made(1, 0, (_, i) => ({ inspector: i % 4 === 0 ? 'alone' : null, critical: 0 })),
      all,
    )
    expect(found).toMatchObject({ visits: 4000, critical: 0, unnamed: 3000, inspectors: 1, rate: 0 })
    expect(integrityOf(made(1, 0), { from: '2099-01-01', to: '2099-12-31' }).rate).toBeNull()
  })
})

it('sorts names as the engine does', () => {
  const names = ['b', 'a', 'ab', '', '𠮷', '\ufffd', '张', 'a']
  expect([...names].sort(byCodePoints)).toEqual(['', 'a', 'a', 'ab', 'b', '张', '\ufffd', '𠮷'])
})
