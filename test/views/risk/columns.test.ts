import { beforeAll, expect, it } from 'vitest'
import { startI18n } from '../../../src/i18n'
import type { RiskRow } from '../../../src/queries/riskList'
import { defaultScorecard } from '../../../src/risk/scorecard'
import { csvLines } from '../../../src/ui/csv'
import { exportColumns, exportRow, riskText } from '../../../src/views/risk/columns'
import { textsOf } from '../../fixtures/business'

beforeAll(() => startI18n('en', true))

it('exports scores as the page shows them and coverage to a tenth of a percent, as numbers', () => {
  const words = { texts: textsOf('en'), card: defaultScorecard, asOf: '2024-06-30', regions: new Map<string, string>() }
  const row = { score: 85.35498717564957, coverage: 0.9545454545454546, rank: 3, permit_state: 'valid', class: 'D', why: null } as unknown as RiskRow // biome-ignore format: a row
  const exported = exportRow(row, words)
  expect([exported.score, exported.coverage]).toEqual([85.4, 0.955])
  expect(riskText('score', row, words)).toBe(String(exported.score))
  const [score, coverage] = ['score', 'coverage'].map(key => exportColumns(words).find(column => column.key === key))
  expect([score?.kind, coverage?.kind]).toEqual(['number', 'number'])
  expect(csvLines([score, coverage].flatMap(column => column ?? []), [exported])).toBe('85.4,0.955\r\n') // biome-ignore format: one line
  const none = exportRow({ ...row, score: null, coverage: null }, words)
  expect([none.score, none.coverage]).toEqual([null, null])
})
