import type { ExtractServices } from './contracts'
import { ImportFlow } from './flow'

const flows = new WeakMap<ExtractServices, ImportFlow>()

/** The import of these services: who leaves the page by the browser's back finds it again. */
export function flowOf(services: ExtractServices): ImportFlow {
  const known = flows.get(services) ?? new ImportFlow(services)
  flows.set(services, known)
  return known
}
