import { beforeAll, describe, expect, it } from 'vitest'
import { addDays, dayNumber } from '../../../src/filters/days'
import { formats, messagesOf, startI18n } from '../../../src/i18n'
import { courseOf } from '../../../src/insight/forecast/course'
import { type Outlook, outlookOf, verdictOf } from '../../../src/insight/forecast/outlook'
import { shownOf } from '../../../src/insight/forecast/shown'
import type { Step } from '../../../src/insight/forecast/slots'
import { modelWords, outlookWords } from '../../../src/parts/outlookWords'
import { bucketStart, nextBucket } from '../../../src/queries/buckets'
import type { HistoryRow } from '../../../src/queries/history'
import { randomOf } from '../../filters/random'
import { sweep } from '../../sweep'
import { airline, everyWeek } from './series'

/** A history with so many rows in each bucket from the one of `from` on; a bucket with none in the whole table is left out. */
function rowsOf(step: Step, from: string, counts: readonly number[], whole: readonly number[] = counts): HistoryRow[] {
  const rows: HistoryRow[] = []
  let start = bucketStart(step, from)
  for (const [i, all_rows] of whole.entries()) {
    const next = nextBucket(step, start)
    if (all_rows > 0)
      rows.push({ bucket: start, rows: counts[i] ?? 0, all_rows, first_day: start, last_day: addDays(next, -1), usual_gap: 1 })
    start = next
  }
  return rows
} // biome-ignore format: one record
const lastDay = (rows: readonly HistoryRow[]): string => rows.at(-1)?.last_day ?? ''
const work = (rows: readonly HistoryRow[], step: Step = 'month', to = lastDay(rows)): Outlook =>
  outlookOf({ rows, step, to, calendar: everyWeek })

beforeAll(() => startI18n('en', true))
const texts = (language: 'zh' | 'en') => ({ t: messagesOf(language), language, formats: formats(language) })
/** Everything that is said, in both languages; fails where a hole is left. */
function said(outlook: Outlook, horizon = 6, step: Step = 'month'): string {
  const shown = shownOf(outlook, horizon)
  const [zh, en] = (['zh', 'en'] as const).map(language => {
    const { headline, more, judged, notes } = outlookWords(shown, 'complaints', step, texts(language))
    const all = [headline, ...more, ...judged, ...notes, modelWords(shown, texts(language)) ?? ''].join(' ')
    expect(all).not.toMatch(/undefined|NaN|Infinity|\{\{|null/)
    return all
  })
  expect(zh).toMatch(/[一-鿿]/)
  return en ?? ''
}

describe('the series of a history', () => {
  it('has whole buckets alone; the one that is not over stands beside them', () => {
    const rows = rowsOf('month', '2024-01-01', [30, 40, 50, 9])
    const course = courseOf(rows, 'month', '2024-04-12', 3, everyWeek)
    expect(course?.values).toEqual([30, 40, 50])
    expect(course?.unfinished).toEqual({ start: '2024-04-01', soFar: 9, through: '2024-04-12' })
    expect(course?.slots.map(slot => slot.start)).toEqual(['2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01', '2024-05-01', '2024-06-01']) // biome-ignore format: one line
    expect(courseOf(rows, 'month', '2024-04-30', 3, everyWeek)).toMatchObject({ values: [30, 40, 50, 9], unfinished: null, endsEarly: false }) // biome-ignore format: one line
  })

  it('ends where the rows end, if the silence is longer than any of the year before', () => {
    const rows = rowsOf('month', '2024-01-01', [30, 40, 50, 20]).map(row => ({ ...row, usual_gap: 4 }))
    const until = (day: string) => rows.map((row, i) => (i === 3 ? { ...row, last_day: day } : row))
    expect(courseOf(until('2024-04-27'), 'month', '2024-04-30', 1, everyWeek)).toMatchObject({ values: [30, 40, 50, 20], endsEarly: false }) // biome-ignore format: one line
    expect(courseOf(until('2024-04-26'), 'month', '2024-04-30', 1, everyWeek)).toMatchObject({
      values: [30, 40, 50],
      through: '2024-04-26',
      endsEarly: true,
      unfinished: { soFar: 20 },
    })
    // Months that came after the last row are to be foretold.
    expect(courseOf(until('2024-04-26'), 'month', '2024-09-30', 1, everyWeek)?.values).toHaveLength(3)
  })

  it('begins with a whole bucket', () => {
    const rows = rowsOf('month', '2024-01-01', [30, 40, 50])
    const from = (day: string) => rows.map((row, i) => (i === 0 ? { ...row, first_day: day } : row))
    expect(courseOf(from('2024-01-01'), 'month', '2024-03-31', 1, everyWeek)?.values).toEqual([30, 40, 50])
    expect(courseOf(from('2024-01-05'), 'month', '2024-03-31', 1, everyWeek)?.values).toEqual([40, 50])
  })

  it('takes a bucket without a row as missing only where the whole table usually has many', () => {
    const many = rowsOf('month', '2023-01-01', [50, 50, 50, 0, 50, 0], [500, 500, 500, 0, 500, 500])
    expect(courseOf(many, 'month', '2023-06-30', 1, everyWeek)?.values).toEqual([50, 50, 50, null, 50, 0])
    const few = rowsOf('month', '2023-01-01', [5, 5, 0, 5])
    expect(courseOf(few, 'month', '2023-04-30', 1, everyWeek)?.values).toEqual([5, 5, 0, 5])
    expect(said(work(many))).toContain('1 month without any row')
    // In a week of holidays nobody works, and none is none.
    const weeks = rowsOf('week', '2024-09-16', [40, 40, 0, 40])
    const holidays = new Set(['2024-09-30', '2024-10-01', '2024-10-02', '2024-10-03', '2024-10-04'])
    expect(courseOf(weeks, 'week', '2024-10-13', 1, { holidays, workdays: new Set() })?.values).toEqual([40, 40, 0, 40])
    expect(courseOf(weeks, 'week', '2024-10-13', 1, everyWeek)?.values).toEqual([40, 40, null, 40])
  })

  it('leaves out strays before the data begin, by what was usual before the last year', () => {
    const strays = [14, 0, 1, 2, 3, 140]
    const full = Array(30).fill(1500)
    const rows = rowsOf('month', '2010-07-01', [...strays, ...full])
    const course = courseOf(rows, 'month', lastDay(rows), 1, everyWeek)
    expect(course?.cut).toBe(true)
    expect(course?.slots[0]?.start).toBe('2011-01-01')
    // The last year may be what it likes, even more than all before it.
    const other = rowsOf('month', '2011-01-01', [...Array(10).fill(1500), ...Array(12).fill(90_000)])
    expect(courseOf(other, 'month', lastDay(other), 1, everyWeek)).toMatchObject({ cut: false })
    expect(courseOf(rowsOf('month', '2023-01-01', [1, 2, 3, 4]), 'month', '2023-04-30', 1, everyWeek)?.cut).toBe(false)
  })

  it('has weeks across years, none twice and none left out', () => {
    const rows = rowsOf('week', '2019-12-02', Array(120).fill(70))
    const starts = courseOf(rows, 'week', lastDay(rows), 4, everyWeek)?.slots.map(slot => dayNumber(slot.start)) ?? []
    expect(starts).toHaveLength(124)
    for (const [i, start] of starts.slice(1).entries()) expect(start - (starts[i] ?? 0)).toBe(7)
  })

  it('is null without one whole bucket', () => {
    expect(courseOf([], 'month', '2024-01-31', 1, everyWeek)).toBeNull()
    expect(courseOf(rowsOf('month', '2024-01-01', [9]), 'month', '2024-01-12', 1, everyWeek)).toBeNull()
  })
})

describe('bad input', () => {
  it.each([0, 1, 2])('%i months: nothing can be told, and it says so', n => {
    const outlook = work(rowsOf('month', '2024-01-01', Array(n).fill(20)), 'month', '2024-12-31')
    const shown = shownOf(outlook, 6)
    expect(outlook.lack).toBe('few')
    expect([shown.verdict.shown, shown.coming]).toEqual([null, []])
    expect(said(outlook)).toMatch(/[Nn]othing can be told/)
  })

  it('three points repeat the last one, with its own error', () => {
    const outlook = work(rowsOf('month', '2024-01-01', [20, 26, 23]))
    const { verdict, coming } = shownOf(outlook, 3)
    expect([outlook.lack, verdict.shown]).toEqual(['short', 'last'])
    expect(coming.map(each => each.point)).toEqual([23, 23, 23])
    expect(coming[0]?.low80).toBeLessThan(23)
    expect(verdict.errors.last).toMatchObject({ trials: 1, mae: 3 })
    const words = said(outlook, 3)
    expect(words).toContain('A short history: 3 months')
    expect(words).toContain('it takes 30 months')
    expect(words).toContain('On the last 1 month repeating the month before missed by 13.0%')
  })

  it('two years, but too little to test on, repeat the year before or the month before', () => {
    const outlook = work(rowsOf('month', '2022-01-01', airline.slice(0, 27)))
    expect([outlook.lack, outlook.model]).toEqual(['short', null])
    expect(outlook.ahead.season).not.toBeNull()
    expect(said(outlook)).toContain('without a model')
    expect(work(rowsOf('month', '2022-01-01', airline.slice(0, 30))).lack).toBeNull()
    expect(work(rowsOf('month', '2022-01-01', airline.slice(0, 29))).lack).toBe('short')
  })

  it('nothing but zeros: none is expected, without a model', () => {
    const outlook = work(rowsOf('month', '2021-01-01', Array(40).fill(0), Array(40).fill(300)))
    expect([outlook.lack, outlook.model]).toEqual(['zero', null])
    const words = said(outlook)
    expect(words).toContain('May 2024: none expected.')
    expect(words).toContain('There were no complaints in 40 months')
  })

  it('zeros up to the last months, and a gap of half a year, have a defined answer', () => {
    const late = work(rowsOf('month', '2020-01-01', [...Array(44).fill(0), 3, 5, 2, 4], Array(48).fill(200)))
    const gap = [...airline.slice(0, 20), 0, 0, 0, 0, 0, 0, ...airline.slice(26, 48)]
    const holed = work(rowsOf('month', '2020-01-01', gap, gap))
    expect(holed.known).toBe(42)
    for (const outlook of [late, holed])
      for (const horizon of [3, 6, 12]) {
        for (const { point, low95, high95 } of shownOf(outlook, horizon).coming)
          expect([point, low95, high95].every(Number.isFinite)).toBe(true)
        said(outlook, horizon)
      }
  })

  it('leap days: a February of 29 days is a month like others', () => {
    const daily = Array.from({ length: 40 }, (_, i) => {
      const days = new Date(Date.UTC(2021, i + 1, 0)).getUTCDate()
      return days * 30
    })
    const outlook = work(rowsOf('month', '2021-01-01', daily))
    const { coming } = shownOf(outlook, 12)
    expect(coming[9]?.start).toBe('2025-02-01')
    expect(Math.abs((coming[9]?.point ?? 0) - 28 * 30)).toBeLessThan(20)
  })

  it('a bucket that has already more than was expected keeps what it has', () => {
    const values = [...airline.slice(0, 40)]
    const rows = rowsOf('month', '2020-01-01', [...values, 5000])
    const to = addDays(rows.at(-1)?.bucket ?? '', 10)
    const outlook = work(rows, 'month', to)
    const [first, second] = shownOf(outlook, 6).coming
    expect(first?.point).toBe(5000)
    expect(first?.low95).toBe(5000)
    // It was not learned from.
    expect(second?.point).toBeLessThan(1000)
    expect(said(outlook)).toMatch(/already more than the [\d,]+ expected/)
    expect(work(rowsOf('month', '2020-01-01', values)).model).toEqual(outlook.model)
  })
})

describe('the verdict', () => {
  it('shows the model only where it missed by less than both naive forecasts', () => {
    const shownNow = new Set<string>()
    for (let seed = 1; seed <= Math.max(8, sweep(60)); seed++) {
      const random = randomOf(seed)
      let level = 300
      const values = Array.from({ length: 48 }, (_, i) => {
        level += seed % 2 === 0 ? 60 * (random() - 0.5) : 0
        const season = seed % 3 === 0 ? 100 * Math.sin((2 * Math.PI * i) / 12) : 0
        return Math.max(0, Math.round(level + season + 40 * (random() - 0.5)))
      })
      const outlook = work(rowsOf('month', '2020-01-01', values))
      for (const horizon of [3, 6, 12]) {
        const { shown, naive, errors, gain } = verdictOf(outlook, horizon)
        const [model, season, last] = [errors.model, errors.season, errors.last].map(each => each?.mae ?? Infinity)
        expect(shown === 'model').toBe((model ?? 0) < Math.min(season ?? 0, last ?? 0))
        expect(naive).toBe((last ?? 0) < (season ?? 0) ? 'last' : 'season')
        expect((gain ?? 0) > 0).toBe(shown === 'model')
        shownNow.add(shown ?? 'none')
        const words = said(outlook, horizon)
        expect(words).toContain(shown === 'model' ? 'so it is shown' : 'is repeated here')
      }
    }
    expect([shownNow.has('model'), shownNow.size > 1]).toEqual([true, true])
  })

  it('by hand: errors, shares and the wider intervals', () => {
    const outlook = work(rowsOf('month', '2019-01-01', airline.slice(0, 60)))
    const { errors, widened, byAhead } = verdictOf(outlook, 6)
    const ahead = outlook.trials.filter(trial => trial.ahead <= 6)
    expect(ahead).toHaveLength(12 + 11 + 10 + 9 + 8 + 7)
    const off = ahead.map(({ at, actual }) => Math.abs(actual - (airline[at - 12] ?? 0)))
    const sum = (all: readonly number[]) => all.reduce((a, b) => a + b, 0)
    expect(errors.season?.mae).toBeCloseTo(sum(off) / 57, 10)
    expect(errors.season?.share).toBeCloseTo(sum(off) / sum(ahead.map(trial => trial.actual)), 10)
    // MASE is over what repeating the year before missed within the first 48 months.
    const scale = sum(airline.slice(12, 48).map((y, i) => Math.abs(y - (airline[i] ?? 0)))) / 36
    expect(errors.season?.scaled).toBeCloseTo(sum(off) / 57 / scale, 10)
    expect(byAhead.map(row => row.errors.season?.trials)).toEqual([12, 11, 10, 9, 8, 7])
    expect(widened).toBeGreaterThanOrEqual(1)
    const shown = shownOf(outlook, 6)
    const raw = outlook.ahead[shown.verdict.shown ?? 'last']?.[2]
    const [point, high] = [raw?.point ?? 0, raw?.high80 ?? 0]
    expect(shown.coming[2]?.high80).toBeCloseTo(point + widened * (high - point), 10)
    expect(shown.yearBefore.slice(0, 2)).toEqual([airline[48], airline[49]])
  })

  it('draws the last years, and beside them what was foretold one bucket before', () => {
    const outlook = work(rowsOf('month', '2016-01-01', airline.slice(0, 60)))
    const { points } = shownOf(outlook, 6)
    expect(points).toHaveLength(36 + 6)
    expect(points.filter(point => point.before !== null)).toHaveLength(12)
    const trial = outlook.trials.find(each => each.at === 50 && each.ahead === 1)
    expect(points[50 - 24]?.before).toBe(trial?.by.model?.point)
    expect(points.slice(36).every(point => point.actual === null && point.naive !== null)).toBe(true)
  })

  it('of weeks holds a year out', () => {
    const weeks = Array.from({ length: 170 }, (_, i) => Math.round(200 + 80 * Math.sin((2 * Math.PI * i) / 52.18) + ((i * 29) % 17))) // biome-ignore format: one line
    const outlook = work(rowsOf('week', '2021-01-04', weeks), 'week')
    expect([outlook.held, outlook.lack]).toEqual([52, null])
    expect(verdictOf(outlook, 8).shown).toBe('model')
    expect(said(outlook, 8, 'week')).toMatch(/^Week of \d+ \w+ 2024: \d+ complaints expected/)
  })
})
