/** Bytes did not fit into what the browser allows this page; nothing was changed. `available` is null where it does not say. */
export class NoRoom extends Error {
  override readonly name = 'NoRoom'
  constructor(
    readonly subject: string,
    readonly needed: number,
    readonly available: number | null,
    options?: { cause?: unknown },
  ) {
    const left = available === null ? 'the browser allows no more' : `${available} bytes are left`
    super(`${subject}: ${needed} bytes cannot be kept, ${left}; remove versions that are not needed`, options)
  }
}

/** The same of a file by the name that its owner knows. */
export const knownAs = (error: unknown, name: string): unknown =>
  error instanceof NoRoom ? new NoRoom(name, error.needed, error.available, { cause: error }) : error

/** The browser's storage left a request open. Whether it was done is not known until the page is loaded anew. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
  constructor(
    readonly subject: string,
    milliseconds: number,
  ) {
    super(`${subject}: the browser’s storage did not answer for ${milliseconds / 1000} s; reload the page`)
  }
}

/** Another tab changed it first; what was wanted was not done. */
export class Conflict extends Error {
  override readonly name = 'Conflict'
  constructor(readonly subject: string) {
    super(`${subject}: another tab changed it at the same time; look at what is there now and try again`)
  }
}

/** Firefox and Chromium agree on the name alone. */
export const isQuota = (cause: unknown): boolean =>
  typeof cause === 'object' && cause !== null && 'name' in cause && cause.name === 'QuotaExceededError'
