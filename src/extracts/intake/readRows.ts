import { ExtractError } from '../source'
import { columnNames, findHeader, headRows } from './header'
import type { ReadNote, ReadOptions } from './intake'
import { LateFreeText } from './maskedText'
import { planColumns } from './masks'
import type { IntakeModule } from './parquetParts'
import type { RowSource } from './rowSource'
import { type BuiltTable, TableBuilder } from './tableBuilder'

export interface RowsRead extends BuiltTable {
  readonly header: readonly number[]
}

/** Finds the header of a table of text, plans its masks and writes its rows. */
export async function readRows(
  module: IntakeModule,
  name: string,
  source: RowSource,
  options: ReadOptions,
): Promise<RowsRead> {
  const { head } = source
  const header = options.header ? checkHeader(name, options.header, head.length) : findHeader(head.slice(0, headRows))
  if (!header) throw new ExtractError(name, 'empty', 'there is no row with a value')
  const lines = header.map(line => head[line - 1]!)
  const { names, notes } = columnNames(lines, header)
  const below = header.at(-1)!
  const sample = (column: number): string[] =>
    head.slice(below).flatMap(row => {
      const cell = row[column]
      return cell === null || cell === undefined || cell.trim() === '' ? [] : [cell]
    })
  const plans = planColumns(names, sample, options.masks)
  for (;;) {
    const builder = new TableBuilder(module, name, names, plans)
    try {
      const found = await source.fill(builder, below)
      const built = await builder.finish()
      return { ...built, header, notes: merged([...notes, ...built.notes, ...found]) }
    } catch (error) {
      if (!(error instanceof LateFreeText)) throw error
      error.plan.free = true
    }
  }
}

function checkHeader(name: string, header: readonly number[], rows: number): readonly number[] {
  const [first = 0, second] = header
  const plain = Number.isInteger(first) && first >= 1 && (second === undefined || second === first + 1)
  if (plain && header.length <= 2 && header.at(-1)! <= rows) return header
  const detail = `the header cannot be in line ${header.join(' and ')}: choose one line, or two next to each other, of the first ${rows}`
  throw new ExtractError(name, 'format', detail)
}

/** Notes of one kind and column become one. */
function merged(notes: readonly ReadNote[]): ReadNote[] {
  const found = new Map<string, ReadNote>()
  for (const note of notes) {
    const key = `${note.kind}\0${note.column ?? ''}`
    const other = found.get(key)
    const examples = [...(other?.examples ?? []), ...note.examples].slice(0, 3)
    found.set(key, { ...note, count: note.count + (other?.count ?? 0), examples })
  }
  return [...found.values()]
}
