import { describe, expect, it } from 'vitest'
import { faultOf, KeepError } from '../../src/offline/fault'
import { cacheName, unneeded } from '../../src/offline/names'
import { isOurs, withNonce, withoutNonce } from '../../src/offline/nonce'
import { routeOf } from '../../src/offline/routes'
import { bodyOf } from '../../src/offline/verify'
import { hashOf, page, policy, scope } from './site'

describe('the route of a request', () => {
  const paths = new Set(['index.html', 'config.json', 'supported.js', 'assets/app-1.js'])
  const route = (url: string, more: Partial<{ method: string; mode: string; ranged: boolean }> = {}) =>
    routeOf({ url, method: 'GET', mode: 'cors', ranged: false, ...more }, scope, path => paths.has(path))
  const navigate = { mode: 'navigate' }

  it('of a page is the page, whatever filters its address has', () => {
    for (const url of [scope, `${scope}index.html`, `${scope}?wall=1`])
      expect(route(url, navigate)).toEqual({ by: 'page', path: 'index.html' })
  })

  it('of a file depends on whether its name has a hash', () => {
    expect(route(`${scope}assets/app-1.js`)).toEqual({ by: 'asset', path: 'assets/app-1.js' })
    // Of a build before or after this one.
    expect(route(`${scope}assets/other-2.js`)).toEqual({ by: 'asset', path: 'assets/other-2.js' })
    expect(route(`${scope}config.json`)).toEqual({ by: 'file', path: 'config.json' })
    // Whether it is there.
    expect(route(`${scope}assets/app-1.js`, { method: 'HEAD' })).toEqual({ by: 'asset', path: 'assets/app-1.js' })
  })

  it.each([
    ['extracts', `${scope}data/catalog.json`, {}],
    ['extracts, opened', `${scope}data/catalog.json`, navigate],
    ['another host', 'https://other.test/app/config.json', {}],
    ['another folder', 'https://supervision.test/other/config.json', {}],
    ['a folder whose name begins alike', 'https://supervision.test/application/', navigate],
    ['what is sent', `${scope}config.json`, { method: 'POST' }],
    ['whether settings are there', `${scope}config.json`, { method: 'HEAD' }],
    ['a part of a file', `${scope}assets/app-1.js`, { ranged: true }],
    ['the worker', `${scope}sw.js`, {}],
    ['what is not of the build', `${scope}nothing.js`, {}],
    ['a file with a question', `${scope}config.json?x=1`, {}],
    ['a file in a tab of its own', `${scope}config.json`, navigate],
  ])('of %s is the browser’s own', (_, url, more) => expect(route(url, more)).toBeNull())
})

describe('caches of other builds', () => {
  const names = ['old', 'new'].map(version => cacheName(scope, version))
  const others = [cacheName('https://supervision.test/', 'x'), cacheName('https://supervision.test/app2/', 'x'), 'else']
  const all = { scope, version: 'new', whole: true, names: [...names, ...others] }

  it('go once no page is of them', () => {
    expect(unneeded({ ...all, pages: [] })).toEqual([names[0]])
    expect(unneeded({ ...all, pages: ['new', 'new'] })).toEqual([names[0]])
  })

  it('stay while a page is of them, or of nobody knows which', () => {
    expect(unneeded({ ...all, pages: ['new', 'old'] })).toEqual([])
    expect(unneeded({ ...all, pages: ['new', undefined] })).toEqual([])
  })

  it('stay while this one is not whole', () => {
    expect(unneeded({ ...all, whole: false, pages: [] })).toEqual([])
  })
})

describe('a nonce', () => {
  const sent = page.replaceAll('__CSP_NONCE__', 'aGVsbG8taGVsbG8taGVsbG8')

  it('is taken out of what a server sends', () => {
    expect(withoutNonce(sent)).toBe(page)
    expect(withoutNonce(page)).toBe(page)
    expect([isOurs(sent), isOurs('<title>Sign in</title>')]).toEqual([true, false])
  })

  it('is another one in each answer, the same in the page and in its policy', async () => {
    const kept = () => new Response(page, { headers: { 'content-security-policy': policy('old'), 'x-a': 'b' } })
    const nonces = new Set<string>()
    for (const answer of [await withNonce(kept()), await withNonce(kept())]) {
      const nonce = /'nonce-([^']*)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1] ?? ''
      expect(await answer.text()).toBe(page.replaceAll('__CSP_NONCE__', nonce))
      expect(answer.headers.get('x-a')).toBe('b')
      nonces.add(nonce)
    }
    expect([...nonces].map(nonce => nonce.length)).toEqual([32, 32])
  })

  it('is none where the server has none', async () => {
    expect(await (await withNonce(new Response(page))).text()).toBe(page)
  })
})

describe('the body of an answer', () => {
  const text = 'export const a = 1'
  const file = { path: 'assets/a-1.js', bytes: text.length, hash: hashOf(text) }
  const fault = (answer: Response, of = file, patience?: number) =>
    bodyOf(answer, of, undefined, patience).then(
      () => null,
      (error: unknown) => (error instanceof KeepError ? error.fault : error),
    )

  it('is taken by its hash', async () => {
    expect(new TextDecoder().decode(await bodyOf(new Response(text), file))).toBe(text)
  })

  it('is refused where it is something else', async () => {
    const html = new Response('<form>', { headers: { 'content-type': 'text/html' } })
    expect(await fault(html)).toEqual({ kind: 'server', file: file.path, detail: 'text/html' })
    expect(await fault(new Response('', { status: 404 }))).toMatchObject({ kind: 'server', detail: '404' })
    const led = Object.defineProperties(new Response(text), {
      redirected: { value: true },
      url: { value: 'https://supervision.test/login' },
    })
    expect(await fault(led)).toMatchObject({ kind: 'server', detail: '→ /login' })
  })

  it('is refused before it fills the memory', async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(to) {
        sent += 16384
        to.enqueue(new Uint8Array(16384))
      },
    })
    expect(await fault(new Response(endless))).toMatchObject({ kind: 'server', file: file.path })
    expect(sent).toBeLessThan(200_000)
  })

  it('that stands still is an error of the network', async () => {
    const still = new Response(new ReadableStream())
    expect(await fault(still, file, 20)).toMatchObject({ kind: 'network', file: file.path })
  })

  it('of the page may have a nonce, of the settings any object', async () => {
    const index = { path: 'index.html', bytes: page.length, hash: hashOf(page) }
    const sent = page.replaceAll('__CSP_NONCE__', 'aGVsbG8taGVsbG8taGVsbG8')
    expect(new TextDecoder().decode(await bodyOf(new Response(sent), index))).toBe(page)
    expect(await fault(new Response(`${sent} `), index)).toMatchObject({ kind: 'server' })
    const settings = { path: 'config.json', bytes: 2, hash: hashOf('{}') }
    expect(await fault(new Response('{"engine":"clickhouse"}'), settings)).toBeNull()
    for (const wrong of ['<form>', '[]', 'null']) expect(await fault(new Response(wrong), settings)).not.toBeNull()
  })
})

describe('a fault', () => {
  it('is one of storage by the names that browsers have for it', () => {
    expect(faultOf(new DOMException('x', 'QuotaExceededError'), 'a').kind).toBe('storage')
    expect(faultOf(Object.assign(new Error('x'), { name: 'NS_ERROR_FILE_NO_DEVICE_SPACE' }), 'a').kind).toBe('storage')
    expect(faultOf(new TypeError('Failed to fetch'), 'a')).toEqual({
      kind: 'network',
      file: 'a',
      detail: 'Failed to fetch',
    })
  })
})
