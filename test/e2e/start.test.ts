import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../../src/cli/files'
import { makeFolders } from '../cli/folders'

const folders = makeFolders()
afterAll(folders.remove)

/** Runs `npm start` without npm; `until` it has printed that, or to its end. At most 60 s. */
async function run(args: readonly string[], until?: RegExp) {
  const child = spawn(process.execPath, ['--import', 'tsx', join('src', 'cli', 'start.ts'), ...args], {
    cwd: projectRoot,
    timeout: 60_000,
    killSignal: 'SIGKILL',
  })
  let printed = ''
  const ended = new Promise<number | null>(resolve => child.once('exit', resolve))
  const enough = new Promise<void>(resolve => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', text => {
        printed += text
        if (until?.test(printed)) resolve()
      })
    }
  })
  await Promise.race([ended, enough])
  return { printed: () => printed, ended, kill: (signal: NodeJS.Signals) => child.kill(signal) }
}

const READY = /ready (http:\/\/localhost:(\d+))\n/

describe('npm start', () => {
  it('serves the folder, says where, names a taken port, and ends cleanly', async () => {
    const first = await run(['--port', '0', '--extracts', folders.extracts], READY)
    try {
      const [, url = '', port = ''] = READY.exec(first.printed()) ?? []
      expect((await fetch(`${url}/data/permits.parquet`)).status).toBe(200)
      expect(await (await fetch(url)).text()).toContain('<div id="root">')

      const second = await run(['--port', port, '--extracts', folders.extracts])
      expect(await second.ended).toBe(2)
      expect(second.printed()).toContain(`port ${port} is in use`)
    } finally {
      first.kill('SIGINT')
    }
    // Windows knows no signals: there the process is ended, not asked to.
    expect(await first.ended).toBe(process.platform === 'win32' ? null : 0)
  })

  it('explains itself', async () => {
    const help = await run(['--help'])
    expect(await help.ended).toBe(0)
    expect(help.printed()).toContain('--extracts DIR')
    const wrong = await run(['--prot', '1'])
    expect(await wrong.ended).toBe(2)
    expect(wrong.printed()).not.toMatch(/\n {4}at /)
  })
})
