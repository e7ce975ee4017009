import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AppFiles } from '../offline/files'
import { workerFile } from '../offline/files'
import { filesUnder } from './files'

/** Packed twins, which stand for the same file on their way, and hidden files, which no server sends. */
const unserved = /(^|\/)\.|\.(br|gz)$/

/** Every file of a built folder that a page can ask for. The extracts are elsewhere; a folder `data` is never listed. */
export function appFiles(folder: string): AppFiles {
  const files = filesUnder(folder, ['.'])
    .map(path => path.replace(/^\.\//, ''))
    .filter(path => !unserved.test(path) && !path.startsWith('data/') && path !== workerFile)
    .map(path => {
      const content = readFileSync(join(folder, path))
      return { path, bytes: content.length, hash: createHash('sha256').update(content).digest('hex') }
    })
  return { version: createHash('sha256').update(JSON.stringify(files)).digest('hex'), files }
}
