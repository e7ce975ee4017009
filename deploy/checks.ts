import assert from 'node:assert/strict'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { filesUnder } from '../src/cli/files'
import { contentSecurityPolicy, NONCE_PLACEHOLDER, securityHeaders } from '../src/cli/headers'
import { type Answer, ask } from './ask'

/** A running server and what it should serve. */
export interface Site {
  /** Without a slash at its end. */
  url: string
  /** The built app. */
  root: string
  /** The extracts folder. */
  extracts: string
  /** Whether it can send precompressed brotli; gzip it always can. */
  brotli: boolean
}

/** What every server of the app must do, ours and nginx: each rejects with what differs. */
export const checks: Record<string, (site: Site) => Promise<void>> = {
  'the page has a fresh nonce each time, in the policy too, and is never kept': async ({ url }) => {
    const nonces = new Set<string>()
    for (const path of ['/', '/', '/index.html']) {
      const { status, headers, body } = await ask(url, path, { 'If-Modified-Since': new Date().toUTCString() })
      equal(
        path,
        { status, type: headers['content-type']?.replaceAll(' ', '') },
        { status: 200, type: 'text/html;charset=utf-8' },
      )
      const nonce = /csp-nonce" content="([\w-]{22,})"/.exec(body.toString())?.[1] ?? ''
      assert.ok(nonce && !body.includes(NONCE_PLACEHOLDER), `${path}: ${NONCE_PLACEHOLDER} is not replaced`)
      equal(path, headers['content-security-policy'], contentSecurityPolicy(nonce))
      equal(
        path,
        [headers['cache-control'], headers.etag, headers['last-modified']],
        ['no-cache', undefined, undefined],
      )
      nonces.add(nonce)
    }
    equal('different nonces of three answers', nonces.size, 3)
  },

  'every answer has the protecting headers': async site => {
    for (const path of ['/', ...assets(site, ''), '/data/catalog.json', '/nothing', '/assets/nothing.js', '/.inputs']) {
      const { headers } = await ask(site.url, path)
      const policy = headers['content-security-policy']?.replace(/ 'nonce-[\w-]+'/, '')
      const actual = Object.fromEntries(Object.keys(securityHeaders()).map(name => [name, headers[name.toLowerCase()]]))
      equal(path, { ...actual, 'Content-Security-Policy': policy }, securityHeaders())
    }
  },

  'assets are kept for ever, errors in their place are not': async site => {
    for (const path of assets(site, '')) {
      equal(path, cachingOf(await ask(site.url, path)), [200, 'public, max-age=31536000, immutable'])
    }
    equal('a missing asset', cachingOf(await ask(site.url, '/assets/nothing.js'))[0], 404)
    assert.doesNotMatch((await ask(site.url, '/assets/nothing.js')).headers['cache-control'] ?? '', /immutable/)
    // A browser that kept the service worker for long would not hear of the next build.
    for (const path of ['/supported.js', '/sw.js', '/manifest.webmanifest'])
      equal(path, cachingOf(await ask(site.url, path)), [200, 'no-cache'])
  },

  'scripts, styles and WebAssembly come precompressed': async site => {
    const packed = assets(site, '.gz').map(path => path.slice(0, -3))
    assert.ok(packed.length > 0, `${site.root}/assets has no precompressed file: run npm run build`)
    for (const path of packed) {
      const plain = await ask(site.url, path)
      equal(path, plain.headers['content-encoding'], undefined)
      const zipped = await ask(site.url, path, { 'Accept-Encoding': 'gzip, deflate' })
      equal(path, [zipped.headers['content-encoding'], zipped.headers.vary], ['gzip', 'Accept-Encoding'])
      assert.ok(gunzipSync(zipped.body).equals(plain.body), `${path}: gzip gives other bytes`)
      const best = await ask(site.url, path, { 'Accept-Encoding': 'gzip, deflate, br' })
      equal(path, best.headers['content-encoding'], site.brotli ? 'br' : 'gzip')
      assert.ok(!site.brotli || brotliDecompressSync(best.body).equals(plain.body), `${path}: brotli gives other bytes`)
      equal(path, best.headers['content-type'], plain.headers['content-type'])
    }
  },

  'types are those that nosniff needs': async site => {
    for (const path of assets(site, '.wasm')) equal(path, (await typeOf(site, path))[0], 'application/wasm')
    for (const path of assets(site, '.js'))
      assert.match((await typeOf(site, path))[0] ?? '', /^(text|application)\/javascript$/)
    for (const path of assets(site, '.css')) equal(path, (await typeOf(site, path))[0], 'text/css')
    equal('catalog.json', (await typeOf(site, '/data/catalog.json'))[0], 'application/json')
    assert.match((await typeOf(site, '/sw.js'))[0] ?? '', /^(text|application)\/javascript$/)
    equal('the manifest', (await typeOf(site, '/manifest.webmanifest'))[0], 'application/manifest+json')
  },

  'the catalogue is never kept, extracts are asked for again': async site => {
    equal('catalog.json', cachingOf(await ask(site.url, '/data/catalog.json')), [200, 'no-store'])
    for (const path of extractPaths(site)) {
      const first = await ask(site.url, path)
      equal(path, cachingOf(first), [200, 'no-cache'])
      const again = await ask(site.url, path, { 'If-None-Match': first.headers.etag ?? '' })
      equal(path, [again.status, again.body.length], [304, 0])
    }
  },

  'Parquet comes as it is, in ranges if asked': async site => {
    const path = extractPaths(site).find(name => name.endsWith('.parquet'))
    assert.ok(path, `${site.extracts} has no .parquet file`)
    const whole = await ask(site.url, path, { 'Accept-Encoding': 'gzip, br' })
    equal(path, whole.headers['content-encoding'], undefined)
    const last = await ask(site.url, path, { Range: 'bytes=-8' })
    const size = whole.body.length
    equal(path, [last.status, last.headers['content-range']], [206, `bytes ${size - 8}-${size - 1}/${size}`])
    assert.ok(last.body.equals(whole.body.subarray(-8)), `${path}: the range gives other bytes`)
    equal(path, (await ask(site.url, path, { Range: `bytes=${size}-` })).status, 416)
  },

  'texts among the extracts are compressed on the way': async site => {
    for (const path of extractPaths(site).filter(name => /json$/.test(name))) {
      const plain = await ask(site.url, path)
      if (plain.body.length < 2048) continue
      const zipped = await ask(site.url, path, { 'Accept-Encoding': 'gzip' })
      equal(path, zipped.headers['content-encoding'], 'gzip')
      assert.ok(gunzipSync(zipped.body).equals(plain.body), `${path}: gzip gives other bytes`)
    }
  },

  'hidden and outside files, folders and unknown names are not served': async ({ url }) => {
    const outside = ['/data/../secret.json', '/data/%2e%2e/secret.json', '/data/..%2fsecret.json', '/data/link.json']
    const hidden = ['/.inputs', '/data/.hidden.json', '/data/.git/config', '/.git/HEAD']
    for (const path of [...outside, ...hidden, '/assets', '/assets/', '/data/', '/nothing', '/overview']) {
      const { status } = await ask(url, path)
      assert.ok(status >= 400 && status < 500, `${path}: answered with ${status}, expected 404 or another refusal`)
    }
    for (const method of ['POST', 'PUT', 'DELETE']) {
      const { status } = await ask(url, '/data/catalog.json', {}, method)
      equal(method, status, 405)
    }
  },
}

function assets({ root }: Site, ending: string): string[] {
  const all = filesUnder(root, ['assets']).map(path => `/${path}`)
  return ending ? all.filter(path => path.endsWith(ending)) : all.filter(path => !/\.(br|gz)$/.test(path))
}

function extractPaths({ extracts }: Site): string[] {
  return filesUnder(extracts, ['.'])
    .filter(path => /\.(parquet|geojson|json)$/.test(path) && !/(^|\/)\./.test(path) && path !== 'catalog.json')
    .filter(path => path !== 'link.json')
    .map(path => `/data/${path}`)
}

const cachingOf = ({ status, headers }: Answer) => [status, headers['cache-control']]

async function typeOf({ url }: Site, path: string): Promise<(string | undefined)[]> {
  return ((await ask(url, path, {}, 'HEAD')).headers['content-type'] ?? '').split(/; */)
}

function equal(what: string, actual: unknown, expected: unknown): void {
  assert.deepEqual(actual, expected, `${what}: ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`)
}
