import { join } from 'node:path'
import { workerFile } from '../offline/files'
import { appFiles } from './appFiles'

/**
 * Writes `sw.js` into a built folder: the service worker with the list of that folder, as a classic script, since
 * Firefox 115 knows no other, and at the root, so that it may answer for all of it.
 */
export async function buildServiceWorker(root: string, folder: string): Promise<void> {
  const { build } = await import('vite')
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    define: { __APP_FILES__: JSON.stringify(appFiles(folder)) },
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: ['chrome109', 'firefox115'],
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: join(root, 'src', 'offline', 'worker.ts'),
        output: { format: 'iife', entryFileNames: workerFile },
      },
    },
  })
}
