import { describe, expect, it } from 'vitest'
import { remotePlanner } from '../../src/app/remotePlanner'
import { exposeMethods } from '../../src/extracts/wire'
import { Planner } from '../../src/plan/planner'
import { planRounds, type RoundsInput } from '../../src/plan/rounds'
import { fakeWorker } from '../fixtures/workers'

const visit = (id: string) => ({
  ...{ id, name: id, address: null, region: null, lon: null, lat: null },
  inspectors: ['a', 'b'],
})
const input: RoundsInput = {
  visits: ['1', '2', '3'].map(visit),
  inspectors: ['a', 'b'].map(id => ({ id, capacity: 1 })),
  days: ['2026-03-02', '2026-03-03'],
  moved: { 1: '2026-03-03' },
}

describe('rounds in a worker', () => {
  it('are those of this thread, from one worker that is started when it is first needed, and anew where it died', async () => {
    const workers: ReturnType<typeof fakeWorker>[] = []
    const planner = remotePlanner(() => {
      const next = fakeWorker(port => exposeMethods(new Planner(), 'plan', port))
      workers.push(next)
      return next.worker
    })
    expect(workers).toHaveLength(0)
    const [first, second] = await Promise.all([planner.rounds(input), planner.rounds({ ...input, moved: {} })])
    expect(first).toEqual(planRounds(input))
    expect([...first.planned]).toEqual([['1', '2026-03-02']])
    expect(second).toEqual(planRounds({ ...input, moved: {} }))
    expect(workers).toHaveLength(1)
    const owed = planner.rounds(input)
    workers[0]?.die('error', 'out of memory')
    await expect(owed).rejects.toThrow('the worker of plans stopped: out of memory')
    expect(await planner.rounds(input)).toEqual(first)
    expect(workers).toHaveLength(2)
  })
})
