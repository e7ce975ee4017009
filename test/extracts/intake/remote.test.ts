import { describe, expect, it } from 'vitest'
import type { LocalCore } from '../../../src/extracts/intake/core'
import type { Intake, ReadProgress } from '../../../src/extracts/intake/intake'
import { openIntake } from '../../../src/extracts/intake/intakeNode'
import { IntakeReader } from '../../../src/extracts/intake/reader'
import { RemoteCore } from '../../../src/extracts/intake/remote'
import type { EndableWorker } from '../../../src/extracts/remoteWorker'
import { exposeMethods } from '../../../src/extracts/wire'
import { refusal } from '../../fixtures/decoding'
import { fileOf } from '../../fixtures/intake'
import { fakeWorker } from '../../fixtures/workers'

function fakeWorkers(coreOf: () => object) {
  const workers: ReturnType<typeof fakeWorker>[] = []
  const spawn = (): EndableWorker => {
    const made = fakeWorker(port => exposeMethods(coreOf(), 'intake', port))
    workers.push(made)
    return made.worker
  }
  return { workers, intake: new IntakeReader(new RemoteCore(spawn)) as Intake }
}

/** The core that Node's intake has, for a worker. */
const core = (): LocalCore => (openIntake() as unknown as { core: LocalCore }).core
const silent = () => Object.assign(core(), { read: () => new Promise<never>(() => {}) })
const csv = 'id,name\n1,张三\n2,李四\n'

describe('an intake in workers', () => {
  it('gives what the one in this thread gives, with progress, from one worker', async () => {
    const { intake, workers } = fakeWorkers(core)
    const files = [fileOf('a.csv', csv), fileOf('b.pdf', '%PDF')]
    const [there, here] = [await intake.open(files), await openIntake().open(files)]
    expect(there).toEqual(here)
    const table = await intake.read(there.tables[0]!.id)
    expect(table).toMatchObject({
      rows: 2,
      preview: [
        ['1', '张三'],
        ['2', '李四'],
      ],
    })
    const joined = await intake.join(table.id, table.id, { key: 'id', reference: 'id' })
    expect(joined.columns.map(column => column.name)).toEqual(['id', 'name', 'businesses.id', 'businesses.name'])
    expect(workers).toHaveLength(1)
    intake.end()
    expect(workers[0]!.terminated()).toBe(true)
    expect((await refusal(intake.read(table.id))).kind).toBe('worker')
  })

  it('passes on progress while it reads', async () => {
    const slow = core()
    const read = slow.read.bind(slow)
    // In one thread, messages arrive between two tasks only.
    const waiting: LocalCore['read'] = async (...args) => {
      const table = await read(...args)
      await new Promise(resolve => setTimeout(resolve, 20))
      return table
    }
    const { intake } = fakeWorkers(() => Object.assign(slow, { read: waiting }))
    const content = `id,name\n${'1,x\n'.repeat(2_000_000)}`
    const { tables } = await intake.open([fileOf('a.csv', content)])
    const told: ReadProgress[] = []
    await intake.read(tables[0]!.id, {}, progress => told.push(progress))
    expect(told).toHaveLength(2)
    const total = content.length
    expect(told[0]).toMatchObject({ id: tables[0]!.id, name: 'a.csv', bytes: 4 * 1024 * 1024, total })
    expect(told[1]).toMatchObject({ bytes: total, total, rows: 2_000_000 })
    intake.end()
  })

  it('throws the same errors', async () => {
    const { intake } = fakeWorkers(core)
    const { tables } = await intake.open([fileOf('a.csv', 'a,b\n1,"2\n')])
    const error = await refusal(intake.read(tables[0]!.id))
    expect(error).toMatchObject({ kind: 'truncated', message: expect.stringContaining('a.csv: line 2') })
    expect((await refusal(intake.read('nothing'))).kind).toBe('missing')
    intake.end()
  })

  it('ends the worker of what is cancelled at once, and only that; then goes on', async () => {
    let cores = 0
    const { intake, workers } = fakeWorkers(() => (cores++ === 0 ? silent() : core()))
    const { tables } = await intake.open([fileOf('a.csv', csv), fileOf('b.csv', csv)])
    const stop = new AbortController()
    const waiting = intake.read(tables[0]!.id, {}, undefined, stop.signal).catch((error: Error) => error.name)
    const other = intake.read(tables[1]!.id)
    stop.abort(new Error('no more'))
    expect(await waiting).toBe('AbortError')
    expect(workers.map(worker => worker.terminated())).toEqual([true, false])
    expect((await other).rows).toBe(2)
    expect((await intake.read(tables[0]!.id)).rows).toBe(2)
    await expect(intake.read(tables[0]!.id, {}, undefined, AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    })
    intake.end()
  })

  it('rejects when the worker dies, and when it is ended', async () => {
    const { intake, workers } = fakeWorkers(silent)
    const { tables } = await intake.open([fileOf('a.csv', csv)])
    const first = refusal(intake.read(tables[0]!.id))
    workers[0]!.die('error', 'out of memory')
    expect(await first).toMatchObject({ kind: 'worker', message: expect.stringContaining('out of memory') })
    const second = refusal(intake.read(tables[0]!.id))
    intake.end()
    expect((await second).kind).toBe('worker')
  })

  it('in this thread stops between two parts of a file', async () => {
    const intake = openIntake()
    const { tables } = await intake.open([fileOf('a.csv', `id,name\n${'1,x\n'.repeat(5_000_000)}`)])
    const stop = new AbortController()
    const reading = intake.read(tables[0]!.id, {}, () => stop.abort(), stop.signal)
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' })
  })
})
