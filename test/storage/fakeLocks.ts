import { exclusive } from '../../src/storage/locks'

/** Locks that several stand-ins of tabs share. `held` names those that are never given back. */
export function fakeLocks(held: readonly string[] = []): LockManager {
  const alone = exclusive(null)
  const now = new Set(held)
  return {
    request: (name: string, task: () => Promise<unknown>) =>
      alone(name, async () => {
        now.add(name)
        try {
          return await task()
        } finally {
          now.delete(name)
        }
      }),
    query: async () => ({ held: [...now].map(name => ({ name })), pending: [] }),
  } as unknown as LockManager
}
