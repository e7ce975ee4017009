import { afterAll, describe, expect, it } from 'vitest'
import type { ExtractEngine } from '../../../src/engine/engine'
import { raw } from '../../../src/engine/sql'
import { openDecoder } from '../../../src/extracts/decoderNode'
import { openIntake } from '../../../src/extracts/intake/intakeNode'
import { limits } from '../../../src/extracts/limits'
import { practise } from '../../../src/extracts/practice'
import { practiceFile } from '../../../src/extracts/practiceFile'
import { mappable, type TableName, tableNames } from '../../../src/schema'
import { testEngine } from '../../engine/helper'
import { lists, loaded } from '../../engineHelper'
import { city } from '../../fixtures/city'
import { fileOf } from '../../fixtures/cityFiles'
import { engine } from './engine'

const signal = new AbortController().signal

describe.each(tableNames)('%s of which every column is there', table => {
  // Each date column is read in many forms: written out in full they made statements that no engine takes.
  it.each([undefined, 'Asia/Shanghai'])('as text with blanks around, load with the zone %s', async timezone => {
    const cell = (kind: string, row: number): string =>
      kind === 'date' || kind === 'timestamp' ? ` 2024年1月${row + 1}日 ` : ` ${row + 1} `
    const columns = mappable(table).map(({ name, kind }) => [name, ['text', [0, 1].map(row => cell(kind, row))]])
    const { profile } = await loaded({
      engine,
      files: { 'all.parquet': fileOf(Object.fromEntries(columns)) },
      catalogue: { extracts: [{ table, file: 'all.parquet' }], ...(timezone && { timezone }) },
    })
    expect(profile.files[0]).toMatchObject({ error: null, rows: 2, rejected: 0 })
    const [day] = { permits: ['decided_at'], inspections: ['inspected_on'], complaints: ['received_at'] }[table]
    expect(
      await lists(engine, raw(`SELECT CAST(CAST(${day} AS DATE) AS VARCHAR) AS d FROM ${table} ORDER BY 1`)),
    ).toEqual([['2024-01-01'], ['2024-01-02']])
  })
})

describe('columns that are kept beside those of the table', () => {
  // Each column of each table takes room of its own, however few rows there are.
  const roomy = testEngine({ memoryLimit: '1GB' })
  afterAll(() => roomy.close())
  const withKept = (count: number) => {
    const names = Array.from({ length: count }, (_, i) => `很长的一个列名用来说明没有人需要的内容 ${i}`)
    const own = mappable('complaints').map(({ name }) => [name, ['text', [' 2024-01-02 ', ' x ']]])
    const kept = names.map(name => [name, ['text', [' a ', ' b ']]])
    return loaded({
      engine: roomy,
      files: { 'wide.parquet': fileOf(Object.fromEntries([...own, ...kept])) },
      catalogue: { extracts: [{ table: 'complaints', file: 'wide.parquet', extra: names }] },
    })
  }

  it('may be as many as the limit says, in rows and in rejected rows', async () => {
    const { profile } = await withKept(limits.keptColumns)
    expect(profile.files[0]).toMatchObject({ error: null, rows: 1, rejected: 1 })
    const name = '"很长的一个列名用来说明没有人需要的内容 299"'
    expect(await lists(roomy, raw(`SELECT ${name} FROM complaints`))).toEqual([['a']])
    expect(await lists(roomy, raw(`SELECT ${name} FROM rejected_complaints`))).toEqual([['b']])
  })

  it('are refused beyond it, by name and number', async () => {
    const { profile } = await withKept(limits.keptColumns + 1)
    expect(profile.files[0]?.error).toBe(
      'wide.parquet: keeps 301 columns beside those of the table, at most 300 can be kept; leave out those that nobody needs',
    )
  })
})

describe('practice', () => {
  const made = (async () => {
    const intake = openIntake()
    const { tables } = await intake.open([practiceFile()])
    return intake.read(tables[0]!.id)
  })()
  const rows = async (name: TableName) => lists(engine, raw(`SELECT * FROM ${name} ORDER BY source_row`))
  const all = () => Promise.all(tableNames.map(rows))

  it('loads every row of its file, as plainly as files are', async () => {
    await practise(engine, openDecoder(), await made, signal)
    expect(
      await lists(engine, raw('SELECT CAST(count(*) AS DOUBLE), count(DISTINCT source_status) FROM complaints')),
    ).toEqual([[20_000, 3]])
  })

  it('leaves nothing in what is loaded after it', async () => {
    await loaded({ engine, ...city() })
    const before = await all()
    await practise(engine, openDecoder(), await made, signal)
    expect(await all()).not.toEqual(before)
    await loaded({ engine, ...city() })
    expect(await all()).toEqual(before)
  })

  it('that is cut short ends with the statement that runs', async () => {
    const stop = new AbortController()
    let [begun, ended] = [0, 0]
    const slow = async (): Promise<void> => {
      begun++
      stop.abort()
      await new Promise(resolve => setTimeout(resolve, 50))
      ended++
    }
    const busy: ExtractEngine = {
      name: 'duckdb',
      text: () => '',
      rows: async () => [],
      arrow: async () => [],
      // An engine lets its caller go at once, and undoes what it was cancelled in later.
      run: (_, signal) => Promise.race([slow(), ...(signal ? [Promise.reject(new Error('let go'))] : [])]),
      load: async () => 0,
      fill: async () => 0,
      compact: async () => true,
    }
    await expect(practise(busy, openDecoder(), await made, stop.signal)).rejects.toMatchObject({ name: 'AbortError' })
    expect([begun, ended]).toEqual([1, 1])
  })

  it('that is cut short does no harm', async () => {
    await loaded({ engine, ...city() })
    const before = await all()
    const extract = await made
    for (const last of [1, 2, 3, 4, 5, 6]) {
      const stop = new AbortController()
      let begun = 0
      // While the statement runs that is to be the last one.
      const next = (): void => {
        if (++begun === last) setTimeout(() => stop.abort(), 1)
      }
      const counted: ExtractEngine = {
        name: engine.name,
        text: query => engine.text(query),
        rows: query => {
          next()
          return engine.rows(query)
        },
        arrow: query => {
          next()
          return engine.arrow(query)
        },
        compact: () => engine.compact(),
        run: script => {
          next()
          return engine.run(script)
        },
        load: (name, streams) => {
          next()
          return engine.load(name, streams)
        },
        fill: (script, sections) => engine.fill(script, sections),
      }
      const practised = practise(counted, openDecoder(), extract, stop.signal)
      await expect(practised).rejects.toMatchObject({ name: 'AbortError' })
      expect(begun).toBeLessThanOrEqual(last + 1)
      await loaded({ engine, ...city() })
      expect(await all()).toEqual(before)
    }
  })
})
