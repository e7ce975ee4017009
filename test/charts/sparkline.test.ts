import { describe, expect, it } from 'vitest'
import { sparkline } from '../../src/charts/sparkline'

describe('a sparkline', () => {
  it('runs from edge to edge, low values low', () => {
    expect(sparkline([0, 5, 10], 106, 26)).toEqual({ path: 'M3 23L53 13L103 3', end: { x: 103, y: 3 } })
  })

  it('breaks at a gap and shows a lone point', () => {
    expect(sparkline([1, null, 2, null, 3, 4], 106, 26).path.match(/M/g)).toHaveLength(3)
    expect(sparkline([1, null, 2], 106, 26).path).toBe('M3 23L3 23M103 3L103 3')
  })

  it('of equal values lies in the middle', () => {
    expect(sparkline([7, 7], 106, 26).path).toBe('M3 13L103 13')
  })

  it('of one value is a dot in the middle', () => {
    expect(sparkline([7], 106, 26)).toEqual({ path: 'M53 13L53 13', end: { x: 53, y: 13 } })
  })

  it('of nothing is nothing', () => {
    for (const values of [[], [null], [Number.NaN, null], [Number.POSITIVE_INFINITY]])
      expect(sparkline(values, 106, 26)).toEqual({ path: '', end: null })
  })

  it('ends at the last value that there is', () => {
    expect(sparkline([1, 2, null], 106, 26).end).toEqual({ x: 53, y: 3 })
  })
})
