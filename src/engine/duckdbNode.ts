import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import type { DuckDbPlatform, EngineWorker } from './duckdb'
import { messagesOnly } from './start'

const require = createRequire(import.meta.url)

/** DuckDB in a worker thread: what the command line and the tests ask. The same WebAssembly as in the browser. */
export function nodePlatform(): DuckDbPlatform {
  return {
    wasmUrl: require.resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm'),
    createWorker: () => startThread(require.resolve('@duckdb/duckdb-wasm/dist/duckdb-node-eh.worker.cjs')),
    createDatabase: worker => {
      const { AsyncDuckDB, VoidLogger } =
        require('@duckdb/duckdb-wasm/dist/duckdb-node.cjs') as typeof import('@duckdb/duckdb-wasm')
      return new AsyncDuckDB(new VoidLogger(), messagesOnly(worker) as globalThis.Worker)
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

function startThread(script: string): EngineWorker {
  // stdout is the thread's own and is thrown away: DuckDB prints every failed statement on it.
  const thread = new Worker(bootstrap, { eval: true, workerData: script, stdout: true })
  thread.stdout.resume()
  return {
    addEventListener(type, listener) {
      thread.on(type === 'close' ? 'exit' : type, (detail: unknown) => listener(eventOf(type, detail)))
    },
    postMessage: (message, transfer) => thread.postMessage(message, transfer as ArrayBuffer[]),
    terminate: () => void thread.terminate(),
  }
}

function eventOf(type: string, detail: unknown): Event {
  const message = detail instanceof Error ? detail.message : String(detail)
  return { type, data: detail, message } as unknown as Event
}
