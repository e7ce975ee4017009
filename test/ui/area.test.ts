import { describe, expect, it } from 'vitest'
import { boxRing, type Pixel, surface, thinned } from '../../src/ui/area'

const circle = (points: number, radius: number): Pixel[] =>
  Array.from({ length: points }, (_, i) => {
    const angle = (2 * Math.PI * i) / points
    return [100 + radius * Math.cos(angle), 100 + radius * Math.sin(angle)]
  })

describe('a drawn area', () => {
  it('keeps few enough points for a link, and its size', () => {
    const ring = thinned(circle(2000, 80))
    expect(ring.length).toBeGreaterThan(10)
    expect(ring.length).toBeLessThanOrEqual(60)
    expect(surface(ring) / (Math.PI * 80 * 80)).toBeGreaterThan(0.97)
  })

  it('of a box is its corners, whichever way it was drawn', () => {
    const ring = boxRing([50, 40], [10, 20])
    expect(thinned(ring)).toHaveLength(4)
    expect(surface(ring)).toBe(800)
  })

  it('of a mere click is nothing', () => {
    expect(thinned([])).toEqual([])
    expect(thinned(boxRing([10, 10], [14, 14]))).toEqual([])
    expect(thinned(circle(50, 3))).toEqual([])
  })
})
