import { describe, expect, it } from 'vitest'
import { noTargets } from '../../../src/extracts/targets'
import { type Pin, sameWindow } from '../../../src/insight/notebook/pin'
import { defaultScorecard } from '../../../src/risk/scorecard'
import { cardHash } from '../../../src/risk/versions/register'
import type { NotebookServices } from '../../../src/views/notebook/contracts'
import { PinCard } from '../../../src/views/notebook/PinCard'
import { planOf } from '../../../src/views/notebook/pinPlan'
import { asOf } from '../../fixtures/city'
import { now } from '../../queries/helper'
import { answered } from '../answered'

const services: NotebookServices = {
  pins: {
    state: () => ({ value: [], fault: null }),
    subscribe: () => () => undefined,
    change: async () => undefined,
    persistent: () => true,
  },
  who: () => 'Wang',
  sayWho: async () => undefined,
  cardOf: hash => (hash === cardHash(defaultScorecard) ? defaultScorecard : null),
  about: () => [],
  city: () => ({ zh: '', en: '' }),
}
/** Inspections of the first half of 2023 as they stood on its last day. */
const pin: Pin = {
  ...{
    id: 'lq2k3j4h-0a1b2c3d4e5f',
    figure: 'inspections',
    path: '/overview',
    search: '?window=2023-01-01..2023-06-30',
  },
  ...{ window: { from: '2023-01-01', to: '2023-06-30' }, compare: null },
  ...{ value: 3, numerator: 3, denominator: null, before: null, missing: null, asOf: '2023-06-30', version: 'of then' },
  card: null,
  entries: [{ when: '2023-07-01T08:00:00Z', who: 'Li', note: '<b>note</b>', decision: 'go', expects: null }],
  removed: null,
}
const shown = (change: Partial<Pin> = {}, version = 'of now') =>
  answered(
    <PinCard
      pin={{ ...pin, ...change }}
      services={services}
      profile={now().profile}
      targets={noTargets}
      version={version}
      onRemove={() => undefined}
    />,
    now().engine,
  )
const verdict = (markup: string): string | undefined => /data-verdict="(\w+)"/.exec(markup)?.[1]
const expecting = (way: 'rise' | 'fall' | 'stay', by: string) => ({
  entries: pin.entries.map(entry => ({ ...entry, expects: { way, by } })),
})
const outcome = (markup: string): string | undefined => /data-outcome="(\w+)"/.exec(markup)?.[1]

describe('a pinned figure, asked again', () => {
  it('says that its own days are told otherwise now, and how it is now', async () => {
    const markup = await shown()
    expect(markup).toContain('corrected, or rows came late')
    // As many days up to the last one.
    expect(markup).toContain('4 Jul – 31 Dec 2023')
    expect(verdict(markup)).toMatch(/^(few|within|beyond)$/)
    expect(markup).toContain('&lt;b&gt;note')
    expect(markup).not.toMatch(/undefined|NaN|Infinity/)
  })

  it('is unchanged where the same days give the same', async () => {
    const own = now().profile.spans.inspections
    expect(own).not.toBeNull()
    const markup = await shown()
    const again = Number(/Same days, data of now<\/dt><dd><strong>([\d,]+)/.exec(markup)?.[1])
    expect(again).toBeGreaterThan(3)
    const same = await shown({ value: again, numerator: again })
    expect(same).toContain('unchanged')
    expect(same).not.toContain('corrected')
  })

  it('has nothing new to say of the same data', async () => {
    const markup = await shown({}, 'of then')
    expect(verdict(markup)).toBe('same')
    expect(markup).toContain('Same data')
  })

  it('has no newer days where another version ends on the same day', async () => {
    expect(verdict(await shown({ asOf, window: { from: '2023-01-01', to: asOf }, search: '?window=ytd' }))).toBe(
      'no_newer',
    )
  })

  it('is not compared with data that end earlier', async () => {
    expect(verdict(await shown({ asOf: '2024-02-29' }))).toBe('earlier')
  })

  it('says which regions are gone', async () => {
    const all = await shown({ search: '?regions=99' })
    expect(verdict(all)).toBe('region')
    expect(all).toContain('99')
    const some = await shown({ search: '?regions=99,01' })
    expect(verdict(some)).not.toBe('region')
    expect(some).toContain('Counted without them')
  })

  it('needs the scorecard of then where it is of scores', async () => {
    const scored = { figure: 'high_risk', search: '?window=2023-01-01..2023-06-30' } as const
    const lost = await shown({ ...scored, card: { name: 'Mine', hash: 'gone' } })
    expect(verdict(lost)).toBe('card')
    expect(lost).toContain('Mine')
    const plan = planOf(
      { ...pin, ...scored, card: { name: null, hash: cardHash(defaultScorecard) } },
      services,
      now().profile,
      'x',
    )
    expect(plan.unasked).toBeNull()
    expect(plan.questions.parts).toBeNull()
  })

  it('without a denominator now says so in place of a number', async () => {
    const rate = {
      figure: 'problem_rate',
      value: 0.5,
      numerator: 1,
      denominator: 2,
      search: '?regions=~none&window=7d',
    } as const
    const markup = await shown({ ...rate, window: { from: '2023-06-24', to: '2023-06-30' } })
    expect(verdict(markup)).toBe('missing')
    expect(markup).toContain('no inspection took place')
  })
})

describe('an expectation of a pinned figure', () => {
  it('is open until its day, and then judged by the window that ended on it', async () => {
    expect(outcome(await shown(expecting('rise', '2024-01-01')))).toBe('open')
    expect(outcome(await shown(expecting('rise', '2023-09-30')))).toMatch(/^(met|missed|unclear)$/)
    const plan = planOf({ ...pin, ...expecting('rise', '2023-09-30') }, services, now().profile, 'x')
    expect(plan.judged).toEqual({ from: '2023-04-03', to: '2023-09-30' })
    // On the last day of data the present window is the one.
    expect(planOf({ ...pin, ...expecting('rise', asOf) }, services, now().profile, 'x').judged).toBeNull()
  })

  it('of a year that ends on a leap day is judged by a year', () => {
    const leap = { asOf: '2020-02-28', window: { from: '2019-03-01', to: '2020-02-28' }, search: '' }
    const plan = planOf({ ...pin, ...leap, ...expecting('fall', '2020-02-29') }, services, now().profile, 'x')
    expect(plan.judged).toEqual({ from: '2019-03-01', to: '2020-02-29' })
    expect(plan.window !== null && sameWindow(plan.window, { from: '2023-01-01', to: asOf })).toBe(true)
  })
})
