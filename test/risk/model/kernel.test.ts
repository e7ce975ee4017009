import { describe, expect, it } from 'vitest'
import { Kernel } from '../../../src/risk/model/kernel'
import { randomOf } from '../../filters/random'

describe('a kernel', () => {
  it('is near what adding up every row gives', () => {
    const random = randomOf(9)
    const kernel = new Kernel(1, 30)
    const all = Array.from({ length: 3000 }, (_, i) => ({
      x: random() * 10,
      y: random() * 10,
      day: Math.floor(i / 30),
      value: random() - 0.3,
    }))
    for (const row of all) kernel.add(row.x, row.y, row.day, row.value)
    for (let i = 0; i < 20; i++) {
      const [x, y] = [2 + random() * 6, 2 + random() * 6]
      const [value, weight] = kernel.around(x, y, 101)
      let [sum, of] = [0, 0]
      for (const row of all) {
        const w = Math.exp(-((row.x - x) ** 2 + (row.y - y) ** 2) / 2) * 2 ** (-(101 - row.day) / 30)
        sum += w * row.value
        of += w
      }
      expect(Math.abs(weight / of - 1)).toBeLessThan(0.1)
      expect(Math.abs(value / weight - sum / of)).toBeLessThan(0.03)
    }
  })

  it('gives a single row the share that it then takes back', () => {
    const kernel = new Kernel(0.75, 60)
    kernel.add(3.1, 4.2, 10, 1)
    const [value, weight] = kernel.around(3, 4, 40)
    const share = kernel.share(3, 4, 40, 3.1, 4.2, 10)
    expect(value).toBeCloseTo(share, 12)
    expect(weight).toBeCloseTo(share, 12)
    expect(kernel.around(300, 4, 40)).toEqual([0, 0])
  })
})
