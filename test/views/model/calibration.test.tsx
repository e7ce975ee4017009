import { readFileSync } from 'node:fs'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { startI18n } from '../../../src/i18n'
import type { Scored } from '../../../src/risk/backtest/backtest'
import { Calibration } from '../../../src/views/model/Calibration'

const scored = (tenths: Scored['tenths']): Scored => ({
  firstHalf: null, daysEarlier: null, auc: null, aucInterval: null, lift: null, tenths,
}) // biome-ignore format: one record
const asOfDay = scored([
  { inspections: 11, score: 0.4, observed: 0.5 },
  { inspections: 12, score: 0.1, observed: 0.05 },
])
const frozen = scored([
  { inspections: 11, score: 0.3, observed: 0.45 },
  { inspections: 12, score: 0.2, observed: 0.125 },
])

const rows = (markup: string): string[][] =>
  [...markup.matchAll(/<tr>(.*?)<\/tr>/g)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell = '']) => cell.replace(/<[^>]+>/g, '')),
  )

describe('calibration', () => {
  it('has the figures with everything as of the first day beside those as of each day', () => {
    startI18n('en', true)
    const markup = renderToStaticMarkup(<Calibration found={{ from: '2014-01-01', score: 'model', asOfDay, frozen }} />)
    expect(rows(markup)).toEqual([
      ['Tenth', 'Inspections', 'Predicted', 'Observed', 'Frozen: Predicted', 'Frozen: Observed'],
      ['1', '11', '40.0%', '50.0%', '30.0%', '45.0%'],
      ['2', '12', '10.0%', '5.0%', '20.0%', '12.5%'],
    ])
    expect(markup).toContain('by what was known before')
  })

  it('has bars as long as their rates, the longest as wide as its cell', () => {
    startI18n('en', true)
    const markup = renderToStaticMarkup(<Calibration found={{ from: '2014-01-01', score: 'model', asOfDay, frozen }} />)
    const shares = [...markup.matchAll(/width:calc\(([\d.]+) \* \(100% - 12px\)\)/g)].map(([, share]) => Number(share))
    expect(shares).toEqual([1, 0.9, 0.1, 0.25])
    // Nothing but its share may bound a bar.
    expect(/\.model-mix-share i \{[^}]*\}/.exec(readFileSync('src/views/model/model.css', 'utf8'))?.[0]).not.toContain(
      'max-width',
    )
  })

  it('is of points where a scorecard is judged, in Chinese too', () => {
    startI18n('zh', true)
    const points = scored([
      { inspections: 11, score: 61.25, observed: 0.5 },
      { inspections: 12, score: 9, observed: 0.5 },
    ])
    const markup = renderToStaticMarkup(
      <Calibration found={{ from: '2014-01-01', score: 'scorecard', asOfDay: points, frozen: points }} />,
    )
    const [head, first, second] = rows(markup)
    expect(head?.slice(2)).toEqual(['平均得分', '实际', '期初：平均得分', '期初：实际'])
    expect([first?.[4], second?.[4]]).toEqual(['61.3', '9.0'])
  })
})
