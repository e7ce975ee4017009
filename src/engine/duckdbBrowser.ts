import scriptUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url'
import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url'
import type { DuckDbPlatform } from './duckdb'
import workerUrl from './duckdbWorker?worker&url'
import { messagesOnly } from './start'

/**
 * DuckDB in a classic worker of the page's own origin (`worker-src 'self'` is enough). Needs WebAssembly exceptions. Its
 * JavaScript is loaded with the first worker, not with the page.
 */
export function browserPlatform(): DuckDbPlatform {
  // The worker would resolve a relative address against its own.
  const wasm = absolute(wasmUrl)
  return {
    wasmUrl: wasm,
    check: () => checkServed(wasm),
    createWorker: () => {
      // Awaited with the database: both are fetched at the same time.
      library().catch(() => undefined)
      return new Worker(`${absolute(workerUrl)}#${absolute(scriptUrl)}`, { name: 'duckdb' })
    },
    createDatabase: async worker => {
      const { AsyncDuckDB, VoidLogger } = await library()
      return new AsyncDuckDB(new VoidLogger(), messagesOnly(worker) as Worker)
    },
  }
}

const absolute = (url: string) => new URL(url, document.baseURI).href

const library = () => import('@duckdb/duckdb-wasm')

/** Rejects when the server says that it has no WebAssembly there. A browser that is offline has it from its cache. */
async function checkServed(url: string): Promise<void> {
  const response = await fetch(url, { method: 'HEAD' }).catch(() => null)
  if (!response || response.status === 405) return
  if (!response.ok) throw new Error(`The engine could not be fetched: ${url} gave status ${response.status}`)
  const type = response.headers.get('content-type') ?? ''
  if (type.split(';')[0]?.trim() === 'application/wasm') return
  throw new Error(`The engine could not be fetched: ${url} is served as "${type}", it has to be application/wasm`)
}
