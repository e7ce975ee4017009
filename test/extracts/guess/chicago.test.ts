import { existsSync, openAsBlob, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openDecoder } from '../../../src/extracts/decoderNode'
import type { SampledTable } from '../../../src/extracts/guess/guess'
import { guessTable } from '../../../src/extracts/guess/guessTable'
import { needsOf } from '../../../src/extracts/guess/needsOf'
import { loadRegions } from '../../../src/extracts/regionSet'
import { type TableName, tableNames } from '../../../src/schema'
import { chicagoMapping } from '../../fixtures/cityHeaders'
import { inputOf } from './table'

const folder = resolve(import.meta.dirname, '../../../../shared/chicago')
const present = existsSync(folder)
if (!present) console.warn('The real folder of Chicago is absent: its tests are skipped.')

async function sampled(table: TableName): Promise<SampledTable> {
  const decoder = openDecoder()
  const file = await decoder.open(table, await openAsBlob(resolve(folder, `${table}.parquet`)))
  const sample = await decoder.sample(
    table,
    file.columns.map(({ name }) => name),
    2000,
  )
  const columns = file.columns.map(({ name, type }) => ({ name, type, filled: file.rows, words: null, longest: 0 }))
  return { read: { id: table, path: [`${table}.parquet`], rows: file.rows, columns, masked: [] }, sample }
}

async function places() {
  const text = readFileSync(resolve(folder, 'community_areas.geojson'), 'utf8')
  const { set, codes, locate } = await loadRegions([
    { level: 'area', name: 'areas', text, code: 'area', label: 'name' },
  ])
  const out = new Int32Array(1)
  return {
    regions: set,
    locate: (lon: number, lat: number) => {
      locate([lon], [lat], out)
      return codes[out[0] ?? -1] ?? null
    },
  }
}

describe('the real extracts of Chicago', () => {
  it.skipIf(!present)('are guessed as the design says', async () => {
    const where = await places()
    const tables = await Promise.all(tableNames.map(sampled))
    for (const [at, table] of tableNames.entries()) {
      const own = tables[at]
      if (!own) throw new Error(table)
      const guess = guessTable(
        inputOf(own, { ...where, others: tables.filter(each => each !== own), table: undefined }),
      )
      expect(guess.table).toBe(table)
      expect(guess.tableConfidence).toBeGreaterThan(0.3)
      expect(guess.settings).toEqual({
        columns: chicagoMapping[table],
        constants: table === 'complaints' ? { kind: 'complaint' } : {},
        guess: false,
      })
      expect(guess.questions.map(({ kind }) => kind)).toEqual(table === 'complaints' ? ['kind'] : [])
      expect(
        needsOf(
          table,
          guess.settings,
          own.read.columns.map(({ name }) => name),
        ),
      ).toEqual({ missing: [], absent: [] })
    }
  })
})
