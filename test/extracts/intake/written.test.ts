import { createHash } from 'node:crypto'
import * as parquet from 'parquet-wasm/esm'
import { describe, expect, it } from 'vitest'
import { nullTexts } from '../../../src/extracts/decodeColumns'
import { BlobReader } from '../../../src/extracts/intake/blobReader'
import { remoteGroupWriters } from '../../../src/extracts/intake/groupRemote'
import type { ReadTable } from '../../../src/extracts/intake/intake'
import { openIntake } from '../../../src/extracts/intake/intakeNode'
import { ParquetParts } from '../../../src/extracts/intake/parquetParts'
import { LocalGroupWriter } from '../../../src/extracts/intake/writeGroup'
import { exposeMethods } from '../../../src/extracts/wire'
import { refusal } from '../../fixtures/decoding'
import { fileOf, keptRows, readOne } from '../../fixtures/intake'
import { fakeWorker } from '../../fixtures/workers'

const hashOf = async (blob: Blob): Promise<string> =>
  createHash('sha256')
    .update(new Uint8Array(await blob.arrayBuffer()))
    .digest('hex')
const expectHashed = async ({ parquet: blob, sha256 }: ReadTable): Promise<void> =>
  expect(sha256).toBe(await hashOf(blob))

describe('the hash of what was written', () => {
  it('is that of its bytes: of several row groups, with a column that came late, of no rows', async () => {
    const many = await readOne('a.csv', `id,x\n${'1,a\n'.repeat(210_000)}2,b,late\n`)
    expect((await keptRows(many)).at(-1)).toEqual(['2', 'b', 'late'])
    await expectHashed(many)
    await expectHashed(await readOne('a.csv', 'id,x\n'))
    await expectHashed(await readOne('a.csv', 'id,x\n1,13812345678张三\n'))
  })

  it('is that of its bytes where businesses were joined', async () => {
    const intake = openIntake()
    const { tables } = await intake.open([fileOf('a.csv', 'id,b\n1,B1\n'), fileOf('b.csv', 'b,name\nB1,One\n')])
    for (const { id } of tables) await expectHashed(await intake.read(id))
    const joined = await intake.join(tables[0]!.id, tables[1]!.id, { key: 'b', reference: 'b' })
    expect(await keptRows(joined)).toEqual([['1', 'B1', 'B1', 'One']])
    await expectHashed(joined)
  })
})

describe('a blob that is read into one buffer', () => {
  const bytes = Uint8Array.from({ length: 200_003 }, (_, i) => (i * 31) % 251)
  /** As a browser whose streams fill no buffers of others, in pieces of uneven lengths. */
  const plain = (): Blob => {
    const blob = new Blob([bytes])
    const stream = (): ReadableStream => {
      let at = 0
      return new ReadableStream({
        pull(controller) {
          if (at === bytes.length) return controller.close()
          const piece = bytes.slice(at, at + 1 + (at % 7919))
          at += piece.length
          controller.enqueue(piece)
        },
      })
    }
    return Object.assign(blob, { stream })
  }

  it.each([
    ['directly', () => new Blob([bytes])],
    ['in pieces', plain],
  ] as const)('%s, comes whole, whatever is kept in front', async (_, blob) => {
    for (const [size, kept] of [
      [4096, 0],
      [1000, 17],
      [300_000, 0],
    ] as const) {
      const reader = new BlobReader('a', blob())
      let buffer = new ArrayBuffer(size)
      const found: Uint8Array[] = []
      for (let from = 0; ; from = kept) {
        const { buffer: next, filled } = await reader.fill(buffer, from)
        found.push(new Uint8Array(next, from, filled - from).slice())
        buffer = next
        if (filled < size) break
      }
      expect(Buffer.concat(found).equals(Buffer.from(bytes)), `${size} ${kept}`).toBe(true)
    }
  })

  it('has all bytes of a stream that stops to answer, wherever it does', async () => {
    const bytes = Uint8Array.from({ length: 5000 }, (_, i) => (i * 31) % 251)
    for (const stop of [0, 1, 999, 1000, 1001, 3500, 4999]) {
      // Answers up to `stop` and then never again: no end, no error.
      const stopping = Object.assign(new Blob([bytes]), {
        stream: () => {
          let at = 0
          return new ReadableStream({
            type: 'bytes',
            pull(controller) {
              if (at >= stop) return new Promise<void>(() => undefined)
              const part = bytes.slice(at, Math.min(at + 300, stop))
              at += part.length
              controller.enqueue(part)
              return undefined
            },
          })
        },
      })
      const reader = new BlobReader('a', stopping, 30)
      const found: Uint8Array[] = []
      let buffer = new ArrayBuffer(1000)
      for (let from = 0, filled = 1000; filled === 1000; ) {
        const read = await reader.fill(buffer, from)
        filled = read.filled
        buffer = read.buffer
        found.push(new Uint8Array(buffer, from, filled - from).slice())
        // What callers keep of a part: a character that was cut.
        from = 3
        new Uint8Array(buffer).copyWithin(0, filled - from, filled)
      }
      expect(Buffer.concat(found).equals(Buffer.from(bytes)), `stops at ${stop}`).toBe(true)
    }
  })

  it('names the file that cannot be read', async () => {
    const broken = Object.assign(new Blob(['x']), {
      stream: () =>
        new ReadableStream({
          pull() {
            throw new DOMException('gone', 'NotReadableError')
          },
        }),
    })
    const failed = await refusal(new BlobReader('投诉.csv', broken).fill(new ArrayBuffer(8), 0))
    expect(failed.message).toMatch(/^投诉\.csv: /)
  })
})

describe('a worker that writes row groups', () => {
  const files = new Map<number, LocalGroupWriter>()
  const methods = {
    write: async (file: number, ipc: Uint8Array, words: boolean[], rows: number) => {
      const writer = files.get(file) ?? new LocalGroupWriter(parquet)
      files.set(file, writer)
      return writer.write(ipc, words, rows)
    },
    hash: async (file: number, end: Uint8Array) => files.get(file)!.hash(end),
  }
  const module = (spawn: Parameters<typeof remoteGroupWriters>[0]) => ({
    ...parquet,
    openWriter: remoteGroupWriters(spawn),
  })
  const column = () => [nullTexts(3)]

  it('writes what is written here, file by file, in one worker', async () => {
    // Initialises the library.
    await readOne('a.csv', 'id\n1\n')
    const workers = [fakeWorker(port => exposeMethods(methods, 'Parquet writer', port))]
    const there = module(() => workers[0]!.worker)
    const write = async (to: Parameters<typeof ParquetParts.prototype.finish>[0], parts: ParquetParts) => {
      parts.add(column(), 3)
      parts.add(column(), 3)
      return parts.finish(to)
    }
    const here = { ...parquet, openWriter: () => new LocalGroupWriter(parquet) }
    const own = await write(['a'], new ParquetParts(here, 'a.csv'))
    const remote = [new ParquetParts(there, 'a.csv'), new ParquetParts(there, 'b.csv')]
    for (const file of await Promise.all(remote.map(parts => write(['a'], parts)))) {
      expect(file.sha256).toBe(own.sha256)
      expect(await hashOf(file.parquet)).toBe(own.sha256)
    }
  })

  it('that dies is named with the file, and another one is opened for the next', async () => {
    const silent = () => fakeWorker(port => exposeMethods({ write: () => new Promise(() => {}) }, 'writer', port))
    const workers: ReturnType<typeof silent>[] = []
    const there = module(() => {
      workers.push(silent())
      return workers.at(-1)!.worker
    })
    const first = new ParquetParts(there, '投诉.csv')
    first.add(column(), 3)
    const failed = refusal(first.finish(['a']))
    workers[0]!.die('error', 'out of memory')
    expect((await failed).message).toMatch(/^投诉\.csv: the writing worker stopped: out of memory/)
    new ParquetParts(there, 'b.csv').add(column(), 3)
    expect(workers).toHaveLength(2)
  })
})
