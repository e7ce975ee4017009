import { type Endpoint, expose, transfer } from 'comlink'
import { type Decoder, ExtractError, type ExtractErrorKind } from './source'

/** What a call answers across threads. Errors lose their class on the way, so they travel as data. */
export type Reply<Value> = { readonly value: Value } | { readonly failed: Failure }

export interface Failure {
  readonly subject: string
  readonly kind: ExtractErrorKind
  readonly detail: string
}

export type DecoderMethod = Exclude<keyof Decoder, 'end'>

export interface WireDecoder {
  call(method: DecoderMethod, args: readonly unknown[]): Promise<Reply<unknown>>
}

/** Offers `decoder` to the other end. Bytes are moved, not copied. */
export function exposeDecoder(decoder: Decoder, endpoint?: Endpoint): void {
  const wire: WireDecoder = {
    async call(method, args) {
      try {
        const run = decoder[method] as (...values: readonly unknown[]) => Promise<unknown>
        const value = await run.call(decoder, ...args)
        return transfer({ value }, transferables(value))
      } catch (error) {
        return { failed: failureOf(error) }
      }
    },
  }
  expose(wire, endpoint)
}

/** The value, or the error as it was thrown. */
export function unwrap<Value>(reply: Reply<Value>): Value {
  if ('value' in reply) return reply.value
  const { subject, kind, detail } = reply.failed
  throw new ExtractError(subject, kind, detail)
}

function failureOf(error: unknown): Failure {
  if (error instanceof ExtractError) {
    const { subject, kind, message } = error
    return { subject, kind, detail: message.slice(subject.length + 2) }
  }
  return { subject: 'decoder', kind: 'worker', detail: error instanceof Error ? error.message : String(error) }
}

function transferables(value: unknown): Transferable[] {
  if (typeof value !== 'object' || value === null || !('ipc' in value)) return []
  const { ipc } = value
  // A view of a larger buffer would carry all of it away.
  return ipc instanceof Uint8Array && ipc.byteLength === ipc.buffer.byteLength ? [ipc.buffer as ArrayBuffer] : []
}
