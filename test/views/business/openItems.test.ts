import { describe, expect, it } from 'vitest'
import { languages } from '../../../src/i18n'
import { type BusinessRows, factsOf, type PermitState } from '../../../src/risk/facts'
import { defaultSettings } from '../../../src/risk/scorecard'
import { openItems } from '../../../src/views/business/openItems'
import { complaint, inspection, permit, rowsOf, textsOf } from '../../fixtures/business'

const at = { day: '2024-06-30', states: true }
const found = (given: Partial<BusinessRows>, language: (typeof languages)[number] = 'en', canRectify = true) => {
  const facts = factsOf(rowsOf(given), at, defaultSettings)
  return { state: facts.permitState, items: openItems(facts, { can_rectify: canRectify }, at.day, textsOf(language)) }
}
const endless = { permits: [permit({})] }

/** Rows that lead to each state, and what is said of it in both languages. */
const permits: Readonly<Record<PermitState, readonly [rows: Partial<BusinessRows>, en: string | null, zh: string | null]>> = {
  valid: [endless, null, null],
  within90: [{ permits: [permit({ valid_to: '2024-08-29' })] }, 'licence expires in 60 days', '许可 60 天后到期'],
  within30: [{ permits: [permit({ valid_to: '2024-07-07' })] }, 'licence expires in 7 days', '许可 7 天后到期'],
  expired: [{ permits: [permit({ valid_to: '2024-06-01' })] }, 'licence expired 1 Jun 2024', '许可已于 2024年6月1日 到期'],
  expired_active: [
    { permits: [permit({ valid_to: '2024-06-01' })], inspections: [inspection({ inspected_on: '2024-06-10' })] },
    'licence expired 1 Jun 2024, yet active',
    '许可 2024年6月1日 到期后仍有活动',
  ],
  revoked: [{ permits: [permit({ status: 'revoked' })] }, 'licence revoked', '许可已吊销'],
  none: [{}, 'no licence found', '未见许可'],
} // biome-ignore format: a table

describe('what is open or expires', () => {
  it.each(Object.entries(permits))('says of a permit that is %s what it is, in both languages', (state, [rows, en, zh]) => {
    for (const [language, text] of [['en', en], ['zh', zh]] as const) {
      const { state: is, items } = found(rows, language)
      expect(is).toBe(state)
      expect(items).toEqual(text === null ? [] : [{ text, bad: true }])
    }
  }) // biome-ignore format: a table

  it('says until when a valid permit is, which is not bad', () => {
    const { state, items } = found({ permits: [permit({ valid_to: '2025-06-30' })] })
    expect(state).toBe('valid')
    expect(items).toEqual([{ text: 'licence valid until 30 Jun 2025 (365 days left)', bad: false }])
  })

  it('says which rectification is past its day, which is not due, and which critical finding has no day', () => {
    const of = (given: Parameters<typeof inspection>[0], canRectify = true) =>
      found({ ...endless, inspections: [inspection({ result: 'critical', ...given })] }, 'en', canRectify).items
    expect(of({ rectify_due_on: '2024-06-20' })).toEqual([{ text: 'rectification overdue 10 days', bad: true }])
    expect(of({ rectify_due_on: '2024-07-20' })).toEqual([{ text: 'rectification open', bad: false }])
    expect(of({})).toEqual([{ text: 'critical finding unresolved', bad: true }])
    // Nothing is known of what was rectified.
    expect(of({}, false)).toEqual([])
    expect(of({ rectified_on: '2024-06-29' })).toEqual([])
    expect(of({ rectify_due_on: '2024-06-20', rectified_on: '2024-06-29' })).toEqual([])
  })

  it('counts complaints that are open on the day', () => {
    const complaints = [
      complaint({}),
      complaint({ row: 1, closed_on: '2024-07-01' }),
      complaint({ row: 2, closed_on: '2024-06-30' }),
    ]
    expect(found({ ...endless, complaints }).items).toEqual([{ text: 'open complaints: 2', bad: true }])
  })

  it('leaves no place of a text empty', () => {
    for (const language of languages) {
      for (const [rows] of Object.values(permits)) {
        const inspections = [...(rows.inspections ?? []), inspection({ rectify_due_on: '2024-06-20' })]
        const { items } = found({ ...rows, inspections, complaints: [complaint({})] }, language)
        expect(JSON.stringify(items)).not.toMatch(/\{\{|undefined|NaN/)
      }
    }
  })
})
