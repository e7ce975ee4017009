import { beforeAll, describe, expect, it } from 'vitest'
import { startI18n } from '../../../src/i18n'
import { riskSorts } from '../../../src/queries/riskList'
import { fileSearch, formatRiskView, parseRiskView, type RiskView } from '../../../src/views/risk/riskSearch'
import { pick, randomOf } from '../../filters/random'

beforeAll(() => startI18n('en', true))

describe('the address of the list', () => {
  it('is read as it was written', () => {
    const random = randomOf(5)
    for (let i = 0; i < 300; i++) {
      const view: RiskView = {
        q: pick(random, ['', '火锅', 'a&b=c', '100%', "it's"]),
        sort: { column: pick(random, [...riskSorts]), descending: random() < 0.5 },
        map: random() < 0.5,
        overdue: random() < 0.5,
        by: random() < 0.5 ? 'value' : 'percentile',
        open: random() < 0.5 ? null : Math.floor(random() * 1e6),
      }
      const text = formatRiskView(view, new URLSearchParams('regions=8')).toString()
      expect(parseRiskView(new URLSearchParams(text))).toEqual(view)
      expect(text.startsWith('regions=8')).toBe(true)
    }
  })

  it('is empty for the usual view, and the usual view for what cannot be read', () => {
    const usual = parseRiskView(new URLSearchParams())
    expect(formatRiskView(usual, new URLSearchParams()).toString()).toBe('')
    expect(parseRiskView(new URLSearchParams('sort=-nothing&view=3&by=x&open=-1'))).toEqual(usual)
    expect(parseRiskView(new URLSearchParams('sort=score; DROP TABLE&open=1e9'))).toEqual(usual)
  })

  it('goes along to a file without the file that is open beside it', () => {
    expect(fileSearch('?regions=8&q=a%26b&open=12&by=percentile')).toBe('?regions=8&q=a%26b&by=percentile')
    expect(fileSearch('')).toBe('')
  })
})
