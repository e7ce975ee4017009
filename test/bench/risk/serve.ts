import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import sirv from 'sirv'
import { build } from 'vite'
import { projectRoot } from '../../../src/cli/files'
import { prepareVersion } from '../../../src/cli/prepareVersion'

export interface BenchPage {
  readonly url: string
  close(): void
}

/** Builds the page of a bench, which lies in `root`, and serves it with folders of extracts beside it, each by its name. */
export async function openPage(
  root: string,
  folder: string,
  extracts: Readonly<Record<string, string>>,
): Promise<BenchPage> {
  mkdirSync(folder, { recursive: true })
  await build({
    configFile: false,
    root,
    base: './',
    publicDir: false,
    logLevel: 'error',
    define: { __PREPARE_VERSION__: JSON.stringify(prepareVersion(projectRoot)) },
    worker: { format: 'es' },
    build: { outDir: folder, emptyOutDir: true, target: 'chrome109', assetsInlineLimit: 0, modulePreload: false },
  })
  const page = sirv(folder, { dev: true })
  const folders = Object.entries(extracts).map(([name, dir]) => [`/${name}/`, sirv(dir, { dev: true })] as const)
  const server = createServer((request, response) => {
    const found = folders.find(([prefix]) => request.url?.startsWith(prefix))
    if (found === undefined) return page(request, response)
    const [prefix, serve] = found
    request.url = request.url?.slice(prefix.length - 1)
    return serve(request, response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { url: `http://127.0.0.1:${port}`, close: () => void server.close() }
}
