import { describe, expect, it } from 'vitest'
import { RemoteWorkshop } from '../../src/app/remoteWorkshop'
import type { Sql } from '../../src/engine/sql'
import { exposeMethods } from '../../src/extracts/wire'
import { RiskError } from '../../src/risk/faults'
import type { Doing, OnDoing } from '../../src/risk/model/doing'
import type { Visit } from '../../src/risk/model/history'
import { Workshop } from '../../src/risk/model/workshop'
import { fakeWorker } from '../fixtures/workers'

const visit = (day: number, critical: number): Visit => ({
  id: `i${day}`, day, critical, entity: day % 5, kind: 'shop', risk: null, region: null, lon: null, lat: null, inspector: null,
  critical_count: critical, serious_count: 0, minor_count: 0,
}) // biome-ignore format: one record
const visits = Array.from({ length: 40 }, (_, i) => visit(16_000 + i, i % 4 === 0 ? 1 : 0))

function made(target: object = new Workshop()) {
  let asked = 0
  let fails = false
  const ask = async <Row>(query: Sql<Row>): Promise<readonly Row[]> => {
    if (fails) throw new Error('the engine is gone')
    if (!query.strings.join('').includes('FROM inspections')) return []
    asked++
    return visits as unknown as readonly Row[]
  }
  const workers: ReturnType<typeof fakeWorker>[] = []
  const open = () => {
    const next = fakeWorker(port => exposeMethods(target, 'learned model', port))
    workers.push(next)
    return next.worker
  }
  const workshop = new RemoteWorkshop(ask, open)
  return { workshop, workers, asked: () => asked, fail: (now: boolean) => (fails = now) }
}

describe('the workshop in a worker', () => {
  it('is started when it is first needed, and reads the history once', async () => {
    const { workshop, workers, asked } = made()
    expect(workers).toHaveLength(0)
    const [a, b] = await Promise.all([
      workshop.window('2013-10-22', '2013-11-30'),
      workshop.window('2013-10-22', '2013-11-30'),
    ])
    expect(a.length).toBeGreaterThan(10)
    expect(b).toEqual(a)
    expect([workers.length, asked()]).toEqual([1, 1])
    workshop.end()
  })

  it('says in words what cannot be, naming the task', async () => {
    const { workshop } = made()
    const told = { from: '2030-01-01', to: '2030-02-01', first: '2013-10-22', last: '2013-11-30' }
    // With its code and what it tells, so that the page can word it: an error loses its class between threads.
    await expect(workshop.window('2030-01-01', '2030-02-01')).rejects.toEqual(
      new RiskError(
        'window_empty',
        told,
        'no inspection took place from 2030-01-01 to 2030-02-01; there are some from 2013-10-22 to 2013-11-30',
      ),
    )
    await expect(workshop.window('2013-11-30', '2013-11-01')).rejects.toMatchObject({
      code: 'window_backwards',
      message: expect.stringContaining('runs backwards'),
    })
    workshop.end()
  })

  it('says what it is at, also to who waits behind another', async () => {
    const halfway = { step: 'visits', share: 0.5 } as const
    const { workshop } = made({
      learnFrom: async () => undefined,
      window: async (_from: string, _to: string, tell: OnDoing) => {
        await tell(halfway)
        return []
      },
      integrity: () => new Promise(done => setTimeout(done, 50, null)),
    })
    const [first, second, late]: [Doing[], Doing[], Doing[]] = [[], [], []]
    const waiting = workshop.integrity({ from: null, to: '2013-11-30' }, doing => second.push(doing))
    await workshop.window('2013-10-22', '2013-11-30', doing => first.push(doing))
    const joining = workshop.integrity({ from: null, to: '2013-11-30' }, doing => late.push(doing))
    await Promise.all([waiting, joining])
    expect(first).toEqual([{ step: 'history', share: null }, halfway])
    expect(second).toEqual(first)
    expect(late).toEqual([halfway])
    workshop.end()
  })

  it('tells its steps, and learns the same once', async () => {
    const workshop = new Workshop()
    const long = Array.from({ length: 400 }, (_, i) => visit(16_000 + i, i % 4 === 0 ? 1 : 0))
    await workshop.learnFrom({ visits: long, licences: [], complaints: [] })
    const told: Doing[] = []
    const judge = () =>
      workshop.judge(
        { from: '2014-09-01', to: '2014-10-31', score: 'model', inspector: false },
        { asOfDay: new Float64Array(61), frozen: new Float64Array(61) },
        doing => told.push(doing),
      )
    const found = await judge()
    expect([...new Set(told.map(({ step }) => step))]).toEqual(['visits', 'learning', 'judging', 'inspectors'])
    const shares = told.flatMap(({ step, share }) => (step === 'visits' ? [share] : []))
    expect([shares.length, shares[0], shares[50]]).toEqual([100, 0, 0.5])
    // With other days of a scorecard beside it: the model is the one that is there.
    const again = await judge()
    expect(again.model?.numbers).toBe(found.model?.numbers)
    expect(again).toEqual(found)
  })

  it('is started again after it died, with the history', async () => {
    const { workshop, workers, asked } = made()
    await workshop.window('2013-10-22', '2013-11-30')
    workers[0]?.die('error', 'out of memory')
    expect((await workshop.window('2013-10-22', '2013-11-30')).length).toBeGreaterThan(10)
    expect([workers.length, asked()]).toEqual([2, 2])
    workshop.end()
  })

  it('whose history cannot be read fails, and reads it again for the next who asks', async () => {
    const { workshop, fail } = made()
    fail(true)
    await expect(workshop.window('2013-10-22', '2013-11-30')).rejects.toThrow('the engine is gone')
    fail(false)
    expect((await workshop.window('2013-10-22', '2013-11-30')).length).toBeGreaterThan(10)
    workshop.end()
  })

  it('that was ended starts no other worker', async () => {
    const { workshop, workers } = made()
    workshop.end()
    await expect(workshop.window('2013-10-22', '2013-11-30')).rejects.toThrow('other extracts took the place')
    expect(workers).toHaveLength(0)
  })
})
