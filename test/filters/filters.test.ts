import { describe, expect, it } from 'vitest'
import { windowLength } from '../../src/filters/days'
import { type Choices, compareOf, defaults, notRestricting, resolve, windowOf } from '../../src/filters/filters'

const compared = (compare: Choices['compare'], window: Choices['window'], asOf: string) =>
  compareOf(compare, windowOf(window, asOf), window)

describe('a window', () => {
  it.each([
    ['year', '2014-08-31', '2013-09-01'],
    ['year', '2012-02-29', '2011-03-01'],
    ['year', '2013-02-28', '2012-02-29'],
    ['year', '2013-12-31', '2013-01-01'],
    ['ytd', '2014-08-31', '2014-01-01'],
    ['ytd', '2014-01-01', '2014-01-01'],
    ['30d', '2014-03-01', '2014-01-31'],
    ['7d', '2012-03-05', '2012-02-28'],
    ['90d', '2012-03-30', '2012-01-01'],
    ['quarter', '2014-08-31', '2014-07-01'],
    ['quarter', '2014-01-01', '2014-01-01'],
    ['all', '2014-08-31', null],
  ] as const)('%s at %s begins on %s', (choice, asOf, from) => {
    expect(windowOf(choice, asOf)).toEqual({ from, to: asOf })
  })

  it('of the last quarter ends before the one that is not over', () => {
    expect(windowOf('lastQuarter', '2014-08-31')).toEqual({ from: '2014-04-01', to: '2014-06-30' })
    expect(windowOf('lastQuarter', '2014-01-01')).toEqual({ from: '2013-10-01', to: '2013-12-31' })
  })

  it('has as many days as it says', () => {
    expect(windowLength('2014-01-31', '2014-03-01')).toBe(30)
    expect(windowLength('2012-01-01', '2012-03-30')).toBe(90)
    expect(windowLength('2013-09-01', '2014-08-31')).toBe(365)
  })

  it('may be any days', () => {
    const days = { from: '2014-01-01', to: '2014-01-01' }
    expect(windowOf(days, '2014-08-31')).toEqual(days)
  })
})

describe('the window to compare with', () => {
  it.each([
    ['previous', 'year', '2014-08-31', '2012-09-01', '2013-08-31'],
    ['previous', '30d', '2014-03-31', '2014-01-31', '2014-03-01'],
    // A year so far, and a quarter so far, beside the same part of the one before.
    ['previous', 'ytd', '2014-08-31', '2013-01-01', '2013-08-31'],
    ['previous', 'quarter', '2014-08-31', '2014-04-01', '2014-06-01'],
    // The quarter before is shorter.
    ['previous', 'quarter', '2014-06-30', '2014-01-01', '2014-03-31'],
    ['previous', 'lastQuarter', '2014-08-31', '2014-01-01', '2014-03-31'],
    // The quarter before is longer: of one that is over it counts whole, on its last day as on the day after.
    ['previous', 'quarter', '2014-03-31', '2013-10-01', '2013-12-31'],
    ['previous', 'lastQuarter', '2014-04-01', '2013-10-01', '2013-12-31'],
    ['previous', 'quarter', '2014-03-30', '2013-10-01', '2013-12-28'],
    ['lastYear', 'quarter', '2012-02-29', '2011-01-01', '2011-02-28'],
    ['lastYear', 'year', '2014-08-31', '2012-09-01', '2013-08-31'],
    ['lastYear', '30d', '2012-02-29', '2011-01-31', '2011-02-28'],
    ['lastYear', 'ytd', '2014-08-31', '2013-01-01', '2013-08-31'],
  ] as const)('%s of %s at %s is %s to %s', (compare, window, asOf, from, to) => {
    expect(compared(compare, window, asOf)).toEqual({ from, to })
  })

  it('ends on the day before, and is as long', () => {
    for (const window of ['year', '7d', '30d', '90d'] as const) {
      const now = windowOf(window, '2016-02-29')
      const before = compareOf('previous', now, window)
      expect(windowLength(before?.from ?? '', before?.to ?? '')).toBe(windowLength(now.from ?? '', now.to))
      expect(windowLength(before?.to ?? '', now.from ?? '')).toBe(2)
    }
  })

  it('of days that are not over yet is the same part of the days before', () => {
    const half = { from: '2014-01-01', to: '2014-12-31' }
    const compared = (compare: 'previous' | 'lastYear', asOf: string) => compareOf(compare, half, half, asOf)
    expect(compared('previous', '2014-08-31')).toEqual({ from: '2013-01-01', to: '2013-08-31' })
    expect(compared('lastYear', '2014-08-31')).toEqual({ from: '2013-01-01', to: '2013-08-31' })
    expect(compared('previous', '2014-12-31')).toEqual({ from: '2013-01-01', to: '2013-12-31' })
    // Nothing of them has begun: all of them.
    expect(compared('previous', '2013-12-31')).toEqual({ from: '2013-01-01', to: '2013-12-31' })
  })

  it('is none where nothing lies before, or none is wanted', () => {
    expect(compared('previous', 'all', '2014-08-31')).toBeNull()
    expect(compared({ from: '2013-01-01', to: '2013-12-31' }, 'all', '2014-08-31')).toBeNull()
    expect(compared('none', 'year', '2014-08-31')).toBeNull()
  })

  it('may be any days', () => {
    const days = { from: '2010-01-01', to: '2010-12-31' }
    expect(compared(days, 'year', '2014-08-31')).toEqual(days)
  })
})

describe('choices as filters', () => {
  it('are days in place of presets, and the rest as it is', () => {
    const { filters, compare } = resolve({ ...defaults, kinds: ['report'], regions: ['8'] }, '2014-08-31', [])
    expect(filters).toEqual({
      window: { from: '2013-09-01', to: '2014-08-31' },
      regions: ['8'],
      area: null,
      industries: [],
      departments: [],
      kinds: ['report'],
      categories: [],
      results: [],
      classes: null,
    })
    expect(compare).toEqual({ from: '2012-09-01', to: '2013-08-31' })
  })

  it('take a region with all below it, however deep, and leave what is no region as it is', () => {
    const region = (code: string, parent: string | null) => ({ code, parent })
    const tree = [region('a11', 'a1'), region('a1', 'a'), region('a', null), region('a2', 'a'), region('b', null)]
    const of = (...regions: string[]) => resolve({ ...defaults, regions }, '2014-08-31', tree).filters.regions
    expect([...of('a')].sort()).toEqual(['a', 'a1', 'a11', 'a2'])
    expect([...of('a1', 'b')].sort()).toEqual(['a1', 'a11', 'b'])
    expect(of('~outside', 'zz', 'b')).toEqual(['~outside', 'zz', 'b'])
    expect(of('x')).toEqual(['x'])
    const round = [region('p', 'q'), region('q', 'p')]
    expect(resolve({ ...defaults, regions: ['p'] }, '2014-08-31', round).filters.regions).toEqual(['p', 'q'])
  })
})

describe('what a filter cannot restrict', () => {
  const filters = (partial: Partial<Choices>) => resolve({ ...defaults, ...partial }, '2014-08-31', []).filters

  it('is nothing at first', () => {
    for (const table of ['permits', 'inspections', 'complaints', 'entities'] as const) {
      expect(notRestricting(filters({}), table)).toEqual([])
    }
  })

  it('is named for each table', () => {
    const all = filters({
      industries: [null],
      departments: ['Fire'],
      kinds: ['report'],
      categories: ['noise'],
      results: ['ok'],
      regions: ['8'],
      area: [
        [0, 0],
        [1, 0],
        [0, 1],
      ],
    })
    expect(notRestricting(all, 'permits')).toEqual(['kinds', 'categories', 'results'])
    expect(notRestricting(all, 'inspections')).toEqual(['kinds', 'categories'])
    expect(notRestricting(all, 'complaints')).toEqual(['industries', 'results'])
    expect(notRestricting(all, 'entities')).toEqual(['departments', 'kinds', 'categories', 'results'])
  })
})
