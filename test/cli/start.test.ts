import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { UsageError } from '../../src/cli/args'
import { start } from '../../src/cli/start'

const empty = mkdtempSync(join(tmpdir(), 'supervision-'))
afterAll(() => rmSync(empty, { recursive: true, force: true }))

describe('npm start', () => {
  it.each([
    [['--prot', '80'], /--prot.*\n.*--port, --host, --extracts, --help/],
    [['folder'], /folder/],
    [['--port'], /--port/],
    [['--port', 'http'], /^--port: "http" is not a port; give a whole number from 0 to 65535$/],
    [['--port', '70000'], /"70000"/],
    [['--port=-1'], /"-1"/],
    [['--extracts', join(empty, 'nothing')], /there is no folder .*nothing; give the folder that holds catalog.json$/],
    [['--extracts', empty], /has no catalog.json; /],
  ])('%s is refused before anything is built', async (args, message) => {
    const failure = await start(args).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(UsageError)
    expect((failure as UsageError).message).toMatch(message)
  })
})
