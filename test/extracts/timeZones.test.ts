import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { projectRoot } from '../../src/cli/files'

const run = promisify(execFile)

it.each(['Asia/Shanghai', 'UTC', 'America/Los_Angeles'])(
  'a day never moves on a computer in %s',
  async zone => {
    const script = join(projectRoot, 'test/fixtures/loadDates.ts')
    const { stdout } = await run(process.execPath, ['--import', 'tsx', script], {
      cwd: projectRoot,
      env: { ...process.env, TZ: zone },
    })
    const days = ['2024-01-01', '2024-03-10', '2024-01-01', '2024-01-01', '2024-01-01', '2024-01-01']
    expect(JSON.parse(stdout)).toEqual(days.map(day => [day, '2024-01-01', '2024-03-10 02:30:00', '2024-01-01']))
  },
  60_000,
)
