import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateCity } from '../../data/generate'
import { backtestOptions, runBacktest } from '../../src/cli/backtest'
import { backtestLines, warningText } from '../../src/cli/backtestLines'
import type { Backtest } from '../../src/risk/backtest/backtest'
import { scoresCsv } from '../../src/risk/backtest/scoresCsv'

describe('the options of backtest', () => {
  const good = ['--extracts', 'd', '--from', '2014-01-01', '--to', '2014-02-28']
  it('are read', () => {
    expect(backtestOptions([...good, '--inspector', 'off', '--json'])).toEqual({
      extracts: 'd', from: '2014-01-01', to: '2014-02-28', score: 'model', inspector: false, scores: undefined, json: true,
    }) // biome-ignore format: a record
  })
  it.each([
    [[], '--extracts is missing'],
    [['--extracts', 'd', '--to', '2014-01-01'], '--from is missing'],
    [['--extracts', 'd', '--from', '2014-02-30', '--to', '2014-03-01'], '--from: "2014-02-30" is not a day'],
    [['--extracts', 'd', '--from', '2014-03-02', '--to', '2014-03-01'], '--from 2014-03-02 lies after --to 2014-03-01'],
    [[...good, '--score', 'best'], '--score: "best" is not known; give model or scorecard'],
    [[...good, '--inspector', 'maybe'], '--inspector: "maybe"'],
    [[...good, '--window', '3'], '--window'],
  ])('%j: %s', (args, message) => {
    expect(() => backtestOptions(args)).toThrow(message)
  })
})

describe('backtest on the sample city', () => {
  let folder = ''
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'backtest-'))
    await generateCity({ out: join(folder, 'city'), rows: 40_000 })
  }, 120_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('prints figures and baselines, writes scores, and recovers what is planted', async () => {
    const lines: string[] = []
    const file = join(folder, 'scores.csv')
    const args = ['--extracts', join(folder, 'city'), '--from', '2025-03-01', '--to', '2025-04-30', '--scores', file]
    await runBacktest([...args, '--json'], line => lines.push(line))
    expect(lines).toHaveLength(1)
    const found = JSON.parse(lines[0] ?? '') as Backtest
    // By what past rows tell about 0.65, with the planted officers more; above 0.85 it would see the future.
    expect(found.asOfDay.auc ?? 0).toBeGreaterThan(0.58)
    expect(found.asOfDay.auc ?? 1).toBeLessThan(0.85)
    const [head, ...rows] = readFileSync(file, 'utf8').trim().split('\n')
    expect(head).toBe('inspection_id,date,critical,score')
    expect(rows).toHaveLength(found.inspections)
    expect(rows.filter(row => row.split(',')[2] === '1')).toHaveLength(found.critical)
    // Calibration with everything as of --from stands beside that as of each day.
    const lines10 = backtestLines({ ...found, model: null }).filter(line => /^\d+ +\d+ /.test(line))
    expect(lines10).toHaveLength(10)
    const percent = (value: number): string => `${(100 * value).toFixed(1)} %`
    lines10.forEach((line, i) => {
      const both = [found.asOfDay.tenths[i], found.frozen.tenths[i]]
      const figures = both.flatMap(tenth => [percent(tenth?.score ?? -1), percent(tenth?.observed ?? -1)])
      expect(line.trim().split(/ {2,}/)).toEqual([String(i + 1), String(both[0]?.inspections), ...figures])
    })
    expect(found.frozen.tenths).not.toEqual(found.asOfDay.tenths)
    const text: string[] = []
    await runBacktest([...args, '--score', 'scorecard'], line => text.push(line))
    expect(text.join('\n')).toContain('longest unvisited first')
    expect(text.join('\n')).not.toMatch(/undefined|NaN/)
    // Each day of the window is scored as of itself, twice: two minutes on a slow machine that does other work.
  }, 300_000)

  it('says what a folder lacks', async () => {
    await expect(
      runBacktest(['--extracts', folder, '--from', '2025-03-01', '--to', '2025-04-30'], () => undefined),
    ).rejects.toThrow('catalog.json')
    const wrong = ['--extracts', join(folder, 'city'), '--from', '1990-03-01', '--to', '1990-04-30']
    await expect(runBacktest(wrong, () => undefined)).rejects.toThrow('no inspection took place from 1990-03-01')
  }, 60_000)
})

describe('scores as CSV', () => {
  it('hold no formula and no broken row', () => {
    const outcomes = ['=1+1', 'a,b', '"x"', '-3'].map((id, i) => ({ id, day: i, critical: i % 2 }))
    const text = scoresCsv({ outcomes, scores: [0.1, 0.2, 0.3, 0.4] } as unknown as Backtest)
    expect(text.split('\n')).toEqual([
      'inspection_id,date,critical,score', "'=1+1,1970-01-01,0,0.1", '"a,b",1970-01-02,1,0.2', '"""x""",1970-01-03,0,0.3', "'-3,1970-01-04,1,0.4", '',
    ]) // biome-ignore format: a file
  })
  it('come with warnings in words', () => {
    const kinds = [{ kind: 'leakage', auc: 0.9 }, { kind: 'few_outcomes', critical: 3 }, { kind: 'overlap', trainedTo: '2014-01-01', from: '2013-12-01' }, { kind: 'uninspected' }, { kind: 'inspectors_missing', missing: 3, of: 4 }] as const // biome-ignore format: one line
    expect(kinds.map(warningText).every(text => text.length > 20 && !/undefined/.test(text))).toBe(true)
  })
})
