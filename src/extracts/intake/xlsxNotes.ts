import type { ReadNote } from './intake'

/** Cells of one kind, counted, with the first as examples. */
export class CellCount {
  private count = 0
  private readonly examples: string[] = []

  constructor(private readonly kind: ReadNote['kind']) {}

  add(cell: string): void {
    this.count++
    if (this.examples.length < 5) this.examples.push(cell)
  }
  note(): ReadNote[] {
    const { kind, count, examples } = this
    return count === 0 ? [] : [{ kind, column: null, count, examples }]
  }
}

/** Cells that an analyst should know of: `B7`, and for an error `B7: #N/A`. */
export class CellCounts {
  readonly formulas = new CellCount('formulas')
  readonly empty = new CellCount('empty_formulas')
  readonly errors = new CellCount('error_cells')

  notes(): ReadNote[] {
    return [...this.formulas.note(), ...this.empty.note(), ...this.errors.note()]
  }
}
