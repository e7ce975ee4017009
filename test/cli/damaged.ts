import { gunzipSync } from 'node:zlib'

/** A gzip file with one bit flipped at `at` or behind: the first that matters, for nobody reads the bits between blocks. */
export function damagedFrom(bytes: Buffer, at: number): Buffer {
  const plain = gunzipSync(bytes)
  for (let i = at; i < bytes.length; i++) {
    const damaged = Buffer.from(bytes)
    damaged[i] = (damaged[i] ?? 0) ^ 0x10
    if (!unpacks(damaged, plain)) return damaged
  }
  throw new Error(`no byte from ${at} on matters`)
}

function unpacks(bytes: Buffer, plain: Buffer): boolean {
  try {
    return gunzipSync(bytes).equals(plain)
  } catch {
    return false
  }
}
