import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { MemoryRouter } from 'react-router'
import { describe, expect, it } from 'vitest'
import type { DuckDbEngine } from '../../../src/engine/duckdb'
import { EngineContext } from '../../../src/engine/useRows'
import { startI18n } from '../../../src/i18n'
import { asOfDay } from '../../../src/risk/factsSql'
import type { Doing } from '../../../src/risk/model/doing'
import type { RiskModel } from '../../../src/risk/model/riskModel'
import { defaultScorecard, type Scorecard } from '../../../src/risk/scorecard'
import { emptyRegister, type Version } from '../../../src/risk/versions/register'
import type { ModelServices, VersionsState } from '../../../src/views/model/contracts'
import { ScorecardTab } from '../../../src/views/model/ScorecardTab'

const version = (name: string, card: Scorecard): Version => ({ name, hash: name, card, when: '', who: '', note: '' })
const learned = version('Learned to May', { ...defaultScorecard, model: { name: 'May', settings: {} } as RiskModel })
const state = (active: Version | null): VersionsState => ({
  register: emptyRegister, versions: active === null ? [] : [active], active, brokenAt: null, lostEnd: null, who: '', fault: null,
}) // biome-ignore format: one record

/** Before anything is answered. */
function draw(
  active: Version | null,
  draft: Scorecard,
  language: 'zh' | 'en' = 'en',
  doing: Doing | null = null,
): string {
  startI18n(language, true)
  const visits = { visits: null, error: null, doing, retry: () => undefined }
  return renderToStaticMarkup(
    <QueryClientProvider client={new QueryClient()}>
      <EngineContext value={{ engine: {} as DuckDbEngine, extractVersion: 'v' }}>
        <MemoryRouter>
          <ScorecardTab
            services={{} as ModelServices}
            state={state(active)}
            draft={draft}
            at={asOfDay('2024-01-01', '2024-01-01')}
            past={{ from: '2023-11-01', to: '2023-12-31' }}
            visits={visits}
            onDraft={() => undefined}
            file={() => ''}
          />
        </MemoryRouter>
      </EngineContext>
    </QueryClientProvider>,
  )
}
const changed = { ...defaultScorecard, weights: { ...defaultScorecard.weights, S1: 30 } }

describe('a scorecard that is changed', () => {
  it('is held against the scorecard in use', () => {
    expect(draw(null, defaultScorecard)).toContain('No difference')
    expect(draw(version('Ours', defaultScorecard), changed)).toContain('Differences: 1')
    expect(draw(null, changed)).not.toContain('learned model')
  })

  it('says that a learned model is in use, and what is compared with what', () => {
    const markup = draw(learned, defaultScorecard)
    expect(markup).not.toContain('No difference')
    expect(markup).toContain('Sliders as in the default scorecard')
    expect(markup).toContain('&quot;Learned to May&quot; is a learned model and has no weights')
    expect(draw(learned, changed)).toContain('Sliders that differ from the default scorecard: 1')
    expect(draw(learned, defaultScorecard, 'zh')).toContain('“Learned to May”是学习模型，没有权重')
  })

  it('says what is being done until past data are there, in cards that keep their size', () => {
    const markup = draw(null, defaultScorecard, 'en', { step: 'visits', share: 0.4 })
    expect(markup).toContain('Looking back from each inspection…</span><span>40.0%</span><progress')
    expect(markup).not.toContain('– inspections')
    // Nobody is said to enter before that is known, and no skeleton fills a card that has no height.
    expect(markup).not.toContain('Nobody')
    const skeletons = markup.match(/class="ui-skeleton"[^>]*>/g) ?? []
    expect(skeletons).toHaveLength(3)
    for (const each of skeletons) expect(each).toMatch(/height:\d+px/)
    expect(draw(null, defaultScorecard, 'zh', { step: 'history', share: null })).toContain('正在读取检查')
  })
})
