import { beforeAll, describe, expect, it } from 'vitest'
import { featureLabel, featureValue, formats, messagesOf, startI18n, whyFeature } from '../../src/i18n'
import { numericFeatures } from '../../src/risk/model/features'

beforeAll(() => startI18n('en', true))
const textsOf = (language: 'zh' | 'en') => ({ t: messagesOf(language), language, formats: formats(language) })

describe('what raises a model’s score, in words', () => {
  it('says of a rate on which side of the average it is, by the sign of its coefficient', () => {
    const en = textsOf('en')
    expect(featureValue('near_now', 0.37, 20.4, 0.3, en)).toBe('above average')
    expect(featureValue('near_now', -0.37, -20.4, 0.3, en)).toBe('below average')
    // A coefficient below 0: points are given for little of it.
    expect(featureValue('last_inspector', -0.5, 4, -0.2, en)).toBe('below average')
    expect(featureValue('last_inspector', 0.5, -4, -0.2, en)).toBe('above average')
  })

  it('keeps numbers that mean something by themselves, and none that do not', () => {
    for (const language of ['zh', 'en'] as const) {
      const texts = textsOf(language)
      expect(featureValue('years_since', 1.75, 3, 0.4, texts)).toBe('1.8')
      expect(featureValue('no_licence', 1, 3, 0.4, texts)).toBe('')
      expect(featureValue('kind', 'Restaurant', 3, 0, texts)).toBe('Restaurant')
      expect(featureValue('near_now', null, 0, 0.4, texts)).toBe('')
      for (const { key } of numericFeatures) {
        const words = whyFeature([key, 5, -0.86], 0.1, texts)
        expect(words).toContain(featureLabel(key, texts))
        expect(words).not.toMatch(/0\.86|undefined|\{\{/)
      }
    }
  })
})
