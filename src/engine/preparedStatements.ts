import type { Call } from './ask'
import type { Prepared } from './literals'
import { enterHome } from './start'

/** Most statements that are kept prepared: the least recently run ones go first. */
const most = 64

/** Statements that are prepared once and run again and again, on one connection that nobody else uses. */
export class PreparedStatements {
  #connection: Promise<number> | null = null
  /** By text, in the order of their last run. */
  readonly #known = new Map<string, Promise<number>>()

  constructor(private readonly call: Call) {}

  /**
   * The Arrow stream that answers a statement, as one piece. The engine answers nobody else meanwhile, and the statement
   * cannot be called off.
   */
  async run({ text, lists }: Prepared): Promise<Uint8Array> {
    const connection = await this.#opened()
    const statement = await this.#prepared(connection, text)
    // The three stand in line one behind the other: nobody else's come between.
    const begun = this.call(database => database.runQuery(connection, 'BEGIN TRANSACTION READ ONLY'))
    const answer = this.call(database => database.runPrepared(connection, statement, [...lists]))
    const ended = this.call(database => database.runQuery(connection, 'ROLLBACK'))
    const [, found] = await Promise.all([begun, answer, ended])
    return found
  }

  #opened(): Promise<number> {
    if (this.#connection !== null) return this.#connection
    const opening = this.#open()
    this.#connection = opening
    // One that could not be opened is not the last one.
    opening.catch(() => {
      this.#connection = null
    })
    return opening
  }

  async #open(): Promise<number> {
    const connection = await this.call(database => database.connectInternal())
    await this.call(database => database.runQuery(connection, enterHome))
    return connection
  }

  #prepared(connection: number, text: string): Promise<number> {
    const known = this.#known.get(text)
    const prepared = known ?? this.call(database => database.createPrepared(connection, text))
    this.#known.delete(text)
    this.#known.set(text, prepared)
    if (known !== undefined) return known
    prepared.catch(() => this.#known.delete(text))
    for (const [old, statement] of [...this.#known].slice(0, Math.max(0, this.#known.size - most))) {
      this.#known.delete(old)
      void statement.then(id => this.call(database => database.closePrepared(connection, id))).catch(() => undefined)
    }
    return prepared
  }
}
