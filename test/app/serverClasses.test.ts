import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ClassRow, classesAsText, ServerClasses } from '../../src/app/serverClasses'
import { withoutDerived } from '../../src/app/serverLive'
import type { ClickHouseEngine } from '../../src/engine/clickhouse'
import { speak } from '../../src/engine/dialect'
import { type Sql, sql } from '../../src/engine/sql'
import { derivedIn, nameDerived } from '../../src/risk/derived'
import { classesAt } from '../../src/risk/kept'
import { defaultScorecard, riskClasses } from '../../src/risk/scorecard'
import { randomOf } from '../filters/random'

beforeAll(() => {
  nameDerived()
  speak('clickhouse')
})
afterAll(() => speak('duckdb'))

/** The characters that go with a statement: its longest texts, in their order. */
const lettersOf = (query: Sql): string[] =>
  query.values.filter(value => typeof value === 'string' && value !== riskClasses.join('')).map(String)

/** What the statement makes of them, done by hand. */
const readBack = (letters: string): ClassRow[] =>
  [...letters].flatMap((letter, at) => {
    const code = letter.charCodeAt(0) - 65
    return [Math.floor(code / 5), code % 5].flatMap((place, second) => {
      const found = riskClasses[place - 1]
      return found === undefined ? [] : [{ entity_id: 2 * at + second, class: found }]
    })
  })

describe('classes as text', () => {
  it('say of every business its class, in pieces that a server takes', () => {
    const random = randomOf(41)
    const rows: ClassRow[] = []
    for (let entity_id = 0; entity_id < 230_000; entity_id++) {
      const found = riskClasses[Math.floor(random() * 5)]
      if (found !== undefined) rows.push({ entity_id, class: found })
    }
    const query = classesAsText([...rows].reverse())
    const pieces = lettersOf(query ?? sql``)
    expect(pieces.map(({ length }) => length)).toEqual([100_000, 15_000])
    expect(pieces.join('')).toMatch(/^[A-Y]+$/)
    expect(readBack(pieces.join(''))).toEqual(rows)
  })

  it('of nobody, of one alone, and of numbers that leave most out', () => {
    expect(readBack(lettersOf(classesAsText([]) ?? sql``).join(''))).toEqual([])
    const one: ClassRow = { entity_id: 7, class: 'D' }
    expect(readBack(lettersOf(classesAsText([one]) ?? sql``).join(''))).toEqual([one])
    expect(classesAsText([{ entity_id: 5_000_000, class: 'A' }])).toBeNull()
  })
})

const at = (day: string) => classesAt({ day, states: false }, defaultScorecard)
const nameOf = (query: Sql): string =>
  [...derivedIn(query.strings).keys()].find(name => name.startsWith('classes_')) ?? ''

/** An engine that answers with the same two rows, and writes down what it was asked. */
function fake(answer: () => Promise<ClassRow[]> = async () => [{ entity_id: 1, class: 'C' }]) {
  const asked: Sql[] = []
  const rows = async (query: Sql): Promise<never[]> => {
    asked.push(query)
    return (query.strings.join('').includes('count(*) AS wanted FROM inspections') ? [] : await answer()) as never[]
  }
  return {
    asked,
    engine: {
      name: 'clickhouse',
      rows,
      text: ({ strings }: Sql) => strings.join('?'),
      table: () => Promise.reject(),
    } as unknown as ClickHouseEngine,
  }
}

describe('classes of a day that a server has no table of', () => {
  const query = () =>
    sql`SELECT count(*) AS wanted FROM inspections WHERE entity_id IN (SELECT entity_id FROM (${at('2024-03-31')}) WHERE class IN ('C'))`

  it('are asked once for all questions, which take them as text and work nothing out', async () => {
    const { asked, engine } = fake()
    const page = withoutDerived(engine, { derived: new Set() })
    await Promise.all([page.rows(query()), page.rows(query()), page.rows(sql`SELECT 1 AS n`)])
    await page.rows(query())
    const texts = asked.map(({ strings }) => strings.join('?'))
    expect(texts.filter(text => text.includes('indicators_1 AS MATERIALIZED'))).toHaveLength(1)
    const own = texts.filter(text => text.includes('FROM classes_1)'))
    expect(own).toHaveLength(3)
    for (const text of own) {
      expect(text).toMatch(/^WITH classes_1 AS \(SELECT CAST\(i AS Nullable\(Int32\)\)/)
      expect(text).not.toContain('indicators_')
    }
    // What a person is shown can be asked by anyone.
    expect(page.text(query())).toContain('indicators_1 AS MATERIALIZED')
  })

  it('are not asked where the server has them', async () => {
    const { asked, engine } = fake()
    await withoutDerived(engine, { derived: new Set([nameOf(query())]) }).rows(query())
    expect(asked).toEqual([query()])
  })

  it('are asked again after a failure, which every question that waits hears', async () => {
    let fails = true
    const { engine } = fake(() => (fails ? Promise.reject(new Error('too slow')) : Promise.resolve([])))
    const page = withoutDerived(engine, { derived: new Set() })
    const outcomes = await Promise.allSettled([page.rows(query()), page.rows(query())])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    fails = false
    await expect(page.rows(query())).resolves.toEqual([])
  })

  it('go on for others when one who waits gives up', async () => {
    let answer: (rows: ClassRow[]) => void = () => undefined
    const { asked, engine } = fake(() => new Promise(resolve => { answer = resolve })) // biome-ignore format: short
    const page = withoutDerived(engine, { derived: new Set() })
    const stop = new AbortController()
    const gone = page.rows(query(), stop.signal)
    const stays = page.rows(query())
    stop.abort()
    await expect(gone).rejects.toThrow()
    answer([{ entity_id: 3, class: 'B' }])
    await expect(stays).resolves.toEqual([])
    expect(asked).toHaveLength(2)
  })

  it('are worked out in place where numbers are too sparse for a text', async () => {
    const { asked, engine } = fake(async () => [{ entity_id: 2_000_000, class: 'A' }])
    await withoutDerived(engine, { derived: new Set() }).rows(query())
    expect(asked.at(-1)?.strings.join('?')).toMatch(/classes_2 AS MATERIALIZED/)
  })

  it('are held of the days that were asked for last', async () => {
    const { asked, engine } = fake()
    const classes = new ServerClasses(engine, () => false)
    const days = Array.from({ length: 9 }, (_, i) => at(`2023-0${i + 1}-15`))
    for (const day of days) await classes.of(day)
    await classes.of(days[8] ?? sql``)
    expect(asked).toHaveLength(9)
    await classes.of(days[0] ?? sql``)
    expect(asked).toHaveLength(10)
  })
})
