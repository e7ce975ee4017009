import { describe, expect, it } from 'vitest'
import { parseCatalogue } from '../../../src/extracts/catalogue'
import { formatKept, type KeptState, nothingKept, parseKept } from '../../../src/extracts/workspace/keptState'
import {
  contentAfter,
  currentOf,
  effectiveCatalogue,
  freedFiles,
  type KeptContent,
  keptName,
  neededFiles,
  nothingAdded,
  regionsOf,
  restored,
  takenNames,
  unneededFiles,
  withoutVersion,
  withVersion,
} from '../../../src/extracts/workspace/versions'
import type { KeptFile } from '../../../src/extracts/workspace/workspace'
import { facts, keptFile } from './kept'

const base = parseCatalogue(
  JSON.stringify({
    name: { en: 'City', zh: '城市' },
    asOf: '2025-12-31',
    extracts: [
      { table: 'permits', file: 'p.parquet', columns: { permit_id: 'ID' } },
      { table: 'inspections', file: 'i.parquet' },
      { table: 'complaints', file: 'c.parquet', constants: { kind: 'report' } },
    ],
    regions: [{ level: 'district', file: 'd.geojson', code: 'code', name: 'name' }],
    calendar: 'calendar.json',
    answers: 'answers.json',
    tables: 'tables.bin',
  }),
  'catalog.json',
)
const load = (content: KeptContent, mode: 'append' | 'replace', ...files: KeptFile[]) =>
  contentAfter(content, { what: 'load', incoming: files.map(file => ({ file, mode })) })
/** As the page reads it: whatever the effective catalogue is, the parser must accept it. */
const effective = (content: KeptContent, of: typeof base | null = base) =>
  parseCatalogue(JSON.stringify(effectiveCatalogue(of, content)), 'catalog.json')
const filesOf = (content: KeptContent) => effective(content).extracts.map(({ file }) => file)
const of = (content: KeptContent) => content.files.map(({ entry }) => entry.file)

describe('the effective catalogue', () => {
  it('is the server’s without what was published beside it, while nothing is added', () => {
    const { answers: _a, tables: _t, ...rest } = base
    expect(effective(nothingAdded)).toEqual(rest)
  })

  it('has appended files after the server’s, and replaced tables from here alone', () => {
    const appended = load(nothingAdded, 'append', keptFile('permits', 'kept/p1.parquet'))
    expect(filesOf(appended)).toEqual(['p.parquet', 'i.parquet', 'c.parquet', 'kept/p1.parquet'])
    const replaced = load(
      appended,
      'replace',
      keptFile('permits', 'kept/p2.parquet'),
      keptFile('permits', 'kept/p3.parquet'),
    )
    expect(filesOf(replaced)).toEqual(['i.parquet', 'c.parquet', 'kept/p2.parquet', 'kept/p3.parquet'])
    expect(filesOf(load(replaced, 'append', keptFile('permits', 'kept/p4.parquet')))).toEqual([
      'i.parquet', 'c.parquet', 'kept/p2.parquet', 'kept/p3.parquet', 'kept/p4.parquet',
    ]) // biome-ignore format: one list
  })

  it('is the server’s again for a table whose last kept file is removed', () => {
    const one = load(
      nothingAdded,
      'replace',
      keptFile('permits', 'kept/p.parquet'),
      keptFile('permits', 'kept/q.parquet'),
    )
    const less = contentAfter(one, { what: 'remove', file: 'kept/q.parquet' })
    expect(filesOf(less)).toEqual(['i.parquet', 'c.parquet', 'kept/p.parquet'])
    expect(filesOf(contentAfter(less, { what: 'remove', file: 'kept/p.parquet' }))).toEqual(filesOf(nothingAdded))
    expect(() => contentAfter(one, { what: 'remove', file: 'p.parquet' })).toThrow('p.parquet: the version on screen')
  })

  it('states what the kept entries state, also fields that it does not know', () => {
    const file = keptFile('complaints', 'kept/c.parquet', { constants: { kind: 'report' }, department: 'Labour' })
    expect(effectiveCatalogue(base, load(nothingAdded, 'append', file)).extracts).toContainEqual(file.entry)
    expect(effective(load(nothingAdded, 'append', file)).extracts.at(-1)).toMatchObject({ department: 'Labour' })
  })

  it('has the dropped regions, which win over a file of the same name', () => {
    const entry = { level: 'street', file: 's.geojson', code: 'c', name: 'n' }
    const other = { level: 'district', file: 'd.geojson', code: 'x', name: 'y' }
    const content = contentAfter(nothingAdded, { what: 'load', incoming: [], regions: [{ entry, text: 'a' }] })
    expect(effective(content).regions.map(each => each.file)).toEqual(['d.geojson', 's.geojson'])
    const more = contentAfter(content, {
      what: 'load',
      incoming: [],
      regions: [{ entry: other, text: 'b' }, { entry, text: 'c' }],
    }) // biome-ignore format: one change
    expect(effective(more).regions.map(each => [each.file, each.code])).toEqual([
      ['d.geojson', 'x'],
      ['s.geojson', 'c'],
    ])
    expect(more.regions?.map(each => each.text)).toEqual(['b', 'c'])
  })

  it('loses one of the dropped regions when it is removed, and has the server’s again', () => {
    const entry = { level: 'street', file: 's.geojson', code: 'c', name: 'n' }
    const other = { level: 'district', file: 'x.geojson', code: 'x', name: 'y' }
    const regions = [{ entry: other, text: 'b' }, { entry, text: 'c' }] // biome-ignore format: one line
    const both = contentAfter(nothingAdded, { what: 'load', incoming: [], regions })
    expect(regionsOf(both)).toEqual([
      { file: 'x.geojson', level: 'district' },
      { file: 's.geojson', level: 'street' },
    ])
    const one = contentAfter(both, { what: 'remove', file: 'x.geojson' })
    expect(effective(one).regions.map(each => each.file)).toEqual(['d.geojson', 's.geojson'])
    const none = contentAfter(one, { what: 'remove', file: 's.geojson' })
    expect(none).toEqual(nothingAdded)
    expect(() => contentAfter(none, { what: 'remove', file: 's.geojson' })).toThrow('s.geojson: the version on screen')
  })

  it('has the as-of day that is stated, else the server’s while its extracts are used', () => {
    const some = load(nothingAdded, 'append', keptFile('permits', 'kept/p.parquet'))
    const all = load(
      some,
      'replace',
      ...(['permits', 'inspections', 'complaints'] as const).map(t => keptFile(t, `kept/${t}`)),
    )
    expect(effective(some).asOf).toBe('2025-12-31')
    expect(effective(all).asOf).toBeUndefined()
    const stated = (asOf: string | null) => contentAfter(some, { what: 'load', incoming: [], asOf })
    expect(effective(stated('2026-02-01')).asOf).toBe('2026-02-01')
    expect(effective(load(stated('2026-02-01'), 'append', keptFile('permits', 'kept/2'))).asOf).toBe('2026-02-01')
    expect(effective(stated(null)).asOf).toBeUndefined()
  })

  it('can be made without a catalogue on the server', () => {
    const content = load(nothingAdded, 'append', keptFile('permits', 'kept/p.parquet'))
    expect(effective(content, null)).toMatchObject({ extracts: [{ file: 'kept/p.parquet' }], regions: [] })
  })

  it('refuses a file that is there already', () => {
    const file = keptFile('permits', 'kept/p.parquet')
    expect(() => load(load(nothingAdded, 'append', file), 'append', file)).toThrow(
      'kept/p.parquet: a file of this name',
    )
  })
})

describe('versions', () => {
  const first = load(nothingAdded, 'append', keptFile('permits', 'kept/1'), keptFile('inspections', 'kept/2'))
  const second = load(first, 'replace', keptFile('permits', 'kept/3'))
  const one = withVersion(nothingKept, first, 'append', facts('v1'))
  const two = withVersion(one, second, 'replace', facts('v2'))

  it('are listed newest first, the newest on screen', () => {
    expect(two.versions.map(v => [v.id, v.what, of(v)])).toEqual([
      ['v2', 'replace', ['kept/2', 'kept/3']],
      ['v1', 'append', ['kept/1', 'kept/2']],
    ])
    expect(currentOf(two)?.id).toBe('v2')
    expect(currentOf(nothingKept)).toBeNull()
  })

  it('are brought back as new ones', () => {
    const back = restored(two, 'v1', { id: 'v3', time: 't', by: 'Lin' })
    expect(back.versions.map(v => v.id)).toEqual(['v3', 'v2', 'v1'])
    expect(currentOf(back)).toEqual({ ...one.versions[0], id: 'v3', time: 't', by: 'Lin', what: 'restore' })
    expect(restored(two, null, facts('x'))).toEqual({ ...two, current: null })
    expect(() => restored(two, 'v9', facts('x'))).toThrow('v9: there is no such version')
  })

  it('need files, and free them when the last that needs them goes', () => {
    expect([...neededFiles(two)].sort()).toEqual(['kept/1', 'kept/2', 'kept/3'])
    const less = withoutVersion(two, 'v1')
    expect(freedFiles(two, less)).toEqual(['kept/1'])
    expect(freedFiles(two, restored(two, 'v1', facts('v3')))).toEqual([])
    expect(freedFiles(two, nothingKept).sort()).toEqual(['kept/1', 'kept/2', 'kept/3'])
    expect(unneededFiles(less, ['kept/1', 'kept/2', 'kept/9', 'versions.json.1'])).toEqual(['kept/1', 'kept/9'])
    expect(() => withoutVersion(two, 'v2')).toThrow('v2: this version is on screen')
    expect(() => withoutVersion(two, 'v7')).toThrow('v7: there is no such version')
  })

  it('name their files by table and content, and never as another', () => {
    const sha = 'ab'.repeat(32)
    expect(keptName('permits', sha, [])).toBe('kept/permits-abababababababab.parquet')
    expect(
      keptName('permits', sha, ['kept/permits-abababababababab.parquet', 'kept/permits-abababababababab-2.parquet']),
    ).toBe('kept/permits-abababababababab-3.parquet')
    expect(takenNames(base, two)).toEqual(expect.arrayContaining(['p.parquet', 'd.geojson', 'kept/1', 'kept/3']))
  })
})

describe('the kept state', () => {
  const regions = [{ entry: { level: 'd', file: 'r.geojson' }, text: '{}' }]
  const content = contentAfter(nothingAdded, {
    what: 'load',
    incoming: [{ file: keptFile('permits', 'kept/1', { words: { status: { A: 'granted' } } }), mode: 'replace' }],
    regions,
    asOf: null,
  })
  const state: KeptState = withVersion(nothingKept, content, 'replace', facts('v1'))
  const written = () => JSON.parse(JSON.stringify(formatKept(state)))

  it('comes back as it was written', () => {
    expect(parseKept(written())).toEqual(state)
    expect(parseKept(JSON.parse(JSON.stringify(formatKept(nothingKept))))).toEqual(nothingKept)
  })

  it.each([
    ['a list', () => [], /versions\.json: .*is not an object/],
    ['another form', () => ({ ...written(), form: 2 }), /form: 2/],
    ['an unknown table', () => edited(v => (v.replaced = ['houses'])), /versions\[0\]\.replaced\[0\]: "houses"/],
    ['a file outside', () => edited(v => (v.files[0].entry.file = '../x')), /files\[0\]\.entry\.file: "\.\.\/x"/],
    ['no hash', () => edited(v => delete v.files[0].entry.sha256), /entry\.sha256: is missing/],
    ['negative rows', () => edited(v => (v.rows.permits = -1)), /rows\.permits: -1/],
    ['a current version that is not there', () => ({ ...written(), current: 'v8' }), /"v8" is not among/],
    ['an id twice', () => ({ ...written(), versions: [written().versions[0], written().versions[0]] }), /two versions/],
    ['nothing', () => undefined, /versions\.json/],
  ])('is refused where it is %s', (_, value, message) => {
    expect(() => parseKept(value())).toThrow(message)
  })

  function edited(change: (version: ReturnType<typeof written>['versions'][number]) => unknown): unknown {
    const value = written()
    change(value.versions[0])
    return value
  }
})
