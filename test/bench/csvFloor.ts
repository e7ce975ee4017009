import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import sirv from 'sirv'
import { build } from 'vite'

export interface CsvFloor {
  readonly url: string
  close(): void
}

declare global {
  interface Window {
    readCsv(file: File): Promise<{ rows: number; milliseconds: number }>
  }
}

/** Builds and serves a page that does nothing but read a CSV with DuckDB-WASM's own reader. */
export async function openCsvFloor(folder: string): Promise<CsvFloor> {
  mkdirSync(folder, { recursive: true })
  await build({
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      lib: { entry: join(import.meta.dirname, 'csvFloor.entry.js'), formats: ['es'], fileName: () => 'floor.js' },
      outDir: folder,
      emptyOutDir: false,
    },
  })
  const dist = dirname(createRequire(import.meta.url).resolve('@duckdb/duckdb-wasm'))
  for (const name of ['duckdb-browser-eh.worker.js', 'duckdb-eh.wasm'])
    copyFileSync(join(dist, name), join(folder, name))
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><title>floor</title><input type=file><script type=module src=floor.js></script>',
  )
  const server = createServer(sirv(folder, { dev: true }))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() }
}
