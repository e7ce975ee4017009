import { describe, expect, it } from 'vitest'
import { openStorage } from '../../../src/storage/kept'
import { isNumeric, shortType, tableData } from '../../../src/views/sql/answers'
import { chartOf } from '../../../src/views/sql/chartOf'
import { errorPlace, errorText } from '../../../src/views/sql/errorPlace'
import { keepDraft, keepSaved, readDraft, readSaved, removeSaved } from '../../../src/views/sql/saved'
import { longestShared, readShared, sharedText, sqlHref } from '../../../src/views/sql/share'
import { pick, randomOf } from '../../filters/random'

const answer = {
  columns: [
    { name: 'month', type: 'DATE' },
    { name: 'n', type: 'BIGINT' },
    { name: 'n', type: 'DECIMAL(18,3)' },
    { name: '__proto__', type: "ENUM('a, ''b', 'c')[]" },
  ],
  rows: [
    ['2024-01-01', 3, '1.500', "['c']"],
    ['2024-02-01', '9007199254740993', '0.1234567890123456789', null],
  ],
  more: false,
}

describe('an answer', () => {
  it('becomes rows by key, with numbers only where they are the same', () => {
    const { columns, rows } = tableData(answer)
    expect(columns.map(({ label, align }) => [label, align])).toEqual([
      ['month', 'left'],
      ['n', 'right'],
      ['n_1', 'right'],
      ['__proto__', 'left'],
    ])
    expect(rows.map(row => Object.values(row))).toEqual([
      ['2024-01-01', 3, 1.5, "['c']"],
      ['2024-02-01', '9007199254740993', '0.1234567890123456789', null],
    ])
  })

  it('has types that can be read', () => {
    expect(answer.columns.map(({ type }) => shortType(type))).toEqual(['DATE', 'BIGINT', 'DECIMAL(18,3)', 'ENUM[]'])
    expect(['HUGEINT', 'UTINYINT', 'DECIMAL(4,1)', 'FLOAT', 'INTEGER[]', 'VARCHAR', 'DATE'].map(isNumeric)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
      false,
    ])
  })

  it('is drawn by its day, with its numbers as series', () => {
    expect(chartOf(answer)).toEqual({
      names: ['2024-01-01', '2024-02-01'],
      series: [
        { label: 'n', values: [3, 9007199254740992] },
        { label: 'n', values: [1.5, 0.12345678901234568] },
      ],
    })
    expect(chartOf({ ...answer, rows: [] })).toBeNull()
    expect(chartOf({ ...answer, columns: answer.columns.slice(0, 1) })).toBeNull()
  })
})

describe('the place of an error', () => {
  it.each([
    ['x\nLINE 1: SELECT nope FROM t\n               ^', 'SELECT nope FROM t', 7],
    ['x\n\nLINE 3: WHERE foo(i) = 1\n              ^', 'SELECT 1\nFROM t\nWHERE foo(i) = 1', 22],
    ['x', 'SELECT 1', null],
  ])('%s', (message, statement, at) => {
    expect(errorPlace(message, statement)).toBe(at)
    expect(errorText(message)).toBe('x')
  })
})

describe('an address holds a statement', () => {
  it('whatever it says', () => {
    const next = randomOf(7)
    const letters = ['SELECT ', "'", '主体', '𠮷', '\n', '&', '?', '#', '%', '+', ' ', 'a']
    for (let i = 0; i < 200; i++) {
      const sql = Array.from({ length: i % 40 }, () => pick(next, letters)).join('')
      const text = sharedText(sql)
      expect(text).toMatch(/^[\w-]*$/)
      expect(readShared(text ?? '')).toBe(sql)
    }
  })

  it('unless it is too long, or is none', () => {
    const next = randomOf(3)
    const long = Array.from({ length: 9_000 }, () => String.fromCharCode(33 + Math.floor(next() * 90))).join('')
    expect([sharedText(long), sqlHref(long)]).toEqual([null, null])
    expect(sharedText('SELECT 1, '.repeat(5_000))?.length).toBeLessThan(longestShared)
    for (const text of ['', 'x', '%', 'abcd', '主体']) expect(readShared(text)).toBeNull()
  })
})

describe('statements are kept', () => {
  it('by name, the newest first, and what is no list is none', async () => {
    const storage = openStorage(null)
    await keepSaved(storage, { name: 'a', sql: 'SELECT 1' })
    await keepSaved(storage, { name: 'b', sql: 'SELECT 2' })
    expect(await keepSaved(storage, { name: 'a', sql: 'SELECT 3' })).toEqual([
      { name: 'a', sql: 'SELECT 3' },
      { name: 'b', sql: 'SELECT 2' },
    ])
    expect(await removeSaved(storage, 'a')).toEqual([{ name: 'b', sql: 'SELECT 2' }])
    await storage.set('sql saved', [{ name: 1 }, 'x', { name: 'c', sql: 'SELECT 4' }])
    expect(await readSaved(storage)).toEqual([{ name: 'c', sql: 'SELECT 4' }])
    expect(await readDraft(storage)).toBeNull()
    await keepDraft(storage, 'FROM t')
    expect(await readDraft(storage)).toBe('FROM t')
  })
})
