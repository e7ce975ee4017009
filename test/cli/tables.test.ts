import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { diskFolder } from '../../src/cli/folder'
import { type LoadedFolder, loadFolder } from '../../src/cli/load'
import { publishExtracts } from '../../src/cli/publish'
import { tablesFile } from '../../src/cli/tables'
import type { DuckDbEngine } from '../../src/engine/duckdb'
import { identifier, raw, type Sql, sql } from '../../src/engine/sql'
import { DerivedTables } from '../../src/extracts/derivedTables'
import type { ExtractFolder } from '../../src/extracts/fetchFile'
import type { Profile, Progress } from '../../src/extracts/report'
import { type RestoreInput, restoreTables } from '../../src/extracts/restore'
import { ExtractError } from '../../src/extracts/source'
import { createTables, lastingTables } from '../../src/extracts/tables'
import { lengthBytes, type TablesHeader, tablesName } from '../../src/extracts/tablesFile'
import { defaults } from '../../src/filters/filters'
import { overviewQuestions, publishedQuestionsOf } from '../../src/queries/overview'
import { testEngine } from '../engine/helper'
import { loaded } from '../engineHelper'
import { catalogue, city, files, targets } from '../fixtures/city'
import { damagedFrom } from './damaged'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
const base = mkdtempSync(join(tmpdir(), 'tables-'))
const dir = join(base, 'city')

let first: LoadedFolder
let version: string
let bytes: Buffer
const engines: DuckDbEngine[] = []
const engine = (): DuckDbEngine => {
  const made = testEngine()
  engines.push(made)
  return made
}

beforeAll(async () => {
  mkdirSync(dir, { recursive: true })
  const text = JSON.stringify({ name: { en: 'Test', zh: '测试' }, ...catalogue, targets: 'targets.json' })
  const more = { 'catalog.json': text, 'targets.json': JSON.stringify(targets) }
  for (const [file, content] of Object.entries<string | Blob>({ ...files(), ...more })) {
    mkdirSync(dirname(join(dir, file)), { recursive: true })
    writeFileSync(join(dir, file), typeof content === 'string' ? content : Buffer.from(await content.arrayBuffer()))
  }
  await publishExtracts({ dir })
  first = await loadFolder(dir)
  bytes = readFileSync(join(dir, tablesName))
  version = headerOf(bytes).version
})
afterEach(() => {
  vi.restoreAllMocks()
  for (const made of engines.splice(0)) made.close()
})
afterAll(() => {
  first?.engine.close()
  rmSync(base, { recursive: true, force: true })
})

function headerOf(file: Uint8Array): TablesHeader {
  const plain = gunzipSync(file)
  const length = plain.readUInt32LE(0)
  return JSON.parse(plain.toString('utf8', lengthBytes, lengthBytes + length)) as TablesHeader
}

/** The file with another header before the same rows. */
function withHeader(change: (header: TablesHeader) => unknown): Buffer {
  const plain = gunzipSync(bytes)
  const end = lengthBytes + plain.readUInt32LE(0)
  const header = Buffer.from(JSON.stringify(change(headerOf(bytes))))
  const length = Buffer.alloc(lengthBytes)
  length.writeUInt32LE(header.length)
  return gzipSync(Buffer.concat([length, header, plain.subarray(end)]))
}

/** A folder that has nothing but a tables file. */
function folderOf(content: Uint8Array): ExtractFolder {
  const none = async () => {
    throw new ExtractError('x', 'missing', 'there is no such file')
  }
  const blob = async () => new Blob([new Uint8Array(content)])
  return { catalogue: 'catalog.json', text: none, blob, stamp: async () => null }
}

const input = (into: DuckDbEngine, more: Partial<RestoreInput> = {}): RestoreInput => ({
  engine: into,
  folder: diskFolder(dir),
  file: tablesName,
  version,
  known: first.profile,
  ...more,
})

interface Column {
  column_name: string
  column_type: string
}

/** Columns with their types, ENUMs without their words: those are named when tables are made. */
async function shapeOf(of: DuckDbEngine, table: string): Promise<string[]> {
  const columns = await of.rows<Column>(sql`DESCRIBE ${identifier(table)}` as Sql<Column>)
  return columns.map(({ column_name, column_type }) => `${column_name} ${column_type.replace(/^ENUM.*$/, 'VARCHAR')}`)
}

async function sameTables(one: DuckDbEngine, other: DuckDbEngine): Promise<void> {
  for (const table of [...Object.keys(lastingTables), 'links']) {
    expect(await shapeOf(other, table), table).toEqual(await shapeOf(one, table))
    const rows = sql`SELECT * FROM ${identifier(table)}`
    expect(await other.rows(rows), table).toEqual(await one.rows(rows))
  }
}

describe('published tables', () => {
  it('are those that the extracts were loaded into, row by row', async () => {
    const second = engine()
    const told: Progress[] = []
    expect(await restoreTables(input(second, { onProgress: progress => told.push(progress) }))).toBe(true)
    await sameTables(first.engine, second)
    expect(told.at(-1)).toMatchObject({ file: tablesName })
    expect(told.map(progress => progress.share)).toEqual(told.map(progress => progress.share).sort((a, b) => a - b))
    expect(told.at(-1)?.rows).toBe(told.at(-1)?.totalRows)

    // Words are numbers inside the engine, as after a load.
    const types = await second.rows<Column>(sql`DESCRIBE inspections` as Sql<Column>)
    expect(types.find(column => column.column_name === 'result')?.column_type).toMatch(/^ENUM/)

    const { asOf, firstDay, regions } = first.profile
    const setting = { asOf, firstDay, level: 'district', regions: regions.regions }
    for (const question of publishedQuestionsOf(overviewQuestions(defaults, setting))) {
      const expected = await new DerivedTables().rows(first.engine, question)
      expect(expected.length).toBeGreaterThan(0)
      expect(await new DerivedTables().rows(second, question)).toEqual(expected)
    }
  })

  it('are the same bytes each time', async () => {
    const again = join(base, 'again')
    cpSync(dir, again, { recursive: true })
    rmSync(join(again, tablesName))
    await publishExtracts({ dir: again })
    const second = readFileSync(join(again, tablesName))
    expect(headerOf(second)).toEqual(headerOf(bytes))
    expect(second.equals(bytes)).toBe(true)
  })

  it('are read where the server has them unpacked on the way', async () => {
    const second = engine()
    expect(await restoreTables(input(second, { folder: folderOf(gunzipSync(bytes)) }))).toBe(true)
    await sameTables(first.engine, second)
  })

  it('wait for the page to be drawn before they are unpacked', async () => {
    const second = engine()
    let draw: () => void = () => undefined
    const drawn = new Promise<void>(resolve => {
      draw = resolve
    })
    let done = false
    const restoring = restoreTables(input(second, { drawn })).finally(() => {
      done = true
    })
    await second.open()
    expect(done).toBe(false)
    draw()
    expect(await restoring).toBe(true)
  })
})

describe('what a table may hold', () => {
  /** Tables of the engine with rows by statement, published and restored. */
  async function through(script: readonly Sql[], rows: Profile['rows']): Promise<[DuckDbEngine, DuckDbEngine, Buffer]> {
    const [one, other] = [engine(), engine()]
    await one.run([...createTables(), sql`CREATE VIEW links AS SELECT 1 AS x WHERE FALSE`, ...script])
    const file = Buffer.from((await tablesFile(one, 'v')) ?? [])
    const known = { ...first.profile, rows }
    expect(await restoreTables(input(other, { folder: folderOf(file), version: 'v', known }))).toBe(true)
    return [one, other, file]
  }

  it('is texts of any script, nothing, empty text, yes and no, days, times to the millisecond, and numbers', async () => {
    const [one, other] = await through(
      [
        raw(`INSERT INTO permits (permit_id, entity_name, address, status, accepted_at, decided_at, valid_from, lon, lat, promised_days, source_row) VALUES
          ('许可〔2023〕1号', '云岭市莲花餐饮店（个体）', '', 'granted', TIMESTAMP '2023-01-02 03:04:05.678', NULL, DATE '1950-01-01', 110.123456789, -31.5, 0, 1),
          ('', '𠮷野家 "A" ''B''', NULL, '', TIMESTAMP '1969-12-31 23:59:59.999', TIMESTAMP '2099-12-31 00:00:00.001', DATE '2099-12-31', NULL, 1e-300, -7, 2),
          (NULL, chr(65279) || 'mark', E'two\\nlines', NULL, NULL, NULL, NULL, 180, NULL, 2147483647, NULL)`),
        raw(
          `INSERT INTO entities (entity_id, is_credit_code, has_permit) VALUES (1, TRUE, NULL), (2, FALSE, TRUE), (3, NULL, FALSE)`,
        ),
        // Longer than a byte of bits, in batches that do not end at one.
        raw(
          `INSERT INTO entities (entity_id, is_credit_code) SELECT i, CASE i % 3 WHEN 0 THEN TRUE WHEN 1 THEN FALSE END FROM range(10, 5013) r(i)`,
        ),
      ],
      { permits: 3, inspections: 0, complaints: 0 },
    )
    for (const table of Object.keys(lastingTables)) {
      const rows = sql`SELECT * FROM ${identifier(table)}`
      expect(await other.rows(rows), table).toEqual(await one.rows(rows))
    }
    const [row] = await other.rows<{ at: string }>(sql`SELECT CAST(accepted_at AS VARCHAR) AS at FROM permits`)
    expect(row?.at).toBe('2023-01-02 03:04:05.678')
  })

  it('is columns that extracts keep, by names of theirs', async () => {
    const [one, other] = [engine(), engine()]
    await one.run([
      ...createTables({ complaints: ['备注 "x"', 'Ward'] }),
      sql`CREATE VIEW links AS SELECT 1 AS x WHERE FALSE`,
      raw(`INSERT INTO complaints (complaint_id, "备注 ""x""", "Ward") VALUES ('1', 'it''s', NULL), ('2', NULL, '7')`),
      raw(`INSERT INTO rejected_complaints (complaint_id, "Ward") VALUES ('3', '8')`),
      raw(`INSERT INTO issue_rows VALUES (0, 1, 'unreadable', 'closed_at', 'soon'), (0, 2, 'repeated_id', NULL, '2')`),
    ])
    const file = Buffer.from((await tablesFile(one, 'v')) ?? [])
    expect(headerOf(file).extra).toEqual({ complaints: ['备注 "x"', 'Ward'] })
    const known = { ...first.profile, rows: { permits: 0, inspections: 0, complaints: 2 } }
    expect(await restoreTables(input(other, { folder: folderOf(file), version: 'v', known }))).toBe(true)
    for (const table of Object.keys(lastingTables)) {
      const rows = sql`SELECT * FROM ${identifier(table)}`
      expect(await other.rows(rows), table).toEqual(await one.rows(rows))
    }
  })

  it('is more rows than a section', async () => {
    const most = 300_001
    const [one, other, file] = await through(
      [
        raw(`INSERT INTO complaints (complaint_id, kind, category, received_at, received_on, lon, entity_name, source_row)
          SELECT 'C' || i, CASE WHEN i % 7 > 0 THEN 'report' END, '类别' || i % 300, TIMESTAMP '2020-01-01' + INTERVAL 1 SECOND * i,
            DATE '2020-01-01' + CAST(i % 2000 AS INTEGER), i / 7, CASE WHEN i % 5 > 0 THEN '商户' || i % 40000 END, i FROM range(${most}) r(i)`),
      ],
      { permits: 0, inspections: 0, complaints: most },
    )
    const sections = headerOf(file).sections.filter(section => section.table === 'complaints')
    expect(sections.map(section => section.rows)).toEqual([122_880, 122_880, most - 245_760])
    // The order as well: each row is hashed with its place.
    const sum = sql`SELECT CAST(count(*) AS DOUBLE) AS n, CAST(bit_xor(hash(rowid, COLUMNS(*)::VARCHAR)) AS VARCHAR) FROM complaints`
    expect(await other.rows(sum)).toEqual(await one.rows(sum))
    const part = sql`SELECT * FROM complaints LIMIT 50 OFFSET 122860`
    expect(await other.rows(part)).toEqual(await one.rows(part))
  })

  it('is as many long words as fit no statement: they stay text', async () => {
    const words = 1500
    const [, other, file] = await through(
      [
        raw(
          `INSERT INTO complaints (complaint_id, category) SELECT 'C' || i, '一个很长的投诉类别名称' || i % ${words} FROM range(20000) r(i)`,
        ),
      ],
      { permits: 0, inspections: 0, complaints: 20_000 },
    )
    expect(headerOf(file).enums.complaints?.category).toBeUndefined()
    const [row] = await other.rows<{ n: number }>(sql`SELECT count(DISTINCT category) AS n FROM complaints`)
    expect(row?.n).toBe(words)
  })

  it('is words with quotes', async () => {
    const [one, other, file] = await through(
      [
        raw(
          `INSERT INTO complaints (complaint_id, category) VALUES ('1', 'it''s'), ('2', '"x"'), ('3', ''), ('4', NULL), ('5', 'a, ''b')`,
        ),
      ],
      { permits: 0, inspections: 0, complaints: 5 },
    )
    expect(headerOf(file).enums.complaints?.category).toHaveLength(4)
    const rows = sql`SELECT complaint_id, category FROM complaints`
    expect(await other.rows(rows)).toEqual(await one.rows(rows))
  })
})

describe('tables that cannot be used', () => {
  /** Asserts that they are left aside with one warning that says why, and that the engine can be loaded as ever. */
  async function leftAside(why: RegExp, more: Partial<RestoreInput>): Promise<DuckDbEngine> {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const second = engine()
    expect(await restoreTables(input(second, more))).toBe(false)
    expect(warn.mock.calls).toEqual([
      [expect.stringMatching(/^tables\.bin: .*; the extracts are loaded in its place$/s)],
    ])
    expect(String(warn.mock.calls[0]?.[0])).toMatch(why)
    return second
  }

  it('are of another version', async () => {
    await leftAside(/another version/, { version: 'other' })
  })

  it('are cut off; the same engine is then loaded', async () => {
    const second = await leftAside(/cannot be unpacked|too early/, {
      folder: folderOf(bytes.subarray(0, bytes.length - 300)),
    })
    await loaded({ ...city(), engine: second })
    const count = sql`SELECT CAST(count(*) AS DOUBLE) AS n FROM complaints`
    expect(await second.rows(count)).toEqual(await first.engine.rows(count))
  })

  it('are cut off where they were sent unpacked, or go on', async () => {
    const plain = gunzipSync(bytes)
    await leftAside(/too early/, { folder: folderOf(plain.subarray(0, plain.length - 1)) })
    vi.restoreAllMocks()
    await leftAside(/goes on/, { folder: folderOf(Buffer.concat([plain, Buffer.from('x')])) })
  })

  it('have one byte that is another, wherever it is', async () => {
    const [second, warn] = [engine(), vi.spyOn(console, 'warn').mockImplementation(() => undefined)]
    const tries = 24
    for (let i = 0; i < tries; i++) {
      // Not among the ten bytes of gzip's own header, which say nothing of the rows.
      const at = 10 + Math.floor(((bytes.length - 11) * i) / (tries - 1))
      const damaged = folderOf(damagedFrom(bytes, at))
      expect([at, await restoreTables(input(second, { folder: damaged }))]).toEqual([at, false])
    }
    expect(warn).toHaveBeenCalledTimes(tries)
    vi.restoreAllMocks()
    expect(await restoreTables(input(second))).toBe(true)
    await sameTables(first.engine, second)
  })

  it('have one byte that is another among many rows, where the packing hides it until its end', async () => {
    const one = engine()
    const rows = 200_000
    await one.run([
      ...createTables(),
      raw(`INSERT INTO complaints (complaint_id, source_row) SELECT 'C' || i, i FROM range(${rows}) r(i)`),
    ])
    const plain = gunzipSync((await tablesFile(one, version)) ?? Buffer.alloc(0))
    // Stored, not packed: another byte is then another text in one row, and nothing else tells.
    const stored = gzipSync(plain, { level: 0 })
    const at = stored.indexOf('C123456')
    expect(at).toBeGreaterThan(0)
    stored[at] = 0x44
    const known = { ...first.profile, rows: { permits: 0, inspections: 0, complaints: rows } }
    const second = await leftAside(/rows of complaints are not those|cannot be unpacked/, {
      folder: folderOf(stored),
      known,
    })
    await expect(second.rows(sql`SELECT * FROM complaints`)).rejects.toThrow('does not exist')
  })

  it.each([
    ['a page', Buffer.from('<!doctype html><title>Sign in</title>'), /header would have|publish the folder again/],
    ['nothing', Buffer.alloc(0), /too early/],
    ['text', Buffer.from('x'), /too early/],
    ['gzip of something else', gzipSync('{"name": "x"}'), /header would have/],
  ])('are %s', async (_, content, why) => {
    await leftAside(why, { folder: folderOf(content) })
  })

  it('have a header of another form, or a table that is unknown', async () => {
    await leftAside(/format/, { folder: folderOf(withHeader(header => ({ ...header, format: 2 }))) })
    vi.restoreAllMocks()
    const more = (header: TablesHeader) => ({ ...header, sections: [{ table: 'spies', rows: 1, bytes: 8, sum: 0 }] })
    await leftAside(/"spies"/, { folder: folderOf(withHeader(more)) })
    vi.restoreAllMocks()
    const inherited = (header: TablesHeader) => ({
      ...header,
      sections: [{ table: 'toString', rows: 1, bytes: 8, sum: 0 }],
    })
    await leftAside(/"toString"/, { folder: folderOf(withHeader(inherited)) })
  })

  it('have other numbers of rows than were published', async () => {
    const known = { ...first.profile, rows: { ...first.profile.rows, complaints: 21 } }
    await leftAside(/20 rows of complaints, but 21/, { known })
  })

  it('are not there', async () => {
    await leftAside(/there is no such file/, { folder: diskFolder(base) })
  })
})

it('that are cancelled reject with the reason, and nothing is warned of', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  await expect(restoreTables(input(engine(), { signal: AbortSignal.abort() }))).rejects.toMatchObject({
    name: 'AbortError',
  })
  // While rows are on their way.
  const stop = new AbortController()
  const onProgress = ({ step }: Progress): void => {
    if (step === 'load') stop.abort()
  }
  const second = engine()
  await expect(restoreTables(input(second, { signal: stop.signal, onProgress }))).rejects.toMatchObject({
    name: 'AbortError',
  })
  expect(warn).not.toHaveBeenCalled()
  await expect(second.rows(sql`SELECT * FROM permits`)).rejects.toThrow('does not exist')
})

it('tables that are too large for a page are not written', async () => {
  expect(await tablesFile(first.engine, 'v', 1000)).toBeNull()
  expect(await tablesFile(first.engine, 'v', 10_000_000)).not.toBeNull()
})
