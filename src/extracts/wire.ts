import { type Endpoint, expose, transfer } from 'comlink'
import { type FaultCode, type FaultTold, RiskError } from '../risk/faults'
import { ExtractError, type ExtractErrorKind } from './source'

/** What a call answers across threads. Errors lose their class on the way, so they travel as data. */
export type Reply<Value> = { readonly value: Value } | { readonly failed: Failure }

export interface Failure {
  readonly subject: string
  readonly kind: ExtractErrorKind
  readonly detail: string
  /** A RiskError in place of an ExtractError. */
  readonly fault?: { readonly code: FaultCode; readonly told: FaultTold; readonly detail?: string }
}

export interface WireMethods {
  call(method: string, args: readonly unknown[], onProgress?: (...values: unknown[]) => void): Promise<Reply<unknown>>
}

/** Offers methods of `target` to the other end; `what` it is called in messages. Bytes are moved, not copied. */
export function exposeMethods(target: object, what: string, endpoint?: Endpoint): void {
  const wire: WireMethods = {
    async call(method, args, onProgress) {
      try {
        const run = (target as Record<string, (...values: readonly unknown[]) => Promise<unknown>>)[method]!
        const value = await run.call(target, ...args, ...(onProgress ? [onProgress] : []))
        return transfer({ value }, transferables(value))
      } catch (error) {
        return { failed: failureOf(error, what) }
      }
    },
  }
  expose(wire, endpoint)
}

/** The value, or the error as it was thrown. */
export function unwrap<Value>(reply: Reply<Value>): Value {
  if ('value' in reply) return reply.value
  const { subject, kind, detail, fault } = reply.failed
  if (fault) throw new RiskError(fault.code, fault.told, detail, fault.detail)
  throw new ExtractError(subject, kind, detail)
}

function failureOf(error: unknown, what: string): Failure {
  if (error instanceof ExtractError) {
    const { subject, kind, message } = error
    return { subject, kind, detail: message.slice(subject.length + 2) }
  }
  const detail = error instanceof Error ? error.message : String(error)
  const fault = error instanceof RiskError ? { code: error.code, told: error.told, detail: error.detail } : undefined
  return { subject: what, kind: 'worker', detail, fault }
}

function transferables(value: unknown): Transferable[] {
  const bytes = typeof value === 'object' && value !== null && 'ipc' in value ? value.ipc : value
  // A view of a larger buffer would carry all of it away.
  const whole = bytes instanceof Uint8Array && bytes.byteLength === bytes.buffer.byteLength
  return whole ? [bytes.buffer as ArrayBuffer] : []
}
