import { entry } from './decayed'

/**
 * Weighted sums over what lies around a place and was not long ago: a Gaussian in distance, a half-life in time. Values are
 * gathered in square cells half the deviation wide, whose sums fade together, so a question costs 121 cells
 * however many rows there are. A cell counts from its middle, so a row moves by at most 0.36 of the deviation.
 * Kilometres and days; days must not run backwards.
 */
export class Kernel {
  readonly #size: number
  readonly #fades: Float64Array
  /** By column, then by row: one key for both would be too large to be looked up quickly. */
  readonly #columns = new Map<number, Map<number, Cell>>()

  constructor(
    readonly deviation: number,
    readonly halfLife: number,
  ) {
    this.#size = deviation / 2
    // What is older than twenty half-lives counts for less than a millionth.
    this.#fades = Float64Array.from({ length: Math.ceil(20 * halfLife) }, (_, days) => 2 ** (-days / halfLife))
  }

  #fade(days: number): number {
    return this.#fades[days] ?? 0
  }

  add(x: number, y: number, day: number, value: number): void {
    const column = entry(this.#columns, this.#column(x), () => new Map<number, Cell>())
    const row = this.#column(y)
    const cell = column.get(row)
    if (cell === undefined) {
      column.set(row, { value, weight: 1, day })
      return
    }
    const kept = this.#fade(day - cell.day)
    cell.value = cell.value * kept + value
    cell.weight = cell.weight * kept + 1
    cell.day = day
  }

  #column(x: number): number {
    return Math.floor(x / this.#size)
  }

  /** How close the middle of the cell of (px, py) is to (x, y): 1 at it, 0 beyond the cells that `around` asks. */
  #close(x: number, y: number, px: number, py: number): number {
    const [column, row] = [this.#column(px), this.#column(py)]
    if (Math.abs(column - this.#column(x)) > reach || Math.abs(row - this.#column(y)) > reach) return 0
    return this.#gauss(column, x) * this.#gauss(row, y)
  }

  #gauss(column: number, x: number): number {
    const distance = ((column + 0.5) * this.#size - x) / this.deviation
    return Math.exp(-0.5 * distance * distance)
  }

  /** What one row adds to `around`: to be taken off where a business must not speak for itself. */
  share(x: number, y: number, day: number, px: number, py: number, then: number): number {
    return this.#close(x, y, px, py) * this.#fade(day - then)
  }

  /** Sum of values and of weights around a place as of a day. */
  around(x: number, y: number, day: number): readonly [value: number, weight: number] {
    const [column, row] = [this.#column(x), this.#column(y)]
    const rows = Float64Array.from({ length: 2 * reach + 1 }, (_, j) => this.#gauss(row - reach + j, y))
    let [value, weight] = [0, 0]
    for (let i = -reach; i <= reach; i++) {
      const cells = this.#columns.get(column + i)
      if (cells === undefined) continue
      const close = this.#gauss(column + i, x)
      for (let j = -reach; j <= reach; j++) {
        const cell = cells.get(row + j)
        if (cell === undefined) continue
        const w = close * (rows[j + reach] ?? 0) * this.#fade(day - cell.day)
        value += w * cell.value
        weight += w * cell.weight
      }
    }
    return [value, weight]
  }
}

interface Cell {
  value: number
  weight: number
  day: number
}

/** Cells on either side of a place's own: 2.5 to 3 deviations. */
const reach = 5
