import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type FileStore, openFileStore, runsOut } from '../../src/storage/files'
import { fileNameOf, nameOfFile } from '../../src/storage/opfsNames'
import { keyRange } from './fakeIndexed'
import { fakeLocks } from './fakeLocks'
import { fakeMeans } from './means'

beforeAll(() => vi.stubGlobal('IDBKeyRange', keyRange))
afterAll(() => vi.unstubAllGlobals())

const blob = (text: string) => new Blob([text])
const textAt = async (files: FileStore, name: string) => (await files.read(name))?.text()
const places = ['opfs', 'opfs without move', 'indexeddb', 'memory'] as const
const folder = 'smart-supervision/city'

describe.each(places)('files in %s', place => {
  it('are kept by name, whole, apart from other scopes', async () => {
    const { means } = fakeMeans(place)
    const files = await openFileStore('city', means)
    expect(files.where).toBe(place.split(' ')[0])
    expect(await files.list()).toEqual([])
    expect(await files.read('a')).toBeNull()
    const written: number[] = []
    expect(await files.write('kept/a.parquet', blob('one'), bytes => written.push(bytes))).toBe(true)
    expect(written.at(-1)).toBe(3)
    await files.write('许可 %2f~.parquet', blob('zwei'))
    await files.write('kept/a.parquet', blob('three'))
    expect(await files.list()).toEqual([
      { name: 'kept/a.parquet', bytes: 5 },
      { name: '许可 %2f~.parquet', bytes: 4 },
    ])
    expect(await textAt(files, 'kept/a.parquet')).toBe('three')
    const other = await openFileStore('city 2', means)
    if (place !== 'memory') {
      await other.write('b', blob('b'))
      expect(await (await openFileStore('city', means)).list()).toHaveLength(2)
    }
    await files.remove('kept/a.parquet')
    await files.remove('never')
    expect((await files.list()).map(file => file.name)).toEqual(['许可 %2f~.parquet'])
    await files.clear()
    expect(await files.list()).toEqual([])
    if (place !== 'memory') expect(await other.list()).toEqual([{ name: 'b', bytes: 1 }])
  })

  it('are not written where the names that are there forbid it, however many try at once', async () => {
    const { means } = fakeMeans(place)
    const files = await openFileStore('city', means)
    const others = place === 'memory' ? files : await openFileStore('city', means)
    const tries = [files, others, files, others].map((each, i) =>
      each.write('a', blob(`${i}`), undefined, undefined, names => !names.includes('a')),
    )
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1)
    expect(await files.list()).toHaveLength(1)
  })

  it('are not written once the signal fires, and leave nothing', async () => {
    const { means, opfs } = fakeMeans(place)
    const files = await openFileStore('city', means)
    await files.write('a', blob('old'))
    await expect(files.write('a', blob('new'), undefined, AbortSignal.abort())).rejects.toThrow(/abort/i)
    if (place.startsWith('opfs')) {
      const stop = new AbortController()
      opfs.before = step => (step.startsWith('write') ? stop.abort() : undefined)
      await expect(files.write('a', blob('new'), undefined, stop.signal)).rejects.toThrow(/abort/i)
      expect(Object.keys(opfs.files(folder))).toEqual(['a'])
    }
    expect(await textAt(files, 'a')).toBe('old')
  })

  it('need bytes', async () => {
    const files = await openFileStore('city', fakeMeans(place).means)
    await expect(files.write('a', blob(''))).rejects.toThrow('a: a file without bytes')
  })
})

describe('room', () => {
  it('is asked for before a file is written', async () => {
    const fake = fakeMeans('opfs')
    const files = await openFileStore('city', fake.means)
    fake.room = { usage: 70, quota: 100 }
    expect(await files.room()).toEqual({ used: 70, quota: 100 })
    await expect(files.write('a', blob('x'.repeat(31)))).rejects.toMatchObject({
      name: 'NoRoom',
      needed: 31,
      available: 30,
      message: 'a: 31 bytes cannot be kept, 30 bytes are left; remove versions that are not needed',
    })
    expect(fake.opfs.steps.filter(step => step.startsWith('create'))).toEqual([])
    expect(await files.write('a', blob('x'.repeat(30)))).toBe(true)
  })

  it('runs out from 80 % of the quota on', () => {
    expect(runsOut({ used: 79, quota: 100 })).toBe(false)
    expect(runsOut({ used: 80, quota: 100 })).toBe(true)
    expect(runsOut({ used: 10, quota: 100 }, 70)).toBe(true)
    expect(runsOut({ used: 1e12, quota: null }, 1e12)).toBe(false)
  })

  it('is the sum of the files where the browser does not say', async () => {
    const files = await openFileStore('city', fakeMeans('indexeddb').means)
    await files.write('a', blob('1234'))
    await files.write('b', blob('5'))
    expect(await files.room()).toEqual({ used: 5, quota: null })
  })

  it('that ends while a file is written leaves the earlier state', async () => {
    for (const where of ['write', 'close', 'move'] as const) {
      const { means, opfs } = fakeMeans('opfs')
      const files = await openFileStore('city', means)
      await files.write('a', blob('old'))
      opfs.before = step => {
        if (step.startsWith(where)) throw new DOMException('full', 'QuotaExceededError')
      }
      await expect(files.write('a', blob('newer'))).rejects.toMatchObject({ name: 'NoRoom', needed: 5 })
      expect(await textAt(files, 'a')).toBe('old')
      expect(opfs.files(folder)).toEqual({ a: 3 })
    }
    const { means, indexed } = fakeMeans('indexeddb')
    const files = await openFileStore('city', means)
    await files.write('a', blob('old'))
    indexed.mode = 'full'
    await expect(files.write('a', blob('newer'))).rejects.toMatchObject({ name: 'NoRoom', available: null })
    expect(await textAt(files, 'a')).toBe('old')
  })

  it('is asked to stay, once', async () => {
    const fake = fakeMeans('opfs')
    const files = await openFileStore('city', fake.means)
    expect(fake.persisted).toBe(0)
    await files.write('a', blob('1'))
    await files.write('b', blob('1'))
    expect(fake.persisted).toBe(1)
  })
})

describe('a page that dies', () => {
  it.each(['opfs', 'opfs without move'] as const)(
    'between any two steps leaves the earlier or the new file, in %s',
    async place => {
      const counted = fakeMeans(place)
      const first = await openFileStore('city', counted.means)
      await first.write('a', blob('old'))
      const begun = counted.opfs.steps.length
      await first.write('a', blob('newer'))
      const steps = counted.opfs.steps.length - begun
      expect(steps).toBeGreaterThanOrEqual(4)
      const seen = new Set<string | undefined>()
      for (let last = 0; last < steps; last++) {
        const { means, opfs } = fakeMeans(place)
        const files = await openFileStore('city', means)
        await files.write('a', blob('old'))
        let done = 0
        // Dead: nothing after this step is ever done, tidying neither.
        opfs.before = () => (done++ < last ? undefined : new Promise<void>(() => {}))
        files.write('a', blob('newer')).catch(() => {})
        await new Promise(resolve => setTimeout(resolve, 5))
        opfs.before = () => {}
        const again = await openFileStore('city', { ...means, locks: fakeLocks() })
        expect(Object.keys(opfs.files(folder))).toEqual(['a'])
        seen.add(await textAt(again, 'a'))
      }
      expect([...seen].sort()).toEqual(place === 'opfs' ? ['old'] : ['newer', 'old'])
    },
  )

  it('while it writes a new name leaves no such file', async () => {
    const { means, opfs } = fakeMeans('opfs without move')
    const files = await openFileStore('city', means)
    opfs.before = step => (step === 'close a' ? new Promise<void>(() => {}) : undefined)
    files.write('a', blob('new')).catch(() => {})
    await new Promise(resolve => setTimeout(resolve, 5))
    expect(opfs.files(folder).a).toBe(0)
    const again = await openFileStore('city', { ...means, locks: fakeLocks() })
    expect([await again.list(), await again.read('a')]).toEqual([[], null])
  })

  it('does not take what another tab is writing with it', async () => {
    const { means, opfs } = fakeMeans('opfs')
    const files = await openFileStore('city', means)
    let go: () => void = () => {}
    opfs.before = step => (step.startsWith('close') ? new Promise<void>(resolve => (go = resolve)) : undefined)
    const writing = files.write('a', blob('new'))
    await new Promise(resolve => setTimeout(resolve, 5))
    await openFileStore('city', means)
    go()
    expect(await writing).toBe(true)
    expect(await textAt(files, 'a')).toBe('new')
  })
})

describe('a disk that never answers', () => {
  it('is given up for the next place, and memory at last', async () => {
    const fake = fakeMeans('opfs')
    fake.opfs.before = () => new Promise<void>(() => {})
    expect((await openFileStore('city', fake.means, 20)).where).toBe('indexeddb')
    fake.indexed.mode = 'hangs'
    const files = await openFileStore('city', fake.means, 20)
    expect(files.where).toBe('memory')
    await files.write('a', blob('1'))
    expect(await files.room()).toEqual({ used: 1, quota: null })
    fake.indexed.mode = 'fails'
    expect((await openFileStore('city', fake.means, 20)).where).toBe('memory')
  })

  it.each(['opfs', 'indexeddb'] as const)('while it is used is named, in %s', async place => {
    const { means, opfs, indexed } = fakeMeans(place)
    const files = await openFileStore('city', means, 20)
    await files.write('a', blob('old'))
    opfs.before = () => new Promise<void>(() => {})
    indexed.mode = 'hangs'
    const named = { name: 'NoAnswer', message: expect.stringMatching(/did not answer for [0-9.]+ s; reload/) }
    await expect(files.read('a')).rejects.toMatchObject(named)
    await expect(files.list()).rejects.toMatchObject(named)
    await expect(files.remove('a')).rejects.toMatchObject(named)
    await expect(files.write('a', blob('new'))).rejects.toMatchObject(named)
  })
})

describe('names of files', () => {
  it('come back as they were, and are such that any file system takes them', () => {
    for (const name of [
      'a',
      '.a',
      'a.',
      'a/b\\c',
      '%2f',
      '~',
      'http://x:80/?a=b*',
      '许可\u0000\n',
      'ä😀 ',
      '..',
      '.',
    ]) {
      expect(nameOfFile(fileNameOf(name))).toBe(name)
      expect(fileNameOf(name)).not.toMatch(/[/\\:*?"<>|~]|^\.|[. ]$/)
    }
  })
})
