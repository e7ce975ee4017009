import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { type Language, startI18n } from '../../../src/i18n'
import { newDraft } from '../../../src/plan/draft'
import { Planner } from '../../../src/plan/planner'
import type { PlanServices } from '../../../src/views/plan/contracts'
import { RevealPart } from '../../../src/views/plan/RevealPart'
import { inspector, rules, target } from '../../plan/plans'

const at = '2026-11-29T20:00:00'
const { plan: planText, commitment } = new Planner().commit(
  { targets: [target('B1')], inspectors: ['a', 'b'].map(id => inspector(id)), rules: rules(), met: [] },
  '0f'.repeat(32),
  { plan: 'P', office: 'O', at, extracts: 'v1', asOf: '2026-11-28', source: 'lottery', previous: null },
)

/** The alerts beside the public number, by a clock. */
function alerts(now: string, language: Language): string[] {
  startI18n(language, true)
  const markup = renderToStaticMarkup(
    <RevealPart
      services={{ now: () => now } as unknown as PlanServices}
      plan={{ ...newDraft('1', 'P', '', at, { regions: [], industries: [] }), state: 'committed' }}
      texts={{ planText, commitment, record: null, file: null }}
      used={new Map()}
      keep={async () => undefined}
    />,
  )
  return [...markup.matchAll(/<small role="alert">(.*?)<\/small>/g)].map(([, text]) => text ?? '')
}

describe('a clock that is behind the commitment', () => {
  it('is told of, with both times, before anything is drawn', () => {
    for (const now of ['2026-11-29T19:59:59', at]) {
      expect(alerts(now, 'en')).toHaveLength(1)
      expect(alerts(now, 'zh')).toHaveLength(1)
    }
    expect(alerts('2026-11-28T09:30:00', 'en')[0]).toMatch(
      /says 28 Nov 2026, 09:30, not after the commitment of 29 Nov 2026, 20:00/,
    )
    expect(alerts('2026-11-28T09:30:00', 'zh')[0]).toMatch(
      /显示 2026年11月28日 09:30，不晚于承诺的 2026年11月29日 20:00/,
    )
  })

  it('is nothing to speak of once it is later', () => {
    expect(alerts('2026-11-29T20:00:01', 'en')).toEqual([])
  })
})
