import { createStore, del, get, keys, set, type UseStore, update } from 'idb-keyval'
import { patience, tooSlow, within } from './patience'

/**
 * What this browser remembers: values of JSON's kind by key. No method ever rejects; what cannot be kept on disk
 * (no IndexedDB, a private window, no room left) is kept until the page is closed.
 */
export interface AppStorage {
  /** False once something could not be kept beyond this page. */
  readonly persistent: boolean
  /** Undefined where nothing is kept. */
  get(key: string): Promise<unknown>
  set(key: string, value: unknown): Promise<void>
  /** Replaces a value by what `change` makes of it, in one step even with several tabs. */
  update(key: string, change: (value: unknown) => unknown): Promise<void>
  remove(key: string): Promise<void>
  keys(): Promise<string[]>
}

/** What lies below: IndexedDB, or a stand-in of the tests. Its methods may reject or never end. */
export type Disk = Omit<AppStorage, 'persistent'>

/** The browser's storage; in memory where there is none. */
export function openStorage(disk: Disk | null = openDisk(), wait = patience): AppStorage {
  const memory = memoryDisk()
  let persistent = disk !== null
  let usable = disk

  /** `task` on the disk, else `instead` in memory. A disk that was too slow or failed to read is not asked again. */
  async function attempt<T>(task: (disk: Disk) => Promise<T>, instead: () => Promise<T>, writes: boolean): Promise<T> {
    if (usable === null) return instead()
    try {
      return await within(task(usable), wait)
    } catch (cause) {
      persistent = false
      if (!writes || cause === tooSlow) usable = null
      return instead()
    }
  }

  const known = async (key: string) => (await memory.keys()).includes(key)
  const read = async (key: string): Promise<unknown> => {
    if (await known(key)) return memory.get(key)
    return attempt(
      store => store.get(key),
      () => memory.get(key),
      false,
    )
  }
  return {
    get persistent() {
      return persistent
    },
    get: read,
    async set(key, value) {
      await memory.remove(key)
      await attempt(
        store => store.set(key, value),
        () => memory.set(key, value),
        true,
      )
    },
    async update(key, change) {
      if (await known(key)) return memory.update(key, change)
      await attempt(
        store => store.update(key, change),
        // A disk that is full can still tell what it holds.
        async () => memory.set(key, change(await read(key))),
        true,
      )
    },
    async remove(key) {
      await memory.remove(key)
      await attempt(
        store => store.remove(key),
        () => Promise.resolve(),
        true,
      )
    },
    async keys() {
      const kept = await attempt(
        store => store.keys(),
        () => Promise.resolve<string[]>([]),
        false,
      )
      return [...new Set([...kept, ...(await memory.keys())])].sort()
    },
  }
}

/**
 * Keeps `value` as the newest of `group` under `name` and forgets all but the newest `limit` of that group. A value
 * that is kept anew becomes the newest.
 */
export async function keepNewest(storage: AppStorage, group: string, name: string, value: unknown, limit: number) {
  const old: string[] = []
  await storage.set(entryKey(group, name), value)
  await storage.update(group, list => {
    const names = [name, ...namesIn(list).filter(other => other !== name)]
    old.splice(0, old.length, ...names.slice(limit))
    return names.slice(0, limit)
  })
  for (const gone of old) await storage.remove(entryKey(group, gone))
}

/** What `keepNewest` kept; undefined where there is nothing, or no longer. */
export const readKept = (storage: AppStorage, group: string, name: string): Promise<unknown> =>
  storage.get(entryKey(group, name))

const entryKey = (group: string, name: string) => `${group}\n${name}`
const namesIn = (list: unknown): string[] =>
  Array.isArray(list) ? list.filter((name): name is string => typeof name === 'string') : []

/** IndexedDB by itself, for those who must know whether something was kept; null without any. */
export function openDisk(): Disk | null {
  if (typeof indexedDB === 'undefined') return null
  let opened: UseStore | undefined
  const store = () => {
    opened ??= createStore('smart-supervision', 'kept')
    return opened
  }
  return {
    get: async key => get<unknown>(key, store()),
    set: async (key, value) => set(key, value, store()),
    update: async (key, change) => update<unknown>(key, change, store()),
    remove: async key => del(key, store()),
    keys: async () => (await keys(store())).filter((key): key is string => typeof key === 'string'),
  }
}

function memoryDisk(): Disk {
  const values = new Map<string, unknown>()
  return {
    get: async key => structuredClone(values.get(key)),
    async set(key, value) {
      values.set(key, cloned(value))
    },
    async update(key, change) {
      values.set(key, cloned(change(structuredClone(values.get(key)))))
    },
    async remove(key) {
      values.delete(key)
    },
    keys: async () => [...values.keys()],
  }
}

/** A copy, as a disk would give it back; undefined for what cannot be copied. */
function cloned(value: unknown): unknown {
  try {
    return structuredClone(value)
  } catch {
    return undefined
  }
}
