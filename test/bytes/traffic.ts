import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type RunningServer, startServer } from '../../src/cli/server'

/** One answer of the server, of pages and workers alike; what the browser had kept is none. */
export interface Sent {
  /** Without a slash at its beginning; `index.html` for the page. */
  readonly path: string
  /** Of the body as it was sent, compressed. */
  readonly bytes: number
  /** Milliseconds since 1970 when its last byte was sent. */
  readonly ended: number
}

export type Kind = 'app' | 'engine' | 'data'

/** The engine is DuckDB's WebAssembly and worker, and the decoder's WebAssembly; data is what lies in the folder of extracts. */
export function kindOf(path: string): Kind {
  if (path.startsWith('data/')) return 'data'
  return /^assets\/(duckdb-[\w.-]+\.wasm|duckdb-browser-eh\.worker-[\w-]+\.js|parquet_wasm[\w-]+\.wasm)$/.test(path)
    ? 'engine'
    : 'app'
}

export const bytesOf = (sent: readonly Sent[], kind: Kind): number =>
  sent.filter(({ path }) => kindOf(path) === kind).reduce((sum, { bytes }) => sum + bytes, 0)

/** The server of `npm start` behind one that counts what it sends. */
export async function countingServer(folders: {
  root: string
  extracts: string
}): Promise<RunningServer & { readonly sent: Sent[] }> {
  const inner = await startServer(folders)
  const sent: Sent[] = []
  const outer = createServer((asked, answer) => {
    const { method, headers, url = '/' } = asked
    const forward = request(`${inner.url}${url}`, { method, headers }, found => {
      answer.writeHead(found.statusCode ?? 500, found.headers)
      let bytes = 0
      found.on('data', (part: Buffer) => {
        bytes += part.length
      })
      found.on('end', () => {
        const path = decodeURIComponent(url.split(/[?#]/, 1)[0] ?? '').slice(1)
        sent.push({ path: path === '' ? 'index.html' : path, bytes, ended: Date.now() })
      })
      found.pipe(answer)
    })
    forward.on('error', () => answer.destroy())
    answer.on('close', () => forward.destroy())
    asked.pipe(forward)
  })
  await new Promise<void>(resolve => outer.listen(0, '127.0.0.1', resolve))
  return {
    sent,
    url: `http://localhost:${(outer.address() as AddressInfo).port}`,
    async close() {
      const closed = new Promise<void>(resolve => outer.close(() => resolve()))
      outer.closeAllConnections()
      await closed
      await inner.close()
    },
  }
}
