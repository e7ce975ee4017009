import { describe, expect, it } from 'vitest'
import {
  codeGain,
  gainSays,
  itemGaps,
  leastVisited,
  linkBars,
  mostBars,
  silosOf,
  spreadOf,
} from '../../src/insight/burden/burden'
import type { VisitSpread } from '../../src/queries/burden'
import type { ItemCoverage, VisitCoverage } from '../../src/queries/burdenCoverage'
import type { LinkCount } from '../../src/queries/silos'

const row = (visits: number, businesses: number, above_department = 0, named = businesses): VisitSpread => ({
  visits,
  businesses,
  exempt: 1,
  above_department,
  named,
})

describe('the distribution of visits', () => {
  const rows = [row(0, 50, 0, 0), row(1, 20), row(3, 5, 4), row(5, 2, 2), row(14, 1, 1)]
  it('fills gaps, keeps the far end together, and marks what is above the cap', () => {
    const { bars, ...sums } = spreadOf(rows, { perDepartment: 2, inAll: 4 })
    expect(sums).toEqual({ visited: 28, visits: 59, exempt: 5, aboveAll: 3, aboveDepartment: 7 })
    expect(bars.map(bar => bar.businesses)).toEqual([50, 20, 0, 5, 0, 2, 0, 0, 0, 0, 1])
    expect(bars.at(-1)).toEqual({ visits: mostBars, open: true, businesses: 1, above: true })
    expect(bars.filter(bar => bar.above).map(bar => bar.visits)).toEqual([5, 6, 7, 8, 9, 10])
  })
  it('never mixes both sides of a high cap in its last bar', () => {
    const { bars, aboveAll } = spreadOf(rows, { perDepartment: null, inAll: 12 })
    expect(bars.at(-1)).toEqual({ visits: 13, open: true, businesses: 1, above: true })
    expect(aboveAll).toBe(1)
  })
  it('knows nobody above a cap that is not set, nor by departments that are not stated', () => {
    expect(spreadOf(rows, { perDepartment: null, inAll: null })).toMatchObject({
      aboveAll: null,
      aboveDepartment: null,
    })
    const nameless = rows.map(each => ({ ...each, named: 0 }))
    expect(spreadOf(nameless, { perDepartment: 2, inAll: 4 })).toMatchObject({ aboveAll: 3, aboveDepartment: null })
  })
  it('is empty without businesses', () => {
    expect(spreadOf([], { perDepartment: 2, inAll: 4 })).toEqual({
      ...{ visited: 0, visits: 0, exempt: 0, aboveAll: 0, aboveDepartment: null },
      bars: [],
    })
  })
})

describe('items that are usual elsewhere', () => {
  const industry = (value: string | null, visited: number): VisitCoverage => ({
    ...{ part: 'industry', value, visited },
    ...{ businesses: visited, never: 0 },
  })
  const item = (name: string, ...industries: string[]): ItemCoverage[] =>
    industries.map(each => ({ item: name, industry: each, looks: 1, businesses: 1, items: 2 }))
  const coverage = [industry('A', 90), industry('B', 60), industry('C', 30), industry('D', leastVisited - 1), industry(null, 99)]
  it('are those that at least half of the other industries compared saw, and this one never', () => {
    // One of the two others is half of them, but a single industry makes nothing usual.
    expect(itemGaps([...item('exits', 'A', 'B'), ...item('kitchen', 'A'), ...item('signs', 'A', 'B', 'C')], coverage)).toEqual([
      { item: 'exits', industry: 'C', industries: 2, compared: 2, visited: 30 },
    ])
    expect(itemGaps(item('exits', 'A', 'D'), coverage)).toEqual([])
  })
  it('are none without industries to compare', () => {
    expect(itemGaps(item('exits', 'A'), [industry('A', 90)])).toEqual([])
    expect(itemGaps([], [])).toEqual([])
  })
}) // biome-ignore format: long lines

describe('silos', () => {
  const silos = silosOf(
    [
      { first: 'a', second: 'a', businesses: 10 },
      { first: 'a', second: 'b', businesses: 4 },
      { first: 'b', second: 'a', businesses: 4 },
      { first: 'b', second: 'b', businesses: 40 },
      { first: '', second: '', businesses: 90 },
    ],
    ['none'],
  )
  it('are shares of what the first one holds; what is not stated comes last', () => {
    expect(silos.holders).toEqual(['b', 'a', 'none', ''])
    expect([silos.share('a', 'b'), silos.share('b', 'a'), silos.share('a', '')]).toEqual([0.4, 0.1, 0])
  })
  it('are missing, not 0, where one side holds no business at all', () => {
    expect([silos.share('none', 'a'), silos.share('a', 'none')]).toEqual([null, null])
  })
})

describe('what links rows', () => {
  const link = (table: LinkCount['table'], department: string | null, state: LinkCount['state'], rows: number): LinkCount => ({ table, department, state, rows })
  const rows = [
    link('complaints', 'x', 'credit_code', 60),
    link('complaints', 'x', 'name_region', 5),
    link('complaints', 'y', 'tie', 3),
    link('complaints', 'y', 'elsewhere', 2),
    link('complaints', null, 'nothing', 30),
    link('permits', null, 'licence_number', 7),
  ]
  const bars = linkBars(rows, ['permits', 'inspections', 'complaints'])
  it('is told by table, the least linked first, and by department where any is stated', () => {
    expect(bars.map(bar => [bar.table, bar.department, bar.rows, bar.linked])).toEqual([
      ['complaints', undefined, 100, 65],
      ['complaints', 'x', 65, 65],
      ['complaints', null, 30, 0],
      ['complaints', 'y', 5, 0],
      ['permits', undefined, 7, 7],
    ])
  })
  it('counts a row once: what codes would link for sure, and of what nobody can tell', () => {
    expect(codeGain(bars)).toEqual({ rows: 107, linked: 72, byName: 5, sure: 5, unknown: 30 })
    expect(codeGain([])).toEqual({ rows: 0, linked: 0, byName: 0, sure: 0, unknown: 0 })
  })
  it('says that nobody can tell, and not that codes would link 0, where no name points to a business', () => {
    const says = (...some: readonly LinkCount[]) => gainSays(codeGain(linkBars(some, ['permits', 'complaints'])))
    expect(says(...rows)).toBe('some')
    expect(says(link('permits', null, 'licence_number', 7), link('complaints', null, 'nothing', 30))).toBe('unsure')
    expect(says(link('permits', null, 'licence_number', 7))).toBe('all')
  })
}) // biome-ignore format: long lines
