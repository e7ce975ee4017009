import { describe, expect, it, vi } from 'vitest'
import { fetchOnce, forgetFailed } from '../../src/app/shell/fetchOnce'

describe('what is fetched once', () => {
  it('is asked for once', async () => {
    const load = vi.fn(async () => 'part')
    expect(fetchOnce(load)).toBe(fetchOnce(load))
    expect(await fetchOnce(load)).toBe('part')
    forgetFailed()
    await fetchOnce(load)
    expect(load).toHaveBeenCalledTimes(1)
  })

  it('stays failed until it is forgotten, and is then asked for again', async () => {
    const load = vi.fn<() => Promise<string>>().mockRejectedValueOnce(new Error('offline')).mockResolvedValue('part')
    await expect(fetchOnce(load)).rejects.toThrow('offline')
    await expect(fetchOnce(load)).rejects.toThrow('offline')
    expect(load).toHaveBeenCalledTimes(1)
    forgetFailed()
    expect(await fetchOnce(load)).toBe('part')
  })
})
