import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { QueryClient } from '@tanstack/react-query'
import { unzipSync } from 'fflate'
import * as parquet from 'parquet-wasm/esm'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { projectRoot } from '../../../src/cli/files'
import { diskFolder } from '../../../src/cli/folder'
import { type LoadedFolder, loadFolder } from '../../../src/cli/load'
import { sql } from '../../../src/engine/sql'
import { parseCatalogue } from '../../../src/extracts/catalogue'
import { readAnswers } from '../../../src/extracts/catalogueAnswers'
import { readFooter } from '../../../src/extracts/parquetFooter'
import { askAnswers } from '../../../src/extracts/publish/askAnswers'
import { type PublishInput, publishFolder } from '../../../src/extracts/publish/publishFolder'
import { sortParquet } from '../../../src/extracts/publish/sortParquet'
import { extractVersion, statedHashes } from '../../../src/extracts/version'
import { defaults } from '../../../src/filters/filters'
import { overviewQuestions, publishedQuestionsOf, settingOf } from '../../../src/queries/overview'
import { catalogue, files, targets } from '../../fixtures/city'

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 })
const base = mkdtempSync(join(tmpdir(), 'publish-folder-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))

async function module() {
  const wasm = createRequire(import.meta.url).resolve('parquet-wasm/esm/parquet_wasm_bg.wasm')
  parquet.initSync({ module: readFileSync(wasm) })
  return parquet
}
const sorter = {
  sort: (name: string, blob: Blob, order: Uint32Array) => sortParquet(name, blob, order, module),
  end: () => undefined,
}

async function write(dir: string, all: Readonly<Record<string, string | Blob | Uint8Array>>): Promise<string> {
  for (const [file, content] of Object.entries(all)) {
    mkdirSync(dirname(join(dir, file)), { recursive: true })
    writeFileSync(join(dir, file), content instanceof Blob ? Buffer.from(await content.arrayBuffer()) : content)
  }
  return dir
}

const questionsFor = ({ profile }: LoadedFolder) =>
  publishedQuestionsOf(overviewQuestions(defaults, settingOf(profile)))
const answersOf = (folder: LoadedFolder) =>
  Promise.all(questionsFor(folder).map(question => folder.engine.rows(question as never)))

const publish = (dir: string, loaded: LoadedFolder, more: Partial<PublishInput> = {}) =>
  publishFolder({
    catalogue: loaded.catalogue,
    calendarText: loaded.texts.calendar,
    targetsText: loaded.texts.targets,
    folder: diskFolder(dir),
    engine: loaded.engine,
    sorter,
    prepareVersion: 'test',
    answersFor: version =>
      askAnswers({
        client: new QueryClient(),
        engine: loaded.engine,
        profile: loaded.profile,
        version,
        prepareVersion: 'test',
        questions: questionsFor(loaded),
      }),
    ...more,
  })

const sorted = {
  permits: sql<{
    n: number
  }>`SELECT CAST(count(*) AS DOUBLE) AS n FROM (SELECT permitted_on AS d, lag(permitted_on) OVER (PARTITION BY source_file ORDER BY source_row) AS b FROM permits) WHERE d < b`,
  inspections: sql<{
    n: number
  }>`SELECT CAST(count(*) AS DOUBLE) AS n FROM (SELECT inspected_on AS d, lag(inspected_on) OVER (PARTITION BY source_file ORDER BY source_row) AS b FROM inspections) WHERE d < b`,
  complaints: sql<{
    n: number
  }>`SELECT CAST(count(*) AS DOUBLE) AS n FROM (SELECT received_on AS d, lag(received_on) OVER (PARTITION BY source_file ORDER BY source_row) AS b FROM complaints) WHERE d < b`,
}

/** Publishes the folder, opens what was published, and compares the two. */
async function same(dir: string, name: string): Promise<void> {
  const before = await loadFolder(dir)
  try {
    const shares: number[] = []
    const zip = await publish(dir, before, { onProgress: share => shares.push(share) })
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
    const unpacked = unzipSync(new Uint8Array(await zip.arrayBuffer()))
    const out = await write(join(base, name), unpacked)
    const text = readFileSync(join(out, 'catalog.json'), 'utf8')
    const stated = parseCatalogue(text, 'catalog.json')
    for (const { file, sha256 } of [...stated.extracts, ...stated.regions])
      expect(sha256).toBe(createHash('sha256').update(unpacked[file]!).digest('hex'))
    const version = extractVersion({
      catalogue: stated,
      hashes: statedHashes(stated) ?? {},
      calendarText: before.texts.calendar,
      targetsText: before.texts.targets,
      engine: 'duckdb',
      prepareVersion: 'test',
    })
    expect(stated.answers).toBe('answers.json')
    const answers = readAnswers(readFileSync(join(out, 'answers.json'), 'utf8'), version)
    expect(answers).toHaveLength(questionsFor(before).length + 1)

    const after = await loadFolder(out)
    try {
      const { files: _, ...profile } = before.profile
      expect(after.profile).toMatchObject(profile)
      expect(after.profile.files.map(({ rows, rejected, error }) => [rows, rejected, error])).toEqual(
        before.profile.files.map(({ rows, rejected, error }) => [rows, rejected, error]),
      )
      expect(await answersOf(after)).toEqual(await answersOf(before))
      for (const question of Object.values(sorted)) expect(await after.engine.rows(question)).toEqual([{ n: 0 }])
      // What is published is as it should be: once more gives the same bytes.
      const again = unzipSync(new Uint8Array(await (await publish(out, after)).arrayBuffer()))
      for (const { file } of stated.extracts)
        expect(Buffer.from(again[file]!).equals(Buffer.from(unpacked[file]!))).toBe(true)
    } finally {
      after.engine.close()
    }
    for (const { file } of stated.extracts) {
      const footer = await readFooter(file, new Blob([unpacked[file] as Uint8Array<ArrayBuffer>]))
      for (const group of footer.groups) expect(group.rows).toBeLessThanOrEqual(100_000)
      expect(footer.groups[0]?.chunks[0]?.metadata.codec).toBe('ZSTD')
    }
  } finally {
    before.engine.close()
  }
}

describe('publishing what is loaded', () => {
  const city = async () =>
    write(join(base, 'city'), {
      ...files(),
      'targets.json': JSON.stringify(targets),
      'calendar.json': '{"holidays": ["2023-05-01"]}',
      'catalog.json': JSON.stringify({
        name: { en: 'Test', zh: '测试' },
        ...catalogue,
        targets: 'targets.json',
        calendar: 'calendar.json',
      }),
    })

  it('gives a folder with the same dashboard', async () => {
    await same(await city(), 'city-out')
  })

  it('ends when it is cancelled', async () => {
    const dir = await city()
    const loaded = await loadFolder(dir)
    const control = new AbortController()
    try {
      const made = publish(dir, loaded, { signal: control.signal, onProgress: () => control.abort() })
      await expect(made).rejects.toMatchObject({ name: 'AbortError' })
    } finally {
      loaded.engine.close()
    }
  })

  const chicago = join(projectRoot, '../shared/chicago')
  if (existsSync(join(chicago, 'catalog.json'))) {
    it('gives the same dashboard of Chicago', async () => {
      await same(chicago, 'chicago-out')
    })
  } else it.skip('gives the same dashboard of Chicago: ../shared/chicago is not there', () => undefined)
})
