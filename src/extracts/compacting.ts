import type { ExtractEngine } from '../engine/engine'

/** Rows of a table from which on it is compressed while it grows; smaller ones are asked a little faster as they are. */
const manyRows = 3_000_000
/** Rows that may wait for it: they take some 150 MB, and the engine is away for about a second. */
const waitingRows = 1_000_000

/** Compresses a table that many rows are appended to, again and again (`ExtractEngine.compact`). */
export class Compacting {
  readonly isLarge: boolean
  #waiting = 0

  /** `rows`: how many the table will have, about. */
  constructor(
    private readonly engine: ExtractEngine,
    rows: number,
  ) {
    this.isLarge = rows >= manyRows
  }

  add(rows: number): void {
    this.#waiting += rows
  }

  get isDue(): boolean {
    return this.isLarge && this.#waiting >= waitingRows
  }

  /** Outside any transaction. `rest`: however few rows wait. */
  async run(signal?: AbortSignal, rest = false): Promise<void> {
    if (!this.isDue && !(rest && this.isLarge)) return
    if (await this.engine.compact(signal)) this.#waiting = 0
  }
}
