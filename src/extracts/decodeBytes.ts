import { ExtractError } from './source'

/** All bytes of a part of a file. A file that was moved or changed after it was picked can no longer be read. */
export async function bytesOf(name: string, part: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await part.arrayBuffer())
  } catch (cause) {
    throw unreadable(name, cause)
  }
}

export function unreadable(name: string, cause: unknown): ExtractError {
  const words = cause instanceof Error ? cause.message : String(cause)
  return new ExtractError(name, 'missing', `can no longer be read, perhaps it was moved or changed (${words})`, {
    cause,
  })
}
