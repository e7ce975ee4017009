import { byName, type FileBackend } from './backend'

/** Files of this page, until it is closed. */
export function openMemory(): FileBackend {
  const files = new Map<string, Blob>()
  return {
    where: 'memory',
    async write(name, bytes, allowed, onBytes) {
      // A copy: a file that was chosen on disk may change or go.
      const copy = new Blob([await bytes.arrayBuffer()], { type: bytes.type })
      if (!allowed([...files.keys()])) return false
      files.set(name, copy)
      onBytes(copy.size)
      return true
    },
    read: async name => files.get(name) ?? null,
    async remove(name) {
      files.delete(name)
    },
    list: async () => [...files].map(([name, { size }]) => ({ name, bytes: size })).sort(byName),
    async clear() {
      files.clear()
    },
  }
}
