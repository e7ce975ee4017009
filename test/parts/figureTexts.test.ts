import { describe, expect, it } from 'vitest'
import { formats, messagesOf, startI18n } from '../../src/i18n'
import type { ComparedDays, Comparison } from '../../src/insight/comparison'
import { deltaOf, figureText, shownLabel } from '../../src/parts/figureTexts'
import type { Figure } from '../../src/queries/figures'

startI18n('en', true)

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

it('a figure is called by the days that targets.json sets where no complaint has a due date', () => {
  const texts = { t: messagesOf('en'), language: 'en', formats: formats('en') } as const
  type Given = Parameters<typeof shownLabel>
  const label = (key: Given[0], filled: readonly string[], days: number | null): string =>
    shownLabel(key, { filled: { complaints: filled } } as unknown as Given[1], { complaints: { close_within_days: days } } as Given[2], texts) // biome-ignore format: one call
  expect(label('closed_on_time', [], 7)).toBe('Closed within 7 days')
  expect(label('closed_on_time', ['due_at'], 7)).toBe('Closed on time')
  expect(label('closed_on_time', [], null)).toBe('Closed on time')
  expect(label('complaints', [], 7)).toBe('Complaints')
})

describe('a change in words', () => {
  const texts = (language: 'zh' | 'en') => ({ t: messagesOf(language), language, formats: formats(language) })
  const figure = (key: 'complaints' | 'problem_rate', value: number, before: number) => ({
    ...{ key, value, before, numerator: value, denominator: null, missing: null },
  })
  const words = (language: 'zh' | 'en', ...[of, days, kind]: readonly [Figure, ComparedDays, Comparison]): string => {
    const delta = deltaOf(of, days, kind, texts(language))
    return `${delta?.direction} ${delta?.text} ${delta?.against}`
  }
  const days = { now: 30, before: 30 }

  it('is a percentage of a count and percentage points of a rate', () => {
    const count = figure('complaints', 120, 100)
    expect(words('en', count, days, 'periodOnPeriod')).toBe('up 20.0% vs previous')
    expect(words('zh', count, days, 'periodOnPeriod')).toBe('up 20.0% 环比')
    expect(words('zh', count, days, 'yearOnYear')).toBe('up 20.0% 同比')
    const rate = figure('problem_rate', 0.25, 0.3)
    expect(words('en', rate, days, 'yearOnYear')).toBe('down 5.0 pp vs a year ago')
    expect(words('zh', rate, days, 'yearOnYear')).toBe('down 5.0 个百分点 同比')
  })

  it('says where it is of counts a day', () => {
    const count = figure('complaints', 120, 100)
    expect(words('en', count, { now: 31, before: 28 }, 'periodOnPeriod')).toBe('up 8.4% a day, vs previous')
    expect(words('zh', count, { now: 31, before: 28 }, 'yearOnYear')).toBe('up 8.4% 日均同比')
    expect(words('zh', figure('problem_rate', 0.3, 0.25), { now: 31, before: 28 }, 'free')).toBe(
      'up 5.0 个百分点 较对比期',
    )
  })

  it('is none where there was nothing before', () => {
    expect(deltaOf(figure('complaints', 5, 0), days, 'free', texts('en'))).toBeUndefined()
  })
})
