import type { Disk } from '../../src/storage/kept'

/** A disk that two tabs share. */
export function sharedDisk(): Disk & { readonly values: Map<string, unknown> } {
  const values = new Map<string, unknown>()
  return {
    values,
    get: async key => structuredClone(values.get(key)),
    set: async (key, value) => void values.set(key, structuredClone(value)),
    update: async (key, change) => void values.set(key, structuredClone(change(structuredClone(values.get(key))))),
    remove: async key => void values.delete(key),
    keys: async () => [...values.keys()],
  }
}
