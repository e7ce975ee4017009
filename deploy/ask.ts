import { request } from 'node:http'
import { request as secureRequest } from 'node:https'

export interface Answer {
  status: number
  /** By name in lower case. */
  headers: Record<string, string | undefined>
  body: Buffer
}

/** One request as written: neither the path nor the headers are changed, nothing is decoded. At most 10 s. */
export function ask(url: string, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  const { protocol, hostname, port } = new URL(url)
  const open = protocol === 'https:' ? secureRequest : request
  return new Promise((resolve, reject) => {
    const sent = open({ hostname, port, path, headers, method, agent: false, timeout: 10_000 }, response => {
      const parts: Buffer[] = []
      response.on('data', part => parts.push(part))
      response.on('error', reject)
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)])),
          body: Buffer.concat(parts),
        }),
      )
    })
    sent.on('timeout', () => sent.destroy(new Error(`${method} ${path}: no answer within 10 s`)))
    sent.on('error', reject)
    sent.end()
  })
}
