import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'

/** 32 bytes in lower-case hex: the secret part of a seed. */
export const isSecret = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)

/** What is published of a secret before the draw: SHA-256 of its 32 bytes, lower-case hex. */
export const hashOfSecret = (secret: string): string => bytesToHex(sha256(hexToBytes(secret)))

/** The seed of a draw: HMAC-SHA-256 (RFC 2104) of the public part in UTF-8, under the secret. Lower-case hex. */
export const seedOf = (secret: string, publicPart: string): string =>
  bytesToHex(hmac(sha256, hexToBytes(secret), utf8ToBytes(publicPart)))

/** The key of a text under a seed: HMAC-SHA-256 in lower-case hex. The smallest key is first. */
export function keysUnder(seed: string): (text: string) => string {
  const made = hmac.create(sha256, hexToBytes(seed))
  return text => bytesToHex(made.clone().update(utf8ToBytes(text)).digest())
}
