import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { diskFolder } from '../../src/cli/folder'
import { fetchBlob, fetchText, webFolder } from '../../src/extracts/fetchFile'

type Answer = (response: ServerResponse, request: IncomingMessage) => void
const answers = new Map<string, Answer>()
const asked: { path: string; method: string; cache: string }[] = []
const server = createServer((request, response) => {
  const path = decodeURIComponent(request.url ?? '')
  asked.push({ path, method: request.method ?? '', cache: String(request.headers['cache-control'] ?? '') })
  const answer = answers.get(path)
  if (answer) answer(response, request)
  else response.writeHead(404, { 'Content-Type': 'text/html' }).end('<h1>Not found</h1>')
})
let origin = ''
beforeAll(async () => {
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  answers.clear()
  asked.length = 0
})

const sends =
  (body: string | Uint8Array, headers: Record<string, string> = {}, status = 200): Answer =>
  response => {
    response.writeHead(status, headers).end(body)
  }
const get = (path: string, signal?: AbortSignal) => fetchText(`${origin}${path}`, path.slice(1), signal)

describe('fetchFile', () => {
  it('reads UTF-8 without its byte order mark', async () => {
    answers.set('/a.json', sends('\uFEFF{"名":1}'))
    expect(await get('/a.json')).toBe('{"名":1}')
  })

  it('tells how far it is', async () => {
    const chunk = new Uint8Array(70_000).fill(7)
    answers.set('/p', response => {
      response.writeHead(200, { 'Content-Length': String(3 * chunk.length) })
      response.write(chunk)
      setTimeout(() => response.write(chunk), 10)
      setTimeout(() => response.end(chunk), 20)
    })
    const seen: number[] = []
    const blob = await fetchBlob(`${origin}/p`, 'p', undefined, {
      onBytes: (bytes, total) => {
        expect(total).toBe(210_000)
        seen.push(bytes)
      },
    })
    expect(blob.size).toBe(210_000)
    expect(seen.at(-1)).toBe(210_000)
    expect(seen.length).toBeGreaterThan(1)
    expect(seen).toEqual([...seen].sort((a, b) => a - b))
  })

  it('joins large files from pieces', async () => {
    const bytes = new Uint8Array(36 * 2 ** 20)
    for (let at = 0; at < bytes.length; at += 65_521) bytes[at] = at % 251
    answers.set('/large', sends(bytes))
    const blob = await fetchBlob(`${origin}/large`, 'large')
    expect(Buffer.from(await blob.arrayBuffer()).equals(bytes)).toBe(true)
  })

  it('does not take the length of a compressed answer for its size', async () => {
    const text = JSON.stringify(Array.from({ length: 5000 }, (_, i) => i % 7))
    const packed = gzipSync(text)
    const headers = { 'Content-Encoding': 'gzip', 'Content-Length': String(packed.length) }
    answers.set('/z.json', sends(packed, headers))
    const totals = new Set<number | null>()
    const blob = await fetchBlob(`${origin}/z.json`, 'z.json', undefined, { onBytes: (_, total) => totals.add(total) })
    expect(await blob.text()).toBe(text)
    expect([...totals]).toEqual([null])
  })

  it.each([
    [404, 'missing', 'there is no such file (HTTP 404)'],
    [410, 'missing', 'there is no such file (HTTP 410)'],
    [403, 'load', 'the server refuses access (HTTP 403)'],
    [401, 'load', 'the server refuses access (HTTP 401)'],
    [500, 'load', 'the server failed to answer (HTTP 500)'],
  ])('names file and status %i', async (status, kind, why) => {
    answers.set('/a.json', sends('<h1>', {}, status))
    await expect(get('/a.json')).rejects.toMatchObject({ name: 'ExtractError', kind, message: `a.json: ${why}` })
  })

  it.each([
    ['its type', sends('{}', { 'Content-Type': 'text/html; charset=utf-8' })],
    ['its first bytes', sends('\n <!doctype html><title>Sign in</title>')],
    ['where it was sent', (response: ServerResponse) => void response.writeHead(302, { Location: '/login' }).end()],
  ])('tells a login page by %s', async (_, answer) => {
    answers.set('/a.json', answer)
    answers.set('/login', sends('<html>', { 'Content-Type': 'text/html' }))
    await expect(get('/a.json')).rejects.toThrow('a.json: the server answered with a web page in its place')
  })

  it('refuses an answer that ends early', async () => {
    answers.set('/p', response => {
      response.writeHead(200, { 'Content-Length': '10' })
      response.write('PAR1')
      setTimeout(() => response.destroy(), 20)
    })
    const want = { kind: 'truncated', message: 'p: it ended after 4 of 10 bytes; try again' }
    await expect(fetchBlob(`${origin}/p`, 'p')).rejects.toMatchObject(want)
  })

  it('refuses text that is not UTF-8', async () => {
    answers.set('/a.json', sends(new Uint8Array([0x7b, 0xd6, 0xd0])))
    await expect(get('/a.json')).rejects.toThrow('a.json: the text is not UTF-8')
  })

  it('names the file when nobody answers', async () => {
    const closed = createServer()
    await new Promise<void>(done => closed.listen(0, '127.0.0.1', done))
    const { port } = closed.address() as AddressInfo
    await new Promise(done => closed.close(done))
    const want = {
      kind: 'load',
      message: 'a.json: it could not be fetched; the server did not answer, or led elsewhere',
    }
    await expect(fetchText(`http://127.0.0.1:${port}/a.json`, 'a.json')).rejects.toMatchObject(want)
  })

  it.each([
    ['before the answer', () => {}],
    ['in its middle', (response: ServerResponse) => void response.writeHead(200).write('PAR1')],
  ])('gives up on a silent server %s', async (_, answer: Answer) => {
    answers.set('/p', answer)
    await expect(fetchBlob(`${origin}/p`, 'p', undefined, { stall: 60 })).rejects.toMatchObject({
      kind: 'load',
      message: 'p: no byte came for 0.06 s; try again',
    })
  })

  it('is patient with a slow server that keeps sending', async () => {
    answers.set('/p', response => {
      response.writeHead(200)
      let left = 8
      const timer = setInterval(() => {
        if (left-- > 0) return response.write('x')
        clearInterval(timer)
        response.end()
      }, 40)
    })
    const blob = await fetchBlob(`${origin}/p`, 'p', undefined, { stall: 200 })
    expect(blob.size).toBe(8)
  })

  it('stops when it is told to, before and in the middle', async () => {
    await expect(get('/a.json', AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
    expect(asked).toEqual([])
    const controller = new AbortController()
    let closed = false
    answers.set('/p', response => {
      response.on('close', () => {
        closed = true
      })
      response.writeHead(200).write('PAR1')
    })
    const waiting = fetchBlob(`${origin}/p`, 'p', controller.signal, { onBytes: () => controller.abort() })
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
    await expect.poll(() => closed).toBe(true)
  })
})

describe('webFolder', () => {
  it('finds files beside the catalogue, whatever their names', async () => {
    const folder = webFolder(`${origin}/data/catalog.json?key=1`)
    expect(folder.catalogue).toBe('catalog.json')
    for (const path of ['/data/catalog.json?key=1', '/data/2024/许可 1#?.csv', '/data/%2e%2e/a'])
      answers.set(path, sends('ok'))
    expect(await folder.text('catalog.json')).toBe('ok')
    expect(await folder.text('2024/许可 1#?.csv')).toBe('ok')
    expect(await (await folder.blob('%2e%2e/a')).text()).toBe('ok')
    expect(asked.map(({ cache }) => cache)).toEqual(['no-cache', 'max-age=0', 'max-age=0'])
  })

  it('gives a stamp without reading', async () => {
    const folder = webFolder(`${origin}/data/catalog.json`)
    answers.set('/data/a', sends('', { ETag: '"1"' }))
    answers.set('/data/b', sends(''))
    expect(await folder.stamp('a')).toContain('"1"')
    expect(await folder.stamp('b')).toBeNull()
    expect(asked.map(({ method }) => method)).toEqual(['HEAD', 'HEAD'])
    await expect(folder.stamp('c')).rejects.toMatchObject({ kind: 'missing' })
  })
})

describe('diskFolder', () => {
  let root = ''
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'folder-'))
    await mkdir(join(root, 'data', 'sub'), { recursive: true })
    await writeFile(join(root, 'secret.json'), 'secret')
    await writeFile(join(root, 'data', 'catalog.json'), '\uFEFF{"名":1}')
    await writeFile(join(root, 'data', 'sub', 'p.parquet'), new Uint8Array(3_000_000).fill(5))
    try {
      await symlink(join(root, 'secret.json'), join(root, 'data', 'link.json'))
      await symlink(join(root, 'data', 'sub', 'p.parquet'), join(root, 'data', 'inside.parquet'))
    } catch {
      // Windows lets only some users make links; then a copy is read in their place.
      await writeFile(join(root, 'data', 'inside.parquet'), new Uint8Array(3_000_000))
    }
  })
  afterAll(() => rm(root, { recursive: true, force: true }))
  const folder = () => diskFolder(join(root, 'data'))

  it('reads as the page does', async () => {
    expect(await folder().text('catalog.json')).toBe('{"名":1}')
    let last = [0, 0] as [number, number | null]
    const blob = await folder().blob('sub/p.parquet', undefined, (bytes, total) => {
      last = [bytes, total]
    })
    expect(blob.size).toBe(3_000_000)
    expect(last).toEqual([3_000_000, 3_000_000])
    expect((await folder().blob('inside.parquet')).size).toBe(3_000_000)
  })

  it.each([
    '../secret.json',
    'sub/../../secret.json',
    '/etc/hostname',
    'link.json',
    'sub',
    'none.json',
    'catalog.json/x',
    '',
  ])('has no file %j', async name => {
    await expect(folder().text(name)).rejects.toMatchObject({ name: 'ExtractError', kind: 'missing' })
  })

  it('changes its stamp with the file', async () => {
    const before = await folder().stamp('catalog.json')
    expect(await folder().stamp('catalog.json')).toBe(before)
    await writeFile(join(root, 'data', 'catalog.json'), '{"名":22}')
    expect(await folder().stamp('catalog.json')).not.toBe(before)
  })

  it('stops when it is told to', async () => {
    const controller = new AbortController()
    const waiting = folder().blob('sub/p.parquet', controller.signal, () => controller.abort())
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
    await expect(folder().text('catalog.json', AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
  })
})
