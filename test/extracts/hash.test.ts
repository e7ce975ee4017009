import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { sha256Hex } from '../../src/extracts/hash'

describe('the hash of a file', () => {
  it.each([0, 3, 9 * 1024 * 1024])('is the same with and without a secure context: %i bytes', async size => {
    const bytes = new Uint8Array(size).map((_, i) => i % 251)
    const expected = createHash('sha256').update(bytes).digest('hex')
    expect(await sha256Hex(new Blob([bytes]))).toBe(expected)
    expect(await sha256Hex(new Blob([bytes]), null)).toBe(expected)
  })
})
