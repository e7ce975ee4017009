import { Utf8, vectorFromArray } from 'apache-arrow'
import { strToU8, zipSync } from 'fflate'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { openIntake } from '../../../src/extracts/intake/intakeNode'
import { ExtractError } from '../../../src/extracts/source'
import { fileOf } from '../../fixtures/intake'
import { arrowParquet } from '../../fixtures/parquetFiles'
import { numberCell, sheetData, textCell, xlsxBytes } from '../../fixtures/xlsxFiles'
import { sweep } from '../../sweep'

const lines = Array.from(
  { length: 300 },
  (_, i) => `${i},"张三, ""${i}""",2024-01-0${(i % 9) + 1},${i % 2 ? '合格' : ''}`,
)
const csv = `编号,名称,日期,结果\r\n${lines.join('\r\n')}\r\n`
const texts = (of: (i: number) => string | null) =>
  vectorFromArray(
    Array.from({ length: 300 }, (_, i) => of(i)),
    new Utf8(),
  )
const parquet = arrowParquet(
  [
    ['a', texts(i => `${i}`)],
    ['b', texts(i => (i % 3 ? '合格' : null))],
  ],
  { groupRows: 100 },
)

const rows = Array.from(
  { length: 300 },
  (_, i) => textCell(`A${i + 2}`, `编号${i}`) + numberCell(`B${i + 2}`, 45_000 + i, 1),
)
const xlsx = xlsxBytes({
  sheets: { 台账: sheetData(textCell('A1', '编号') + textCell('B1', '日期'), ...rows) },
  strings: '<si><t>合格</t></si>',
  formats: ['General', 'yyyy-mm-dd'],
})

const goodFiles: readonly (readonly [string, () => Promise<Uint8Array>])[] = [
  ['a.csv', async () => strToU8(csv)],
  ['gb.csv', async () => iconv.encode(csv, 'gb18030')],
  ['wide.csv', async () => iconv.encode(csv, 'utf-16le', { addBOM: true })],
  ['a.zip', async () => zipSync({ 'a.csv': strToU8(csv), 'b.csv': [strToU8(csv), { level: 0 }] })],
  ['a.xlsx', async () => xlsx],
  [
    'mixed.zip',
    async () =>
      zipSync({
        'a.csv': strToU8(csv),
        'b.xlsx': [xlsx, { level: 0 }],
        'c.parquet': [new Uint8Array(await parquet.arrayBuffer()), { level: 0 }],
      }),
  ],
  ['a.parquet', async () => new Uint8Array(await parquet.arrayBuffer())],
]

/** Opens and reads all of a file: rows, or the names of what was wrong. */
async function outcome(name: string, bytes: Uint8Array): Promise<string> {
  const intake = openIntake()
  const { tables, others, faults } = await intake.open([fileOf(name, bytes)])
  const parts = faults.map(fault => {
    expect(fault.message.startsWith(name)).toBe(true)
    return fault.kind
  })
  for (const { id } of tables) {
    try {
      parts.push(`${(await intake.read(id)).rows} rows`)
    } catch (error) {
      if (!(error instanceof ExtractError)) throw error
      expect(error.message.startsWith(name)).toBe(true)
      parts.push(error.kind)
    }
  }
  expect(parts.length + others.length).toBeGreaterThan(0)
  return parts.join()
}

describe('a damaged file', () => {
  it.each(goodFiles)(
    '%s ends within 5 s in rows or a named error',
    async (name, make) => {
      const good = await make()
      expect(await outcome(name, good)).toMatch(/^(300 rows,?)+$/)
      let seed = 1 + name.length
      const random = (below: number) => {
        seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
        return Math.floor((seed / 2 ** 32) * below)
      }
      for (let run = 0; run < sweep(500); run++) {
        const bytes = run % 3 === 0 ? good.slice(0, random(good.length)) : good.slice()
        for (let flip = run % 3 === 0 ? 0 : 1 + random(4); flip > 0; flip--)
          bytes[random(bytes.length)]! ^= 1 << random(8)
        const start = performance.now()
        const found = await outcome(name, bytes)
        expect(performance.now() - start, `run ${run}: ${found}`).toBeLessThan(5000)
        // An error of ours in disguise.
        expect(found, `run ${run}`).not.toContain('worker')
      }
    },
    120_000,
  )
})
