import { describe, expect, it } from 'vitest'
import type { SampledTable } from '../../../src/extracts/guess/guess'
import { guessTable } from '../../../src/extracts/guess/guessTable'
import { publishedChina } from '../../fixtures/publishedChina'
import { publishedEast } from '../../fixtures/publishedEast'
import { publishedWest } from '../../fixtures/publishedWest'
import { sweep } from '../../sweep'
import { inputOf, rowsOf, tableOf } from './table'

/** Mulberry32. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

interface Plain {
  readonly headers: readonly string[]
  readonly rows: readonly (readonly (string | null)[])[]
  readonly path: readonly string[]
}
const all: readonly Plain[] = [...publishedChina, ...publishedEast, ...publishedWest]

function shuffled({ headers, rows, path }: Plain, next: () => number): SampledTable {
  const order = headers.map((_, i) => i)
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1))
    ;[order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0]
  }
  return tableOf(
    order.map(i => headers[i] ?? ''),
    rows.map(row => order.map(i => row[i] ?? null)),
    { path },
  )
}

/** Columns that mean nothing: remarks, small numbers, switches. */
function noisy({ headers, rows, path }: Plain, next: () => number): Plain {
  const makers = [
    () => `bemerkung ${Math.floor(next() * 1e6).toString(36)} zz`,
    () => String(Math.floor(next() * 100)),
    () => (next() < 0.5 ? 'qx' : 'qy'),
    () => null,
  ]
  const extra = Array.from({ length: 1 + Math.floor(next() * 4) }, (_, i) => ({
    header: `zq${i}w${Math.floor(next() * 1e6)}`,
    make: makers[Math.floor(next() * makers.length)] ?? (() => null),
  }))
  return {
    path,
    headers: [...headers, ...extra.map(({ header }) => header)],
    rows: rows.map(row => [...row, ...extra.map(({ make }) => make())]),
  }
}

const seen = (table: SampledTable) => {
  const { unmapped, ...guess } = guessTable(inputOf(table))
  return guess
}

describe('a guess', () => {
  it('does not change with the order of the columns, nor with columns that mean nothing', () => {
    for (let seed = 1; seed <= sweep(100); seed++) {
      const next = random(seed)
      const file = all[seed % all.length]
      if (!file) throw new Error('no file')
      const plain = seen(tableOf(file.headers, file.rows, { path: file.path }))
      expect(seen(shuffled(file, next)), `seed ${seed}`).toEqual(plain)
      const noise = seen(shuffled(noisy(file, next), next))
      expect(
        { table: noise.table, columns: noise.columns, words: noise.words, settings: noise.settings },
        `seed ${seed}`,
      ).toEqual({
        table: plain.table,
        columns: plain.columns,
        words: plain.words,
        settings: plain.settings,
      })
    }
  }, 180_000)

  it('by values stays when the headers become nonsense', () => {
    const codes = ['91350100M000100Y43', '91110105MA0000015F', '91440300MA5F0000X1', '91110105MA00003490']
    const rows = rowsOf(60, row => [
      `DH${2024_000_000 + row}`,
      codes[row % 4] ?? null,
      `2024-${String(1 + (row % 12)).padStart(2, '0')}-${String(1 + (row % 28)).padStart(2, '0')}`,
      row % 3 === 0 ? '未发现问题' : '发现问题',
      row % 2 === 0 ? '双随机抽查' : '专项检查',
      `${120 + row / 1000}`,
      `${30 + row / 1000}`,
      `备注 ${row % 7}`,
    ])
    const regions = {
      regions: [{ code: '1', name: '区', level: 'district', parent: null }],
      levels: ['district'],
      shapes: [],
      extent: [119.9, 29.9, 120.9, 30.9] as const,
      problems: [],
    }
    const locate = () => '1'
    for (let seed = 1; seed <= sweep(100); seed++) {
      const next = random(seed)
      const headers = Array.from({ length: 8 }, (_, i) => `${Math.floor(next() * 1e9).toString(36)}q${i}`)
      const guess = guessTable(
        inputOf(
          shuffled(
            { headers, rows: rows.map(row => row.map(cell => (cell === null ? null : String(cell)))), path: ['x.csv'] },
            next,
          ),
          { regions, locate },
        ),
      )
      expect(guess.table, `seed ${seed}`).toBe('inspections')
      expect(guess.settings.columns, `seed ${seed}`).toEqual({
        inspection_id: headers[0],
        entity_code: headers[1],
        inspected_on: headers[2],
        result: headers[3],
        inspection_type: headers[4],
        lon: headers[5],
        lat: headers[6],
      })
    }
  })
})
