import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { calmAfter, whenCalm } from '../../src/app/whenCalm'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Asks a question that is answered after so many milliseconds. */
const ask = (client: QueryClient, key: string, milliseconds: number): void =>
  void client.prefetchQuery({
    queryKey: [key],
    queryFn: () => new Promise(resolve => setTimeout(resolve, milliseconds, key)),
    networkMode: 'always',
  })

it('a page is calm when nothing has been asked for a while, and that is told once', async () => {
  const client = new QueryClient()
  const tell = vi.fn()
  ask(client, 'first', 10_000)
  whenCalm(client, tell)
  await vi.advanceTimersByTimeAsync(9_000)
  expect(tell).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1_000 + calmAfter - 100)
  // One more question, and the waiting begins anew.
  ask(client, 'second', 500)
  await vi.advanceTimersByTimeAsync(500 + calmAfter - 100)
  expect(tell).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(200)
  expect(tell).toHaveBeenCalledTimes(1)
  ask(client, 'third', 10)
  await vi.advanceTimersByTimeAsync(10 * calmAfter)
  expect(tell).toHaveBeenCalledTimes(1)
  client.clear()
})

it('is not told once it is called off', async () => {
  const client = new QueryClient()
  const tell = vi.fn()
  whenCalm(client, tell)()
  await vi.advanceTimersByTimeAsync(10 * calmAfter)
  expect(tell).not.toHaveBeenCalled()
})
