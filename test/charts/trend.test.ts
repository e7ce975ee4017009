import { describe, expect, it } from 'vitest'
import { type TrendPoint, trend } from '../../src/charts/trend'
import { ticksOf } from '../../src/charts/trendAxes'
import { chart, series, theme } from './draw'

const look = { mark: 'bar', unit: 'count', bucket: 'month', label: 'Complaints' } as const
const point = (start: string, value: number | null, partial = false): TrendPoint => ({
  start,
  value,
  compare: null,
  partial,
})
const yAxis = (points: readonly TrendPoint[]) => trend(points, look, theme).option.yAxis as Record<string, unknown>
const months = (count: number, from = '2013-09-01'): TrendPoint[] => {
  const first = new Date(from)
  return Array.from({ length: count }, (_, i) => {
    const at = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + i, 1)
    return point(new Date(at).toISOString().slice(0, 10), i)
  })
}

describe('axes', () => {
  it('start at zero, with a height even where all is zero or nothing is there', () => {
    expect(yAxis([point('2014-01-01', 5)])).toMatchObject({ min: 0, max: undefined })
    expect(yAxis([point('2014-01-01', 0)])).toMatchObject({ min: 0, max: 1 })
    expect(yAxis([])).toMatchObject({ min: 0, max: 1 })
  })

  it('name few periods, the year under the first and where it changes', () => {
    expect([...ticksOf(months(12), 'month', theme)]).toEqual([
      [0, 'Sept\n2013'],
      [2, 'Nov'],
      [4, 'Jan\n2014'],
      [6, 'Mar'],
      [8, 'May'],
      [10, 'Jul'],
    ])
  })

  it.each([
    [1, 'month'],
    [37, 'month'],
    [140, 'month'],
    [365, 'day'],
    [120, 'week'],
    [33, 'quarter'],
    [40, 'year'],
  ] as const)('never name more than eight of %i by %s', (count, bucket) => {
    const ticks = ticksOf(months(count), bucket, theme)
    expect(ticks.size).toBeGreaterThan(0)
    expect(ticks.size).toBeLessThanOrEqual(8)
    expect([...ticks.keys()].every(index => index < count)).toBe(true)
  })
})

describe('values', () => {
  it('keep what is missing as a gap', () => {
    const [bars] = series(trend([point('2014-01-01', null), point('2014-02-01', 0)], look, theme))
    expect(bars?.data).toMatchObject([{ value: null }, { value: 0 }])
  })

  it('mark an unfinished period and say so', () => {
    const drawn = chart('trend-bars')
    const data = series(drawn)[0]?.data as { itemStyle?: { decal?: unknown } }[]
    expect(data.at(-1)?.itemStyle?.decal).toBeDefined()
    expect(data[0]?.itemStyle).toBeUndefined()
    expect(drawn.tip(0, 11)?.note).toBe('unfinished period')
    expect(drawn.tip(0, 0)?.note).toBeUndefined()
  })

  it('leave a partial period out of the full line and join it by dots', () => {
    const drawn = chart('trend-line')
    const [full, dotted] = series(drawn).map(each => (each.data as { value: number | null }[]).map(each => each?.value))
    expect(full?.[0]).toBeNull()
    expect(full?.[4]).toBeNull()
    expect(dotted?.slice(0, 3)).toEqual([expect.any(Number), full?.[1], null])
  })

  it('have a dashed line only where there is something to compare with', () => {
    const compare = series(chart('trend-bars')).find(each => each.id === 'compare')
    expect(compare).toMatchObject({ type: 'line', symbol: 'none', lineStyle: { type: [5, 3] } })
    expect(series(trend(months(3), look, theme))).toHaveLength(1)
  })
})

describe('words', () => {
  it('of a rate name its parts and what it is compared with', () => {
    expect(chart('trend-line').tip(0, 1)).toEqual({
      title: 'Oct 2013',
      rows: [
        { label: 'Problem rate', value: '23.5%' },
        { label: 'Problems', value: '201' },
        { label: 'Inspections', value: '855' },
        { label: 'a year ago', value: '29.2%' },
      ],
    })
    expect(chart('trend-line').tip(0, 4)?.rows[0]).toEqual({ label: 'Problem rate', value: 'no value' })
    expect(chart('trend-line').tip(0, 99)).toBeNull()
  })

  it('sum the course up', () => {
    expect(chart('trend-bars').summary).toBe(
      'Complaints from Sept 2013 to Aug 2014: last 1,020, highest 2,170 in Mar 2014, lowest 731 in Dec 2013.',
    )
    expect(chart('trend-empty').summary).toBe('Complaints: nothing in this window.')
  })

  it('give the period that a click chooses', () => {
    expect(chart('trend-bars').pick(0, 2)).toEqual({ kind: 'item', key: '2013-11-01' })
    expect(chart('trend-bars').pick(0, -1)).toBeNull()
  })
})
