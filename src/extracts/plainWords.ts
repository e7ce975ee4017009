import { type Data, DataType, type Utf8 } from 'apache-arrow'
import { isThere, wordAt } from './plainColumns'
import { type GroupWords, mostWords } from './plainPlan'
import { WordTable } from './wordTable'

/** The words that the rows of a file hold in each column, as far as they were told. */
export class ToldWords {
  readonly #told = new Map<string, WordTable | null>()

  /** Words of a group's columns that no earlier group had; null from the group on whose column has too many. */
  fresh(names: readonly string[], columns: readonly Data[]): GroupWords {
    return Object.fromEntries(names.map((name, i) => [name, this.#freshOf(name, columns[i]!)]))
  }

  #freshOf(name: string, data: Data): readonly string[] | null {
    const known = this.#told.get(name)
    if (known === null) return null
    const table = known ?? new WordTable()
    const fresh = freshIn(data, table)
    this.#told.set(name, fresh === null ? null : table)
    return fresh
  }
}

function freshIn(data: Data, table: WordTable): string[] | null {
  const fresh: string[] = []
  const words = DataType.isDictionary(data.type) ? data.dictionary!.data[0]! : data
  if (!DataType.isUtf8(words.type)) return fresh
  const { valueOffsets: offsets, values: bytes } = words as Data<Utf8>
  const codes: ArrayLike<number> | null = words === data ? null : data.values
  const seen = new Uint8Array(words.length)
  for (let row = 0; row < data.length; row++) {
    if (data.nullCount > 0 && !isThere(data, row)) continue
    const word = codes === null ? row : codes[row]!
    if (seen[word] === 1) continue
    seen[word] = 1
    const before = table.count
    table.number(bytes, offsets[word]!, offsets[word + 1]!)
    if (table.count === before) continue
    if (table.count > mostWords) return null
    fresh.push(wordAt(words as Data<Utf8>, word))
  }
  return fresh
}
