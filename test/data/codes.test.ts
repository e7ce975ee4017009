import { expect, it } from 'vitest'
import { breakCode, creditCode, isCreditCode } from '../../data/codes'
import { Rng } from '../../data/rng'

it.each([
  ['91350100M000100Y43', true],
  ['91350100M000100Y4Z', false],
  ['91110105MA0000015F', true],
  ['91440300MA5F0000X1', true],
  ['91110105MA00003490', true],
  ['52110000500000XX7G', true],
  ['91350100M000100Y4', false],
  ['9135O100M000100Y43', false],
])('%s: both check characters right is %s', (code, valid) => {
  expect(isCreditCode(code)).toBe(valid)
})

it('makes valid codes, and breaks them for certain', () => {
  const rng = new Rng(3, 'codes')
  for (let i = 0; i < 2000; i++) {
    const code = creditCode(rng, i % 2 ? '91' : '92', '990104')
    expect(isCreditCode(code)).toBe(true)
    expect(isCreditCode(breakCode(rng, code))).toBe(false)
  }
})
