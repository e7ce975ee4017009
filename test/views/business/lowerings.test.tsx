import { describe, expect, it } from 'vitest'
import type { Lowering } from '../../../src/risk/lowering'
import type { RiskModel } from '../../../src/risk/model/riskModel'
import { defaultScorecard, referenceThresholds, type Scorecard } from '../../../src/risk/scorecard'
import { Lowerings } from '../../../src/views/business/Lowerings'
import { html } from '../../ui/render'

const lowerings: readonly Lowering[] = [
  { kind: 'clean_visit', score: 40, class: 'B', less: 6 },
  { kind: 'rectify', score: 46, class: 'C', less: 0 },
]
/** Points and class of each line. */
const lines = (card: Scorecard): string[] =>
  [...html(<Lowerings lowerings={lowerings} card={card} />).matchAll(/<b>(.*?)<\/b>.*?<\/li>/g)].map(
    ([line, points]) => `${points} ${/>([A-D])</.exec(line)?.[1] ?? '-'}`,
  )

describe('what would lower the score or the class', () => {
  it('says the class where it is known', () => {
    expect(lines(defaultScorecard)).toEqual(['−6.0 B', '±0 C'])
    // By share the others count too, but where no points change.
    expect(lines({ ...defaultScorecard, thresholds: referenceThresholds })).toEqual(['−6.0 -', '±0 C'])
    expect(lines({ ...defaultScorecard, model: {} as RiskModel })).toEqual(['−6.0 -'])
  })

  it('says where there is nothing', () => {
    expect(html(<Lowerings lowerings={[]} card={defaultScorecard} />)).toContain('Nothing would lower it at once')
  })
})
