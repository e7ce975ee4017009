import { renderToStaticMarkup } from 'react-dom/server'
import { MemoryRouter } from 'react-router'
import { describe, expect, it } from 'vitest'
import { formats, type Language, messagesOf, startI18n, type Texts } from '../../../src/i18n'
import { planRounds, type RoundsInput, type RoundVisit } from '../../../src/plan/rounds'
import { csvLines } from '../../../src/ui/csv'
import { RoundSheet } from '../../../src/views/plan/RoundSheet'
import { RoundsPart } from '../../../src/views/plan/RoundsPart'
import { drawingOf, drawingSide } from '../../../src/views/plan/roundDrawing'
import { roundTable } from '../../../src/views/plan/roundTable'
import { numbered, type RoundNames } from '../../../src/views/plan/roundWords'

const visit = (id: string, team: string, change: Partial<RoundVisit> = {}): RoundVisit => ({
  id,
  name: `Business ${id}`,
  address: `Street ${id}`,
  region: '01',
  lon: 116 + Number(id) / 100,
  lat: 40,
  inspectors: [...team],
  ...change,
})
const visits = [
  visit('1', 'ab', { name: '<b>One</b>' }),
  visit('2', 'ab'),
  visit('3', 'ab', { lon: null, lat: null, region: null }),
  visit('4', 'cd'),
  visit('5', ''),
  visit('6', 'az', { name: '=1+1' }),
]
const days = (n: number): string[] => ['2026-03-02', '2026-03-03'].slice(0, n)
const plan = (change: Partial<RoundsInput> = {}) =>
  planRounds({
    visits,
    inspectors: [...'abcd'].map(id => ({ id, capacity: 3 })),
    days: days(2),
    moved: {},
    ...change,
  })
const names: RoundNames = { inspector: id => `Inspector ${id}`, region: code => (code === null ? 'Nowhere' : 'East') }
const texts = (language: Language): Texts => {
  startI18n(language, true)
  return { t: messagesOf(language), language, formats: formats(language) }
}
const page = (rounds = plan(), language: Language = 'en'): string => {
  startI18n(language, true)
  return renderToStaticMarkup(
    <MemoryRouter>
      <RoundsPart
        rounds={rounds}
        busy={false}
        names={names}
        days={rounds.days}
        onMove={() => undefined}
        title="Q4"
        planId="p-1"
        businessHref={id => (id === '1' ? '/business/77' : null)}
        phone={() => null}
      />
    </MemoryRouter>,
  )
}
/** Words without tags. */
const words = (markup: string): string => markup.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')

describe('the page of rounds', () => {
  it('says how much there is to do, and why some of it has no day', () => {
    const text = words(page())
    expect(text).toContain('4 visits on 2 of 2 working days, by 4 inspectors.')
    expect(text).toContain('2 visits have no day')
    expect(text).toContain('Business 5 5 : no inspectors were drawn for it')
    expect(text).toContain('Inspector z is not among the plan’s inspectors')
    expect(words(page(plan({ days: days(1) }), 'zh'))).toContain(
      '共 4 次检查，安排在 1 个工作日中的 1 天，由 4 名检查人员完成。',
    )
    expect(words(page(plan({ visits: visits.slice(0, 2) })))).toContain('All visits have their day.')
  })

  it('lists a day by areas, each visit with its number, id, address, team and file', () => {
    const markup = page(plan({ days: days(1) }))
    expect(markup).toContain('<h3 tabindex="-1">2 Mar 2026</h3>')
    expect([...markup.matchAll(/<h4>(.*?)<\/h4>/g)].map(([, area]) => area)).toEqual(['East', 'Nowhere'])
    expect([...markup.matchAll(/plan-round-number">(\d+)</g)].map(([, n]) => n)).toEqual(['1', '2', '3', '4'])
    expect(markup).toContain('<a href="/business/77" data-discover="true">&lt;b&gt;One&lt;/b&gt;</a> <small>1</small>')
    expect(markup).toContain('<strong>Business 2</strong> <small>2</small>')
    const text = words(markup)
    expect(text).toContain('Street 2 Inspector a, Inspector b')
    expect(text).toMatch(/Visits: 3; 2\.6 km in straight lines\./)
    expect(text).toContain('Without a known place, and last: 1.')
    expect(text).toContain('Visits: 4, in 2 areas; 2.6 km')
    expect(text).not.toMatch(/undefined|NaN|\{\{/)
    expect(words(page(plan({ days: days(1) }), 'zh'))).toContain('Inspector a、Inspector b')
  })

  it('is on no day where there is none', () => {
    const markup = page(plan({ days: days(0) }))
    expect(words(markup)).toContain('No visit has a day.')
    expect(markup).not.toContain('<select')
  })

  it('says what a hand moved, and what is wrong with it', () => {
    const moved = plan({ moved: { 4: '2026-03-03', 1: '2026-05-01', 9: '2026-03-02' } })
    const text = words(page(moved))
    expect(text).toContain('“&lt;b&gt;One&lt;/b&gt;” was moved to 1 May 2026, which is no working day of the plan')
    expect(text).toContain('“9” was moved to 2 Mar 2026, but the plan has no such visit.')
    expect(text).toContain('2 moved by hand')
    expect(text).toContain('Business 4 4 : 2 Mar 2026 → 3 Mar 2026')
    expect(text).toContain('moved by hand, to the day planned')
    const many = plan({ inspectors: [...'abcd'].map(id => ({ id, capacity: 1 })), moved: { 1: '2026-03-02', 2: '2026-03-02' } }) // biome-ignore format: a line
    expect(words(page(many))).toContain('where Inspector a, Inspector b has more visits than a day allows')
  })
})

describe('the map of a day', () => {
  const drawing = (change: Partial<RoundsInput> = {}) => drawingOf(numbered(plan({ days: days(1), ...change }).rounds))

  it('joins numbered places and has a scale', () => {
    const drawn = drawing()
    expect(drawn?.spots.map(({ label }) => label)).toEqual(['1', '2', '3'])
    expect(drawn?.spots.map(({ x }) => x)).toEqual([24, expect.closeTo(141.3, 0), 376])
    expect(drawn?.spots.every(({ y }) => y === drawingSide / 2)).toBe(true)
    expect(drawn?.lines).toEqual([{ first: 1, points: '24,200 141.3,200 376,200' }])
    // 0.03 degrees at 40 north are 2.556 km and 352 long.
    expect(drawn?.bar).toEqual({ kilometres: 0.5, length: expect.closeTo(0.5 * (352 / 2.556), 0) })
  })

  it('makes one spot of what would be hidden, and dots of too many', () => {
    const at = (n: number, lon: number): RoundVisit[] => Array.from({ length: n }, (_, i) => visit(`${lon}${i}`, 'ab', { lon })) // biome-ignore format: a line
    const capacity = { inspectors: [...'abcd'].map(id => ({ id, capacity: 500 })) }
    const few = drawing({ visits: [...at(3, 116), ...at(1, 117)], ...capacity })
    expect(few?.spots.map(({ label }) => label)).toEqual(['1–3', '4'])
    expect(few?.spots[0]?.title.split('\n')).toHaveLength(3)
    const dense = drawing({ visits: [...at(60, 116), ...at(1, 117)], ...capacity })
    expect([dense?.numbered, dense?.spots.length]).toEqual([false, 61])
    const one = drawing({ visits: at(2, 116), ...capacity })
    expect(one?.spots).toMatchObject([{ x: 200, y: 200, label: '1, 2'.replace(', ', '–') }])
  })

  it('is none where no place is known', () => {
    expect(drawing({ visits: [visit('3', 'ab', { lon: null, lat: null })] })).toBeNull()
    expect(words(page(plan({ visits: [visit('3', 'ab', { lon: null, lat: null })] })))).toContain('nothing to draw')
  })
})

describe('rounds outside the page', () => {
  it('are a table of all days, and of what has none', () => {
    const { columns, rows } = roundTable(texts('en'), plan(), names)
    expect(columns.map(({ label }) => label)).toEqual([
      ...['Day', 'Area', 'Area code', 'Order in the area', 'Business id', 'Business', 'Address', 'Inspectors'],
      ...['Longitude', 'Latitude', 'Why it has no day'],
    ])
    expect(columns.find(({ key }) => key === 'id')?.kind).toBe('text')
    expect(rows).toHaveLength(6)
    expect(rows[0]).toEqual({
      ...{ day: '2026-03-02', area: 'East', code: '01', order: 1, id: '1', name: '<b>One</b>', address: 'Street 1' },
      ...{ inspectors: 'Inspector a, Inspector b', lon: 116.01, lat: 40, note: null },
    })
    expect(rows[4]).toMatchObject({ day: null, order: null, id: '5', note: 'no inspectors were drawn for it' })
    expect(csvLines(columns, rows)).toContain(",6,'=1+1,")
  })

  it('are a sheet with boxes to fill in', () => {
    for (const language of ['zh', 'en'] as const) {
      startI18n(language, true)
      const { rounds, days: own } = plan({ days: days(1) })
      const markup = renderToStaticMarkup(
        <RoundSheet
          title="Q4"
          planId="p-1"
          day={own[0] ?? ''}
          inspector={language === 'zh' ? 'a' : null}
          rounds={numbered(rounds)}
          names={names}
        />,
      )
      expect(markup.match(/<tr>/g)).toHaveLength(4 + 2)
      expect(markup.match(/plan-sheet-box/g)).toHaveLength(4 * 3)
      expect(words(markup)).toContain(
        language === 'zh' ? '检查人员：Inspector a，共 4 次检查' : 'Q4: rounds of 2 Mar 2026 Visits: 4',
      )
      expect(markup).toContain('&lt;b&gt;One')
      expect(markup).toContain('p-1')
    }
  })
})
