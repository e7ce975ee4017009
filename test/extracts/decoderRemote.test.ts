import { afterEach, describe, expect, it, vi } from 'vitest'
import { openDecoder } from '../../src/extracts/decoderNode'
import { RemoteDecoder } from '../../src/extracts/decoderRemote'
import { exposeDecoder } from '../../src/extracts/decoderWire'
import type { Decoder } from '../../src/extracts/source'
import { refusal, valuesOf } from '../fixtures/decoding'
import { plainInt32, rawParquet } from '../fixtures/parquetBytes'
import { fakeWorker } from '../fixtures/workers'

const file = new Blob([rawParquet([{ name: 'n', type: 'INT32', groups: [plainInt32([1, 2, 3])] }])])

const decoderWorker = (decoder: Decoder) => fakeWorker(port => exposeDecoder(decoder, port))

/** A decoder that never answers `open`. */
const silent = (): Decoder => Object.assign(openDecoder(), { open: () => new Promise<never>(() => {}) })

afterEach(() => vi.useRealTimers())

describe('a decoder in a worker', () => {
  it('answers as the one in this thread', async () => {
    const { worker } = decoderWorker(openDecoder())
    const remote = new RemoteDecoder(worker)
    expect(await remote.open('f', file)).toEqual(await openDecoder().open('f', file))
    expect(valuesOf(await remote.decode('f', 0, ['n']))).toMatchObject({ c0: [1, 2, 3], source_row: [1, 2, 3] })
    expect(await remote.sample('f', ['n'], 2)).toMatchObject({ rows: 2 })
    await remote.close('f')
    remote.end()
  })

  it('throws the same errors, with class, subject and kind', async () => {
    const { worker } = decoderWorker(openDecoder())
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
    const { worker, die, terminated } = decoderWorker(silent())
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
    const { worker, terminated } = decoderWorker(silent())
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
    const { worker, terminated } = decoderWorker(silent())
    const remote = new RemoteDecoder(worker)
    const wait = refusal(remote.open('a', file))
    for (let i = 0; i < 3; i++) {
      await vi.advanceTimersByTimeAsync(119_000)
      await remote.close('b')
    }
    expect(terminated()).toBe(false)
    remote.end()
    await wait
    const other = decoderWorker(openDecoder())
    const idle = new RemoteDecoder(other.worker)
    await idle.close('b')
    await vi.advanceTimersByTimeAsync(0)
    expect(vi.getTimerCount()).toBe(0)
    idle.end()
  })

  it('ending it rejects what is pending', async () => {
    const { worker, terminated } = decoderWorker(silent())
    const remote = new RemoteDecoder(worker)
    const wait = refusal(remote.open('f', file))
    remote.end()
    remote.end()
    expect(await wait).toMatchObject({ kind: 'worker', message: 'f: the decoder was ended' })
    expect(terminated()).toBe(true)
  })

  it('an argument that cannot be cloned is refused, not waited for', async () => {
    const { worker } = decoderWorker(openDecoder())
    const remote = new RemoteDecoder(worker)
    expect((await refusal(remote.open('f', (() => 0) as unknown as Blob))).kind).toBe('worker')
    remote.end()
  })
})
