import { describe, expect, it } from 'vitest'
import { chart, series } from './draw'

describe('a funnel', () => {
  const drawn = chart('funnel')
  const points = (name: string) => (series(chart(name))[0]?.data ?? []) as { symbol: string; value: [number, number] }[]

  it('marks by shape what lies beyond its limits, and says so', () => {
    expect(
      points('funnel')
        .map(point => point.symbol.charAt(0))
        .join(''),
    ).toBe('cttddccttd')
    expect(drawn.tip(0, 1)).toMatchObject({ title: '<b>Late</b>', note: 'worse' })
    expect(drawn.legend.map(entry => entry.label)).toContain('– – 95% · —— 99.8%')
  })

  it('is chosen from by its dots alone', () => {
    expect(drawn.pick(0, 1)).toEqual({ kind: 'item', key: 'u1' })
    expect([drawn.pick(1, 1), drawn.pick(0, 99), drawn.tip(2, 0)]).toEqual([null, null, null])
  })

  it('holds every point and the whole funnel within its axes', () => {
    for (const name of ['funnel', 'funnel-many']) {
      const { xAxis, yAxis } = chart(name).option as Record<'xAxis' | 'yAxis', { min: number; max: number }>
      for (const { value } of points(name)) {
        expect(value[0]).toBeGreaterThanOrEqual(xAxis.min)
        expect(value[0]).toBeLessThanOrEqual(xAxis.max)
        expect(value[1]).toBeLessThanOrEqual(yAxis.max)
      }
      expect(yAxis.max).toBeGreaterThanOrEqual(0.3)
      expect(yAxis.max).toBeLessThan(0.6)
    }
  })
})
