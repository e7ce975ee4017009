import { afterEach, describe, expect, it, vi } from 'vitest'
import { findBrowser } from './browser'

afterEach(() => vi.unstubAllEnvs())

describe('the browser', () => {
  it('is the one that CHROME_PATH names', async () => {
    vi.stubEnv('CHROME_PATH', process.execPath)
    expect(await findBrowser()).toBe(process.execPath)
  })

  it('is not guessed when CHROME_PATH is wrong', async () => {
    vi.stubEnv('CHROME_PATH', '/nowhere/chromium')
    await expect(findBrowser()).rejects.toThrow('CHROME_PATH: there is no file /nowhere/chromium; give the full path')
  })
})
