import { describe, expect, it } from 'vitest'
import type { KeptVersion } from '../../../src/extracts/workspace/workspace'
import { answerOf, chosenOf } from '../../../src/views/extracts/answering'
import type { Question } from '../../../src/views/extracts/contracts'
import { mergedAnswers } from '../../../src/views/extracts/flowState'
import { mappingRows, samplesOf } from '../../../src/views/extracts/mappingRows'
import { asksToConfirm } from '../../../src/views/extracts/needs'
import { nowRows, usedShare } from '../../../src/views/extracts/nowRows'
import { idOf } from '../../../src/views/extracts/Together'
import { sortedWords } from '../../../src/views/extracts/Words'
import { emptyState, guessOf, profile } from './fakes'

const compared = {
  table: 'permits', before: 100, after: 80, added: 0, gone: 20, changed: 0, shifted: [], sampled: 80, reasons: [], needsConfirmation: false,
} as const // biome-ignore format: one comparison

describe('a commit asks for a confirmation', () => {
  it('where a comparison needs one', () => {
    expect(asksToConfirm([compared])).toBe(false)
    expect(asksToConfirm([compared, { ...compared, reasons: ['fewer_rows'], needsConfirmation: true }])).toBe(true)
  })
})

describe('the grid of columns', () => {
  const guess = guessOf('complaints', { complaint_id: 'Number', entity_name: 'Business' })
  it('has needed columns first, then filled ones', () => {
    const rows = mappingRows('complaints', guess, guess.settings)
    const needed = rows.filter(row => row.needed).length
    expect(rows.slice(0, needed).every(row => row.needed)).toBe(true)
    expect(rows[needed]).toMatchObject({ column: 'entity_name', source: 'Business', changed: false })
  })
  it('knows what was changed', () => {
    const settings = { columns: { complaint_id: 'Other' }, constants: { kind: 'complaint' } }
    const rows = mappingRows('complaints', guess, settings)
    expect(
      rows
        .filter(row => row.changed)
        .map(({ column }) => column)
        .sort(),
    ).toEqual(['complaint_id', 'entity_name', 'kind'])
  })
  it('has an id of several columns in one row, and knows when it was changed', () => {
    const together = { ...guess, settings: { columns: {}, constants: {}, id: ['Shop', 'Day'] } }
    const row = (settings: typeof together.settings) =>
      mappingRows('complaints', together, settings).find(({ column }) => column === 'complaint_id')
    expect(row(together.settings)).toMatchObject({ source: 'Shop', together: ['Day'], fallbacks: [], filled: true })
    expect(row(together.settings)?.changed).toBe(false)
    expect(row({ ...together.settings, id: ['Shop', 'Hour'] })?.changed).toBe(true)
    expect(idOf('complaint_id', 'Shop', ['Day', 'Shop'])).toMatchObject({ id: ['Shop', 'Day'] })
    expect(idOf('complaint_id', 'Shop', [])).toMatchObject({ id: null, columns: { complaint_id: 'Shop' } })
    expect(idOf('complaint_id', null, ['Day'])).toMatchObject({ id: null, columns: { complaint_id: null } })
  })
  it('shows different values', () => {
    const read = { columns: [{ name: 'a' }], preview: [['x'], ['x'], [null], [''], ['y']] }
    expect(samplesOf(read, ['a'])).toEqual(['x', 'y'])
    expect(samplesOf(read, ['gone'])).toEqual([])
    const two = {
      columns: [{ name: 'a' }, { name: 'b' }],
      preview: [
        ['x', '1'],
        [null, '2'],
        ['y', null],
      ],
    }
    expect(samplesOf(two, ['b', 'a'])).toEqual(['1 / x', '2 / –', '– / y'])
  })
})

describe('an answer', () => {
  const question = (kind: Question['kind'], column: string | null, choices: readonly string[]): Question => ({
    kind, column, choices, suggested: null, evidence: {},
  }) // biome-ignore format: one line
  it.each([
    [question('date_order', 'received_at', ['dmy', 'mdy']), 'mdy'],
    [question('coordinates', 'lon', ['WGS-84', 'GCJ-02']), 'GCJ-02'],
    [question('swapped', 'lon', ['as_is', 'swapped']), 'swapped'],
    [question('kind', 'kind', ['complaint', 'report']), 'report'],
    [question('row_id', 'complaint_id', ['A', 'B']), 'B'],
    [question('region_level', 'Ward', ['use', 'leave']), 'use'],
    [question('timezone', null, ['UTC', 'Asia/Shanghai']), 'UTC'],
    [question('score', 'score', ['better', 'worse']), 'worse'],
    [question('unit', 'penalty_amount', ['万元', '元']), '万元'],
    [question('unit', 'penalty_amount', ['万元', '元']), '元'],
  ])('is read back from the settings: %o', (asked, choice) => {
    const { columns, constants, dates, units, timezone, coordinates, swapped, score } = answerOf(asked, choice) ?? {}
    const filled = Object.fromEntries(Object.entries(columns ?? {}).flatMap(([k, v]) => (v === null ? [] : [[k, v]])))
    const settings = { columns: filled, constants, dates, units, timezone, coordinates, swapped, score }
    const compact = JSON.parse(JSON.stringify({ ...settings, constants: constants ?? {} }))
    expect(chosenOf(asked, compact)).toBe(choice)
  })
  it('may be several columns together', () => {
    const asked: Question = { ...question('row_id', 'complaint_id', ['', 'A']), together: ['A', 'B'] }
    expect(answerOf(asked, '')).toEqual({ id: ['A', 'B'] })
    expect(chosenOf(asked, { columns: {}, constants: {}, id: ['A', 'B'] })).toBe('')
    expect(answerOf(asked, 'A')).toEqual({ id: null, columns: { complaint_id: 'A' } })
  })
  it('adds to those before it', () => {
    const before = { columns: { a: 'A' }, words: { status: { x: 'open' } } }
    expect(mergedAnswers(before, { columns: { b: null }, words: { status: { y: '' } } })).toEqual({
      columns: { a: 'A', b: null },
      words: { status: { x: 'open', y: '' } },
    })
  })
})

describe('the words of a column', () => {
  it('come unknown first, then doubtful, then by rows', () => {
    const word = (text: string, count: number, meaning: string | null, sure = true) => ({
      text,
      count,
      word: meaning,
      sure,
    })
    const words = [word('a', 9, 'ok'), word('b', 1, null), word('c', 5, 'ok', false), word('d', 3, null)]
    expect(sortedWords(words).map(({ text }) => text)).toEqual(['d', 'b', 'c', 'a'])
  })
})

describe('the extracts now', () => {
  const report = {
    file: 'k1.parquet',
    table: 'permits',
    columns: {},
    rows: 5,
    rejected: 1,
    issues: [],
    error: null,
  } as const
  const entry = { table: 'permits', file: 'k1.parquet', columns: {}, constants: {}, department: 'Health' } as const
  const version = (id: string, time: string, by: string | null): KeptVersion => ({
    id, time, by, what: 'append', replaced: [], version: id, rows: profile.rows,
    files: [{ entry, path: ['a.zip', 'p.csv'], bytes: 1, rows: 5, masked: [] }],
  }) // biome-ignore format: one version
  it('say who brought a file in first, and what is the server’s', () => {
    const kept = {
      ...emptyState,
      current: 'v2',
      versions: [version('v2', '2026-02-02T10:00:00+08:00', null), version('v1', '2026-01-01T10:00:00+08:00', 'Li')],
    }
    const rows = nowRows({ ...profile, files: [report, { ...report, file: 'server.parquet' }] }, kept)
    expect(rows[0]).toMatchObject({
      shown: 'a.zip › p.csv',
      department: 'Health',
      by: 'Li',
      time: '2026-01-01T10:00:00+08:00',
      where: 'browser',
    })
    expect(rows[1]).toMatchObject({ shown: 'server.parquet', where: 'server', by: null })
    expect(nowRows(null, kept)).toEqual([])
  })
  it('say how full it is, where the browser does', () => {
    expect(usedShare({ used: 80, quota: 100 })).toBe(0.8)
    expect(usedShare({ used: 80, quota: null })).toBe(null)
  })
})
