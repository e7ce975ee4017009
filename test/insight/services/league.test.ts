import { describe, expect, it } from 'vitest'
import { binomialPoints } from '../../../src/insight/services/binomial'
import { leagueOf, leastCases, limitLines, limitsAt, spreadOf, verdictOf } from '../../../src/insight/services/league'
import { random } from '../../charts/random'

/** P(R ≤ k), summed from the definition with whole numbers: `a/b` is the rate. */
function below(k: number, n: number, a: bigint, b: bigint): number {
  let [choose, sum] = [1n, 0n]
  for (let i = 0; i <= k; i++) {
    sum += choose * a ** BigInt(i) * (b - a) ** BigInt(n - i)
    choose = (choose * BigInt(n - i)) / BigInt(i + 1)
  }
  const digits = 10n ** 18n
  return Number((sum * digits) / b ** BigInt(n)) / 1e18
}

const unit = (name: string | null, cases: number, late: number) => ({ unit: name, cases, late, overdue: 0 })

describe('points of the binomial distribution', () => {
  it.each([
    [20, 1n, 10n],
    [100, 1n, 10n],
    [150, 7n, 100n],
    [37, 1n, 2n],
    [60, 93n, 100n],
  ])('of %i cases are those of exact sums', (n, a, b) => {
    const probabilities = [0.001, 0.025, 0.975, 0.999]
    const points = binomialPoints(n, Number(a) / Number(b), probabilities)
    for (const [i, p] of probabilities.entries()) {
      let r = 0
      while (below(r, n, a, b) < p) r++
      const [at, before] = [below(r, n, a, b), r === 0 ? 0 : below(r - 1, n, a, b)]
      expect(points[i]).toBeCloseTo(Math.max(0, (r - (at - p) / (at - before)) / n), 10)
    }
  })

  it('are whole numbers between which R’s qbinom lies', () => {
    // qbinom(c(.001, .025, .975, .999), 100, .1) is 2, 5, 16, 20.
    const up = binomialPoints(100, 0.1, [0.001, 0.025, 0.975, 0.999]).map(point => Math.ceil(point * 100 - 1e-9))
    expect(up).toEqual([2, 5, 16, 20])
  })

  it('do not underflow for many cases, and meet the normal ones there', () => {
    const [low = 0, high = 0] = binomialPoints(400_000, 0.07, [0.025, 0.975])
    const half = 1.959964 * Math.sqrt((0.07 * 0.93) / 400_000)
    expect(Math.abs(low - (0.07 - half))).toBeLessThan(half / 100)
    expect(Math.abs(high - (0.07 + half))).toBeLessThan(half / 100)
  })

  it('are where everything is where nothing or everything is late', () => {
    expect(binomialPoints(50, 0, [0.001, 0.999])).toEqual([0, 0])
    expect(binomialPoints(50, 1, [0.001, 0.999])).toEqual([1, 1])
    expect(binomialPoints(1, 0.5, [0.001, 0.999]).every(p => p >= 0 && p <= 1)).toBe(true)
  })
})

describe('a league', () => {
  it('finds the one that is late, however large, and lets alone those that are alike', () => {
    const late = leagueOf([
      unit('late', 12_000, 4500),
      ...[39_000, 20_000, 4000, 3800, 2400, 1700, 1600, 1400, 790].map((n, i) =>
        unit(`u${i}`, n, Math.round(n * 0.077)),
      ),
    ])
    expect(late.units[0]).toMatchObject({ unit: 'late', verdict: 'worse' })
    expect(late.units.slice(1).map(each => each.verdict)).toEqual(Array(9).fill('within'))
    expect(late.centre).toBeCloseTo(0.077, 3)
    expect(late.late / late.cases).toBeGreaterThan(0.11)
  })

  it('calls few units late by chance: about one in a thousand beyond the outer limits', () => {
    const next = random(2025)
    let [outer, inner, all] = [0, 0, 0]
    for (let run = 0; run < 150; run++) {
      const rows = Array.from({ length: 24 }, (_, i) => {
        const cases = Math.round(25 * 1.35 ** (i % 16))
        let found = 0
        for (let k = 0; k < cases; k++) if (next() < 0.1) found++
        return unit(`u${i}`, cases, found)
      })
      for (const { verdict } of leagueOf(rows).units) {
        all++
        if (verdict === 'worse' || verdict === 'better') outer++
        if (verdict !== 'within') inner++
      }
    }
    expect(all).toBe(3600)
    expect(outer / all).toBeLessThan(0.006)
    expect(inner / all).toBeGreaterThan(0.015)
    expect(inner / all).toBeLessThan(0.08)
  })

  it('widens its limits where units differ beyond chance, as far as they differ', () => {
    const next = random(7)
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
    const units = Array.from({ length: 400 }, () => {
      const cases = 2000
      const rate = Math.max(0.01, 0.2 + 0.03 * normal())
      return { cases, rate: Math.round(cases * (rate + normal() * Math.sqrt((rate * (1 - rate)) / cases))) / cases }
    })
    // Drawing in a tenth at each end takes some of it: a standard normal keeps 0.68 of its variance.
    expect(spreadOf(units, 0.2)).toBeGreaterThan(0.02)
    expect(spreadOf(units, 0.2)).toBeLessThan(0.033)
    const [narrow, wide] = [limitsAt(2000, 0.2, 0), limitsAt(2000, 0.2, 0.03)]
    expect(wide.high998 - wide.low998).toBeGreaterThan(2 * (narrow.high998 - narrow.low998))
    const judged = leagueOf(units.map(({ cases, rate }, i) => unit(`u${i}`, cases, Math.round(rate * cases))))
    expect(judged.units.filter(each => each.verdict === 'worse').length).toBeLessThan(8)
  })

  it('does not judge few cases, what has no name, or one that is alone', () => {
    const league = leagueOf([
      unit('a', 1000, 100),
      unit('b', 900, 85),
      unit('few', leastCases - 1, 15),
      unit(null, 500, 400),
    ])
    const verdicts = Object.fromEntries(league.units.map(each => [String(each.unit), each.verdict]))
    expect(verdicts).toEqual({ a: 'within', b: 'within', few: null, null: null })
    expect(league.units.at(-1)?.verdict).toBeNull()
    expect(league.units.find(each => each.unit === 'few')?.few).toBe(true)
    const alone = leagueOf([unit('one', 1000, 900)])
    expect(alone).toMatchObject({ centre: null, judged: 1, units: [{ verdict: null, rate: 0.9 }] })
    expect(limitLines(alone)).toEqual([])
    const regions = leagueOf(
      [unit('01', 100, 5), unit('~none', 100, 90), unit('02', 100, 6)],
      code => !code.startsWith('~'),
    )
    expect(regions.units.map(each => each.verdict)).toEqual(['within', 'within', null])
  })

  it('is empty without rows, and says nothing of units without cases', () => {
    expect(leagueOf([])).toEqual({ units: [], cases: 0, late: 0, centre: null, spread: 0, judged: 0 })
    expect(leagueOf([unit('a', 0, 0)]).units).toEqual([])
    expect(leagueOf([{ ...unit('a', 0, 0), overdue: 3 }]).units[0]).toMatchObject({
      rate: null,
      interval: null,
      verdict: null,
    })
  })

  it('judges nobody where nothing is late, and nobody where everything is', () => {
    for (const share of [0, 1]) {
      const league = leagueOf([unit('a', 100, 100 * share), unit('b', 50, 50 * share), unit('c', 30, 30 * share)])
      expect(league.centre).toBe(share)
      expect(league.units.map(each => each.verdict)).toEqual(['within', 'within', 'within'])
    }
  })

  it('draws its limits as a funnel that narrows, in order', () => {
    const lines = limitLines(leagueOf([unit('a', 30, 3), unit('b', 5000, 480), unit('c', 300, 31)]))
    expect(lines.length).toBeGreaterThan(40)
    for (const { low998, low95, high95, high998 } of lines) {
      expect(low998).toBeLessThanOrEqual(low95)
      expect(low95).toBeLessThan(high95)
      expect(high95).toBeLessThan(high998)
    }
    const width = (i: number): number => (lines.at(i)?.high998 ?? 0) - (lines.at(i)?.low998 ?? 0)
    expect(width(0)).toBeGreaterThan(5 * width(-1))
    expect(verdictOf(0.2, { low998: 0.1, low95: 0.15, high95: 0.3, high998: 0.4 })).toBe('within')
  })
})
