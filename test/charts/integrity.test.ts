import { describe, expect, it } from 'vitest'
import { chart, series } from './draw'

describe('a forest plot', () => {
  const drawn = chart('forest')
  it('marks by shape what lies above or below 1 as a whole, and tells the interval', () => {
    const points = (series(drawn)[1]?.data ?? []) as { symbol: string }[]
    const letters = points.map(point => point.symbol.charAt(0)).join('')
    expect(letters).toBe('ttttctcccddd')
    expect(drawn.tip(0, 0)).toMatchObject({ title: 'Inspector 1', note: 'strict' })
    expect(drawn.tip(1, 6)?.note).toBeUndefined()
    expect(drawn.tip(1, 0)?.rows[1]?.value).toBe('1.4 – 2.4')
    expect([drawn.tip(2, 0), drawn.tip(0, 99), drawn.pick(0, 0)]).toEqual([null, null, null])
    expect(drawn.legend.map(entry => entry.label)).toEqual(['strict', 'lenient', 'no difference that can be told'])
  })

  it('names the marked ones alone where there are many', () => {
    const names = (name: string): boolean[] => {
      const { axisLabel, data } = chart(name).option.yAxis as {
        axisLabel: { interval(i: number): boolean }
        data: string[]
      }
      return data.map((_, i) => axisLabel.interval(i))
    }
    expect(names('forest').every(Boolean)).toBe(true)
    expect(names('forest-many').filter(Boolean).length).toBeLessThan(60)
    expect(names('forest-many')[0]).toBe(true)
    expect(names('forest-many')[45]).toBe(false)
  })
})

describe('a balance', () => {
  const drawn = chart('balance')
  it('names what is judged, and keeps a place of few cases from making the others small', () => {
    const axis = drawn.option.xAxis as { max: number }
    expect(axis.max).toBeLessThan(3)
    const points = (series(drawn)[1]?.data ?? []) as { value: number[]; label: { show: boolean } }[]
    const names = points.flatMap((point, i) => (point.label.show ? [i] : []))
    expect(names.length).toBeGreaterThan(1)
    expect(names.filter(i => i % 4 > 1 || i === 11)).toEqual([])
    expect(points[11]?.value[1]).toBe((drawn.option.yAxis as { max: number }).max)
    expect(drawn.tip(1, 11)?.note).toBe('few (n < 20)')
    expect(drawn.tip(1, 2)).toMatchObject({ title: '<b>District</b>' })
    expect(drawn.legend.find(entry => entry.hatched)?.label).toBe('few (n < 20)')
  })
})
