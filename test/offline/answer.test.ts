import { describe, expect, it } from 'vitest'
import { type Answering, answerAsset, answerFile, answerPage, keepSettings } from '../../src/offline/answer'
import { keepAll } from '../../src/offline/keep'
import { FakeCaches } from './fakeCaches'
import { FakeServer, listOf, page, scope } from './site'

const build = { 'assets/a-1.js': 'a', 'config.json': '{"engine":"duckdb"}', 'index.html': page, 'supported.js': 's' }
const list = listOf(build)
const laterPage = page.replace('<div', '<p>later</p><div')
const later = { ...build, 'assets/a-1.js': 'a', 'assets/b-2.js': 'b', 'index.html': laterPage }

/** A worker of `build`, which is kept, before a server. */
async function worker(server: FakeServer): Promise<{ by: Answering; caches: FakeCaches; text: TextOf }> {
  const caches = new FakeCaches()
  const means = { scope, caches: caches.storage, room: async () => null }
  await keepAll(list, { ...means, fetch: new FakeServer(build).fetch }, () => undefined)
  const by: Answering = { ...means, list, fetch: request => server.fetch(request.url), patience: 50 }
  const text: TextOf = async path => {
    const request = new Request(scope + path)
    const answer = await (path === 'index.html'
      ? answerPage(request, by)
      : path.startsWith('assets/')
        ? answerAsset(request, by)
        : answerFile(request, path, by))
    return `${answer.status} ${await answer.text()}`
  }
  return { by, caches, text }
}
type TextOf = (path: string) => Promise<string>

const never = () => new Promise<Response>(() => undefined)
/** A beginning, then the end of the connection. */
const cut = () => {
  let sent = false
  const body = new ReadableStream<Uint8Array>({
    pull(to) {
      if (sent) to.error(new TypeError('network error'))
      else to.enqueue(new TextEncoder().encode('a beginning'))
      sent = true
    },
  })
  return new Response(body)
}
const html =
  (text: string, status = 200) =>
  () =>
    new Response(text, { status, headers: { 'content-type': 'text/html' } })

describe('the page', () => {
  it.each([
    ['there is no network', {}],
    ['the network says nothing', { 'index.html': never }],
    ['the gateway has no server', { 'index.html': html('Bad gateway', 502) }],
    ['the folder is being replaced', { 'index.html': html('Not found', 404) }],
    ['the server has another build, which is not kept', { 'index.html': html(laterPage) }],
  ])('is the kept one where %s', async (_, files) => {
    const { text } = await worker(new FakeServer(files))
    expect(await text('index.html')).toBe(`200 ${page}`)
  })

  it.each([
    [
      'is of the kept build',
      html(page.replaceAll('__CSP_NONCE__', 'aGVsbG8taGVsbG8taGVsbG8')),
      'aGVsbG8taGVsbG8taGVsbG8',
    ],
    ['asks to sign in', html('<form>Sign in</form>'), 'Sign in'],
    ['refuses', html('Sign in first', 401), '401 Sign in first'],
  ])('is the network’s where that one %s', async (_, answer, has) => {
    const { text } = await worker(new FakeServer({ 'index.html': answer }))
    expect(await text('index.html')).toContain(has)
  })

  it('of another build is given once that one is kept whole', async () => {
    const server = new FakeServer(later)
    const { text, caches } = await worker(server)
    const means = { scope, caches: caches.storage, fetch: server.fetch, room: async () => null }
    await keepAll(listOf(later), means, () => undefined)
    expect(await text('index.html')).toBe(`200 ${laterPage}`)
  })
})

describe('a file', () => {
  it('without a hash is the network’s, else the kept one', async () => {
    expect(await (await worker(new FakeServer({ 'supported.js': 'new' }))).text('supported.js')).toBe('200 new')
    const away: FakeServer['files'][] = [
      {},
      { 'supported.js': never },
      { 'supported.js': html('<form>') },
      { 'supported.js': cut },
    ]
    for (const files of away) expect(await (await worker(new FakeServer(files))).text('supported.js')).toBe('200 s')
  })

  it('with a hash is the kept one, of whatever build, else the network’s', async () => {
    const server = new FakeServer({ ...later, 'assets/c-3.js': 'c' })
    const { text, caches } = await worker(server)
    const means = { scope, caches: caches.storage, fetch: server.fetch, room: async () => null }
    await keepAll(listOf(later), means, () => undefined)
    server.asked.length = 0
    expect(await Promise.all(['assets/a-1.js', 'assets/b-2.js', 'assets/c-3.js'].map(text))).toEqual([
      '200 a',
      '200 b',
      '200 c',
    ])
    expect(server.asked).toEqual(['assets/c-3.js'])
  })

  it('is said to be there without a body', async () => {
    const { by } = await worker(new FakeServer({ 'assets/a-1.js': html('<form>') }))
    const answer = await answerAsset(new Request(`${scope}assets/a-1.js`, { method: 'HEAD' }), by)
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      'text/javascript',
      '',
    ])
  })

  it('is asked of the network where what was kept is gone, and makes no cache anew', async () => {
    const { text, caches } = await worker(new FakeServer(later))
    caches.all.clear()
    expect(await text('assets/a-1.js')).toBe('200 a')
    expect(await text('index.html')).toBe(`200 ${laterPage}`)
    expect([...caches.all.keys()]).toEqual([])
  })
})

describe('settings', () => {
  it('are kept as an operator changed them, and not where something else came', async () => {
    const changed = '{"engine":"clickhouse"}'
    const { by, text } = await worker(new FakeServer({}))
    await keepSettings(new Response('<form>'), by)
    await keepSettings(new Response('gone', { status: 404 }), by)
    expect(await text('config.json')).toBe(`200 ${build['config.json']}`)
    await keepSettings(new Response(changed), by)
    expect(await text('config.json')).toBe(`200 ${changed}`)
  })
})
