import { describe, expect, it } from 'vitest'
import { placeNames } from '../../src/charts/placeNames'
import { chart, series } from './draw'
import { random } from './random'

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
  interface Names {
    renderItem(params: object, api: object): { children: { style: { text: string; x: number; y: number } }[] }
  }
  /** The names as they are drawn into a box. */
  const namesIn = (box: { x: number; y: number; width: number; height: number }) => {
    const { xAxis, yAxis } = drawn.option as Record<'xAxis' | 'yAxis', { min: number; max: number }>
    const share = (value: number, { min, max }: { min: number; max: number }): number => (value - min) / (max - min)
    const coord = ([x, y]: [number, number]) => [
      box.x + box.width * share(x, xAxis),
      box.y + box.height * (1 - share(y, yAxis)),
    ]
    const names = series(drawn).find(({ id }) => id === 'names') as unknown as Names
    return names
      .renderItem({ coordSys: box }, { coord })
      .children.map(({ style: { text, x, y } }) => ({ name: text, x, y }))
  }

  it('names what is judged, and keeps a place of few cases from making the others small', () => {
    const axis = drawn.option.xAxis as { max: number }
    expect(axis.max).toBeLessThan(3)
    const points = (series(drawn)[1]?.data ?? []) as { value: number[] }[]
    const names = namesIn({ x: 0, y: 0, width: 600, height: 400 }).map(({ name }) => name)
    expect(names.length).toBeGreaterThan(1)
    const judged = points.flatMap((_, i) => (i % 4 > 1 || i === 11 ? [] : [drawn.tip(1, i)?.title]))
    expect(names.filter(name => !judged.includes(name))).toEqual([])
    expect(points[11]?.value[1]).toBe((drawn.option.yAxis as { max: number }).max)
    expect(drawn.tip(1, 11)?.note).toBe('few (n < 20)')
    expect(drawn.tip(1, 2)).toMatchObject({ title: '<b>District</b>' })
    expect(drawn.legend.find(entry => entry.hatched)?.label).toBe('few (n < 20)')
  })
})

describe('names beside marks', () => {
  const at = (x: number, y: number, name = '') => ({ x, y, radius: 5, top: y - 40, bottom: y + 40, name })
  const box = { x: 0, y: 0, width: 300, height: 200 }
  const next = random(77)
  const crowd = Array.from({ length: 70 }, (_, i) => at(20 + next() * 260, 20 + next() * 160, `Region number ${i}`))

  it('never cover another name, and marks only of the first few', () => {
    const placed = placeNames(crowd, crowd, box)
    expect(placed.length).toBeGreaterThanOrEqual(3)
    expect(placed.slice(0, 1).map(({ name }) => name)).toEqual(['Region number 0'])
    for (const [i, a] of placed.entries()) {
      expect(a.x - a.width / 2).toBeGreaterThanOrEqual(0)
      expect(a.x + a.width / 2).toBeLessThanOrEqual(300)
      for (const b of placed.slice(i + 1))
        expect(Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= 14).toBe(true)
      if (Number(/\d+$/.exec(a.name)?.[0]) < 3) continue
      for (const mark of crowd)
        expect(Math.abs(a.x - mark.x) >= a.width / 2 + 5 || Math.abs(a.y - mark.y) >= 12).toBe(true)
    }
  })

  it('stand where there is room', () => {
    const sides = placeNames([at(20, 100, 'left edge'), at(290, 100, 'right edge')], [], box)
    expect(sides.map(({ x }) => x > 150)).toEqual([false, true])
    expect(sides[1]?.x).toBeLessThan(290)
    expect(placeNames([at(150, 100, '甲'.repeat(40))], [], box)).toEqual([])
  })
})
