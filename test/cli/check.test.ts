import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import iconv from 'iconv-lite'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { type CheckOptions, checkFiles } from '../../src/cli/checkFiles'
import type { CheckLine } from '../../src/cli/checkLines'
import { projectRoot } from '../../src/cli/files'
import { makeProfile } from '../../src/extracts/guess/profiles'
import { catalogue, complaints, files } from '../fixtures/city'
import { tableFile } from '../fixtures/cityFiles'
import { sheetData, textCell, xlsxFile } from '../fixtures/xlsxFiles'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
const base = mkdtempSync(join(tmpdir(), 'check-'))
afterAll(() => rmSync(base, { recursive: true, force: true }))

const gb = (text: string): Uint8Array => iconv.encode(text, 'gb18030')

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

  it('says which columns tell its rows apart, in which unit its amounts are, and loads it so', async () => {
    const rows = Array.from({ length: 12 }, (_, i) => [
      `店${i % 4}`,
      `2024-01-0${1 + Math.floor(i / 4)}`,
      '合格',
      '日常检查',
      i,
    ])
    const text = [
      '检查对象,检查日期,检查结果,检查类型,罚款金额（万元）,所属区县',
      ...rows.map(row => `${row.join(',')},甲`),
    ].join('\n')
    const line = await checkFile(await write('apart/双随机.csv', text))
    expect(line).toMatchObject({ table: 'inspections', rows: 12, rejected: 0 })
    expect(line).not.toHaveProperty('error')
    expect(line.columns).toMatchObject({
      inspection_id: { source: '检查对象', together: ['检查对象', '检查日期'], confidence: 0.5 },
      penalty_amount: { source: '罚款金额（万元）' },
    })
    expect(line.questions.map(({ kind, suggested }) => [kind, suggested])).toEqual([
      ['row_id', ''],
      ['unit', '万元'],
    ])
    expect(line.issues.map(({ kind }) => kind)).not.toContain('repeated_id')
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

const rowsOf = (count: number, cells: (row: number) => readonly unknown[]): string =>
  Array.from({ length: count }, (_, row) => `${cells(row).join(',')}\n`).join('')
const day = (row: number): string => `2013${String(1 + (row % 12)).padStart(2, '0')}15`

/** Extracts split as San Francisco publishes them. */
const split = {
  'businesses.csv': `business_id,name,address,city,postal_code,latitude,longitude\n${rowsOf(60, i => [
    ...[10 + i, `"CAFE ${i}, INC"`, `${i} MAIN ST`, 'San Francisco', 94_100 + (i % 9)],
    ...[(37.71 + i / 1000).toFixed(6), (-122.41 - i / 1000).toFixed(6)],
  ])}`,
  'inspections.csv': `business_id,Score,date,type\n${rowsOf(180, i => [
    ...[10 + ((i * 7) % 60), 65 + (i % 36), day(i), i % 4 === 0 ? 'complaint' : 'routine'],
  ])}`,
  'violations.csv': `business_id,date,ViolationTypeID,risk_category,description\n${rowsOf(240, i => [
    ...[10 + ((i * 7) % 60), day(i), 103_100 + (i % 20), ['High Risk', 'Moderate Risk', 'Low Risk'][i % 3]],
    'Unclean floors',
  ])}`,
}

describe('files that are given together', () => {
  const writeSplit = async (): Promise<string[]> => {
    const names = ['inspections.csv', 'violations.csv', 'businesses.csv'] as const
    return Promise.all(names.map(name => write(`split/${name}`, split[name])))
  }

  it('are joined to the businesses that they refer to, and ask what a score means', async () => {
    const [inspections, violations, businesses] = await checkFiles(await writeSplit())
    expect(businesses).toMatchObject({ file: 'businesses.csv', table: 'businesses', rows: 60, format: 'csv' })
    expect(businesses).not.toHaveProperty('error')
    const join = { file: 'businesses.csv', key: 'business_id', reference: 'business_id' }
    const joined = {
      entity_code: { source: 'business_id' },
      entity_name: { source: 'businesses.name' },
      lon: { source: 'businesses.longitude' },
      lat: { source: 'businesses.latitude' },
    }
    expect(inspections).toMatchObject({ table: 'inspections', join, columns: joined, separator: ',', header: [1] })
    expect(violations).toMatchObject({ table: 'inspections', join, columns: joined })
    expect(inspections?.questions.map(({ kind }) => kind)).toEqual(['row_id', 'score'])
    expect(inspections?.error).toMatch(/^inspections\.csv: there is no result but a score, "Score", from 65 to 100/)
    expect(violations?.error).toMatch(/^violations\.csv: no column found for .*result/)
  })

  it('are loaded with what a saved profile answers', async () => {
    const [inspections = '', violations = '', businesses = ''] = await writeSplit()
    const profile = makeProfile('scores', 'inspections', ['business_id', 'Score', 'date', 'type'], {
      columns: {
        ...{ inspection_id: 'business_id', entity_code: 'business_id', inspected_on: 'date', inspection_type: 'type' },
        ...{ score: 'Score', entity_name: 'businesses.name', lon: 'businesses.longitude', lat: 'businesses.latitude' },
      },
      constants: {},
      guess: false,
      score: { higher: 'better', minor: 90, problem: 85, critical: 70 },
    })
    const [line, unfit] = await checkFiles([inspections, violations, businesses], { profile })
    expect(line).toMatchObject({ table: 'inspections', rows: 180, rejected: 0, questions: [] })
    expect(line).not.toHaveProperty('error')
    expect(line?.columns.entity_name).toEqual({ source: 'businesses.name', confidence: 1 })
    expect(line?.links).toEqual([{ method: 'licence_number', rows: 180, elsewhere: 0 }])
    expect(line?.quality).toMatchObject({ uniqueness: 0, linking: null })
    expect(unfit?.error).toBe(
      'violations.csv: the profile "scores" for inspections does not fit: it uses "type", "Score", which the file does not have',
    )
  })

  it('are linked to each other', async () => {
    const permits = `License Number,Business Name,Status,Issue Date,Latitude,Longitude\n${rowsOf(40, i => [
      ...[1000 + i, `SHOP ${i}`, 'AAI', `2013-01-${String(10 + (i % 20))}`, 41.8 + i / 1000, -87.6],
    ])}`
    const visits = `Inspection ID,License #,DBA Name,Inspection Type,Results,Inspection Date,Latitude,Longitude\n${rowsOf(
      40,
      i => [500 + i, 1000 + i * 2, `SHOP ${i * 2}`, 'Canvass', 'Pass', '2013-05-02', 41.8, -87.6],
    )}`
    const lines = await checkFiles([
      await write('linked/a.csv', permits),
      await write('linked/b.zip', new Blob([new Uint8Array(zipSync({ 'in/b.csv': strToU8(visits) }))])),
    ])
    expect(lines).toMatchObject([
      { file: 'a.csv', table: 'permits', rows: 40, quality: { linking: 0.5 } },
      { file: 'b.zip', path: ['b.zip', 'in/b.csv'], table: 'inspections', rows: 40, quality: { linking: 0.5 } },
    ])
  })
})

describe('a file of another format', () => {
  const columns = '投诉编号,问题类别,受理时间,办理状态,区域,联系电话'
  const text = (date: (row: number) => string) =>
    `${columns}\r\n${rowsOf(12, i => [`T${i}`, '食品', date(i), '已办结', '城东', `1380013${8000 + i}`])}`

  it('says how it was read, what was masked, and asks what is not clear', async () => {
    const file = await write('csv/complaints.txt', new Blob([new Uint8Array(gb(text(i => `0${1 + (i % 9)}/05/2024`)))]))
    const line = await checkFile(file)
    expect(line).toMatchObject({ table: 'complaints', format: 'csv', encoding: 'gb18030', separator: ',', header: [1] })
    expect(line.masked).toEqual([{ column: '联系电话', kind: 'phone', found: 'name', count: 12 }])
    expect(line.questions).toEqual([
      expect.objectContaining({ kind: 'date_order', column: 'received_at', choices: ['dmy', 'mdy'], suggested: null }),
      expect.objectContaining({ kind: 'kind', column: 'kind', suggested: 'complaint' }),
    ])
    expect([line.rows, line.error]).toEqual([0, expect.stringContaining('complaints.txt: column "受理时间" is text')])
  })

  it('is what a catalogue beside it states, or what it is told to be', async () => {
    const entry = {
      table: 'complaints',
      file: 'c.csv',
      constants: { kind: 'complaint' },
      dates: { received_at: 'dmy' },
    }
    await write('stated/catalog.json', JSON.stringify({ name: { en: 'x', zh: 'x' }, extracts: [entry] }))
    const file = await write(
      'stated/c.csv',
      text(i => `0${1 + (i % 9)}/05/2024`),
    )
    const line = await checkFile(file)
    expect(line).toMatchObject({ table: 'complaints', rows: 12, questions: [] })
    expect(line).not.toHaveProperty('error')
    const other = await checkFile(file, { as: 'permits' })
    expect(other.table).toBe('permits')
    expect(other.error).toMatch(/^c\.csv: no column found for permit_id/)
  })

  it('of regions, or of a mapping, says where it belongs', async () => {
    const { 'districts.geojson': districts = '' } = files()
    const line = await checkFile(await write('other/districts.geojson', districts))
    expect(line.error).toMatch(/^districts\.geojson: these are regions, no table/)
  })
})

describe('a hidden sheet', () => {
  it('is named and left out; it is no failure', async () => {
    const cells = (text: string) => sheetData(textCell('A1', text), textCell('A2', 'x'))
    const book = xlsxFile({ sheets: { 台账: cells('投诉编号'), 代码: cells('码') }, hidden: ['代码'] })
    const lines = await checkFiles([await write('hidden/台账.xlsx', book)])
    expect(lines.find(({ path }) => path?.[1] === '代码')).toMatchObject({ table: null, skipped: expect.any(String) })
    expect(lines.find(({ path }) => path?.[1] === '代码')?.error).toBeUndefined()
    expect(lines.find(({ path }) => path?.[1] === '台账')?.skipped).toBeUndefined()
    expect(lines).toHaveLength(2)
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
    const unknown = run([bad, '--as', 'visits'], base)
    expect([unknown.status, unknown.stderr]).toEqual([2, expect.stringContaining('"visits" is no table')])
    const broken = run([bad, '--profile', bad], base)
    expect([broken.status, broken.stderr]).toEqual([1, expect.stringContaining('bad.parquet: not valid JSON')])
    const usage = run([], base)
    expect(usage.status).toBe(2)
    expect(usage.stderr).toContain('Usage: npm run -s check')
  })
})
