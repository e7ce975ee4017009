import { rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from '../../deploy/ask'
import { contentSecurityPolicy } from '../../src/cli/headers'
import { type RunningServer, startServer } from '../../src/cli/server'
import { BYTES, LONG, makeFolders } from './folders'

const folders = makeFolders()
let server: RunningServer

const get = (path: string, headers?: Record<string, string>, method?: string) => ask(server.url, path, headers, method)

beforeAll(async () => {
  server = await startServer(folders)
})

afterAll(async () => {
  await server.close()
  folders.remove()
})

const nonceOf = (policy: string | undefined) => /'nonce-([\w-]+)'/.exec(policy ?? '')?.[1]

describe('the page', () => {
  it('carries a nonce that is fresh for each answer and the same in the policy', async () => {
    const answers = await Promise.all(['/', '/', '/index.html', '/?x=1'].map(path => get(path)))
    const nonces = answers.map(answer => nonceOf(answer.headers['content-security-policy']))
    expect(new Set(nonces).size).toBe(4)
    for (const [i, answer] of answers.entries()) {
      expect(answer.status).toBe(200)
      expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
      expect(answer.body.toString()).toContain(`content="${nonces[i]}"`)
      expect(nonces[i]?.length).toBeGreaterThanOrEqual(22)
    }
  })

  it('is asked for anew each time and never answered with 304, which would repeat a nonce', async () => {
    const { headers } = await get('/')
    expect(headers['cache-control']).toBe('no-cache')
    expect(headers.etag).toBeUndefined()
    expect(headers['last-modified']).toBeUndefined()
    expect((await get('/', { 'If-None-Match': '*' })).status).toBe(200)
  })

  it('allows no eval, no inline code and no other origin', async () => {
    const policy = (await get('/')).headers['content-security-policy'] ?? ''
    expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/)
    expect(policy.replace(/ 'nonce-[\w-]+'/, '')).toBe(contentSecurityPolicy())
  })
})

describe('every answer', () => {
  it.each([
    '/',
    '/assets/app-abc123.js',
    '/assets/worker-abc123.js',
    '/assets/engine-abc123.wasm',
    '/data/catalog.json',
    '/data/permits.parquet',
    '/nothing',
  ])('%s has the protecting headers', async path => {
    const { headers } = await get(path)
    expect(headers['content-security-policy']).toContain("script-src 'self' 'wasm-unsafe-eval';")
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('no-referrer')
    expect(headers['x-frame-options']).toBe('DENY')
    expect(headers['cross-origin-opener-policy']).toBe('same-origin')
  })

  it('is for GET and HEAD alone', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const answer = await get('/data/catalog.json', {}, method)
      expect([method, answer.status, answer.headers.allow]).toEqual([method, 405, 'GET, HEAD'])
    }
  })

  it.each(['/', '/assets/app-abc123.js', '/data/catalog.json', '/data/permits.parquet', '/data/nothing.json'])(
    'to HEAD %s is the one to GET without the body',
    async path => {
      const [got, head] = await Promise.all([get(path), get(path, {}, 'HEAD')])
      expect(head.body.length).toBe(0)
      expect(head.status).toBe(got.status)
      for (const name of ['content-type', 'content-length', 'cache-control', 'etag']) {
        expect([name, head.headers[name]]).toEqual([name, got.headers[name]])
      }
    },
  )
})

describe('the build', () => {
  it('is kept for ever where its name carries its hash', async () => {
    expect((await get('/assets/app-abc123.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect((await get('/supported.js')).headers['cache-control']).toBe('no-cache')
  })

  it('comes precompressed', async () => {
    const plain = await get('/assets/app-abc123.js')
    expect(plain.headers['content-encoding']).toBeUndefined()
    const zipped = await get('/assets/app-abc123.js', { 'Accept-Encoding': 'gzip, deflate' })
    expect(zipped.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(zipped.body)).toEqual(plain.body)
    const packed = await get('/assets/app-abc123.js', { 'Accept-Encoding': 'gzip, deflate, br, zstd' })
    expect(packed.headers['content-encoding']).toBe('br')
    expect(packed.headers['content-type']).toBe('text/javascript')
    expect(packed.headers.vary).toBe('Accept-Encoding')
    expect(brotliDecompressSync(packed.body)).toEqual(plain.body)
  })

  it('has the type of WebAssembly', async () => {
    expect((await get('/assets/engine-abc123.wasm')).headers['content-type']).toBe('application/wasm')
  })

  it('is found as it is now, not as it was when the server started', async () => {
    writeFileSync(join(folders.root, 'assets', 'later-abc123.js'), '1')
    expect((await get('/assets/later-abc123.js')).status).toBe(200)
    rmSync(join(folders.root, 'assets', 'later-abc123.js'))
    expect((await get('/assets/later-abc123.js')).status).toBe(404)
  })
})

describe('the extracts', () => {
  it('never keep the catalogue, and ask again for the rest', async () => {
    const catalogue = await get('/data/catalog.json')
    expect(catalogue.headers['cache-control']).toBe('no-store')
    expect(catalogue.headers.etag).toBeUndefined()
    for (const name of ['answers.json', 'targets.json', 'permits.parquet', 'regions/districts.geojson']) {
      const first = await get(`/data/${name}`)
      expect([name, first.status, first.headers['cache-control']]).toEqual([name, 200, 'no-cache'])
      const again = await get(`/data/${name}`, { 'If-None-Match': first.headers.etag ?? '' })
      expect([name, again.status, again.body.length]).toEqual([name, 304, 0])
      const weak = await get(`/data/${name}`, { 'If-None-Match': `"other", W/${first.headers.etag}` })
      expect([name, weak.status]).toEqual([name, 304])
    }
  })

  it('are sent anew once they have changed', async () => {
    const path = join(folders.extracts, 'answers.json')
    const accept = { 'Accept-Encoding': 'br' }
    const before = await get('/data/answers.json', accept)
    writeFileSync(path, LONG.replace('permits', 'licence'))
    utimesSync(path, new Date(), new Date(Date.now() + 5000))
    const after = await get('/data/answers.json', { ...accept, 'If-None-Match': before.headers.etag ?? '' })
    expect(after.status).toBe(200)
    expect(brotliDecompressSync(after.body).toString()).toContain('licence')
  })

  it.each([
    ['br', 'gzip, deflate, br', brotliDecompressSync],
    ['gzip', 'gzip, br;q=0', gunzipSync],
  ])('are compressed with %s for "%s"', async (encoding, accepted, unpack) => {
    for (const name of ['catalog.json', 'regions/districts.geojson']) {
      const answer = await get(`/data/${name}`, { 'Accept-Encoding': accepted })
      expect(answer.headers['content-encoding']).toBe(encoding)
      expect(answer.headers.vary).toBe('Accept-Encoding')
      expect(unpack(answer.body).toString()).toBe(LONG)
    }
    const parquet = await get('/data/permits.parquet', { 'Accept-Encoding': accepted })
    expect(parquet.headers['content-encoding']).toBeUndefined()
    expect(parquet.body).toEqual(BYTES)
  })

  it('have an ETag for each encoding', async () => {
    const tags = await Promise.all(
      ['', 'gzip', 'br'].map(
        async accepted => (await get('/data/targets.json', { 'Accept-Encoding': accepted })).headers.etag,
      ),
    )
    expect(new Set(tags).size).toBe(1) // too small to be compressed
    const large = await Promise.all(
      ['', 'gzip', 'br'].map(
        async accepted => (await get('/data/regions/districts.geojson', { 'Accept-Encoding': accepted })).headers.etag,
      ),
    )
    expect(new Set(large).size).toBe(3)
  })

  it('cannot bring pages or scripts with them', async () => {
    expect((await get('/data/page.html')).headers['content-type']).toBe('application/octet-stream')
  })
})

describe('a range of a Parquet file', () => {
  it.each([
    ['bytes=0-3', 0, 3],
    ['bytes=990-', 990, 999],
    ['bytes=-8', 992, 999],
    ['bytes=500-5000', 500, 999],
    ['bytes=-5000', 0, 999],
  ])('%s is bytes %d to %d', async (range, start, end) => {
    const answer = await get('/data/permits.parquet', { Range: range })
    expect(answer.status).toBe(206)
    expect(answer.headers['content-range']).toBe(`bytes ${start}-${end}/1000`)
    expect(answer.headers['content-length']).toBe(String(end - start + 1))
    expect(answer.body).toEqual(BYTES.subarray(start, end + 1))
  })

  it('beyond its end is 416', async () => {
    for (const range of ['bytes=1000-', 'bytes=-0']) {
      const answer = await get('/data/permits.parquet', { Range: range })
      expect([answer.status, answer.headers['content-range']]).toEqual([416, 'bytes */1000'])
    }
  })

  it.each(['bytes=5-1', 'bytes=0-1,4-5', 'rows=0-1', 'bytes=-', 'bytes=a-b'])('"%s" is all of it', async range => {
    const answer = await get('/data/permits.parquet', { Range: range })
    expect([answer.status, answer.body.length]).toEqual([200, 1000])
  })

  it('is all of it once the file is not the one that the reader knows', async () => {
    const { etag = '' } = (await get('/data/permits.parquet')).headers
    const same = await get('/data/permits.parquet', { Range: 'bytes=0-3', 'If-Range': etag })
    const other = await get('/data/permits.parquet', { Range: 'bytes=0-3', 'If-Range': '"other"' })
    expect([same.status, other.status]).toEqual([206, 200])
  })
})

describe('what is not there', () => {
  it.each([
    '/nothing',
    '/index',
    '/index.html/',
    '/assets',
    '/assets/',
    '/overview',
    '/data',
    '/data/',
    '/data/nothing.parquet',
    '/data/regions',
    '/.inputs',
    '/data/.hidden.json',
    '/data/.git/config',
    '/data/link.json',
    '/../secret.json',
    '/data/../secret.json',
    '/data/../../secret.json',
    '/data/%2e%2e/secret.json',
    '/data/..%2fsecret.json',
    '/data/..%5csecret.json',
    '/data/..\\secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/data/%252e%252e/secret.json',
    '/data//catalog.json',
    '//data/catalog.json',
    '/data/catalog.json%00.txt',
    '/data/c:/secret.json',
    '/%',
    '/data/%ff',
    '*',
    'http://elsewhere.test/data/catalog.json',
  ])('%s is 404, not the page', async path => {
    const answer = await get(path)
    expect(answer.status).toBe(404)
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8')
    expect(answer.body.toString()).toBe('Not found\n')
  })
})

describe('starting', () => {
  it('rejects where the port is taken', async () => {
    const port = Number(new URL(server.url).port)
    await expect(startServer({ ...folders, port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  it('closes although a reader holds its connection', async () => {
    const other = await startServer({ ...folders, host: '127.0.0.1' })
    expect(other.url).toMatch(/^http:\/\/localhost:\d+$/)
    await fetch(`${other.url}/`)
    await other.close()
    await expect(fetch(`${other.url}/`)).rejects.toThrow()
  })
})
