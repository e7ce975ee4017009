import { byName, type FileBackend } from './backend'
import { NoAnswer } from './faults'
import { within } from './patience'

const database = 'smart-supervision-files'
const table = 'files'
/** Slowest disk that is waited for, in bytes a millisecond. */
const slowest = 1000

/** Files as Blobs in IndexedDB: there without HTTPS too, but without word of how far a write is. Rejects where it fails. */
export async function openIndexed(scope: string, factory: IDBFactory, wait: number): Promise<FileBackend> {
  let opened: Promise<IDBDatabase> | null = null
  const open = () => {
    opened ??= openDatabase(factory, () => {
      opened = null
    })
    opened.catch(() => {
      opened = null
    })
    return opened
  }
  const key = (name: string) => `${scope}\n${name}`
  const nameOf = (found: IDBValidKey) => String(found).slice(scope.length + 1)
  const ours = () => IDBKeyRange.bound(key(''), key('\uffff'))

  /** One transaction; resolves once it is on disk, to what `task` answered last. */
  async function step<T>(
    mode: IDBTransactionMode,
    task: (files: IDBObjectStore, answer: (value: T) => void) => void,
    signal?: AbortSignal,
  ): Promise<T | undefined> {
    const db = await open()
    signal?.throwIfAborted()
    return new Promise((resolve, reject) => {
      let value: T | undefined
      const transaction = db.transaction(table, mode, { durability: 'strict' })
      const stop = () => {
        try {
          transaction.abort()
        } catch {
          // It is over already.
        }
      }
      signal?.addEventListener('abort', stop, { once: true })
      const fail = () =>
        reject(signal?.aborted ? signal.reason : (transaction.error ?? new DOMException('not kept', 'AbortError')))
      transaction.oncomplete = () => {
        signal?.removeEventListener('abort', stop)
        resolve(value)
      }
      transaction.onabort = fail
      transaction.onerror = fail
      task(transaction.objectStore(table), given => {
        value = given
      })
    })
  }

  await step<number>('readonly', (files, answer) => {
    const asked = files.count()
    asked.onsuccess = () => answer(asked.result)
  })
  return {
    where: 'indexeddb',
    async write(name, bytes, allowed, onBytes, signal) {
      const limit = wait * 10 + bytes.size / slowest
      const late = () => new NoAnswer(name, limit)
      const written = step<boolean>(
        'readwrite',
        (files, answer) => {
          const names = files.getAllKeys(ours())
          names.onsuccess = () => {
            const fits = allowed(names.result.map(nameOf))
            answer(fits)
            if (fits) files.put(bytes, key(name))
          }
        },
        signal,
      )
      if (!(await within(written, limit, late))) return false
      onBytes(bytes.size)
      return true
    },
    async read(name) {
      const found = await step<unknown>('readonly', (files, answer) => {
        const asked = files.get(key(name))
        asked.onsuccess = () => answer(asked.result)
      })
      return found instanceof Blob ? found : null
    },
    async remove(name) {
      await step('readwrite', files => void files.delete(key(name)))
    },
    async list() {
      const found = await step<{ name: string; bytes: number }[]>('readonly', (files, answer) => {
        const names = files.getAllKeys(ours())
        const values = files.getAll(ours())
        // Blobs are handles: their bytes stay on disk.
        values.onsuccess = () =>
          answer(
            names.result.map((each, i) => {
              const value: unknown = values.result[i]
              return { name: nameOf(each), bytes: value instanceof Blob ? value.size : 0 }
            }),
          )
      })
      return (found ?? []).sort(byName)
    },
    async clear() {
      await step('readwrite', files => void files.delete(ours()))
    },
  }
}

function openDatabase(factory: IDBFactory, onClosed: () => void): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(database, 1)
    request.onupgradeneeded = () => void request.result.createObjectStore(table)
    request.onerror = () => reject(request.error)
    request.onsuccess = () => {
      const db = request.result
      // A browser may close it (site data removed), and a later version of the page must be able to.
      db.onclose = onClosed
      db.onversionchange = () => {
        db.close()
        onClosed()
      }
      resolve(db)
    }
  })
}
