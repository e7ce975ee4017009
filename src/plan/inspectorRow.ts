import { cellOf, clean, isNothing, itemsOf, type ListColumn } from './inspectorCells'
import { type InspectorColumn, isBlank, type TableLayout } from './inspectorColumns'
import type { InspectorChoices, InspectorProblem, InspectorProblemCode } from './inspectorRows'
import { comparable, type Inspector, type Interest } from './roster'

export const usualCapacity = 4
export const mostCapacity = 50

/** The column of each kind of interest. */
export const columnOfInterest = {
  entity: 'entities',
  owner: 'owners',
  address: 'addresses',
} as const satisfies Record<Interest['kind'], InspectorColumn>

/** Characters that an id of a draw must not have. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: what is looked for
const control = /[\u0000-\u001F\u007F]/
/** Half of a code point beyond 65,535: it has no bytes in UTF-8. */
const broken = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/
/** What a spreadsheet makes of a long number: its last digits are gone. */
const exponent = /^\d([.,]\d+)?E\+?\d+$/i

export type RowProblem = Omit<InspectorProblem, 'line' | 'taken'>

export interface RowRead {
  readonly inspector: Inspector
  readonly problems: readonly RowProblem[]
  readonly refused: boolean
}

/** What one row says; another one begins with the next. */
class Row {
  readonly problems: RowProblem[] = []
  refused = false

  constructor(
    private readonly cells: readonly string[],
    private readonly layout: TableLayout,
  ) {
    const beyond = cells.slice(layout.width).find(cell => !isBlank(cell))
    if (beyond !== undefined) this.refuse('cells_beyond', null, clean(beyond))
  }

  note(code: InspectorProblemCode, column: InspectorColumn | null, value: string): void {
    this.problems.push({ code, column, value, first: null })
  }

  refuse(code: InspectorProblemCode, column: InspectorColumn | null, value: string): void {
    this.note(code, column, value)
    this.refused = true
  }

  at(column: InspectorColumn): string {
    return this.cells[this.layout.places.get(column) ?? -1] ?? ''
  }

  /** An id is taken as it stands: a draw's order is made of it. */
  id(): string {
    const id = cellOf(this.at('id'), false)
    if (id === '') this.refuse('missing', 'id', '')
    else if (control.test(id) || broken.test(id)) this.refuse('id_unreadable', 'id', id)
    else if (exponent.test(id)) this.refuse('exponent', 'id', id)
    return id
  }

  text(column: 'name' | 'department'): string {
    const value = cellOf(this.at(column))
    if (value === '') this.refuse('missing', column, '')
    else if (broken.test(value)) this.refuse('text_broken', column, value)
    return value
  }

  capacity(): number {
    const cell = cellOf(this.at('capacity'))
    const digits = cell.normalize('NFKC')
    if (digits === '') return usualCapacity
    const capacity = /^\d{1,3}(\.0+)?$/.test(digits) ? Number(digits) : Number.NaN
    if (!(capacity <= mostCapacity)) this.refuse('capacity_wrong', 'capacity', cell)
    return capacity
  }

  /** Values of a list, once each. Where something stands and names nothing, the row is refused: none at all is everywhere. */
  list(column: ListColumn): string[] {
    const cell = cellOf(this.at(column))
    const isInterest = column !== 'regions' && column !== 'industries'
    if (isInterest && isNothing(cell)) {
      this.note('nothing_said', column, cell)
      return []
    }
    const items = itemsOf(cell, column)
    if (cell !== '' && items.length === 0) this.refuse('list_empty', column, cell)
    for (const { value, quoted } of items) {
      if (broken.test(value)) this.refuse('text_broken', column, value)
      if (column === 'entities' && exponent.test(value)) this.refuse('exponent', column, value)
      if (isInterest && column !== 'addresses' && !quoted && /[,，]/.test(value)) this.note('comma', column, value)
    }
    return [...new Set(items.map(({ value }) => value))]
  }
}

/** Reads rows of one table. */
export class RowReader {
  readonly #codes: ReadonlySet<string>
  /** Codes of the regions of a name. */
  readonly #named = new Map<string, ReadonlySet<string>>()
  /** Industries as the roster writes them. */
  readonly #industries: ReadonlyMap<string, string>

  constructor(
    private readonly layout: TableLayout,
    { regions, industries }: InspectorChoices,
  ) {
    this.#codes = new Set(regions.map(({ code }) => code))
    for (const { code, names } of regions)
      for (const name of names.map(comparable)) this.#named.set(name, new Set(this.#named.get(name)).add(code))
    this.#industries = new Map([
      ...industries.map(industry => [comparable(industry), industry] as const),
      // What is written just so comes before what is written alike.
      ...industries.map(industry => [industry, industry] as const),
    ])
  }

  read(cells: readonly string[]): RowRead {
    const row = new Row(cells, this.layout)
    const inspector: Inspector = {
      id: row.id(),
      name: row.text('name'),
      department: row.text('department'),
      regions: this.#regions(row),
      industries: this.#certified(row),
      capacity: row.capacity(),
      interests: (['entity', 'owner', 'address'] as const).flatMap(kind =>
        row.list(columnOfInterest[kind]).map(value => ({ kind, value })),
      ),
    }
    return { inspector, problems: row.problems, refused: row.refused }
  }

  #regions(row: Row): string[] {
    const given = row.list('regions')
    const codes = given.flatMap(value => {
      if (this.#codes.has(value)) return [value]
      const named = this.#named.get(comparable(value)) ?? new Set<string>()
      if (named.size === 1) return [...named]
      row.note(named.size === 0 ? 'region_unknown' : 'region_ambiguous', 'regions', value)
      return []
    })
    if (given.length > 0 && codes.length === 0) row.refused = true
    return [...new Set(codes)]
  }

  #certified(row: Row): string[] {
    const industries = row.list('industries').map(value => {
      const known = this.#industries.get(value) ?? this.#industries.get(comparable(value))
      if (known === undefined) row.note('industry_unknown', 'industries', value)
      return known ?? value
    })
    return [...new Set(industries)]
  }
}
