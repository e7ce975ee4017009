import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { findBrowser } from './browser'

let folder = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'supervision-'))
})

afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

const program = (name: string, script: string) =>
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })

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

describe.skipIf(process.platform !== 'linux')('a browser that CHROME_PATH does not name, on Linux', () => {
  beforeEach(() => {
    vi.stubEnv('CHROME_PATH', '')
    vi.stubEnv('PATH', folder)
  })

  it('is found in PATH', async () => {
    program('google-chrome', 'exit 0')
    expect(await findBrowser()).toBe(join(folder, 'google-chrome'))
    program('chromium', 'exit 0')
    expect(await findBrowser()).toBe(join(folder, 'chromium'))
  })

  it.skipIf(!existsSync('/etc/debian_version'))("is Debian's package where this user may install it", async () => {
    const log = join(folder, 'log')
    program('sudo', 'test "$1" = -n && shift && exec "$@"')
    program('apt-get', `echo "$@" >> ${log}\ntest "$1" = update || echo > ${join(folder, 'chromium')}`)
    expect(await findBrowser()).toBe(join(folder, 'chromium'))
  })

  it('is asked for, with what to do, where none can be installed', async () => {
    program('sudo', 'exit 1')
    program('apt-get', 'exit 1')
    await expect(findBrowser()).rejects.toThrow(/apt-get install -y chromium\n.*\n.*CHROME_PATH=/)
  })
})
