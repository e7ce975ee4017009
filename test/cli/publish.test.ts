import { createHash } from 'node:crypto'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { diskFolder } from '../../src/cli/folder'
import { prepareVersion } from '../../src/cli/prepareVersion'
import { publishExtracts } from '../../src/cli/publish'
import { parseCatalogue } from '../../src/extracts/catalogue'
import { readAnswers } from '../../src/extracts/catalogueAnswers'
import type { Profile } from '../../src/extracts/report'
import { extractVersion, statedHashes } from '../../src/extracts/version'
import { defaults } from '../../src/filters/filters'
import { overviewQuestions, publishedQuestionsOf } from '../../src/queries/overview'
import { catalogue, files, targets } from '../fixtures/city'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
const base = mkdtempSync(join(tmpdir(), 'publish-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))

/** The fixture's city as a folder, its region files in a folder of their own. */
async function folderOf(
  name: string,
  more: Record<string, string | Blob | null> = {},
  change: object = {},
): Promise<string> {
  const dir = join(base, name)
  const regions = catalogue.regions.map(region => ({ ...region, file: `regions/${region.file}` }))
  const text = JSON.stringify({
    name: { en: 'Test', zh: '测试' },
    ...catalogue,
    regions,
    targets: 'targets.json',
    calendar: 'calendar.json',
    note: 'kept',
    ...change,
  })
  const all: Record<string, string | Blob | null> = {
    ...Object.fromEntries(
      Object.entries(files()).map(([file, content]) => [file.endsWith('.geojson') ? `regions/${file}` : file, content]),
    ),
    'catalog.json': `\uFEFF${text}`,
    'targets.json': JSON.stringify(targets),
    'calendar.json': '{"holidays": ["2023-05-01"]}',
    'readme.txt': 'not an extract',
    ...more,
  }
  for (const [file, content] of Object.entries(all)) {
    if (content === null) continue
    mkdirSync(dirname(join(dir, file)), { recursive: true })
    writeFileSync(join(dir, file), typeof content === 'string' ? content : Buffer.from(await content.arrayBuffer()))
  }
  return dir
}

const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex')
const hashesOf = (dir: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(dir, { recursive: true, encoding: 'utf8' })
      .filter(file => statSync(join(dir, file)).isFile())
      .map(file => [file.replaceAll('\\', '/'), sha256(join(dir, file))]),
  )
const catalogueOf = (dir: string) => parseCatalogue(readFileSync(join(dir, 'catalog.json'), 'utf8'), 'catalog.json')

describe('publishing a folder', () => {
  it('writes what a page will ask for first, under the version that the page computes', async () => {
    const dir = await folderOf('a')
    const before = hashesOf(dir)
    const out = join(base, 'a-out')
    await publishExtracts({ dir, out })

    // The folder is whole, and without what does not belong to it; the input is as it was.
    expect(hashesOf(dir)).toEqual(before)
    const { 'catalog.json': _, 'readme.txt': __, ...copied } = before
    const written = ['answers.json', 'tables.bin', 'catalog.json'].map(file => [file, expect.anything()] as const)
    expect(hashesOf(out)).toEqual({ ...copied, ...Object.fromEntries(written) })

    // Every hash is stated; what else the catalogue said stays.
    const published = catalogueOf(out)
    for (const { file, sha256 } of [...published.extracts, ...published.regions]) expect(sha256).toBe(before[file])
    expect(published).toMatchObject({
      answers: 'answers.json',
      tables: 'tables.bin',
      asOf: '2023-12-31',
      targets: 'targets.json',
    })
    expect(JSON.parse(readFileSync(join(out, 'catalog.json'), 'utf8'))).toMatchObject({ note: 'kept' })

    // The version is that of a page that reads the published catalogue, and of one that read the old one.
    const text = (file: string) => readFileSync(join(out, file), 'utf8')
    const parts = {
      calendarText: text('calendar.json'),
      targetsText: text('targets.json'),
      engine: 'duckdb',
      prepareVersion: prepareVersion(),
    }
    const version = extractVersion({ ...parts, catalogue: published, hashes: statedHashes(published) ?? {} })
    expect(extractVersion({ ...parts, catalogue: catalogueOf(dir), hashes: before })).toBe(version)
    const answers = readAnswers(text('answers.json'), version)
    const keys = answers?.map(({ queryKey }) => JSON.stringify(queryKey)) ?? []
    const profile = answers?.find(({ queryKey }) => queryKey[1] === 'profile')?.data as Profile
    expect(profile.rows).toEqual({ permits: 12, inspections: 20, complaints: 20 })
    const { asOf, firstDay, regions } = profile
    const setting = { asOf, firstDay, level: 'district', regions: regions.regions }
    const questions = publishedQuestionsOf(overviewQuestions(defaults, setting))
    for (const { strings, values } of questions) expect(keys).toContain(JSON.stringify([version, strings, values]))
    expect(keys).toHaveLength(questions.length + 1)

    // Published once more in its place, it gives the same bytes, and nothing is written.
    const first = hashesOf(out)
    const { mtimeMs } = statSync(join(out, 'answers.json'))
    await publishExtracts({ dir: out })
    expect(hashesOf(out)).toEqual(first)
    expect(statSync(join(out, 'answers.json')).mtimeMs).toBe(mtimeMs)
  })
})

describe('a folder that is not published', () => {
  const refused = async (dir: string, message: RegExp | string) => {
    const out = `${dir}-out`
    const before = hashesOf(dir)
    await expect(publishExtracts({ dir, out })).rejects.toThrow(message)
    expect(hashesOf(dir)).toEqual(before)
    expect(readdirSync(base)).not.toContain(`${dir.split(/[\\/]/).at(-1)}-out`)
  }

  it('has extracts that cannot be used: their names are told', async () => {
    const [permits, ...others] = catalogue.extracts
    const extracts = [{ ...permits, sha256: '0'.repeat(64) }, ...others]
    const dir = await folderOf('b', { 'inspections.parquet': 'PAR1 no more', 'complaints.parquet': null }, { extracts })
    await refused(
      dir,
      /was not published:\n {2}permits\.parquet: .*\n {2}inspections\.parquet: .*\n {2}complaints\.parquet: /,
    )
  })

  it('has region files that are not there, or are others than the catalogue states', async () => {
    const regions = catalogue.regions.map(region => ({
      ...region,
      file: `regions/${region.file}`,
      sha256: '0'.repeat(64),
    }))
    const dir = await folderOf('c', { 'regions/districts.geojson': null }, { regions })
    await refused(
      dir,
      /\n {2}regions\/districts\.geojson: there is no such file.*\n {2}regions\/subdistricts\.geojson: its SHA-256 is/,
    )
  })

  it('has region files without a region', async () => {
    await refused(await folderOf('d', { 'regions/districts.geojson': '{}' }), /\n {2}regions\/districts\.geojson: /)
  })

  it('has a broken catalogue, or none', async () => {
    await refused(await folderOf('i', { 'catalog.json': '{"name": 7}' }), 'catalog.json: name')
    await refused(await folderOf('j', { 'catalog.json': null }), 'catalog.json: there is no such file')
  })
})

describe('a folder on disk', () => {
  it('gives texts, bytes and stamps of what lies in it, and nothing from outside', async () => {
    const dir = await folderOf('k', { 'targets.json': '\uFEFF{}' })
    writeFileSync(join(base, 'secret.json'), '{}')
    const folder = diskFolder(dir)
    expect(await folder.text('targets.json')).toBe('{}')
    const told: number[] = []
    const blob = await folder.blob('regions/districts.geojson', undefined, bytes => told.push(bytes))
    expect(blob.size).toBe(statSync(join(dir, 'regions/districts.geojson')).size)
    expect(told.at(-1)).toBe(blob.size)
    const stamp = await folder.stamp('targets.json')
    writeFileSync(join(dir, 'targets.json'), '{"visits": {}}')
    expect(await folder.stamp('targets.json')).not.toBe(stamp)
    for (const name of ['../secret.json', 'regions', 'absent', '', '/etc/hostname', 'regions/../../secret.json']) {
      await expect(folder.text(name)).rejects.toMatchObject({ kind: 'missing', subject: name })
    }
    try {
      symlinkSync(join(base, 'secret.json'), join(dir, 'link.json'))
    } catch {
      return // Windows lets only some users make links.
    }
    await expect(folder.blob('link.json')).rejects.toMatchObject({ kind: 'missing' })
    await expect(folder.text('targets.json', AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
  })
})
