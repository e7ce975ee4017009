import workerUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url'
import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url'
import type { DuckDbPlatform } from './duckdb'

/**
 * DuckDB in a classic worker of the page's own origin (`worker-src 'self'` is enough). Needs WebAssembly exceptions; its
 * JavaScript is loaded with the first worker, not with the page.
 */
export function browserPlatform(): DuckDbPlatform {
  return {
    // The worker resolves relative addresses against itself, so the page makes it absolute.
    wasmUrl: new URL(wasmUrl, document.baseURI).href,
    createWorker: () => new Worker(new URL(workerUrl, document.baseURI), { name: 'duckdb' }),
    createDatabase: async worker => {
      const { AsyncDuckDB, VoidLogger } = await import('@duckdb/duckdb-wasm')
      return new AsyncDuckDB(new VoidLogger(), worker as Worker)
    },
  }
}
