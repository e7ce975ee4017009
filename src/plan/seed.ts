import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'

/** 32 bytes in lower-case hex: the secret part of a seed, and a seed. */
export const isSecret = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)

/** What is published of a secret before the draw: SHA-256 of its 32 bytes, lower-case hex. */
export const hashOfSecret = (secret: string): string => bytesToHex(sha256(hexToBytes(secret)))

/** The seed of a draw: HMAC-SHA-256 (RFC 2104) of the public part in UTF-8, under the secret. Lower-case hex. */
export const seedOf = (secret: string, publicPart: string): string =>
  bytesToHex(hmac(sha256, hexToBytes(secret), utf8ToBytes(publicPart)))

/** The key of a text under a seed: HMAC-SHA-256 in lower-case hex. The smallest key is first. */
export function keysUnder(seed: string): (text: string) => string {
  // The seed is worked into both hashes once; each text begins with a copy of them, in the same place.
  const made = hmac.create(sha256, hexToBytes(seed))
  const copy = made.clone()
  const key = new Uint8Array(32)
  return text => {
    made._cloneInto(copy).update(utf8ToBytes(text)).digestInto(key)
    return bytesToHex(key)
  }
}
