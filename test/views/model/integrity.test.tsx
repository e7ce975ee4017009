import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { MemoryRouter } from 'react-router'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { answer } from '../../../src/engine/answers'
import { EngineContext } from '../../../src/engine/useRows'
import { type Choices, defaults, type Filters, resolve } from '../../../src/filters/filters'
import { type Language, startI18n } from '../../../src/i18n'
import {
  complaintShares, namedVisits, pairCounts, returnCounts, selectionByClass, selectionByRegion,
} from '../../../src/queries/integrity' // biome-ignore format: one line
import { asOfDay } from '../../../src/risk/factsSql'
import { type History, readHistory } from '../../../src/risk/model/history'
import { integrityOf, type NoEffects } from '../../../src/risk/model/integrity'
import { defaultScorecard } from '../../../src/risk/scorecard'
import type { CardProps } from '../../../src/ui/Card'
import { type InspectorEffectsState, IntegrityPanel } from '../../../src/views/model/IntegrityPanel'
import { Returns } from '../../../src/views/model/IntegrityRepeats'
import { Classes } from '../../../src/views/model/IntegritySelection'
import { type Loaded, loaded } from '../../engineHelper'
import { asOf, city } from '../../fixtures/city'
import { rosterCity, rosterOf } from '../../fixtures/roster'

// What a card shows as a table and exports.
const cards: CardProps[] = []
vi.mock('../../../src/ui/Card', async original => {
  const real = await original<typeof import('../../../src/ui/Card')>()
  return {
    ...real,
    Card: (props: CardProps) => {
      cards.push(props)
      return real.Card(props)
    },
  }
})
beforeEach(() => {
  cards.length = 0
})

/** Thirty visits by the same two officers on top of a random roster; a business by the same officer again and again. */
const rows = [
  ...rosterOf(5),
  ...Array.from({ length: 15 }, (_, i) => ({
    id: `R${i}`, entity: 'E20', day: '2023-07-01', type: 'random', result: 'ok', department: 'Food', region: '01', one: 'officer Food 4', two: '',
  })),
  ...Array.from({ length: 30 }, (_, i) => ({
    id: `P${i}`, entity: `E${i}`, day: '2023-06-01', type: 'random', result: 'ok', department: 'Food', region: '01', one: 'officer Food 0', two: 'officer Food 1',
  })),
] // biome-ignore format: a row
let roster: Loaded
let small: Loaded
let history: History
beforeAll(async () => {
  roster = await loaded(rosterCity(rows))
  small = await loaded(city())
  history = await readHistory(query => roster.engine.rows(query))
}, 60_000)
afterAll(() => {
  roster?.engine.close()
  small?.engine.close()
})

const card = defaultScorecard
const at = asOfDay(asOf, asOf)
const level = 'district'

/** Renders with all questions answered. */
async function page(here: Loaded, draw: (filters: Filters) => ReactElement, choices: Partial<Choices> = {}, language: Language = 'en') {
  const { filters } = resolve({ ...defaults, ...choices }, asOf, here.profile.regions.regions)
  const client = new QueryClient()
  const before = asOfDay('2022-12-31', asOf)
  const questions = [namedVisits(filters), pairCounts(filters), returnCounts(filters, level), selectionByRegion(filters, level), selectionByClass(filters, card, before), complaintShares(filters, card, at, level)]
  for (const question of questions) await answer(client, here.engine, 'v', question as never)
  startI18n(language, true)
  return renderToStaticMarkup(
    <QueryClientProvider client={client}>
      <EngineContext value={{ engine: here.engine, extractVersion: 'v' }}>
        <MemoryRouter>{draw(filters)}</MemoryRouter>
      </EngineContext>
    </QueryClientProvider>,
  )
} // biome-ignore format: one line
const panel = (here: Loaded, effects: InspectorEffectsState) => (filters: Filters) => (
  <IntegrityPanel profile={here.profile} filters={filters} card={card} at={at} effects={effects} />
)
const ready = (): InspectorEffectsState => ({
  status: 'ready',
  integrity: integrityOf(history, { from: '2023-01-01', to: asOf }),
})
const stateOf = (id: string): CardProps['state'] | undefined => cards.find(each => each.id === id)?.state
const exported = (): string => JSON.stringify(cards.map(each => each.table?.rows))

describe('the integrity panel', () => {
  it('shows inspectors by number alone, on the page and in what it exports, in both languages', async () => {
    for (const language of ['en', 'zh'] as const) {
      const markup = await page(roster, panel(roster, ready()), {}, language)
      expect(markup).toMatch(language === 'en' ? /Inspectors \d+ \+ \d+/ : /检查员 \d+ \+ \d+/)
      expect(cards.map(each => each.state)).toEqual(['ready', 'ready', 'ready', 'ready', 'ready'])
      expect(markup).not.toMatch(/officer (Food|Fire)/)
      expect(exported()).toMatch(language === 'en' ? /"inspector":"Inspector \d+"/ : /"inspector":"检查员 \d+"/)
      expect(exported()).not.toMatch(/officer (Food|Fire)/)
      cards.length = 0
    }
  })

  it('marks the pair that was planted and no other, in words', async () => {
    const markup = await page(roster, panel(roster, ready()))
    expect(markup.match(/far above chance/g)).toHaveLength(1)
    const pairs = cards.find(each => each.id === 'integrity-pairs')?.table?.rows ?? []
    expect(pairs.filter(row => row.marked !== null)).toHaveLength(1)
    expect(Number(pairs[0]?.visits)).toBeGreaterThanOrEqual(30)
    expect(pairs.length).toBeGreaterThan(60)
  })

  it('marks the officer who comes back, and says how many of the visits that were', async () => {
    const draw = (filters: Filters) => <Returns filters={filters} level={level} controls={null} />
    const markup = await page(roster, draw)
    const [first, second] = cards[0]?.table?.rows ?? []
    expect(first).toMatchObject({ marked: 'far above chance' })
    expect(Number(first?.visits)).toBeGreaterThanOrEqual(15)
    expect(Number(first?.share)).toBeCloseTo(Number(first?.visits) / Number(first?.of), 12)
    expect(second?.marked).toBeNull()
    expect(markup).not.toMatch(/officer (Food|Fire)/)
    expect(exported()).not.toMatch(/officer (Food|Fire)/)
  })

  it('gives each card the table, its sentence and what it does not mean', async () => {
    const markup = await page(roster, panel(roster, ready()))
    for (const each of cards) expect(each.table?.rows.length).toBeGreaterThan(0)
    expect(markup).toContain('A high rate is not a fault by itself')
    expect(markup).toContain('Selection follows risk by design')
    expect(markup).toContain('habits of neighbourhoods')
    expect(markup).toMatch(/role="img" aria-label="Of 18 inspectors/)
    expect(markup).toMatch(/role="img" aria-label="[\d.]+% of 60 businesses were visited; of 2 regions/)
  })

  it('marks that complaints make more than their cap where other indicators drop out, and not where they do not', async () => {
    // Without rectifications and verdicts on complaints 20 of 80 points are of complaints.
    const note = async (here: Loaded, language: Language) => {
      await page(here, panel(here, ready()), {}, language)
      return JSON.stringify(cards.findLast(each => each.id === 'integrity-complaints')?.note)
    }
    // The mark stands where they end, not at the rule's.
    const bar = async (here: Loaded) => await page(here, panel(here, ready()))
    expect(await bar(small)).toContain('are there: 25 of 100 (the rule allows 24)')
    expect(await bar(small)).toContain('style="left:25%"')
    expect(await bar(roster)).toContain('are there: 0 of 100')
    expect(await note(small, 'en')).toContain('complaints can make 25 points, more than the 24 of the rule')
    expect(await note(small, 'zh')).toContain('投诉最多可占 25 分，高于规定的 24 分')
    expect(await note(roster, 'en')).not.toContain('of the rule')
    expect(cards.findLast(each => each.id === 'integrity-complaints')?.state).toBe('ready')
  })

  it('says that a small region is not judged', async () => {
    await page(roster, panel(roster, ready()))
    const regions = cards.find(each => each.id === 'integrity-selected')?.table?.rows ?? []
    expect(regions.map(row => [row.name, row.roster])).toEqual([
      ['West', 48],
      ['East', 12],
    ])
    expect(regions[0]?.verdict).not.toBe('fewer than 20')
    expect(regions[1]?.verdict).toBe('fewer than 20')
  })

  it('classes businesses as they were before the window', async () => {
    const draw = (filters: Filters) => (
      <Classes profile={roster.profile} filters={filters} card={card} at={at} level={level} controls={null} />
    )
    expect(await page(roster, draw)).toContain('before the window')
    expect(cards[0]?.state).toBe('ready')
  })
})

describe('where there is nothing to show', () => {
  it('effects are waited for, asked for, or failed, and say so', async () => {
    await page(roster, panel(roster, { status: 'loading' }))
    expect(stateOf('integrity-effects')).toBe('loading')
    expect(
      await page(roster, panel(roster, { status: 'loading', doing: { step: 'learning', share: null } })),
    ).toContain('Learning from what inspections found')
    const start = vi.fn()
    expect(await page(roster, panel(roster, { status: 'none', onStart: start }))).toMatch(/<button[^>]*>Work them out/)
    expect(await page(roster, panel(roster, { status: 'none' }))).not.toContain('Work them out')
    const failed = await page(roster, panel(roster, { status: 'failed', error: new Error('<b>out of memory') }))
    expect(failed).toContain('&lt;b&gt;out of memory')
    expect(failed).toContain('role="alert"')
  })

  it('each reason for no effects has its words', async () => {
    const reasons: readonly NoEffects[] = [
      'no_visits',
      'no_inspectors',
      'one_inspector',
      'one_outcome',
      'little_history',
    ]
    const integrity = integrityOf({ visits: [], licences: [], complaints: [] }, { from: null, to: asOf })
    const texts = await Promise.all(
      reasons.map(missing => page(roster, panel(roster, { status: 'ready', integrity: { ...integrity, missing } }))),
    )
    const said = texts.map(markup => /role="status"><p>([^<]+)/.exec(markup)?.[1])
    expect(new Set(said).size).toBe(reasons.length)
    expect(said[1]).toContain('name no inspectors')
  })

  it('an extract without inspectors, or a window without visits, says so', async () => {
    const none = integrityOf(await readHistory(query => small.engine.rows(query)), { from: null, to: asOf })
    expect(none.missing).toBe('no_inspectors')
    const markup = await page(small, panel(small, { status: 'ready', integrity: none }), { window: 'all' })
    expect(markup).toContain('names a second inspector, so nothing can be said of pairs')
    expect(stateOf('integrity-selected')).toBe('ready')
    const empty = await page(small, panel(small, { status: 'none' }), { window: { from: '1999-01-01', to: '1999-12-31' } })
    expect(empty).toContain('No inspection took place in this window, but for re-checks')
    expect(empty).toContain('There are no businesses')
  }) // biome-ignore format: long lines

  it('questions under way are waited for', () => {
    startI18n('en', true)
    const { filters } = resolve(defaults, asOf, roster.profile.regions.regions)
    renderToStaticMarkup(
      <QueryClientProvider client={new QueryClient()}>
        <EngineContext value={{ engine: roster.engine, extractVersion: 'v' }}>
          <MemoryRouter>{panel(roster, { status: 'loading' })(filters)}</MemoryRouter>
        </EngineContext>
      </QueryClientProvider>,
    )
    expect(cards.map(each => each.state)).toEqual(['loading', 'loading', 'loading', 'loading', 'loading'])
  })
})
