import { describe, expect, it } from 'vitest'
import { faultOf } from '../../src/offline/fault'
import { type AppFiles, bytesOf } from '../../src/offline/files'
import { keepAll, wholeIn } from '../../src/offline/keep'
import { cacheName, hashHeader } from '../../src/offline/names'
import { FakeCaches } from './fakeCaches'
import { FakeServer, listOf, page, scope } from './site'

const build = { 'assets/a-1.js': 'a', 'assets/b-1.js': 'bb', 'config.json': '{}', 'index.html': page }
const list = listOf(build)
const later = { ...build, 'assets/b-1.js': undefined, 'assets/b-2.js': 'bbb', 'index.html': `${page} ` }
const laterFiles = Object.fromEntries(Object.entries(later).filter(([, text]) => text !== undefined)) as typeof build
const laterList = listOf(laterFiles)

function keeper(caches: FakeCaches, server: FakeServer, room: number | null = null) {
  const told: number[] = []
  const keep = (of: AppFiles) =>
    keepAll(of, { scope, caches: caches.storage, fetch: server.fetch, room: async () => room }, done => told.push(done))
  const fails = (of: AppFiles) =>
    keep(of).then(
      () => null,
      (error: unknown) => faultOf(error, null),
    )
  return { keep, fails, told }
}

const pathsIn = (caches: FakeCaches, { version }: AppFiles): string[] =>
  [...(caches.all.get(cacheName(scope, version))?.keys() ?? [])].map(url => url.slice(scope.length)).sort()

describe('keeping a build', () => {
  it('keeps every file with its hash, and says last that it is whole', async () => {
    const [caches, server] = [new FakeCaches(), new FakeServer(build)]
    const { keep, told } = keeper(caches, server)
    const whole = await keep(list)
    expect(whole.bytes).toBe(bytesOf(list.files))
    expect(pathsIn(caches, list)).toEqual(['.whole', ...Object.keys(build)])
    for (const { path, hash } of list.files) {
      const kept = await caches.match(scope + path, { cacheName: cacheName(scope, list.version) })
      expect([path, kept?.headers.get(hashHeader)]).toEqual([path, hash])
    }
    expect(await wholeIn(caches.storage, scope, list.version)).toEqual(whole)
    expect(told.at(-1)).toBe(whole.bytes)
    expect(told).toEqual([...told].sort((a, b) => a - b))
  })

  it('goes on where it was interrupted', async () => {
    const [caches, server] = [new FakeCaches(), new FakeServer({ ...build })]
    delete server.files['index.html']
    const { keep, fails } = keeper(caches, server)
    expect(await fails(list)).toMatchObject({ kind: 'network', file: 'index.html' })
    expect(await wholeIn(caches.storage, scope, list.version)).toBeNull()
    const there = pathsIn(caches, list)
    expect(there.length).toBeGreaterThan(0)
    server.files['index.html'] = page
    server.asked.length = 0
    await keep(list)
    expect(server.asked.filter(path => there.includes(path))).toEqual([])
    expect(await wholeIn(caches.storage, scope, list.version)).not.toBeNull()
  })

  it('takes from another build what is the same, but for settings, and leaves that one whole', async () => {
    const [caches, server] = [new FakeCaches(), new FakeServer(build)]
    const { keep } = keeper(caches, server)
    await keep(list)
    server.files = laterFiles
    server.asked.length = 0
    await keep(laterList)
    expect(server.asked.sort()).toEqual(['assets/b-2.js', 'config.json', 'index.html'])
    expect(pathsIn(caches, list)).toEqual(['.whole', ...Object.keys(build)])
  })

  it('asks the server itself once where the browser’s own copy is something else', async () => {
    let asked = 0
    const answers = () => new Response(++asked === 1 ? '<form>' : 'a')
    const [caches, server] = [new FakeCaches(), new FakeServer({ ...build, 'assets/a-1.js': answers })]
    const { keep, told } = keeper(caches, server)
    await keep(list)
    expect(asked).toBe(2)
    expect(told.at(-1)).toBe(bytesOf(list.files))
  })

  it('begins nothing where there is no room, and leaves no half', async () => {
    const [caches, server] = [new FakeCaches(), new FakeServer(build)]
    expect(await keeper(caches, server, bytesOf(list.files) - 1).fails(list)).toMatchObject({ kind: 'storage' })
    expect([server.asked, [...caches.all.keys()]]).toEqual([[], []])
  })

  it('takes a half away where room runs out, and leaves what was whole', async () => {
    const [caches, server] = [new FakeCaches(), new FakeServer(build)]
    const { keep, fails } = keeper(caches, server)
    await keep(list)
    caches.full = true
    server.files = laterFiles
    expect(await fails(laterList)).toMatchObject({ kind: 'storage' })
    expect([...caches.all.keys()]).toEqual([cacheName(scope, list.version)])
    expect(await wholeIn(caches.storage, scope, list.version)).not.toBeNull()
  })
})
