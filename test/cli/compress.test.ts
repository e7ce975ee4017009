import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { compressFolder } from '../../src/cli/compress'
import { acceptedEncoding, CompressedFiles } from '../../src/cli/compressed'

const base = mkdtempSync(join(tmpdir(), 'supervision-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))

describe('a built folder', () => {
  const folder = join(base, 'dist')
  const cache = join(base, 'cache')
  const large = randomBytes(2 ** 20)

  it('gets packed files beside what is worth it, never beside the page', async () => {
    mkdirSync(join(folder, 'assets'), { recursive: true })
    writeFileSync(join(folder, 'index.html'), 'x'.repeat(5000))
    writeFileSync(join(folder, 'small.js'), 'x'.repeat(1000))
    writeFileSync(join(folder, 'assets', 'font.woff2'), 'x'.repeat(5000))
    writeFileSync(join(folder, 'assets', 'app.js'), 'x'.repeat(5000))
    writeFileSync(join(folder, 'assets', 'engine.wasm'), large)
    await compressFolder(folder, cache)
    expect(readdirSync(folder).sort()).toEqual(['assets', 'index.html', 'small.js'])
    expect(readdirSync(join(folder, 'assets')).sort()).toEqual([
      'app.js',
      'app.js.br',
      'app.js.gz',
      'engine.wasm',
      'engine.wasm.br',
      'engine.wasm.gz',
      'font.woff2',
    ])
    expect(brotliDecompressSync(readFileSync(join(folder, 'assets', 'engine.wasm.br'))).equals(large)).toBe(true)
    expect(gunzipSync(readFileSync(join(folder, 'assets', 'engine.wasm.gz'))).equals(large)).toBe(true)
  })

  it('takes what is large from the last build', async () => {
    const [kept = ''] = readdirSync(cache)
    expect(readdirSync(cache)).toHaveLength(1)
    writeFileSync(join(cache, kept), 'from the cache')
    await compressFolder(folder, cache)
    expect(readFileSync(join(folder, 'assets', 'engine.wasm.br'), 'utf8')).toBe('from the cache')
  })
})

describe('files packed in memory', () => {
  it('are packed once for each version, and tried anew after a failure', async () => {
    const files = new CompressedFiles()
    const path = join(base, 'answers.json')
    await expect(files.get(path, 'v1', 'br')).rejects.toThrow('ENOENT')
    writeFileSync(path, 'first')
    const [one, two] = await Promise.all([files.get(path, 'v1', 'br'), files.get(path, 'v1', 'br')])
    expect(two).toBe(one)
    writeFileSync(path, 'second')
    expect(await files.get(path, 'v1', 'br')).toBe(one)
    expect(brotliDecompressSync(await files.get(path, 'v2', 'br')).toString()).toBe('second')
  })
})

describe('the encoding', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['identity', undefined],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip;q=1.0, br;q=0', 'gzip'],
    ['br;q=0.0, gzip;q=0', undefined],
    ['GZIP', 'gzip'],
    ['brotli', undefined],
  ])('for %s is %s', (header, encoding) => {
    expect(acceptedEncoding(header)).toBe(encoding)
  })
})
