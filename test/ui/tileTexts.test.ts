import { expect, it } from 'vitest'
import { formats } from '../../src/i18n'
import { figureText } from '../../src/parts/figureTexts'

const text = (value: number | null, bound?: number | null): string =>
  figureText({ key: 'permits_on_time', value }, formats('en'), bound)

it('a rate that misses its target is never written as the target', () => {
  expect(text(0.949953, 0.95)).toBe('94.9%')
  expect(text(0.9498, 0.95)).toBe('94.9%')
  expect(text(0.95004, 0.95)).toBe('95.1%')
  expect(text(0.95, 0.95)).toBe('95.0%')
})

it('other rates are rounded as everywhere, counts are whole', () => {
  expect(text(0.8766, 0.95)).toBe('87.7%')
  expect(text(0.949953)).toBe('95.0%')
  expect(text(0.949953, null)).toBe('95.0%')
  expect(text(null, 0.95)).toBe(formats('en').rate(null))
  expect(figureText({ key: 'complaints', value: 12345 }, formats('en'), 12345)).toBe('12,345')
})
