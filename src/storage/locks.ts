/** Runs `task` while nobody else runs one under `name`. */
export type Exclusive = <T>(name: string, task: () => Promise<T>) => Promise<T>

/** One at a time among all tabs; without locks (plain HTTP) among the tasks of this page. */
export function exclusive(locks: LockManager | null): Exclusive {
  if (locks !== null) return async (name, task) => await locks.request(name, task)
  const last = new Map<string, Promise<unknown>>()
  return (name, task) => {
    const before = last.get(name) ?? Promise.resolve()
    const mine = before.then(task, task)
    last.set(name, mine)
    const tidy = () => {
      if (last.get(name) === mine) last.delete(name)
    }
    mine.then(tidy, tidy)
    return mine
  }
}

/** Names of the locks that any tab holds; null where nobody knows. */
export async function heldLocks(locks: LockManager | null): Promise<string[] | null> {
  if (locks === null) return null
  const { held = [] } = await locks.query()
  return held.map(lock => lock.name ?? '')
}
