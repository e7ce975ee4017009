import { describe, expect, it } from 'vitest'
import type { GuessInput } from '../../../src/extracts/guess/guess'
import { guessTable } from '../../../src/extracts/guess/guessTable'
import { inputOf, rowsOf, tableOf } from './table'

const businesses = tableOf(
  ['business_id', 'name', 'address', 'city', 'postal_code', 'latitude', 'longitude'],
  rowsOf(50, row => [
    `${10_000 + row}`,
    `CAFE ${row}`,
    `${row} MAIN ST`,
    'San Francisco',
    `${94_100 + (row % 9)}`,
    `37.7${row + 10}`,
    `-122.4${row + 10}`,
  ]),
  { id: 'b', path: ['businesses.csv'] },
)
const inspections = tableOf(
  ['business_id', 'Score', 'date', 'type'],
  rowsOf(120, row => [
    `${10_000 + ((row * 7) % 50)}`,
    `${70 + (row % 30)}`,
    `2013${String(1 + (row % 12)).padStart(2, '0')}15`,
    row % 4 === 0 ? 'complaint' : 'routine',
  ]),
  { id: 'i', path: ['inspections.csv'] },
)

describe('a file of businesses', () => {
  it('is told by another file that refers to it, which is to be joined', () => {
    expect(guessTable(inputOf(businesses, { others: [inspections] }))).toMatchObject({
      table: 'businesses',
      tableConfidence: 0.95,
      columns: [],
      join: null,
    })
    expect(guessTable(inputOf(businesses))).toMatchObject({ table: 'businesses', tableConfidence: 0.5 })
    const guess = guessTable(inputOf(inspections, { others: [businesses] }))
    expect(guess.table).toBe('inspections')
    expect(guess.join).toEqual({ businesses: 'b', key: 'business_id', reference: 'business_id' })
    expect(guess.settings.columns).toMatchObject({
      inspected_on: 'date',
      inspection_type: 'type',
      score: 'Score',
      entity_code: 'business_id',
    })
  })

  it('is found by its values where the columns are called otherwise, from a sample of it', () => {
    const part = { ...businesses, read: { ...businesses.read, rows: 100 } }
    const renamed = tableOf(
      ['place', 'Score', 'date', 'type'],
      rowsOf(100, row => [`${10_000 + row}`, '80', '20130115', 'routine']),
      { id: 'i' },
    )
    expect(guessTable(inputOf(renamed, { others: [part] })).join).toEqual({
      businesses: 'b',
      key: 'business_id',
      reference: 'place',
    })
    const strange = tableOf(
      ['place', 'Score', 'date', 'type'],
      rowsOf(100, row => [`${90_000 + row}`, '80', '20130115', 'routine']),
      { id: 'i' },
    )
    expect(guessTable(inputOf(strange, { others: [businesses] })).join).toBeNull()
  })

  it('gives its names to the joined table', () => {
    const headers = [
      'business_id',
      'Score',
      'date',
      'type',
      'businesses.name',
      'businesses.address',
      'businesses.latitude',
      'businesses.longitude',
    ]
    const joined = tableOf(
      headers,
      rowsOf(60, row => [
        `${10_000 + row}`,
        '80',
        '20130115',
        'routine',
        `CAFE ${row}`,
        '1 MAIN ST',
        `37.7${row + 10}`,
        `-122.4${row + 10}`,
      ]),
    )
    const guess = guessTable(inputOf(joined, { others: [businesses] }))
    expect(guess.join).toBeNull()
    expect(guess.settings.columns).toMatchObject({
      entity_code: 'business_id',
      entity_name: 'businesses.name',
      address: 'businesses.address',
      lon: 'businesses.longitude',
      lat: 'businesses.latitude',
    })
  })

  it('is what the analyst says it is', () => {
    expect(guessTable(inputOf(businesses, { table: 'permits' })).table).toBe('permits')
    expect(guessTable(inputOf(inspections, { table: 'businesses' }))).toMatchObject({
      table: 'businesses',
      tableConfidence: 1,
    })
  })
})

describe('the business key', () => {
  const permits = tableOf(
    ['ID', 'ACCOUNT NUMBER', 'LICENSE NUMBER', 'DATE ISSUED', 'LICENSE STATUS'],
    rowsOf(60, row => [`P${row}`, `${300_000 + row}`, `${1_000_000 + row}`, '2014-01-02', 'AAI']),
  )
  const key = (more: Partial<GuessInput>) => guessTable(inputOf(permits, more)).settings.columns.entity_code

  it('is the first by name, unless another file shares another column', () => {
    expect(key({})).toBe('LICENSE NUMBER')
    const visits = (first: number) =>
      tableOf(
        ['Inspection ID', 'License #'],
        rowsOf(60, row => [`${row}`, `${first + row}`]),
        { id: 'v' },
      )
    expect(key({ others: [visits(1_000_000)] })).toBe('LICENSE NUMBER')
    expect(guessTable(inputOf(permits)).settings.columns.owner_code).toBe('ACCOUNT NUMBER')
    expect(key({ others: [visits(300_000)] })).toBe('ACCOUNT NUMBER')
    expect(guessTable(inputOf(permits, { others: [visits(300_000)] })).settings.columns.owner_code).toBeUndefined()
    expect(key({ others: [visits(7_000_000)] })).toBe('LICENSE NUMBER')
    expect(
      key({
        keys: table =>
          table === 'inspections'
            ? ['300001', '300002', '300003', ...Array.from({ length: 40 }, (_, i) => `${300_010 + i}`)]
            : [],
      }),
    ).toBe('ACCOUNT NUMBER')
    // Keys of the very table are no other file's.
    expect(
      key({ keys: table => (table === 'permits' ? Array.from({ length: 60 }, (_, i) => `${300_000 + i}`) : []) }),
    ).toBe('LICENSE NUMBER')
  })

  it('is found by loaded keys where no header names it', () => {
    const renamed = tableOf(
      ['ID', 'q', 'DATE ISSUED', 'LICENSE STATUS'],
      rowsOf(60, row => [`P${row}`, `${1_000_000 + row}`, '2014-01-02', 'AAI']),
    )
    const keys = () => Array.from({ length: 60 }, (_, i) => `${1_000_000 + i}`)
    const guess = guessTable(inputOf(renamed, { keys }))
    expect(guess.settings.columns.entity_code).toBe('q')
    expect(guess.columns.find(({ column }) => column === 'entity_code')).toMatchObject({ why: 'values', confidence: 1 })
  })
})

describe('masked columns', () => {
  it('are no keys and no words, but may be a name', () => {
    const table = tableOf(
      ['检查编号', '检查日期', '检查类型', '检查结果', '企业名称', '注册号'],
      rowsOf(30, row => [`J${row}`, '2024-01-01', '日常检查', '合格', '张*', '138****0000']),
    )
    const masked = ['企业名称', '注册号'].map(column => ({
      column,
      kind: 'phone' as const,
      found: 'value' as const,
      count: 30,
    }))
    const { columns } = guessTable(inputOf({ ...table, read: { ...table.read, masked } })).settings
    expect(columns.entity_name).toBe('企业名称')
    expect(columns).not.toHaveProperty('entity_code')
  })
})

describe('a header of two lines', () => {
  it('is known by its lower one', () => {
    const headers = [
      '基本信息/检查编号',
      '基本信息/单位名称',
      '检查情况/检查日期',
      '检查情况/检查类型',
      '检查情况/检查结果',
    ]
    const guess = guessTable(inputOf(tableOf(headers, [['1', 'x', '2024-01-01', '日常检查', '合格']])))
    expect(guess.settings.columns).toMatchObject({
      inspection_id: headers[0],
      entity_name: headers[1],
      inspected_on: headers[2],
      result: headers[4],
    })
  })
})

describe('a very wide file', () => {
  it('is guessed in a second or so', () => {
    const headers = [
      'Inspection ID',
      'Inspection Date',
      'Results',
      ...Array.from({ length: 3000 }, (_, i) => `column ${i}`),
    ]
    const table = tableOf(headers, [['1', '2024-01-01', 'Pass', ...Array.from({ length: 3000 }, (_, i) => `v${i}`)]])
    const start = performance.now()
    expect(guessTable(inputOf(table)).settings.columns).toMatchObject({
      inspection_id: 'Inspection ID',
      result: 'Results',
    })
    expect(performance.now() - start).toBeLessThan(10_000)
  })
})
