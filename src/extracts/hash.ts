import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** Up to this size the platform's digest is used: it works beside this thread, but needs all bytes in memory at once. */
const wholeBytes = 64 * 1024 * 1024
const sliceBytes = 8 * 1024 * 1024

/**
 * SHA-256 of a blob, lower-case hex. `subtle` is null without a secure context (plain HTTP that is not localhost):
 * then, and for large blobs, a library hashes slice by slice, at about 170 MB/s.
 */
export async function sha256Hex(blob: Blob, subtle: SubtleCrypto | null = platformDigest()): Promise<string> {
  if (subtle && blob.size <= wholeBytes) {
    return bytesToHex(new Uint8Array(await subtle.digest('SHA-256', await blob.arrayBuffer())))
  }
  const hash = sha256.create()
  for (let start = 0; start < blob.size; start += sliceBytes) {
    hash.update(new Uint8Array(await blob.slice(start, start + sliceBytes).arrayBuffer()))
  }
  return bytesToHex(hash.digest())
}

/** The types promise `crypto.subtle` everywhere; browsers leave it out on insecure origins. */
function platformDigest(): SubtleCrypto | null {
  return (globalThis.crypto as Crypto | undefined)?.subtle ?? null
}
