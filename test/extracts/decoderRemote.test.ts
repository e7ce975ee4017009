import { afterEach, describe, expect, it, vi } from 'vitest'
import { openDecoder } from '../../src/extracts/decoderNode'
import { type DecoderWorker, RemoteDecoder } from '../../src/extracts/decoderRemote'
import { exposeDecoder } from '../../src/extracts/decoderWire'
import type { Decoder } from '../../src/extracts/source'
import { refusal, valuesOf } from '../fixtures/decoding'
import { plainInt32, rawParquet } from '../fixtures/parquetBytes'

const file = new Blob([rawParquet([{ name: 'n', type: 'INT32', groups: [plainInt32([1, 2, 3])] }])])

/** A worker in this thread: messages really are cloned, and it can die. */
function fakeWorker(decoder: Decoder) {
  const { port1, port2 } = new MessageChannel()
  const deaths = new EventTarget()
  let terminated = false
  exposeDecoder(decoder, port2)
  port1.start()
  const worker: DecoderWorker = {
    postMessage: (message, transfer) => port1.postMessage(message, transfer ?? []),
    addEventListener: (type, listener, options) =>
      (type === 'message' ? port1 : deaths).addEventListener(type, listener, options),
    removeEventListener: (type, listener, options) =>
      (type === 'message' ? port1 : deaths).removeEventListener(type, listener, options),
    terminate: () => {
      terminated = true
      port1.close()
    },
  }
  const die = (type: string, message?: string) => deaths.dispatchEvent(Object.assign(new Event(type), { message }))
  return { worker, die, terminated: () => terminated }
}

/** A decoder that never answers `open`. */
const silent = (): Decoder => Object.assign(openDecoder(), { open: () => new Promise<never>(() => {}) })

afterEach(() => vi.useRealTimers())

describe('a decoder in a worker', () => {
  it('answers as the one in this thread', async () => {
    const { worker } = fakeWorker(openDecoder())
    const remote = new RemoteDecoder(worker)
    expect(await remote.open('f', file)).toEqual(await openDecoder().open('f', file))
    expect(valuesOf(await remote.decode('f', 0, ['n']))).toMatchObject({ c0: [1, 2, 3], source_row: [1, 2, 3] })
    expect(await remote.sample('f', ['n'], 2)).toMatchObject({ rows: 2 })
    await remote.close('f')
    remote.end()
  })

  it('throws the same errors, with class, subject and kind', async () => {
    const { worker } = fakeWorker(openDecoder())
    const remote = new RemoteDecoder(worker)
    const there = await refusal(remote.open('f', new Blob(['<html>'])))
    const here = await refusal(openDecoder().open('f', new Blob(['<html>'])))
    expect(there).toMatchObject({ name: 'ExtractError', subject: here.subject, kind: here.kind, message: here.message })
    const broken = { level: 'l', name: 'r.geojson', text: '', code: 'c', label: 'n' }
    expect((await refusal(remote.regions([broken]))).kind).toBe('regions')
    remote.end()
  })

  it.each([
    ['an error that nobody caught', 'error', 'RuntimeError: unreachable'],
    ['a script that does not load', 'error', undefined],
    ['an answer that cannot be read', 'messageerror', undefined],
  ])('%s ends every wait, and every later call', async (_, type, message) => {
    const { worker, die, terminated } = fakeWorker(silent())
    const remote = new RemoteDecoder(worker)
    const waits = [remote.open('a', file), remote.open('b', file)].map(refusal)
    die(type, message)
    const [a, b] = await Promise.all(waits)
    expect(a).toMatchObject({ kind: 'worker', subject: 'a' })
    expect(b).toMatchObject({ kind: 'worker', subject: 'b' })
    if (message) expect(a!.message).toContain(message)
    expect(terminated()).toBe(true)
    expect((await refusal(remote.sample('a', ['n'], 1))).kind).toBe('worker')
  })

  it('that says nothing for two minutes is ended, and every wait names its file', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const { worker, terminated } = fakeWorker(silent())
    const remote = new RemoteDecoder(worker)
    const waits = [remote.open('a', file), remote.open('b', file)].map(refusal)
    await vi.advanceTimersByTimeAsync(119_000)
    expect(terminated()).toBe(false)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(terminated()).toBe(true)
    const [a, b] = await Promise.all(waits)
    expect(a).toMatchObject({ kind: 'worker', subject: 'a', message: expect.stringMatching(/^a: .*nothing for 120 s/) })
    expect(b).toMatchObject({ kind: 'worker', subject: 'b' })
    expect(vi.getTimerCount()).toBe(0)
  })

  it('that still answers others is not silent, and one that owes nothing is not watched', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const { worker, terminated } = fakeWorker(silent())
    const remote = new RemoteDecoder(worker)
    const wait = refusal(remote.open('a', file))
    for (let i = 0; i < 3; i++) {
      await vi.advanceTimersByTimeAsync(119_000)
      await remote.close('b')
    }
    expect(terminated()).toBe(false)
    remote.end()
    await wait
    const other = fakeWorker(openDecoder())
    const idle = new RemoteDecoder(other.worker)
    await idle.close('b')
    await vi.advanceTimersByTimeAsync(0)
    expect(vi.getTimerCount()).toBe(0)
    idle.end()
  })

  it('ending it rejects what is pending', async () => {
    const { worker, terminated } = fakeWorker(silent())
    const remote = new RemoteDecoder(worker)
    const wait = refusal(remote.open('f', file))
    remote.end()
    remote.end()
    expect(await wait).toMatchObject({ kind: 'worker', message: 'f: the decoder was ended' })
    expect(terminated()).toBe(true)
  })

  it('an argument that cannot be cloned is refused, not waited for', async () => {
    const { worker } = fakeWorker(openDecoder())
    const remote = new RemoteDecoder(worker)
    expect((await refusal(remote.open('f', (() => 0) as unknown as Blob))).kind).toBe('worker')
    remote.end()
  })
})
