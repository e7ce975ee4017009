import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { raw, sql } from '../../src/engine/sql'
import { type Area, type Choices, defaults, type Filters, resolve } from '../../src/filters/filters'
import { type FilteredTable, predicates, where } from '../../src/filters/predicates'
import { testEngine } from '../engine/helper'
import { sweep } from '../sweep'
import { nastyText, randomOf } from './random'

const tables: readonly FilteredTable[] = ['permits', 'inspections', 'complaints', 'entities']
const filters = (partial: Partial<Choices>): Filters => resolve({ ...defaults, ...partial }, '2014-08-31', []).filters

describe('the text of a condition', () => {
  it('is never built from data: only the values differ', () => {
    const random = randomOf(1)
    const all = (text: () => string): Filters =>
      filters({
        regions: [text(), text()],
        industries: [text(), null],
        kinds: [text()],
        categories: [text()],
        results: [text()],
      })
    for (let i = 0; i < sweep(2000); i++) {
      const used: string[] = []
      const nasty = () => {
        // A mark that no source text has, so that finding it means that data was written into the statement.
        const text = `${nastyText(random)}⌘${i}-${used.length}`
        used.push(text)
        return text
      }
      const chosen = all(nasty)
      let plainTexts = 0
      for (const table of tables) {
        const plain = where(
          table,
          // Region codes are a set: two that are equal would be one.
          all(() => `x${plainTexts++}`),
        )
        const made = where(table, chosen)
        expect(made.strings).toEqual(plain.strings)
        expect(made.strings.join('')).not.toContain('⌘')
        expect(made.values.filter(value => typeof value === 'string' && value.includes('⌘'))).toEqual(
          used.filter(text => made.values.includes(text)),
        )
      }
      expect(
        new Set(tables.flatMap(table => where(table, chosen).values).filter(v => used.includes(String(v)))).size,
      ).toBe(used.length)
    }
  })

  it('has as many holes as values', () => {
    for (const table of tables) {
      const made = where(table, filters({ regions: ['8', '~outside', '~none'], industries: [null], area: triangle }))
      expect(made.strings.length).toBe(made.values.length + 1)
    }
  })

  it('holds the days as values', () => {
    expect(where('complaints', filters({})).values).toEqual(['2013-09-01', '2014-08-31'])
    expect(where('entities', filters({})).values).toEqual(['2014-08-31'])
    expect(where('permits', filters({ window: 'all' })).values).toEqual(['2014-08-31'])
  })

  it('leaves out what cannot restrict the table, and what is excepted', () => {
    const chosen = filters({ kinds: ['report'], results: ['ok'], industries: ['School'] })
    expect(where('complaints', chosen, ['window']).values).toEqual(['report'])
    expect(where('inspections', chosen, ['window']).values).toEqual(['School', 'ok'])
    expect(where('inspections', chosen, ['window', 'results', 'industries']).strings).toEqual(['TRUE'])
  })
})

const triangle: Area = [
  [0, 0],
  [4, 0],
  [0, 4],
]

describe('rows of a condition', () => {
  const engine = testEngine()
  beforeAll(async () => {
    await engine.run([
      raw('CREATE TABLE spots (id INTEGER, lon DOUBLE, lat DOUBLE, region_code VARCHAR, kind VARCHAR)'),
      raw(`INSERT INTO spots VALUES (1, 1, 1, 'a1', 'report'), (2, 3, 3, 'a2', NULL), (3, NULL, NULL, 'b', ''),
           (4, 2, 0.5, NULL, '~'), (5, NULL, NULL, NULL, 'it''s')`),
    ])
  })
  afterAll(() => engine.close())

  async function ids<K extends keyof Filters>(key: K, value: Filters[K]): Promise<number[]> {
    const condition = predicates[key](value, 'complaints') ?? raw('TRUE')
    const rows = await engine.rows<{ id: number }>(sql`SELECT id FROM spots WHERE ${condition} ORDER BY id`)
    return rows.map(row => row.id)
  }

  it('are those of regions, of outside and of nowhere', async () => {
    expect(await ids('regions', ['a', 'a1', 'a2'])).toEqual([1, 2])
    expect(await ids('regions', ['a1', 'b'])).toEqual([1, 3])
    expect(await ids('regions', ['~outside'])).toEqual([4])
    expect(await ids('regions', ['~none'])).toEqual([5])
    expect(await ids('regions', ['a', 'a1', 'a2', 'b', '~outside', '~none'])).toEqual([1, 2, 3, 4, 5])
    expect(await ids('regions', ['unknown'])).toEqual([])
  })

  it('are those of the words, "not stated" being none of them', async () => {
    expect(await ids('kinds', ['report', null])).toEqual([1, 2])
    expect(await ids('kinds', [null])).toEqual([2])
    expect(await ids('kinds', [''])).toEqual([3])
    expect(await ids('kinds', ['~', "it's"])).toEqual([4, 5])
    expect(await ids('kinds', ["x' OR '1'='1"])).toEqual([])
  })

  it('are those within a drawn area', async () => {
    expect(await ids('area', triangle)).toEqual([1, 4])
    expect(await ids('area', [...triangle].reverse())).toEqual([1, 4])
    const flat: Area = [
      [0, 1],
      [2, 1],
      [3, 1],
    ]
    expect(await ids('area', flat)).toEqual([])
  })
})
