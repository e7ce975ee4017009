import { describe, expect, it } from 'vitest'
import { type Alert, idOf, inOrder } from '../../../src/insight/alerts/alert'
import { evaluate, type Inputs } from '../../../src/insight/alerts/evaluate'
import { overdueAlerts } from '../../../src/insight/alerts/overdueAlerts'
import { stoppedAlerts } from '../../../src/insight/alerts/stoppedAlerts'
import { targetAlerts } from '../../../src/insight/alerts/targetAlerts'
import { clusterAlerts, unusualAlerts } from '../../../src/insight/alerts/warningAlerts'
import type { Cluster, UnusualCount } from '../../../src/insight/warning/findings'
import type { ArrivalRow } from '../../../src/queries/arrivals'
import type { Figure } from '../../../src/queries/figures'
import type { OverdueRow } from '../../../src/queries/overdue'
import type { FigureKey } from '../../../src/schema'

const asOf = '2025-06-30'

const unusual = (change: Partial<UnusualCount> = {}): UnusualCount => ({
  region: '990103', category: '食品安全', week: '2025-06-16', observed: 40, expected: 12, limit: 24,
  p: 1e-5, q: 0.002, by: 'negative binomial', ...change,
}) // biome-ignore format: a finding
const cluster = (change: Partial<Cluster> = {}): Cluster => ({
  category: '食品安全', lon: 110.528, lat: 30.991, radius: 800, outline: [[110.52, 30.98], [110.54, 30.98], [110.53, 31]], from: '2025-03-10', to: '2025-03-23',
  observed: 420, expected: 3, llr: 1700, p: 0.001, ...change,
}) // biome-ignore format: a finding
const overdue = (change: Partial<OverdueRow> = {}): OverdueRow => ({
  what: 'complaints', open: 100, overdue: 30, year_over: 2, oldest: '2023-01-07',
  department: 'A', department_overdue: 20, ...change,
}) // biome-ignore format: an answer
const arrived = (change: Partial<ArrivalRow> = {}): ArrivalRow => ({
  table: 'permits', part: 'table', name: '', rows: 1000, first_day: '2022-07-01', last_day: '2025-06-30',
  pauses: 700, usual: 2, longest: 8, silent: 0, ...change,
}) // biome-ignore format: an answer
const figure = (key: FigureKey, value: number | null, missing: string | null = null): Figure => ({
  key, value, numerator: value === null ? 0 : value * 100, denominator: 100, before: null, missing,
}) // biome-ignore format: a figure
const window = { from: '2024-07-01', to: asOf }
const filled = {
  permits: ['accepted_at', 'promised_days'],
  inspections: ['rectify_due_on'],
  complaints: ['due_at'],
} as const

describe('an id', () => {
  it('keeps its parts apart, and null from every text', () => {
    expect(idOf('a', 'b:c')).not.toBe(idOf('a', 'b', 'c'))
    expect(idOf('a', null)).not.toBe(idOf('a', '~'))
    expect(idOf('a', '')).not.toBe(idOf('a'))
  })
})

describe('unusual counts', () => {
  it('of weeks in a row are one alert, which keeps its id as the run grows', () => {
    const one = unusualAlerts([unusual()], asOf)
    const two = unusualAlerts([unusual({ week: '2025-06-23', observed: 50 }), unusual()], asOf)
    expect(one).toHaveLength(1)
    expect(two).toHaveLength(1)
    expect(two[0]?.id).toBe(one[0]?.id)
    expect(two[0]).toMatchObject({
      since: '2025-06-16',
      size: 90 - 24,
      place: { region: '990103' },
      figure: 'complaints',
    })
  })

  it('are told apart by region, category and run', () => {
    const found = unusualAlerts(
      [unusual(), unusual({ region: '990104' }), unusual({ category: null }), unusual({ week: '2025-05-05' })],
      asOf,
    )
    expect(new Set(found.map(({ id }) => id)).size).toBe(4)
    expect(found.find(({ category }) => category === null)).toBeDefined()
  })

  it('of the whole city have no place', () => {
    expect(unusualAlerts([unusual({ region: '~all' })], asOf)).toMatchObject([{ place: null, since: '2025-06-16' }])
  })

  it('are an alert for eight weeks, large ones for half a year, and none while they lie in the future', () => {
    const large = { observed: 60 }
    const number = (change: Partial<UnusualCount>) => unusualAlerts([unusual(change)], asOf).length
    expect(['2025-05-05', '2025-04-28'].map(week => number({ week }))).toEqual([1, 0])
    expect(['2024-12-30', '2024-12-23'].map(week => number({ week, ...large }))).toEqual([1, 0])
    expect(number({ week: '2099-12-21', ...large })).toBe(0)
    // The week that the as-of day cuts is there; one that is told twice counts once.
    expect(number({ week: '2025-06-30' })).toBe(1)
    expect(unusualAlerts([unusual(), unusual()], asOf)[0]?.size).toBe(28)
  })

  it('are grave where they are many times the expected, and many', () => {
    const gravity = (change: Partial<UnusualCount>) => unusualAlerts([unusual(change)], asOf)[0]?.severity
    expect(gravity({})).toBe('medium')
    expect(gravity({ observed: 60 })).toBe('high')
    // Twelve in place of one is many times, but few; ninety in place of sixty are many, but not many times.
    expect(gravity({ observed: 12, expected: 1 })).toBe('medium')
    expect(gravity({ observed: 90, expected: 60 })).toBe('medium')
  })
})

describe('clusters', () => {
  it('are alerts where chance gives them at most once in a hundred', () => {
    expect(clusterAlerts([cluster(), cluster({ p: 0.011, from: '2025-03-11' })], asOf)).toHaveLength(1)
    expect(clusterAlerts([cluster({ from: '2023-03-10', to: '2023-03-23' })], asOf)).toEqual([])
    expect(clusterAlerts([], asOf)).toEqual([])
  })

  it('are named by category, place and first day', () => {
    const id = (change: Partial<Cluster>) => clusterAlerts([cluster(change)], asOf)[0]?.id
    expect(id({ observed: 421, radius: 900, to: '2025-03-24' })).toBe(id({}))
    for (const change of [
      { category: null },
      { category: null, unstated: true as const },
      { lon: 110.6 },
      { from: '2025-03-11' },
    ])
      expect(id(change)).not.toBe(id({}))
    expect(clusterAlerts([cluster({ category: null })], asOf)[0]).not.toHaveProperty('category')
    const unstated = clusterAlerts([cluster({ category: null, unstated: true })], asOf)[0]
    expect(unstated?.category).toBeNull()
    expect(unstated?.id).not.toBe(id({ category: null }))
  })
})

describe('missed targets', () => {
  const atLeast = (bound: number) => ({ atMost: null, atLeast: bound })
  it('are one alert each, far ones grave, told anew every month', () => {
    const missed = (value: number) =>
      targetAlerts([{ figure: figure('closed_on_time', value), target: atLeast(0.9), met: false, window }], [], asOf)
    expect(missed(0.88).alerts).toMatchObject([{ severity: 'medium', figure: 'closed_on_time' }])
    expect(missed(0.85).alerts).toMatchObject([{ severity: 'high' }])
    expect(missed(0.88).alerts[0]?.size).toBeCloseTo(2, 9)
    const later = targetAlerts(
      [{ figure: figure('closed_on_time', 0.88), target: atLeast(0.9), met: false, window }], [], '2025-07-01',
    ) // biome-ignore format: one line
    expect(later.alerts[0]?.id).not.toBe(missed(0.88).alerts[0]?.id)
  })

  it('are none where they are met; a target of nothing is missed wholly', () => {
    const met = { figure: figure('critical_rate', 0.08), target: { atMost: 0.1, atLeast: null }, met: true, window }
    expect(targetAlerts([met], [], asOf)).toEqual({ alerts: [], unjudged: [] })
    const none = { figure: figure('complaints', 4), target: { atMost: 0, atLeast: null }, met: false, window }
    expect(targetAlerts([none], [], asOf).alerts).toMatchObject([{ severity: 'high', size: 100 }])
  })

  it('say what cannot be judged: no targets, figures that do not exist or have no value', () => {
    expect(targetAlerts([], [], asOf).unjudged).toEqual([{ kind: 'target', why: 'none' }])
    const problems = ['targets.json: figures.magic: is not a figure']
    const missing = { figure: figure('permits_on_time', null, 'no_limit'), target: atLeast(0.9), met: null, window }
    expect(targetAlerts([missing], problems, asOf)).toEqual({
      alerts: [],
      unjudged: [
        { kind: 'target', why: 'problem', text: problems[0] },
        { kind: 'target', why: 'missing', figure: 'permits_on_time', missing: 'no_limit' },
      ],
    })
  })
})

describe('overdue work', () => {
  const inputs = { asOf, rows: [overdue()], filled, closeWithin: null, decideWithin: null, visits: null }
  it('is one alert a kind, grave from a quarter of what is open on', () => {
    const gravity = (late: number) =>
      overdueAlerts({ ...inputs, rows: [overdue({ overdue: late })] }).alerts[0]?.severity
    expect([25, 24, 5, 4].map(gravity)).toEqual(['high', 'medium', 'medium', 'low'])
    expect(overdueAlerts({ ...inputs, rows: [overdue({ overdue: 0, oldest: null })] }).alerts).toEqual([])
    expect(overdueAlerts({ ...inputs, rows: [] }).alerts).toEqual([])
  })

  it('of extracts without a day for it is said, unless a target sets one', () => {
    const none = { permits: [], inspections: [], complaints: [] }
    const { alerts, unjudged } = overdueAlerts({ ...inputs, filled: none })
    expect(alerts).toEqual([])
    expect(unjudged).toEqual([
      { kind: 'overdue', why: 'no_column', what: 'complaints' },
      { kind: 'overdue', why: 'no_column', what: 'permits' },
      { kind: 'overdue', why: 'no_column', what: 'rectifications' },
      { kind: 'overdue', why: 'no_visits' },
    ])
    expect(overdueAlerts({ ...inputs, filled: none, closeWithin: 7 }).alerts).toMatchObject([
      { figure: 'closed_on_time' },
    ])
  })

  it('counts visits of businesses of high risk', () => {
    const of = (visits: { overdue: number; of: number | null; daysOver: number }) =>
      overdueAlerts({ ...inputs, rows: [], visits }).alerts
    expect(of({ overdue: 30, of: 100, daysOver: 9 })).toMatchObject([
      { severity: 'high', figure: 'high_risk', size: 30 },
    ])
    expect(of({ overdue: 30, of: null, daysOver: 9 })).toMatchObject([{ severity: 'medium' }])
    expect(of({ overdue: 0, of: 100, daysOver: 0 })).toEqual([])
  })
})

describe('data that stopped', () => {
  const stopped = (...rows: ArrivalRow[]) => stoppedAlerts(rows, asOf).alerts
  it('is a pause beyond the habit and a week, grave beyond the longest ever', () => {
    expect(stopped(arrived({ silent: 5 }))).toEqual([])
    expect(stopped(arrived({ silent: 6, last_day: '2025-06-20' }))).toMatchObject([
      { severity: 'medium', figure: 'permits_issued', size: 6, since: '2025-06-20' },
    ])
    expect(stopped(arrived({ silent: 9 }))).toMatchObject([{ severity: 'high' }])
    expect(stopped(arrived({ silent: 9, usual: 12, longest: 20 }))).toEqual([])
  })

  it('of a department is a pause longer than any before, and is not said again beside its table', () => {
    const part = (change: Partial<ArrivalRow>) =>
      arrived({ part: 'department', name: 'A', last_day: '2025-06-10', ...change })
    expect(stopped(part({ silent: 8 }))).toEqual([])
    expect(stopped(part({ silent: 9 }))).toMatchObject([{ severity: 'medium', department: 'A' }])
    expect(stopped(part({ silent: 9 }), arrived({ silent: 9 }))).toHaveLength(1)
    // Closed down two years ago.
    expect(stopped(part({ silent: 520, last_day: '2023-06-10' }))).toEqual([])
    expect(stopped(part({ silent: 90, pauses: 3 }))).toEqual([])
  })

  it('of a table with one row is told after a month, and that there is no habit', () => {
    const one = { pauses: 0, usual: null, longest: null, rows: 1 }
    expect(stopped(arrived({ ...one, silent: 20 }))).toEqual([])
    const { alerts, unjudged } = stoppedAlerts([arrived({ ...one, silent: 21 })], asOf)
    expect(alerts).toMatchObject([{ severity: 'high', facts: { usual: null, longest: null } }])
    expect(unjudged[0]).toEqual({ kind: 'stopped', why: 'short', table: 'permits', pauses: 0 })
  })

  it('of a table without rows cannot be judged; another pause is another alert', () => {
    expect(stoppedAlerts([], asOf).unjudged.map(each => each.why)).toEqual(['no_rows', 'no_rows', 'no_rows'])
    const ids = ['2025-06-10', '2025-05-10'].map(last_day => stopped(arrived({ silent: 9, last_day }))[0]?.id)
    expect(new Set(ids).size).toBe(2)
  })
})

describe('one look', () => {
  const there = <T>(value: T) => ({ is: 'there', value }) as const
  const inputs: Inputs = {
    asOf,
    targets: there({ targeted: [], problems: [] }),
    overdue: there({ rows: [overdue()], filled, closeWithin: null, decideWithin: null, visits: null }),
    arrivals: there([arrived()]),
    unusual: there({ regions: [unusual()], city: [], from: null, to: null, tested: 9, short: 0, rate: 0.05 }),
    clusters: { is: 'coming' },
  }
  it('tells what is there, what is to come and what failed', () => {
    const { findings, pending } = evaluate(inputs)
    expect(pending).toEqual(['cluster'])
    expect(findings.alerts.map(({ kind }) => kind)).toEqual(['unusual', 'overdue'])
    const none = { regions: [], city: [], from: null, to: null, tested: 0, short: 12, rate: 0.05 }
    const failed = evaluate({ ...inputs, clusters: { is: 'failed', text: 'the worker died' }, unusual: there(none) })
    expect(failed.pending).toEqual([])
    expect(failed.findings.unjudged).toEqual(
      expect.arrayContaining([
        { kind: 'cluster', why: 'failed', text: 'the worker died' },
        { kind: 'unusual', why: 'no_season' },
      ]),
    )
  })

  it('says why nothing could be scanned', () => {
    const idle = { clusters: [], from: asOf, to: asOf, cases: 0, hexagons: 0, categories: 0, replications: 999 }
    const { findings, pending } = evaluate({ ...inputs, clusters: there({ ...idle, idle: 'no cases' }) })
    expect(pending).toEqual([])
    expect(findings.unjudged).toContainEqual({ kind: 'cluster', why: 'idle', idle: 'no cases' })
  })

  it('is in one order, whatever came first', () => {
    const all: Alert[] = [
      ...overdueAlerts({ asOf, rows: [overdue()], filled, closeWithin: null, decideWithin: null, visits: null }).alerts,
      ...unusualAlerts([unusual(), unusual({ region: '990104', observed: 90 })], asOf),
      ...clusterAlerts([cluster()], asOf),
      ...stoppedAlerts([arrived({ silent: 6 })], asOf).alerts,
    ]
    const order = inOrder(all).map(({ id }) => id)
    expect(inOrder([...all].reverse()).map(({ id }) => id)).toEqual(order)
    expect(order.map(id => id.split(':')[0])).toEqual(['cluster', 'unusual', 'overdue', 'unusual', 'stopped'])
    expect(order[1]).toContain('990104')
  })
})
