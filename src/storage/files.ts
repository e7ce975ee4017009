import type { FileBackend, KeptPlace, StoredFile } from './backend'
import { isQuota, NoAnswer, NoRoom } from './faults'
import { openIndexed } from './indexedFiles'
import { type Exclusive, exclusive } from './locks'
import { openMemory } from './memoryFiles'
import { openOpfs } from './opfsFiles'
import { patience, within } from './patience'

/** Bytes that are used and that the browser allows in all; `quota` is null where it does not say (plain HTTP). */
export interface Room {
  readonly used: number
  readonly quota: number | null
}

/**
 * Bytes by name, kept in this browser for one scope. A write is whole or not at all, also when the page or the browser
 * dies. Rejects with `NoRoom`, `NoAnswer`, with AbortError once a signal fires, and with what the browser says.
 */
export interface FileStore {
  readonly where: KeptPlace
  readonly scope: string
  /**
   * Keeps `bytes` (at least one) under `name`, in place of what is there. Where `allowed` refuses the names that are there
   * at that very moment, nothing is written and the answer is false: no other tab comes between.
   */
  write(
    name: string,
    bytes: Blob,
    onBytes?: (written: number) => void,
    signal?: AbortSignal,
    allowed?: (names: readonly string[]) => boolean,
  ): Promise<boolean>
  /** A file on disk, not a copy: it can no longer be read once it is removed. */
  read(name: string): Promise<Blob | null>
  remove(name: string): Promise<void>
  list(): Promise<StoredFile[]>
  clear(): Promise<void>
  room(): Promise<Room>
  /** Runs `task` while no other tab runs one under `name`; without HTTPS while no other of this page does. */
  alone: Exclusive
}

/** What of a browser is used; a stand-in in tests. Null for what there is none of. */
export interface Means {
  readonly storage: Partial<Pick<StorageManager, 'getDirectory' | 'estimate' | 'persist'>> | null
  readonly indexedDB: IDBFactory | null
  readonly locks: LockManager | null
}

/** From this share of the quota on, a page should say that room runs out. */
const nearlyFull = 0.8

/** Whether `more` bytes would fill 80 % of the quota; false where there is none. */
export const runsOut = ({ used, quota }: Room, more = 0): boolean => quota !== null && used + more >= quota * nearlyFull

/** Opens the files of `scope` (any text): in OPFS, else in IndexedDB, else in memory. Never rejects. */
export async function openFileStore(scope: string, means = browserMeans(), wait = patience): Promise<FileStore> {
  const { storage, indexedDB, locks } = means
  const ways = [
    async () => storage?.getDirectory && openOpfs(scope, await storage.getDirectory(), locks, wait),
    async () => indexedDB && openIndexed(scope, indexedDB, wait),
  ]
  for (const way of ways) {
    try {
      const backend = await within(way(), wait)
      if (backend) return store(scope, backend, means, wait)
    } catch {
      // The next way is asked; where the last one leads, `where` tells.
    }
  }
  return store(scope, openMemory(), { ...means, storage: null }, wait)
}

function store(scope: string, backend: FileBackend, { storage, locks }: Means, wait: number): FileStore {
  const alone = exclusive(backend.where === 'memory' ? null : locks)
  let asked = backend.where === 'memory'
  const inTime = <T>(subject: string, task: Promise<T>) => within(task, wait, () => new NoAnswer(subject, wait))
  const room = async (): Promise<Room> => {
    try {
      const told = await within(storage?.estimate?.() ?? Promise.resolve<StorageEstimate>({}), wait)
      if (told.quota !== undefined) return { used: told.usage ?? 0, quota: told.quota }
    } catch {
      // A browser that does not tell is a browser without a known quota.
    }
    const files = await inTime('the kept files', backend.list())
    return { used: files.reduce((sum, file) => sum + file.bytes, 0), quota: null }
  }
  const left = async () => {
    const { used, quota } = await room()
    return quota === null ? null : Math.max(0, quota - used)
  }
  return {
    where: backend.where,
    scope,
    async write(name, bytes, onBytes, signal, allowed = () => true) {
      signal?.throwIfAborted()
      if (bytes.size === 0) throw new TypeError(`${name}: a file without bytes cannot be kept`)
      const before = backend.where === 'memory' ? null : await left()
      if (before !== null && bytes.size > before) throw new NoRoom(name, bytes.size, before)
      if (!asked) {
        asked = true
        storage?.persist?.().catch(() => false)
      }
      try {
        return await backend.write(name, bytes, allowed, onBytes ?? (() => {}), signal)
      } catch (cause) {
        signal?.throwIfAborted()
        if (!isQuota(cause)) throw cause
        // Chromium tells every page of 10 GB that it may not have: what is no reason is not repeated.
        const now = await left().catch(() => null)
        throw new NoRoom(name, bytes.size, now !== null && now < bytes.size ? now : null, { cause })
      }
    },
    read: name => inTime(name, backend.read(name)),
    remove: name => inTime(name, backend.remove(name)),
    list: () => inTime('the kept files', backend.list()),
    clear: () => inTime('the kept files', backend.clear()),
    room,
    alone: (name, task) => alone(`smart-supervision task ${scope} ${name}`, task),
  }
}

function browserMeans(): Means {
  const { storage, locks } = typeof navigator === 'undefined' ? {} : (navigator as Partial<Navigator>)
  return {
    storage: storage ?? null,
    indexedDB: typeof indexedDB === 'undefined' ? null : indexedDB,
    locks: locks ?? null,
  }
}
