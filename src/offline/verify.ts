import { KeepError } from './fault'
import { type AppFile, indexFile, settingsFile } from './files'
import { withoutNonce } from './nonce'

/** Milliseconds without a byte after which a download counts as ended. */
export const standstill = 30_000

/**
 * The body of an answer to a request for `file`, once it is that file: by its hash, which no login page has. Throws a
 * KeepError otherwise. `onBytes` is told of each part that comes.
 */
export async function bodyOf(
  answer: Response,
  file: AppFile,
  onBytes: (bytes: number) => void = () => undefined,
  patience = standstill,
): Promise<Uint8Array<ArrayBuffer>> {
  const wrong = (detail: string) => new KeepError({ kind: 'server', file: file.path, detail })
  if (answer.redirected) throw wrong(`→ ${new URL(answer.url).pathname}`)
  if (!answer.ok) throw wrong(String(answer.status))
  const came = await allOf(answer, file, onBytes, patience)
  const type = answer.headers.get('content-type') ?? '?'
  if (file.path === settingsFile) {
    if (!isSettings(came)) throw wrong(type)
    return came
  }
  const body = file.path === indexFile ? new TextEncoder().encode(withoutNonce(new TextDecoder().decode(came))) : came
  if ((await sha256(body)) !== file.hash) throw wrong(type)
  return body
}

export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest].map(byte => byte.toString(16).padStart(2, '0')).join('')
}

/** An object in JSON: what is in it, the page judges. */
function isSettings(bytes: Uint8Array): boolean {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}

/** Room beyond what the list says, for what a server or an operator writes into a file. */
const spare = 64 * 1024

async function allOf(
  answer: Response,
  file: AppFile,
  onBytes: (bytes: number) => void,
  patience: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = answer.body?.getReader()
  if (reader === undefined) return new Uint8Array()
  const most = file.bytes + spare
  const parts: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  try {
    for (;;) {
      const { done, value } = await within(reader.read(), patience, file.path)
      if (done) break
      parts.push(value)
      length += value.length
      if (length > most) throw new KeepError({ kind: 'server', file: file.path, detail: `> ${most} B` })
      onBytes(value.length)
    }
  } catch (cause) {
    void reader.cancel().catch(() => undefined)
    throw cause
  }
  const whole = new Uint8Array(length)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Rejects as a network that stands still does where `task` takes longer than `patience` ms. */
export function within<T>(task: Promise<T>, patience: number, file: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new KeepError({ kind: 'network', file, detail: `${Math.round(patience / 1000)} s` })),
      patience,
    )
    task.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
