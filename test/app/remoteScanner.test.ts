import { describe, expect, it } from 'vitest'
import { remoteScan } from '../../src/app/remoteScanner'
import { exposeMethods } from '../../src/extracts/wire'
import { scanColumns } from '../../src/insight/warning/scan/columns'
import { type ScanInput, scan } from '../../src/insight/warning/scan/scan'
import { fakeWorker } from '../fixtures/workers'

const input: ScanInput = {
  columns: scanColumns(
    Array.from({ length: 40 }, (_, i) => ({
      q: i % 5,
      r: i % 3,
      category: null,
      step: i % 7,
      complaints: i < 3 ? 9 : 1,
    })),
  ),
  grid: { lon: 110, lat: 31, edge: 500 },
  span: { first: '2025-01-01', steps: 7 },
  replications: 99,
  seed: 1,
}

function made(target: object = { scan: (given: ScanInput, tell: (share: number) => void) => scan(given, { tell }) }) {
  const workers: ReturnType<typeof fakeWorker>[] = []
  const run = remoteScan(() => {
    const next = fakeWorker(port => exposeMethods(target, 'scan in space and time', port))
    workers.push(next)
    return next.worker
  })
  return { run, workers }
}
const silent = { scan: () => new Promise(() => undefined) }

describe('the scan in a worker', () => {
  it('finds what it finds in this thread, and ends its worker', async () => {
    const { run, workers } = made()
    expect(await run(input)).toEqual(await scan(input))
    expect(workers.map(each => each.terminated())).toEqual([true])
  })

  it('ends with its worker once nobody wants it', async () => {
    const { run, workers } = made(silent)
    const stop = new AbortController()
    const waiting = run(input, { signal: stop.signal })
    stop.abort()
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
    expect(workers.map(each => each.terminated())).toEqual([true])
    await expect(run(input, { signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' })
    expect(workers).toHaveLength(1)
  })

  it('fails, and does not hang, where the worker dies or throws', async () => {
    const { run, workers } = made(silent)
    const waiting = run(input)
    await new Promise(done => setTimeout(done, 20))
    workers[0]?.die('error', 'out of memory')
    await expect(waiting).rejects.toThrow(/out of memory/)
    const throwing = made({ scan: () => Promise.reject(new Error('no such grid')) })
    await expect(throwing.run(input)).rejects.toThrow('no such grid')
    expect(throwing.workers[0]?.terminated()).toBe(true)
  })

  it('tells how far it is', async () => {
    const { run } = made({
      scan: async (given: ScanInput, tell: (share: number) => void) => {
        await tell(0.5)
        return scan(given)
      },
    })
    const shares: number[] = []
    await run(input, { tell: share => shares.push(share) })
    expect(shares).toEqual([0.5])
  })
})
