/** Heights of one block in CSS pixels, with the space below it. */
export type Measured = MeasuredWhole | MeasuredTable

interface Placing {
  /** Begins a sheet. */
  readonly newSheet?: boolean | undefined
}

export interface MeasuredWhole extends Placing {
  readonly kind: 'whole'
  readonly height: number
  /** A heading: never the last thing on a sheet. */
  readonly withNext?: boolean | undefined
}

export interface MeasuredTable extends Placing {
  readonly kind: 'table'
  /** What stands above the head, where the table begins and where it goes on. */
  readonly top: number
  readonly again: number
  /** The head of columns and the space below the last row: on every sheet of the table. */
  readonly head: number
  readonly rows: readonly number[]
}

/** What of a block is on a sheet. */
export interface Piece {
  /** Index of the block. */
  readonly block: number
  /** Rows of a table, `from` to before `to`; 0 and 0 for other blocks. */
  readonly from: number
  readonly to: number
  /** Pixels that the block, or the only row of the piece, is cut to, as no sheet holds it; null otherwise. */
  readonly most: number | null
}

/** Half a pixel: sums of fractions differ by less. */
const tolerance = 0.5
/** Rows of a table that stay together at its beginning and at its end. */
const together = 2
/** Something of a block that is cut is seen, however small a sheet is. */
const leastSeen = 24

/**
 * Deals blocks out to sheets of `capacity` pixels, in order. A table is parted between rows, its head repeated; a heading
 * stays with what follows it. What is higher than a sheet stands alone on one and is cut. No sheet is empty; without
 * blocks there are no sheets.
 */
export function layout(blocks: readonly Measured[], capacity: number): Piece[][] {
  const sheets: Piece[][] = []
  let left = 0
  const open = (): void => {
    sheets.push([])
    left = capacity
  }
  const isFresh = (): boolean => sheets.at(-1)?.length === 0
  const put = (piece: Piece, height: number): void => {
    sheets.at(-1)?.push(piece)
    left -= height
  }
  const fits = (height: number): boolean => height <= left + tolerance

  /** Nothing but headings: what belongs to them is not to leave them alone, even if it then parts from what follows. */
  const isBare = (): boolean =>
    sheets.at(-1)?.every(piece => {
      const block = blocks[piece.block]
      return block?.kind === 'whole' && block.withNext === true
    }) === true

  const whole = (block: number, { height }: MeasuredWhole): void => {
    if (!isFresh() && !fits(isBare() ? height : leastOf(blocks, block, capacity))) open()
    put({ block, from: 0, to: 0, most: height > capacity + tolerance ? capacity : null }, height)
  }

  const table = (block: number, { top, again, head, rows }: MeasuredTable): void => {
    let from = 0
    for (;;) {
      const above = (from === 0 ? top : again) + head
      let to = from
      let height = above
      while (to < rows.length && fits(height + (rows[to] ?? 0))) height += rows[to++] ?? 0
      const wanted = Math.min(together, rows.length - from)
      if (!isFresh() && (to - from < wanted || !fits(height))) {
        open()
        continue
      }
      if (to === from && to < rows.length) {
        put({ block, from, to: ++to, most: Math.max(capacity - above, leastSeen) }, capacity)
      } else {
        // The last sheet of a table is not to hold a single row, if this one can spare another.
        if (rows.length - to === 1 && to - from > together) height -= rows[--to] ?? 0
        put({ block, from, to, most: null }, height)
      }
      from = to
      if (from === rows.length) return
      open()
    }
  }

  for (const [i, block] of blocks.entries()) {
    if (sheets.length === 0 || (block.newSheet && !isFresh())) open()
    if (block.kind === 'whole') whole(i, block)
    else table(i, block)
  }
  return sheets
}

/** The least height that the block at `i` takes with what must stay with it; at most a sheet. */
function leastOf(blocks: readonly Measured[], i: number, capacity: number): number {
  let height = 0
  for (let at = i; at < blocks.length; at++) {
    const block = blocks[at]
    if (block === undefined || (at > i && block.newSheet)) break
    if (block.kind === 'table') {
      height += block.top + block.head + block.rows.slice(0, together).reduce((sum, row) => sum + row, 0)
      break
    }
    height += block.height
    if (!block.withNext) break
  }
  return Math.min(height, capacity)
}
