/** Why the app could not be kept. */
export type FaultKind =
  /** No room left for it. */
  | 'storage'
  /** No answer, or one that ended early or stood still. */
  | 'network'
  /** An answer that is not the file: an error, a login page, a file of another build. */
  | 'server'

export interface Fault {
  readonly kind: FaultKind
  /** The file; null where it is about all of them. */
  readonly file: string | null
  /** What came in its place, in a few words of the trade: `404`, `text/html`, `302`. */
  readonly detail: string | null
}

export class KeepError extends Error {
  constructor(
    readonly fault: Fault,
    options?: ErrorOptions,
  ) {
    super(`${fault.file ?? 'the app'}: ${fault.kind}${fault.detail === null ? '' : ` (${fault.detail})`}`, options)
  }
}

/** Anything that was thrown while `file` was kept. */
export function faultOf(cause: unknown, file: string | null): Fault {
  if (cause instanceof KeepError) return cause.fault
  const name = cause instanceof Error || cause instanceof DOMException ? cause.name : ''
  // Firefox has a name of its own for it.
  const full = /^(QuotaExceededError|NS_ERROR_DOM_QUOTA_REACHED|NS_ERROR_FILE_NO_DEVICE_SPACE)$/.test(name)
  const detail = cause instanceof Error ? cause.message.slice(0, 120) : null
  return { kind: full ? 'storage' : 'network', file, detail: full ? null : detail }
}
