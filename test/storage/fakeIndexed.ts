type Listener = (() => void) | null
interface Request {
  result: unknown
  error: unknown
  onsuccess: Listener
  onerror: Listener
  onupgradeneeded?: Listener
}

export interface FakeIndexed {
  readonly factory: IDBFactory
  readonly values: Map<string, unknown>
  /** `full`: what is put does not fit; `hangs`: nothing is answered; `fails`: nothing can be opened. */
  mode: 'works' | 'full' | 'hangs' | 'fails'
}

/** IndexedDB with one table in memory: transactions that write come one after another, each whole or not at all. */
export function fakeIndexed(): FakeIndexed {
  const fake: FakeIndexed = { mode: 'works', values: new Map(), factory: { open } as unknown as IDBFactory }
  let line: Promise<void> = Promise.resolve()

  function open() {
    const request: Request = { result: null, error: null, onsuccess: null, onerror: null, onupgradeneeded: null }
    if (fake.mode === 'hangs') return request
    queueMicrotask(() => {
      if (fake.mode === 'fails') {
        request.error = new DOMException('denied', 'SecurityError')
        request.onerror?.()
        return
      }
      request.result = {
        createObjectStore() {},
        transaction: (_: string, mode: string) => transaction(mode),
        close() {},
      }
      request.onupgradeneeded?.()
      request.onsuccess?.()
    })
    return request
  }

  function transaction(mode: string) {
    const asked: { request: Request; task: () => unknown }[] = []
    const made = {
      error: null as unknown,
      oncomplete: null as Listener,
      onabort: null as Listener,
      onerror: null as Listener,
      over: false,
      abort() {
        if (made.over) throw new DOMException('it is over', 'InvalidStateError')
        made.over = true
        made.onabort?.()
      },
      objectStore: () => store,
    }
    let changed = new Map<string, unknown>()
    const ask = (task: () => unknown): Request => {
      const request: Request = { result: null, error: null, onsuccess: null, onerror: null }
      asked.push({ request, task })
      return request
    }
    const inRange = (range: { lower: string; upper: string }) =>
      [...changed].filter(([key]) => key >= range.lower && key <= range.upper).sort(([a], [b]) => (a < b ? -1 : 1))
    const store = {
      count: () => ask(() => changed.size),
      get: (key: string) => ask(() => changed.get(key)),
      getAllKeys: (range: { lower: string; upper: string }) => ask(() => inRange(range).map(([key]) => key)),
      getAll: (range: { lower: string; upper: string }) => ask(() => inRange(range).map(([, value]) => value)),
      put: (value: unknown, key: string) =>
        ask(() => {
          if (fake.mode === 'full') throw new DOMException('full', 'QuotaExceededError')
          changed.set(key, value)
        }),
      delete: (what: string | { lower: string; upper: string }) =>
        ask(() => {
          for (const key of typeof what === 'string' ? [what] : inRange(what).map(([each]) => each)) changed.delete(key)
        }),
    }
    const run = async () => {
      await Promise.resolve()
      if (fake.mode === 'hangs') return
      changed = new Map(fake.values)
      for (let next = asked.shift(); next && !made.over; next = asked.shift()) {
        await Promise.resolve()
        try {
          next.request.result = next.task()
        } catch (error) {
          made.error = error
          made.over = true
          made.onabort?.()
          return
        }
        next.request.onsuccess?.()
      }
      if (made.over) return
      made.over = true
      if (mode === 'readwrite') {
        fake.values.clear()
        for (const [key, value] of changed) fake.values.set(key, value)
      }
      made.oncomplete?.()
    }
    line = line.then(run)
    return made
  }
  return fake
}

/** The one thing of IndexedDB's that code takes from the page itself. */
export const keyRange = { bound: (lower: string, upper: string) => ({ lower, upper }) }
