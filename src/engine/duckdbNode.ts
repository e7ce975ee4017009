import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import type { DuckDbPlatform, EngineWorker } from './duckdb'

const require = createRequire(import.meta.url)

/** DuckDB in a worker thread: what the command line and the tests ask. The same WebAssembly as in the browser. */
export function nodePlatform(): DuckDbPlatform {
  return {
    wasmUrl: require.resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm'),
    createWorker: () => startThread(require.resolve('@duckdb/duckdb-wasm/dist/duckdb-node-eh.worker.cjs')),
    createDatabase: worker => {
      const { AsyncDuckDB, VoidLogger } =
        require('@duckdb/duckdb-wasm/dist/duckdb-node.cjs') as typeof import('@duckdb/duckdb-wasm')
      return new AsyncDuckDB(new VoidLogger(), worker as globalThis.Worker)
    },
  }
}

/** Just enough of a browser's worker for DuckDB's Node script; `web-worker` cannot run it, since it offers no `module`. */
const bootstrap = `
  const { parentPort, workerData } = require('node:worker_threads')
  globalThis.postMessage = (message, transfer) => parentPort.postMessage(message, transfer)
  require(workerData)
  parentPort.on('message', data => globalThis.onmessage({ data }))
`

type Listener = (event: never) => void

function startThread(script: string): EngineWorker {
  // stdout is the thread's own and is thrown away: DuckDB prints every failed statement on it.
  const thread = new Worker(bootstrap, { eval: true, workerData: script, stdout: true })
  thread.stdout.resume()
  const handlers = new Map<Listener, (detail: unknown) => void>()
  const nameHere = (type: string) => (type === 'close' ? 'exit' : type)
  return {
    addEventListener(type, listener) {
      const handler = (detail: unknown) => listener(eventOf(type, detail) as never)
      handlers.set(listener, handler)
      thread.on(nameHere(type), handler)
    },
    removeEventListener(type, listener) {
      const handler = handlers.get(listener)
      if (handler) thread.off(nameHere(type), handler)
      handlers.delete(listener)
    },
    postMessage: (message, transfer) => thread.postMessage(message, transfer as readonly ArrayBuffer[] | undefined),
    terminate: () => void thread.terminate(),
  }
}

function eventOf(type: string, detail: unknown) {
  if (type === 'message') return { type, data: detail }
  if (type === 'error' && detail instanceof Error) return { type, message: detail.message, error: detail }
  return { type, message: type === 'close' ? `the worker ended (code ${String(detail)})` : String(detail) }
}
