import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { type CheckOptions, checkFiles } from '../../src/cli/checkFiles'
import type { CheckLine } from '../../src/cli/checkLines'
import { projectRoot } from '../../src/cli/files'
import { catalogue, complaints, files } from '../fixtures/city'
import { tableFile } from '../fixtures/cityFiles'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
const base = mkdtempSync(join(tmpdir(), 'check-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))

async function checkFile(file: string, options?: CheckOptions): Promise<CheckLine> {
  const [line] = await checkFiles([file], options)
  if (!line) throw new Error(`no line for ${file}`)
  return line
}

async function write(path: string, content: string | Blob): Promise<string> {
  const file = join(base, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, typeof content === 'string' ? content : Buffer.from(await content.arrayBuffer()))
  return file
}

/** The complaints without their kind, which a file of complaints alone rarely states. */
const withoutKind = complaints
  .split('\n')
  .map(line =>
    line
      .split('|')
      .filter((_, i) => i !== 2)
      .join('|'),
  )
  .join('\n')

describe('the check of a file', () => {
  it('says what it was taken for, what was understood, and what is wrong with it', async () => {
    const line = await checkFile(await write('alone/some.parquet', tableFile('complaints', withoutKind)))
    expect(line).toMatchObject({ file: 'some.parquet', table: 'complaints', rows: 20, rejected: 0 })
    expect(line).not.toHaveProperty('error')
    expect(line.columns).toMatchObject({
      complaint_id: { source: 'complaint_id', confidence: 0.975 },
      kind: { source: null, confidence: 0.6 },
    })
    expect(line.issues).toEqual([
      { kind: 'null_required', column: 'category', count: 1, examples: [''], rows: [6] },
      { kind: 'repeated_id', column: null, count: 2, examples: ['C18', 'C18'], rows: [18, 19] },
    ])
  })

  it('uses the catalogue beside the file: its mapping, its regions, its day', async () => {
    const { 'districts.geojson': districts = '', 'complaints.parquet': file = '' } = files()
    await write('beside/districts.geojson', districts)
    const stated = {
      name: { en: 'x', zh: 'x' },
      asOf: '2023-06-30',
      regions: [catalogue.regions[0]],
      extracts: [
        {
          table: 'complaints',
          file: 'complaints.parquet',
          columns: { subcategory: 'kind' },
          constants: { kind: 'report' },
        },
      ],
    }
    await write('beside/catalog.json', JSON.stringify(stated))
    const line = await checkFile(await write('beside/complaints.parquet', file))
    expect(line.columns.subcategory).toEqual({ source: 'kind', confidence: 1 })
    const counts = Object.fromEntries(line.issues.map(issue => [issue.kind, issue.count]))
    expect(counts).toMatchObject({ future_date: 7, outside_regions: 2, no_place: 4 })
  })

  it.each([
    ['text.parquet', 'hello', /^text\.parquet: /],
    ['empty.parquet', '', /^empty\.parquet: /],
  ])('of %s says why it cannot be used', async (name, content, message) => {
    const line = await checkFile(await write(`bad/${name}`, content))
    expect(line).toMatchObject({ file: name, rows: 0, rejected: 0 })
    expect(line.error).toMatch(message)
  })

  it('of a file that is not there, or whose catalogue is broken, says so', async () => {
    expect((await checkFile(join(base, 'absent.parquet'))).error).toMatch(/^absent\.parquet: there is no such file/)
    await write('broken/catalog.json', '{')
    const line = await checkFile(await write('broken/c.parquet', tableFile('complaints', complaints)))
    expect(line.error).toMatch(/^catalog\.json: not valid JSON/)
  })
})

describe('the command', () => {
  const tsx = createRequire(import.meta.url).resolve('tsx/cli')
  const run = (args: readonly string[], cwd: string) =>
    spawnSync(process.execPath, [tsx, join(projectRoot, 'src/cli/check.ts'), ...args], {
      cwd: projectRoot,
      env: { ...process.env, INIT_CWD: cwd },
      encoding: 'utf8',
      timeout: 100_000,
    })

  it('prints one line of JSON for each file; paths are those of the caller', async () => {
    const good = await write('run/good.parquet', tableFile('complaints', complaints))
    const { stdout, status } = run([basename(good)], dirname(good))
    expect(JSON.parse(stdout)).toMatchObject({ file: 'good.parquet', table: 'complaints', rows: 20 })
    expect([stdout.trim().split('\n').length, status]).toEqual([1, 0])
  })

  it('fails where a file is bad, and tells how it is used', async () => {
    const bad = await write('run/bad.parquet', 'no')
    const { stdout, status } = run([bad, 'absent.parquet'], base)
    const lines = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line) as CheckLine)
    expect(lines.map(line => [line.file, line.error === undefined])).toEqual([
      ['bad.parquet', false],
      ['absent.parquet', false],
    ])
    expect(status).toBe(1)
    const usage = run([], base)
    expect(usage.status).toBe(2)
    expect(usage.stderr).toContain('Usage: npm run -s check')
  })
})
