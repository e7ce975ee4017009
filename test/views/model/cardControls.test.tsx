import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { formats, messagesOf, startI18n } from '../../../src/i18n'
import {
  defaultScorecard,
  type IndicatorKey,
  indicatorKeys,
  referenceThresholds,
  type Scorecard,
} from '../../../src/risk/scorecard'
import { CardControls } from '../../../src/views/model/CardControls'
import { differences } from '../../../src/views/model/cardFields'
import { fieldLabel, fieldText } from '../../../src/views/model/cardTexts'

const draw = (missing: readonly IndicatorKey[], language: 'zh' | 'en' = 'en'): string => {
  startI18n(language, true)
  return renderToStaticMarkup(
    <CardControls card={defaultScorecard} base={defaultScorecard} missing={missing} onChange={() => undefined} />,
  )
}
const notesOf = (markup: string): string[] =>
  [...markup.matchAll(/class="model-slider-note">([^<]*)</g)]
    .map(([, note = '']) => note)
    .slice(0, indicatorKeys.length)

describe('the sliders of weights', () => {
  it('have shares of all weights where every indicator is there', () => {
    const markup = draw([])
    expect(notesOf(markup)[0]).toBe('18.0%')
    expect(markup).not.toContain('data-quiet')
    expect(markup).toContain('24% of the weight that counts is of complaints, at most 24 %')
  })

  it('say which indicators the extracts lack, and share and warn over the others', () => {
    // 64 of 100 are there, 16 of them of complaints.
    const missing = ['I3', 'I4', 'I5', 'C2', 'C3', 'N1'] as const
    const markup = draw(missing)
    const notes = notesOf(markup)
    expect(indicatorKeys.filter((_, i) => notes[i] === 'left out')).toEqual(missing)
    expect(notes[0]).toBe('28.1%')
    const shares = notes.filter(note => note !== 'left out').map(Number.parseFloat)
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 0)
    expect(markup.match(/data-quiet/g)).toHaveLength(missing.length)
    expect(markup).toContain('18.8% of the weight that counts is of complaints, at most')
    expect(markup).toContain('so left out: Overdue rectification, Repeat')
    expect(draw(missing, 'zh')).toContain('未计入')
  })

  it('warn where the others are mostly of complaints', () => {
    expect(draw(['S1', 'I1', 'I2'])).toContain('more than 24')
  })

  it('mark as many labels as the page counts differences', () => {
    const { weights } = defaultScorecard
    const moved: Scorecard = {
      ...defaultScorecard,
      weights: { ...weights, S1: 30, I1: 3 },
      thresholds: { by: 'value', bounds: [20, 45, 70] },
    }
    const shares: Scorecard = { ...moved, thresholds: referenceThresholds }
    for (const [card, n] of [
      [moved, 4],
      [shares, 6],
    ] as const) {
      startI18n('en', true)
      const markup = renderToStaticMarkup(
        <CardControls card={card} base={defaultScorecard} missing={[]} onChange={() => undefined} />,
      )
      expect(markup.match(/data-changed/g)).toHaveLength(n)
      expect(differences(defaultScorecard, card)).toHaveLength(n)
    }
  })

  it('name each bound', () => {
    startI18n('en', true)
    const texts = { t: messagesOf('en'), language: 'en', formats: formats('en') } as const
    expect(fieldLabel('thresholds.bounds.2', texts)).toBe('Class D from')
    expect(fieldText('thresholds.bounds.0', 0.654, texts)).toBe('0.654')
  })
})
