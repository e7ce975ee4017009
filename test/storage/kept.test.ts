import { describe, expect, it } from 'vitest'
import { type Disk, keepNewest, openStorage, readKept } from '../../src/storage/kept'

/** A disk that works, until it is told otherwise. */
function disk() {
  const values = new Map<string, unknown>()
  const state = { mode: 'works' as 'works' | 'fails' | 'full' | 'hangs', calls: 0 }
  const does =
    <Parts extends unknown[], T>(writes: boolean, task: (...parts: Parts) => T) =>
    async (...parts: Parts): Promise<T> => {
      state.calls++
      if (state.mode === 'hangs') return new Promise(() => {})
      if (state.mode === 'fails' || (state.mode === 'full' && writes))
        throw new DOMException('no', 'QuotaExceededError')
      return task(...parts)
    }
  const made: Disk = {
    get: does(false, key => values.get(key)),
    keys: does(false, () => [...values.keys()]),
    set: does(true, (key, value) => void values.set(key, value)),
    update: does(true, (key, change) => void values.set(key, change(values.get(key)))),
    remove: does(true, key => void values.delete(key)),
  }
  return { disk: made, values, state }
}

/** What every storage does, wherever it keeps things. */
async function behaves(storage: ReturnType<typeof openStorage>) {
  expect(await storage.get('a')).toBeUndefined()
  await storage.set('a', { list: [1, 'zwei', null] })
  expect(await storage.get('a')).toEqual({ list: [1, 'zwei', null] })
  await storage.update('a', old => [old])
  await storage.update('b', old => (old === undefined ? 'new' : 'old'))
  expect(await storage.get('a')).toEqual([{ list: [1, 'zwei', null] }])
  expect(await storage.get('b')).toBe('new')
  expect(await storage.keys()).toEqual(['a', 'b'])
  await storage.set('a', 2)
  await storage.remove('b')
  await storage.remove('never')
  expect(await storage.get('a')).toBe(2)
  expect(await storage.keys()).toEqual(['a'])
}

describe('openStorage', () => {
  it('keeps on disk', async () => {
    const { disk: below, values } = disk()
    const storage = openStorage(below)
    await behaves(storage)
    expect(storage.persistent).toBe(true)
    expect(values.get('a')).toBe(2)
    expect(await openStorage(below).get('a')).toBe(2)
  })

  it('keeps in memory where there is no IndexedDB, and says so', async () => {
    const storage = openStorage()
    expect(storage.persistent).toBe(false)
    await behaves(storage)
  })

  it.each(['fails', 'full', 'hangs'] as const)('behaves the same, and says so, when the disk %s', async mode => {
    const { disk: below, state } = disk()
    state.mode = mode
    const storage = openStorage(below, 20)
    await behaves(storage)
    expect(storage.persistent).toBe(false)
    if (mode !== 'full') expect(state.calls).toBeLessThanOrEqual(mode === 'hangs' ? 1 : 2)
  })

  it('keeps reading what is on a disk that became full', async () => {
    const { disk: below, state } = disk()
    const storage = openStorage(below)
    await storage.set('old', 1)
    state.mode = 'full'
    await storage.set('new', 2)
    await storage.set('old', 3)
    expect([await storage.get('old'), await storage.get('new')]).toEqual([3, 2])
    state.mode = 'works'
    await storage.set('new', 4)
    expect(await storage.get('new')).toBe(4)
    expect(await storage.keys()).toEqual(['new', 'old'])
  })

  it('changes what is on a disk that became full, for this page', async () => {
    const { disk: below, state } = disk()
    const storage = openStorage(below)
    await storage.set('list', ['a'])
    state.mode = 'full'
    await storage.update('list', old => ['b', ...(old as string[])])
    expect(await storage.get('list')).toEqual(['b', 'a'])
    expect(storage.persistent).toBe(false)
  })

  it('does not share what it holds in memory', async () => {
    const storage = openStorage(null)
    const value = { n: 1 }
    await storage.set('a', value)
    value.n = 2
    expect(await storage.get('a')).toEqual({ n: 1 })
    ;((await storage.get('a')) as { n: number }).n = 3
    expect(await storage.get('a')).toEqual({ n: 1 })
  })

  it('does not throw at what cannot be copied', async () => {
    const storage = openStorage(null)
    await storage.set('a', () => {})
    expect(await storage.get('a')).toBeUndefined()
  })
})

describe('keepNewest', () => {
  const keep = async (names: string[]) => {
    const storage = openStorage(disk().disk)
    for (const name of names) await keepNewest(storage, 'group', name, `value of ${name}`, 3)
    await keepNewest(storage, 'other', 'a', 'kept apart', 3)
    const kept = await Promise.all(
      [...new Set(names)].map(async name => [name, await readKept(storage, 'group', name)]),
    )
    expect(await storage.keys()).toHaveLength(kept.filter(([, value]) => value !== undefined).length + 3)
    expect(await readKept(storage, 'other', 'a')).toBe('kept apart')
    return kept.filter(([, value]) => value !== undefined).map(([name]) => name)
  }
  it('forgets the oldest', async () => {
    expect(await keep(['a', 'b', 'c', 'd', 'e'])).toEqual(['c', 'd', 'e'])
  })
  it('counts what is kept anew as the newest', async () => {
    expect(await keep(['a', 'b', 'c', 'a', 'd'])).toEqual(['a', 'c', 'd'])
  })
  it('survives a broken list', async () => {
    const storage = openStorage(null)
    await storage.set('group', 'not a list')
    await keepNewest(storage, 'group', 'a', 1, 3)
    expect(await readKept(storage, 'group', 'a')).toBe(1)
  })
})
