import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type FileStore, openFileStore } from '../../src/storage/files'
import { type Manifest, openManifest } from '../../src/storage/manifest'
import { keyRange } from './fakeIndexed'
import { fakeMeans } from './means'

beforeAll(() => vi.stubGlobal('IDBKeyRange', keyRange))
afterAll(() => vi.unstubAllGlobals())

const parse = (value: unknown): number[] => {
  if (!Array.isArray(value)) throw new Error('is not a list')
  return value
}
const opened: Manifest<number[]>[] = []
const open = (files: FileStore, check = parse) => {
  const manifest = openManifest(files, 'list.json', check, [])
  opened.push(manifest)
  return manifest
}
afterEach(() => {
  for (const manifest of opened.splice(0)) manifest.close()
})
const add = (n: number) => (list: number[]) => [...list, n]
const names = async (files: FileStore) => (await files.list()).map(file => file.name)

describe.each(['opfs', 'opfs without move', 'indexeddb', 'memory'] as const)('a document in %s', place => {
  it('is what the last change made of it', async () => {
    const { means } = fakeMeans(place)
    const files = await openFileStore('city', means)
    const document = open(files)
    expect(await document.read()).toEqual({ value: [], sequence: 0, setAside: [] })
    for (const n of [1, 2, 3, 4, 5]) await document.update(add(n))
    const now = { value: [1, 2, 3, 4, 5], sequence: 5, setAside: [] }
    expect(await document.read()).toEqual(now)
    if (place !== 'memory') expect(await open(await openFileStore('city', means)).read()).toEqual(now)
    expect(await names(files)).toEqual(['list.json.3', 'list.json.4', 'list.json.5'])
  })

  it('loses no change of two tabs at once', async () => {
    const { means } = fakeMeans(place)
    const files = await openFileStore('city', means)
    const tabs = [open(files), open(place === 'memory' ? files : await openFileStore('city', means))]
    for (let round = 0; round < 5; round++) {
      await Promise.all(tabs.map((tab, i) => tab.update(add(10 * round + i))))
    }
    const { value, sequence } = await tabs[0]!.read()
    expect([...value].sort((a, b) => a - b)).toEqual([0, 1, 10, 11, 20, 21, 30, 31, 40, 41])
    expect(sequence).toBe(10)
  })

  it('is as it was where a change fails', async () => {
    const files = await openFileStore('city', fakeMeans(place).means)
    const document = open(files)
    await document.update(add(1))
    await expect(
      document.update(() => {
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect((await document.read()).value).toEqual([1])
  })

  it.each([
    ['cut short', '[1,2', /JSON/],
    ['edited by hand', '{"a":1}', /is not a list/],
  ])('that was %s is set aside; the state before it is used, and other files stay', async (_, text, why) => {
    const files = await openFileStore('city', fakeMeans(place).means)
    await files.write('kept/a.parquet', new Blob(['bytes']))
    await open(files).update(add(1))
    await open(files).update(add(2))
    await files.write('list.json.2', new Blob([text]))
    const found = await open(files).read()
    expect(found.value).toEqual([1])
    expect(found.setAside).toEqual([{ name: 'list.json.2.broken-1', why: expect.stringMatching(why) }])
    expect(await names(files)).toEqual(['kept/a.parquet', 'list.json.1', 'list.json.2.broken-1'])
    expect(await (await files.read('list.json.2.broken-1'))?.text()).toBe(text)
    expect((await open(files).update(add(3))).value).toEqual([1, 3])
    expect((await open(files).read()).setAside).toEqual([])
  })

  it('of which nothing can be read is empty again', async () => {
    const files = await openFileStore('city', fakeMeans(place).means)
    await files.write('list.json.7', new Blob(['?']))
    const changed = await open(files).update(add(1))
    expect(changed).toMatchObject({ value: [1], setAside: [{ name: 'list.json.7.broken-1' }] })
    expect((await open(files).read()).value).toEqual([1])
  })
})

describe('a document', () => {
  it('whose bytes the disk lost is continued after them', async () => {
    const files = await openFileStore('city', fakeMeans('memory').means)
    await open(files).update(add(1))
    await open(files).update(add(2))
    const lossy = { ...files, read: async (name: string) => (name.endsWith('.2') ? null : files.read(name)) }
    const found = await open(lossy).read()
    expect(found).toMatchObject({ value: [1], sequence: 2, setAside: [{ name: 'list.json.2' }] })
    expect(await open(lossy).update(add(3))).toMatchObject({ value: [1, 3], sequence: 3 })
  })

  it('is not written by one who comes too late, however late', async () => {
    const files = await openFileStore('city', fakeMeans('memory').means)
    const quick = open(files)
    await quick.update(add(1))
    // Between the reading and the writing of the slow one the other makes so many that the first are forgotten.
    const waits = [2, 3, 4, 5]
    const slow = open({
      ...files,
      alone: (_, task) => task(),
      async write(...of) {
        for (const n of waits.splice(0)) await quick.update(add(n))
        return files.write(...of)
      },
    })
    await slow.update(add(9))
    expect((await quick.read()).value.sort()).toEqual([1, 2, 3, 4, 5, 9])
  })

  it('gives up with Conflict where others always come first', async () => {
    const files = await openFileStore('city', fakeMeans('memory').means)
    const crowded = { ...files, write: async () => false }
    await expect(open(crowded).update(add(1))).rejects.toMatchObject({ name: 'Conflict', subject: 'list.json' })
  })

  it('is as it was where there is no room', async () => {
    const fake = fakeMeans('indexeddb')
    const files = await openFileStore('city', fake.means)
    await open(files).update(add(1))
    fake.indexed.mode = 'full'
    await expect(open(files).update(add(2))).rejects.toMatchObject({ name: 'NoRoom' })
    expect((await open(files).read()).value).toEqual([1])
  })

  it('is told to another tab that watches, not to the one that made it', async () => {
    const { means } = fakeMeans('opfs')
    const [a, b] = [open(await openFileStore('city', means)), open(await openFileStore('city', means))]
    const heard: [string, number[]][] = []
    a.watch(document => heard.push(['a', document.value]))
    const end = b.watch(document => heard.push(['b', document.value]))
    await a.update(add(1))
    await vi.waitFor(() => expect(heard).toEqual([['b', [1]]]))
    await b.update(add(2))
    await vi.waitFor(() => expect(heard.at(-1)).toEqual(['a', [1, 2]]))
    end()
    await a.update(add(3))
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(heard).toHaveLength(2)
  })
})
