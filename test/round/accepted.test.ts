import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as parquet from 'parquet-wasm/esm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkFiles } from '../../src/cli/checkFiles'
import { resultRows, resultsText } from '../../src/round/results'
import { ParquetFileWriter } from '../../src/ui/parquetFile'
import { resultsTable } from '../../src/views/round/resultsFiles'
import { fileOf, readOne } from '../fixtures/intake'
import { entryOf, roundOf, stopOf } from './rounds'

beforeAll(() => {
  const wasm = createRequire(import.meta.url).resolve('parquet-wasm/esm/parquet_wasm_bg.wasm')
  parquet.initSync({ module: readFileSync(wasm) })
})
const folder = mkdtempSync(join(tmpdir(), 'results-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const record = (more: Parameters<typeof entryOf>[0]) =>
  ({ entry: entryOf(more), revision: 1, changed: '2026-12-01T09:40:00', writer: 'w' }) as const
const visits = {
  'p1-1': record({ result: 'problem', rectifyBy: '2026-12-15', findings: [{ text: '后厨, "不洁"', critical: false }, { text: '过期食品', critical: true }], photos: ['IMG_1.jpg'], note: '已告知' }),
  'p1-2': record({}),
  'p1-3': record({ result: 'no_entry', finished: null }),
} // biome-ignore format: a visit a line
const round = roundOf()

async function parquetOf(stops = round.stops): Promise<Uint8Array> {
  const writer = new ParquetFileWriter(resultsTable('r'), parquet)
  writer.add(resultRows({ ...round, stops }, visits))
  return new Uint8Array(await (await writer.finish()).arrayBuffer())
}

describe('the results of a round', () => {
  for (const kind of ['parquet', 'json'] as const)
    it(`come in as inspections, every row and without a question, as ${kind}`, async () => {
      const file = join(folder, `results.${kind}`)
      writeFileSync(file, kind === 'parquet' ? await parquetOf() : resultsText(round, visits, '2026-12-01T18:00:00'))
      const [line, ...more] = await checkFiles([file])
      expect(more).toEqual([])
      expect(line).toMatchObject({
        table: 'inspections',
        rows: 3,
        rejected: 0,
        questions: [],
        issues: [],
        masked: [],
        notes: [],
      })
      expect(line?.error).toBeUndefined()
    })

  it('of one visit alone come in, too', async () => {
    const file = join(folder, 'one.parquet')
    writeFileSync(file, await parquetOf([stopOf(2)]))
    const [line] = await checkFiles([file])
    expect(line).toMatchObject({ table: 'inspections', rows: 1, rejected: 0, questions: [], issues: [] })
  })

  it('that were damaged are refused, naming what is wrong', async () => {
    const file = JSON.parse(resultsText(round, visits, '2026-12-01T18:00:00'))
    const read = (value: unknown) => readOne('r.json', fileOf('r.json', JSON.stringify(value)))
    await expect(read({ ...file, rows: 7 })).rejects.toThrow('no list "rows"')
    await expect(read({ ...file, rows: [] })).rejects.toThrow('no finished visit')
    await expect(read({ ...file, rows: [{ secret: 1 }] })).rejects.toThrow('row 1 of these results has a column')
    await expect(read({ ...file, rows: [{ note: [] }] })).rejects.toThrow('"note": [] is no value')
    await expect(read({ ...file, rows: [null] })).rejects.toThrow('row 1 of these results is no record')
  })
})
