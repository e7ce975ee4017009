import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { appFiles } from '../../src/cli/appFiles'
import { makeFolders } from './folders'

const folders = makeFolders()
afterAll(folders.remove)
const write = (path: string, text: string) => writeFileSync(join(folders.root, path), text)

describe('the list of a build', () => {
  it('has what a page can ask for, with bytes and hashes', () => {
    mkdirSync(join(folders.root, 'data'))
    mkdirSync(join(folders.root, '.vite'))
    for (const path of ['data/catalog.json', '.vite/manifest.json', 'config.json']) write(path, '{}')
    const { files } = appFiles(folders.root)
    expect(files.map(({ path }) => path)).toEqual([
      'assets/app-abc123.js',
      'assets/engine-abc123.wasm',
      'assets/worker-abc123.js',
      'config.json',
      'index.html',
      'manifest.webmanifest',
      'supported.js',
    ])
    const hash = createHash('sha256').update('{}').digest('hex')
    expect(files.find(({ path }) => path === 'config.json')).toEqual({ path: 'config.json', bytes: 2, hash })
  })

  it('is another version by any content, also of a file whose name has no hash, and only by that', () => {
    const first = appFiles(folders.root)
    expect(appFiles(folders.root)).toEqual(first)
    write('sw.js', '// another worker')
    write('supported.js.br', 'packed')
    expect(appFiles(folders.root).version).toBe(first.version)
    write('supported.js', '// other')
    expect(appFiles(folders.root).version).not.toBe(first.version)
  })
})
