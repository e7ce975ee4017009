type Load<T> = () => Promise<T>

const fetched = new Map<Load<unknown>, Promise<unknown>>()
const failed = new Set<Load<unknown>>()

/**
 * What `load` (a stable function) gives, fetched once. A failure stays until `forgetFailed`: a component that reads it
 * with `use` is rendered again when it rejects, and would otherwise ask again and again.
 */
export function fetchOnce<T>(load: Load<T>): Promise<T> {
  const known = fetched.get(load)
  if (known) return known as Promise<T>
  const promise = load()
  fetched.set(load, promise)
  promise.catch(() => failed.add(load))
  return promise
}

/** Lets the next `fetchOnce` of what failed ask again. */
export function forgetFailed(): void {
  for (const load of failed) fetched.delete(load)
  failed.clear()
}
