import type { Means } from '../../src/storage/files'
import { type FakeIndexed, fakeIndexed } from './fakeIndexed'
import { fakeLocks } from './fakeLocks'
import { type FakeOpfs, fakeOpfs } from './fakeOpfs'

export interface FakeMeans {
  readonly means: Means
  readonly opfs: FakeOpfs
  readonly indexed: FakeIndexed
  /** What the browser says of room; null: nothing. */
  room: { usage: number; quota: number } | null
  persisted: number
}

/** A browser's storage: with OPFS, or with IndexedDB alone, or with neither. */
export function fakeMeans(where: 'opfs' | 'opfs without move' | 'indexeddb' | 'memory'): FakeMeans {
  const fake: { -readonly [K in keyof FakeMeans]: FakeMeans[K] } = {
    opfs: fakeOpfs(where === 'opfs'),
    indexed: fakeIndexed(),
    room: null,
    persisted: 0,
    means: { storage: null, indexedDB: null, locks: null },
  }
  const storage = {
    getDirectory: async () => fake.opfs.root,
    estimate: async () => fake.room ?? {},
    persist: async () => {
      fake.persisted++
      return true
    },
  }
  if (where.startsWith('opfs')) fake.means = { storage, indexedDB: fake.indexed.factory, locks: fakeLocks() }
  if (where === 'indexeddb') fake.means = { storage: null, indexedDB: fake.indexed.factory, locks: null }
  return fake
}
