import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { EngineEnded } from '../../src/engine/failures'
import { Lifeline } from '../../src/engine/lifeline'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const never = () => new Promise<never>(() => {})

it('rejects every wait at its end, and every later one at once', async () => {
  const life = new Lifeline(120, 10, () => {})
  const waits = Promise.allSettled([life.call(never), life.guard(never())])
  life.end(new EngineEnded('first', 'engine'))
  life.end(new EngineEnded('second', 'closed'))
  for (const wait of await waits) expect(wait).toMatchObject({ status: 'rejected', reason: { message: 'first' } })
  await expect(life.call(never)).rejects.toThrow('first')
  await expect(life.guard(Promise.reject(new Error('late')))).rejects.toThrow('first')
  expect(life.ended?.message).toBe('first')
})

it('passes on results and errors', async () => {
  const life = new Lifeline(120, 10, () => {})
  expect(await life.call(async () => 7)).toBe(7)
  await expect(life.call(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
})

it('notices a silence, only while something is owed, and begins anew with each answer', async () => {
  const silences: number[] = []
  const life = new Lifeline(5, 2, seconds => silences.push(seconds))
  await vi.advanceTimersByTimeAsync(60_000)
  void life.call(never)
  await vi.advanceTimersByTimeAsync(4_000)
  await life.call(async () => 1)
  await vi.advanceTimersByTimeAsync(4_000)
  expect(silences).toEqual([])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(silences).toEqual([5])
})

it('is less patient once a question was cancelled, until that is over', async () => {
  const silences: number[] = []
  const life = new Lifeline(5, 2, seconds => silences.push(seconds))
  const controller = new AbortController()
  let finish = () => {}
  const cancelled = life.hurriedBy(controller.signal, () => new Promise<void>(resolve => (finish = resolve)))
  void life.call(never)
  await vi.advanceTimersByTimeAsync(4_000)
  controller.abort()
  await vi.advanceTimersByTimeAsync(1_000)
  expect(silences).toEqual([])
  await vi.advanceTimersByTimeAsync(1_000)
  expect(silences).toEqual([2])
  finish()
  await cancelled
  await life.call(async () => 1)
  await vi.advanceTimersByTimeAsync(4_000)
  expect(silences).toEqual([2])
})
