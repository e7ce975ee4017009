import { createReadStream, type Stats } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { basename, extname, join, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { acceptedEncoding, CompressedFiles } from './compressed'
import { parseRange } from './ranges'

/** Everything else is octets: a page or script that lies among the extracts is not run from there. */
const TYPES: Record<string, string> = {
  '.json': 'application/json; charset=utf-8',
  '.geojson': 'application/geo+json; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.parquet': 'application/vnd.apache.parquet',
}

/** Texts between these sizes (bytes) are compressed; larger ones are sent as they are, to bound memory. */
const COMPRESS_FROM = 1024
const COMPRESS_TO = 64 * 2 ** 20

/**
 * Answers for the files of one extracts folder, which is never written to. The names carry no hash, so each use asks
 * again (`no-cache` with an ETag); the catalogue is never kept at all. A link that leads outside is not followed.
 */
export function extractFiles(folder: string) {
  const compressed = new CompressedFiles()

  /** `path`: relative, decoded, free of hidden and empty segments. Resolves to false when there is no such file. */
  return async (request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean> => {
    const found = await fileWithin(folder, path)
    if (!found) return false
    const { file, stats } = found
    const version = `${stats.size.toString(36)}-${Math.trunc(stats.mtimeMs).toString(36)}`
    const compressible = /\.(geo)?json$|\.csv$/.test(file) && stats.size >= COMPRESS_FROM && stats.size <= COMPRESS_TO
    const ranged = request.headers.range !== undefined
    const encoding = compressible && !ranged ? acceptedEncoding(request.headers['accept-encoding']) : undefined
    const etag = `"${version}${encoding ? `-${encoding}` : ''}"`
    const catalogue = basename(file) === 'catalog.json'

    response.setHeader('Content-Type', TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream')
    response.setHeader('Cache-Control', catalogue ? 'no-store' : 'no-cache')
    if (compressible) response.setHeader('Vary', 'Accept-Encoding')
    else response.setHeader('Accept-Ranges', 'bytes')
    if (!catalogue) {
      response.setHeader('ETag', etag)
      response.setHeader('Last-Modified', stats.mtime.toUTCString())
      if (matches(request.headers['if-none-match'], etag)) {
        response.writeHead(304).end()
        return true
      }
    }
    if (encoding) {
      const bytes = await compressed.get(file, version, encoding)
      response.setHeader('Content-Encoding', encoding)
      response.writeHead(200, { 'Content-Length': bytes.length }).end(request.method === 'HEAD' ? undefined : bytes)
      return true
    }
    await sendBytes(request, response, file, stats.size, etag)
    return true
  }
}

async function sendBytes(request: IncomingMessage, response: ServerResponse, file: string, size: number, etag: string) {
  const condition = request.headers['if-range']
  const asked = condition === undefined || condition === etag ? request.headers.range : undefined
  const range = parseRange(asked, size)
  if (range === 'unsatisfiable') {
    response.writeHead(416, { 'Content-Range': `bytes */${size}`, 'Content-Length': 0 }).end()
    return
  }
  const { start, end } = range === 'none' ? { start: 0, end: size - 1 } : range
  if (range === 'none') response.writeHead(200, { 'Content-Length': size })
  else response.writeHead(206, { 'Content-Length': end - start + 1, 'Content-Range': `bytes ${start}-${end}/${size}` })
  if (request.method === 'HEAD' || size === 0) response.end()
  else await pipeline(createReadStream(file, { start, end }), response)
}

/** Whether an `If-None-Match` header names `etag`; proxies that compress make a strong tag weak. */
function matches(header: string | undefined, etag: string): boolean {
  return (header ?? '').split(',').some(tag => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
}

async function fileWithin(folder: string, path: string): Promise<{ file: string; stats: Stats } | undefined> {
  try {
    const root = await realpath(folder)
    const file = await realpath(join(root, path))
    if (!file.startsWith(root.endsWith(sep) ? root : root + sep)) return undefined
    const stats = await stat(file)
    return stats.isFile() ? { file, stats } : undefined
  } catch {
    return undefined
  }
}
