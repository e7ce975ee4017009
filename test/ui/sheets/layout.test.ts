import { describe, expect, it } from 'vitest'
import { layout, type Measured, type Piece } from '../../../src/ui/sheets/layout'
import { randomOf } from '../../filters/random'
import { sweep } from '../../sweep'

const whole = (height: number, more: { withNext?: boolean; newSheet?: boolean } = {}): Measured => ({
  kind: 'whole',
  height,
  ...more,
})
const table = (rows: readonly number[], newSheet = false): Measured => ({
  kind: 'table',
  top: 30,
  again: 20,
  head: 20,
  rows,
  newSheet,
})
const times = (n: number, height: number): number[] => Array.from({ length: n }, () => height)
const shown = (sheets: readonly (readonly Piece[])[]): string[] =>
  sheets.map(sheet =>
    sheet.map(p => `${p.block}${p.to > 0 ? `:${p.from}-${p.to}` : ''}${p.most === null ? '' : '!'}`).join(' '),
  )

describe('blocks on sheets', () => {
  it('fill one sheet after another', () => {
    expect(shown(layout([whole(60), whole(40), whole(1)], 100))).toEqual(['0 1', '2'])
    expect(layout([], 100)).toEqual([])
  })

  it('stand alone and are cut where no sheet holds them', () => {
    expect(shown(layout([whole(10), whole(500), whole(10)], 100))).toEqual(['0', '1!', '2'])
    expect(layout([whole(500)], 100)[0]?.[0]?.most).toBe(100)
  })

  it('keep a heading with what follows it', () => {
    const head = whole(10, { withNext: true })
    expect(shown(layout([whole(60), head, whole(40)], 100))).toEqual(['0', '1 2'])
    // Two headings, then a table of which two rows must fit.
    expect(shown(layout([whole(20), head, head, table(times(5, 10))], 100))).toEqual(['0', '1 2 3:0-3', '3:3-5'])
    // A heading before what is higher than a sheet cannot stay with it, and loops nowhere.
    expect(shown(layout([whole(20), head, whole(400)], 100))).toEqual(['0', '1', '2!'])
    // Where all that belongs together is higher than a sheet, headings have at least their text with them.
    const text = whole(30, { withNext: true })
    expect(shown(layout([whole(20), head, head, text, whole(60)], 100))).toEqual(['0', '1 2 3', '4'])
  })

  it('begin a sheet when they are told to, never an empty one', () => {
    expect(shown(layout([whole(10, { newSheet: true }), whole(10), whole(10, { newSheet: true })], 100))).toEqual([
      '0 1',
      '2',
    ])
  })
})

describe('a table on sheets', () => {
  it('is parted between rows', () => {
    expect(shown(layout([table(times(12, 10))], 100))).toEqual(['0:0-5', '0:5-10', '0:10-12'])
  })

  it('leaves no single row, before or after', () => {
    expect(shown(layout([whole(45), table(times(4, 10))], 100))).toEqual(['0', '1:0-4'])
    expect(shown(layout([table(times(6, 10))], 100))).toEqual(['0:0-4', '0:4-6'])
  })

  it('without rows is its head', () => {
    expect(layout([whole(10), table([])], 100).map(sheet => sheet.length)).toEqual([2])
    expect(layout([whole(70), table([])], 100).map(sheet => sheet.length)).toEqual([1, 1])
  })

  it('cuts a row that is higher than a sheet, and no other', () => {
    const sheets = layout([table([10, 900, 10, 10])], 100)
    expect(shown(sheets)).toEqual(['0:0-1', '0:1-2!', '0:2-4'])
    expect(sheets[1]?.[0]?.most).toBe(60)
  })

  it('of 300 rows has each row once, in order, on sheets that are not overfull', () => {
    const rows = Array.from({ length: 300 }, (_, i) => 12 + (i % 7))
    const sheets = layout([whole(50), table(rows), whole(50)], 900)
    const pieces = sheets.flat().filter(piece => piece.block === 1)
    expect(pieces.flatMap(piece => rows.slice(piece.from, piece.to)).length).toBe(300)
    expect(pieces.map(piece => piece.from)).toEqual([0, ...pieces.slice(0, -1).map(piece => piece.to)])
  })
})

it.each(Array.from({ length: sweep(400) }, (_, seed) => seed))('holds its promises, by chance %i', seed => {
  const random = randomOf(seed)
  const height = (most: number): number => Math.round(random() * most * 10) / 10
  const capacity = 200 + height(800)
  const blocks = Array.from(
    { length: 1 + Math.floor(random() * 12) },
    (): Measured =>
      random() < 0.5
        ? whole(height(random() < 0.1 ? 3 * capacity : capacity / 2), {
            withNext: random() < 0.3,
            newSheet: random() < 0.1,
          })
        : table(
            Array.from({ length: Math.floor(random() * 60) }, () => height(random() < 0.02 ? 2 * capacity : 40)),
            random() < 0.2,
          ),
  )
  const sheets = layout(blocks, capacity)
  expect(sheets.every(sheet => sheet.length > 0)).toBe(true)
  // Every block, every row, once and in order.
  const pieces = sheets.flat()
  for (const [i, block] of blocks.entries()) {
    const own = pieces.filter(piece => piece.block === i)
    if (block.kind === 'whole') expect(own.length).toBe(1)
    else {
      expect(own[0]?.from).toBe(0)
      expect(own.at(-1)?.to).toBe(block.rows.length)
      expect(own.slice(1).map(piece => piece.from)).toEqual(own.slice(0, -1).map(piece => piece.to))
    }
  }
  expect(pieces.map(piece => piece.block)).toEqual([...pieces.map(piece => piece.block)].sort((a, b) => a - b))
  // Nothing reaches beyond its sheet, but for what is cut.
  for (const sheet of sheets) {
    if (sheet.some(piece => piece.most !== null)) {
      expect(sheet.length).toBe(1)
      continue
    }
    const sum = sheet.reduce((all, { block, from, to }) => {
      const one = blocks[block]
      if (one === undefined) return all
      if (one.kind === 'whole') return all + one.height
      return all + (from === 0 ? one.top : one.again) + one.head + one.rows.slice(from, to).reduce((a, b) => a + b, 0)
    }, 0)
    expect(sum).toBeLessThanOrEqual(capacity + 1)
  }
})
