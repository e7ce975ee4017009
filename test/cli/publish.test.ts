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
import { overviewQuestions, questionsOf } from '../../src/queries/overview'
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
    expect(hashesOf(out)).toEqual({ ...copied, 'answers.json': expect.anything(), 'catalog.json': expect.anything() })

    // Every hash is stated; what else the catalogue said stays.
    const published = catalogueOf(out)
    for (const { file, sha256 } of [...published.extracts, ...published.regions]) expect(sha256).toBe(before[file])
    expect(published).toMatchObject({ answers: 'answers.json', asOf: '2023-12-31', targets: 'targets.json' })
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
    const setting = { asOf: profile.asOf, firstDay: profile.firstDay, level: 'district' }
    const questions = questionsOf(overviewQuestions(defaults, setting))
    for (const { strings, values } of questions) expect(keys).toContain(JSON.stringify([version, strings, values]))
    expect(keys).toHaveLength(questions.length + 1)
  })

  it('gives the same bytes again, in the same place too', async () => {
    const dir = await folderOf('b')
    const [one, two] = [join(base, 'b1'), join(base, 'b2')]
    await publishExtracts({ dir, out: one })
    await publishExtracts({ dir, out: two })
    expect(hashesOf(two)).toEqual(hashesOf(one))
    const { mtimeMs } = statSync(join(two, 'answers.json'))
    await publishExtracts({ dir: two })
    expect(hashesOf(two)).toEqual(hashesOf(one))
    expect(statSync(join(two, 'answers.json')).mtimeMs).toBe(mtimeMs)
  })

  it('writes another version for other targets', async () => {
    const dir = await folderOf('c', { 'targets.json': '{"complaints": {"close_within_days": 9}}' })
    await publishExtracts({ dir })
    const versionOf = (folder: string) =>
      (JSON.parse(readFileSync(join(folder, 'answers.json'), 'utf8')) as { version: string }).version
    expect(versionOf(dir)).not.toBe(versionOf(join(base, 'b1')))
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

  it('has an extract that cannot be used, whose name is told', async () => {
    const dir = await folderOf('d', { 'inspections.parquet': 'PAR1 no more', 'complaints.parquet': null })
    await refused(dir, /was not published:\n {2}inspections\.parquet: .*\n {2}complaints\.parquet: /)
  })

  it('has a region file that cannot be used', async () => {
    await refused(await folderOf('e', { 'regions/districts.geojson': null }), /\n {2}regions\/districts\.geojson: /)
    await refused(await folderOf('f', { 'regions/districts.geojson': '{}' }), /\n {2}regions\/districts\.geojson: /)
  })

  it('has a file with another hash than the catalogue states', async () => {
    const extracts = [{ ...catalogue.extracts[0], sha256: '0'.repeat(64) }]
    await refused(await folderOf('g', {}, { extracts }), /\n {2}permits\.parquet: /)
    const [district] = catalogue.regions
    const regions = [{ ...district, file: 'regions/districts.geojson', sha256: '0'.repeat(64) }]
    await refused(await folderOf('h', {}, { regions }), /\n {2}regions\/districts\.geojson: its SHA-256 is/)
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
