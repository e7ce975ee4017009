import { print } from '../engine/literals'
import { identifier, join, raw, type Sql, sql } from '../engine/sql'
import type { TableName } from '../schema'
import { type GroupWords, mostWords } from './plainPlan'

/** Bytes of a list that stands in one statement. */
const mostBytes = 40_000

const listed = (words: readonly string[]): Sql => sql`[${join(words)}]`

/**
 * The columns of words of a canonical table while rows are appended to it: ENUM from the first words on, of a wider type as
 * soon as there are words that it lacks, and text where there are too many. As text alone ten million rows do not fit into
 * the engine. What is answered has to be run, script by script, in the order in which it was asked for.
 */
export class WordTypes {
  readonly #words = new Map<string, { readonly type: Sql; readonly words: ReadonlySet<string> }>()
  readonly #texts = new Set<string>()
  #types = 0
  #allTexts = false

  /** `expected`: words that preparing itself writes into a column, whatever the files hold. */
  constructor(
    private readonly table: TableName,
    private readonly expected: Readonly<Record<string, readonly string[]>>,
  ) {}

  /** Scripts that make the columns take these words; none where they do. */
  taking(words: GroupWords): Sql[][] {
    if (this.#allTexts) return []
    return Object.entries(words).flatMap(([name, fresh]) => {
      if (this.#texts.has(name)) return []
      const known = this.#words.get(name)?.words
      const missing = fresh?.filter(word => !known?.has(word))
      if (missing?.length === 0) return []
      const all = [...(known ?? this.expected[name] ?? []), ...(missing ?? [])]
      const isWords = missing !== undefined && all.length <= mostWords && !missing.some(word => word.includes('\0'))
      if (!isWords || new TextEncoder().encode(print(listed(all))).length > mostBytes) return this.#text(name)
      return [this.#typed(name, new Set(all))]
    })
  }

  /** Scripts that make all of them text for good: for rows whose words nobody knows beforehand. */
  texts(): Sql[][] {
    this.#allTexts = true
    return [...this.#words.keys()].flatMap(name => this.#text(name))
  }

  #text(name: string): Sql[][] {
    this.#texts.add(name)
    const drop = this.#drop(name)
    if (!this.#words.delete(name)) return []
    return [[this.#altered(name, raw('VARCHAR')), ...drop]]
  }

  /** Of the order of their texts, as that of a type that is made of a column. */
  #typed(name: string, words: ReadonlySet<string>): Sql[] {
    const type = identifier(`${this.table}_${name}_${this.#types++}`)
    const drop = this.#drop(name)
    this.#words.set(name, { type, words })
    return [
      sql`DROP TYPE IF EXISTS ${type}`,
      sql`CREATE TYPE ${type} AS ENUM (SELECT word FROM (SELECT unnest(${listed([...words])}) AS word) ORDER BY word)`,
      this.#altered(name, type),
      ...drop,
    ]
  }

  #altered = (name: string, type: Sql): Sql =>
    sql`ALTER TABLE ${identifier(this.table)} ALTER COLUMN ${identifier(name)} TYPE ${type}`

  /** The type that the column has now, once it has another. */
  #drop(name: string): Sql[] {
    const known = this.#words.get(name)
    return known === undefined ? [] : [sql`DROP TYPE ${known.type}`]
  }
}
