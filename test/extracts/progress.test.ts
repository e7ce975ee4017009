import { afterEach, describe, expect, it, vi } from 'vitest'
import { Tracker } from '../../src/extracts/progress'
import type { Progress } from '../../src/extracts/report'

const files = { extracts: [{ file: 'large' }, { file: 'small' }] }

function tracked() {
  const told: Progress[] = []
  return { told, tracker: new Tracker(files, progress => told.push(progress)), last: () => told.at(-1)?.share ?? 0 }
}

afterEach(() => vi.useRealTimers())

describe('progress', () => {
  it('goes by rows: a small file that is loaded does not count as half of the work', () => {
    const { tracker, last } = tracked()
    for (const file of ['large', 'small']) tracker.bytes(file, 10, 10)
    tracker.expect('large', 9_000)
    tracker.expect('small', 1_000)
    const before = last()
    tracker.rows('small', 1_000)
    const small = last() - before
    tracker.rows('large', 9_000)
    expect(last() - before).toBeCloseTo(10 * small)
  })

  it('counts work on rows that are not there yet, but no row twice', () => {
    const { tracker, last } = tracked()
    for (const file of ['large', 'small']) tracker.bytes(file, 10, 10)
    const before = last()
    tracker.expect('large', 900)
    tracker.expect('small', 100)
    tracker.worked('large', 300)
    const worked = last()
    expect(worked).toBeGreaterThan(before)
    tracker.rows('large', 300)
    expect(last()).toBe(worked)
    // However much is worked, there are no more rows than these.
    tracker.worked('small', 500)
    tracker.rows('large', 600)
    tracker.rows('small', 100)
    const loaded = last()
    tracker.worked('large', 500)
    expect(last()).toBe(loaded)
  })

  it('goes on by itself while nothing is heard, never far, and is caught up with', () => {
    vi.useFakeTimers()
    const { tracker, told, last } = tracked()
    for (const file of ['large', 'small']) tracker.bytes(file, 10, 10)
    tracker.expect('large', 1_000)
    const heard = last()
    const shares: number[] = []
    for (let i = 0; i < 120; i++) {
      vi.advanceTimersByTime(500)
      shares.push(last())
    }
    for (const [i, share] of shares.slice(0, 30).entries()) expect(share).toBeGreaterThan(shares[i - 1] ?? heard)
    expect(shares[5]).toBeGreaterThan(heard + 0.02)
    expect(last()).toBeLessThanOrEqual(heard + (1 - heard) * 0.05)
    // What takes its time after something else does not put the bar two twentieths ahead.
    tracker.worked('large', 1)
    vi.advanceTimersByTime(60_000)
    expect(last()).toBeLessThan(heard + (1 - heard) * 0.051)
    // It moves with whatever is heard of, also before that has caught up.
    for (let i = 0; i < 20; i++) {
      const before = last()
      tracker.worked('large', 5)
      expect(last()).toBeGreaterThan(before)
    }
    tracker.rows('large', 1_000)
    expect(last()).toBeGreaterThan(heard + 0.3)
    tracker.end()
    const count = told.length
    vi.advanceTimersByTime(60_000)
    tracker.linked(1)
    expect(told).toHaveLength(count)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('counts a file that is not open yet by its bytes: small ones that are loaded are not most of the work', () => {
    const { tracker, last } = tracked()
    tracker.bytes('large', 99_000, 99_000)
    tracker.bytes('small', 1_000, 1_000)
    const before = last()
    tracker.expect('small', 100)
    tracker.rows('small', 100)
    const small = last() - before
    tracker.expect('large', 9_900)
    tracker.rows('large', 9_900)
    expect(last() - before).toBeCloseTo(100 * small)
  })

  it('waits for files that are not open yet, and never goes back', () => {
    const { tracker, told, last } = tracked()
    tracker.expect('small', 10)
    tracker.rows('small', 10)
    const half = last()
    tracker.expect('large', 1_000_000)
    tracker.rows('large', 10)
    expect(last()).toBe(half)
    tracker.rows('large', 999_990)
    tracker.linked(0)
    tracker.closer()
    tracker.closer()
    tracker.linked(1)
    expect(last()).toBe(1)
    for (const [i, { share }] of told.entries()) expect(share).toBeGreaterThanOrEqual(told[i - 1]?.share ?? 0)
  })
})
