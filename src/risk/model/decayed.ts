/** A rate whose rows count for half after `halfLife` days. Days must not run backwards. */
export class Decayed {
  #positive = 0
  #all = 0
  #day = 0

  constructor(readonly halfLife: number) {}

  /** What is counted as of a day: the sum and the weight. */
  at(day: number): readonly [positive: number, all: number] {
    const kept = 2 ** (-(day - this.#day) / this.halfLife)
    return [this.#positive * kept, this.#all * kept]
  }

  add(day: number, value: number): void {
    const [positive, all] = this.at(day)
    this.#positive = positive + value
    this.#all = all + 1
    this.#day = day
  }
}

/** Places in cells of a plane, to be looked up by distance. Items of a cell stand in the order in which they came. */
export class Grid<Item> {
  readonly #cells = new Map<number, { readonly x: number[]; readonly y: number[]; readonly items: Item[] }>()

  constructor(readonly size: number) {}

  add(x: number, y: number, item: Item): void {
    const cell = entry(this.#cells, keyOf(Math.floor(x / this.size), Math.floor(y / this.size)), () => ({
      x: [],
      y: [],
      items: [],
    }))
    cell.x.push(x)
    cell.y.push(y)
    cell.items.push(item)
  }

  /** Calls `use` with what is within `radius` and the square of its distance, cell by cell, the newest first, until it says that the cell's others are too old. */
  near(
    x: number,
    y: number,
    radius: number,
    isOld: (item: Item) => boolean,
    use: (item: Item, square: number) => void,
  ): void {
    const reach = Math.ceil(radius / this.size)
    const [column, row] = [Math.floor(x / this.size), Math.floor(y / this.size)]
    const most = radius * radius
    for (let i = column - reach; i <= column + reach; i++) {
      for (let j = row - reach; j <= row + reach; j++) {
        const cell = this.#cells.get(keyOf(i, j))
        if (cell === undefined) continue
        for (let k = cell.items.length - 1; k >= 0; k--) {
          const item = cell.items[k] as Item
          if (isOld(item)) break
          const [dx, dy] = [(cell.x[k] ?? 0) - x, (cell.y[k] ?? 0) - y]
          const square = dx * dx + dy * dy
          if (square <= most) use(item, square)
        }
      }
    }
  }
}

/** One number for a cell; columns and rows are within a million of 0 for kilometres on Earth. */
const keyOf = (column: number, row: number): number => (column + 1_000_000) * 2_097_152 + row + 1_000_000

/** How much a row of each age in days, 0 to `most`, still counts where it halves in `halfLife` days. */
export const halvings = (halfLife: number, most: number): Float64Array =>
  Float64Array.from({ length: most + 1 }, (_, age) => 2 ** (-age / halfLife))

/** Steps of the square of a distance within a radius, for `kernel`. */
export const kernelSteps = 2048

/** exp(−square ÷ spread) for squares up to `most`, in `kernelSteps` steps: an exponential for each pair takes most of the time. */
export const kernel = (spread: number, most: number): Float64Array =>
  Float64Array.from({ length: kernelSteps + 1 }, (_, step) => Math.exp((-(step + 0.5) * most) / kernelSteps / spread))

export const logOdds = (p: number): number => Math.log(p / (1 - p))

export function entry<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}
