import { expect, it } from 'vitest'
import { growthOf, slopeOf } from './bench/growth'
import { eachSize, type Failure } from './bench/sizedCity'

it('the slope on logarithms is the exponent of a power', () => {
  const power = (exponent: number) => [1e5, 1e6, 1e7].map(x => [x, 3 * x ** exponent] as const)
  for (const exponent of [0, 0.5, 1, 2]) expect(slopeOf(power(exponent))).toBeCloseTo(exponent, 9)
  expect(slopeOf([[1e5, 2]])).toBeNull()
})

it('what was measured at one size has no growth', () => {
  const at = (complaints: number) => ({
    ...{ complaints, firstAnswers: 700, allLive: 3 * complaints, secondAnswers: 1, secondLive: 1, floor: null },
  })
  expect(growthOf([at(1e5)], [], [])).toEqual([])
  expect(growthOf([at(1e5), at(1e6)], [], []).map(({ what, exponent }) => [what, exponent?.toFixed(2)])).toEqual([
    ['first answers on screen', '0.00'],
    ['all live', '1.00'],
  ])
})

it('a size that cannot be measured is named, and the others are', async () => {
  const failed: Failure[] = []
  const found = await eachSize('load', [1, 2, 3], failed, async size => {
    if (size === 2) throw new Error('Out of Memory Error: 2.3 GiB used\nand more')
    return size === 3 ? [30, 31] : 10
  })
  expect(found).toEqual([10, 30, 31])
  expect(failed).toEqual([{ what: 'load', complaints: 2, reason: 'Out of Memory Error: 2.3 GiB used' }])
})
