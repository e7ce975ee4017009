import { enoughRows, tableOf } from './answerTable'
import { enumsIn, hasEnums, rowsOf } from './arrowRows'
import { ask, type Call } from './ask'
import { Connections } from './connections'
import type { Database, DuckDbOptions, EngineWorker } from './duckdb'
import { type AnswerTable, aborted, type ExtractEngine, QueryError, type Section, type TableOptions } from './engine'
import { EngineEnded, isTrap, refusal } from './failures'
import { Lifeline } from './lifeline'
import { longestStatement, type Prepared, preparedOf, print, sendable, statementOf } from './literals'
import { append, type Sizes, sizeOf } from './load'
import { PreparedStatements } from './preparedStatements'
import { refusedWord } from './readOnly'
import { Slots, untilAborted } from './slots'
import { identifier, type Sql } from './sql'
import { boot, checkpoint, enterHome, type OnOpening, watchWorker } from './start'

/**
 * Questions the engine works on at the same time. It has one thread, so that more do not make it faster; but with a page's
 * questions all sent at once none of them waits until the page has time to send the next.
 */
const inFlight = 8

/** How long the reason of an engine that could not be loaded waits for what the check says. */
const checkMilliseconds = 2_000

/** One worker from its start to its end. A trap or a dead worker ends it, and everything that waits on it is rejected. */
export class Generation implements ExtractEngine {
  readonly name = 'duckdb'
  readonly text = print
  private database: Database | null = null
  private stopWorker: () => void = () => {}
  private readonly slots = new Slots(inFlight)
  private readonly life: Lifeline
  private readonly call: Call
  private readonly connections: Connections
  private readonly statements: PreparedStatements
  /** Statements and transactions that are under way. */
  private atWork = 0

  constructor(
    private readonly options: DuckDbOptions,
    private readonly onEnd: () => void,
  ) {
    const { silenceSeconds = 120, cancelledSeconds = 10 } = options
    this.life = new Lifeline(silenceSeconds, cancelledSeconds, seconds =>
      this.end(new EngineEnded(`The engine said nothing for ${seconds} s`, 'engine')),
    )
    this.call = work => this.life.call(() => work(this.database!))
    this.connections = new Connections(this.call)
    this.statements = new PreparedStatements(this.call)
  }

  /** Starts the worker and opens an empty database. Rejects when anything of it fails; the worker is ended then. */
  async open(onProgress: OnOpening): Promise<void> {
    try {
      const worker = await this.life.guard(this.startWorker())
      this.stopWorker = () => worker.terminate()
      watchWorker(worker, message => this.end(new EngineEnded(message, 'engine')))
      const database = await this.life.guard(Promise.resolve(this.options.createDatabase(worker)))
      // Unwatched: compiling takes seconds in which the worker says nothing; who opens has a limit of his own.
      const call: Call = work => this.guard(work(database))
      const checked = Promise.resolve(this.options.check?.())
      const booted = boot(call, this.options, onProgress).catch(async error => {
        // Both fail where the server has no engine, and the check knows why; over a dead network it may hang.
        await Promise.race([checked, new Promise(resolve => setTimeout(resolve, checkMilliseconds))])
        throw error
      })
      await Promise.all([checked, booted])
      this.database = database
    } catch (error) {
      const failed =
        error instanceof EngineEnded ? error : new EngineEnded(messageOf(error), 'engine', null, { cause: error })
      this.end(failed)
      throw failed
    }
  }

  private async startWorker(): Promise<EngineWorker> {
    const worker = await this.options.createWorker()
    if (this.life.ended) worker.terminate() // It came too late.
    return worker
  }

  end(reason: EngineEnded): void {
    if (this.life.ended) return
    this.life.end(reason)
    this.stopWorker()
    this.onEnd()
  }

  /** The outcome of `work`, or the end of this generation. */
  readonly guard = <T>(work: Promise<T>): Promise<T> => this.life.guard(work)

  async rows<Row>(query: Sql<Row>, signal?: AbortSignal): Promise<Row[]> {
    const text = statementOf(query)
    const prepared = preparedOf(query)
    const answered = prepared && (await this.prepared(text, prepared, signal))
    if (answered) return rowsOf<Row>([answered])
    return this.reading(text, signal, async connection => {
      const chunks = await this.answer(connection, text, signal)
      if (!hasEnums(chunks)) return rowsOf<Row>(chunks)
      const columns = await ask(this.call, connection, `DESCRIBE ${text}`, signal)
      return rowsOf<Row>(chunks, enumsIn(rowsOf<{ column_type: string }>(columns).map(column => column.column_type)))
    })
  }

  /** What a statement with lists answers; null where words of an ENUM are in it, which the answer does not tell. */
  private prepared(text: string, prepared: Prepared, signal?: AbortSignal): Promise<Uint8Array | null> {
    return this.work(text, signal, async () => {
      const release = await this.slots.take(signal)
      try {
        if (signal?.aborted) throw aborted(signal)
        const answer = await this.statements.run(prepared)
        return hasEnums([answer]) ? null : answer
      } finally {
        release()
      }
    })
  }

  async arrow(query: Sql, signal?: AbortSignal): Promise<Uint8Array[]> {
    const text = statementOf(query)
    return this.reading(text, signal, connection => this.answer(connection, text, signal))
  }

  async table(statement: string, { signal, mostRows }: TableOptions): Promise<AnswerTable> {
    const refused = refusedWord(statement)
    if (refused) throw new QueryError(`${refused.word} is not allowed: only questions are`, 'query', statement)
    const text = sendable(statement)
    return this.reading(text, signal, async connection => {
      const enough = enoughRows(mostRows)
      let cut = false
      const chunks = await this.answer(connection, text, signal, chunk => {
        cut = enough(chunk)
        return cut
      })
      const types = await this.typesOf(connection, text, signal)
      if (types === null && hasEnums(chunks))
        throw new QueryError('The words of an ENUM cannot be read here; cast it to VARCHAR', 'query', text)
      return tableOf(chunks, types, types === null ? [] : enumsIn(types), mostRows, cut)
    })
  }

  /** Null where a statement cannot be described: SHOW, SUMMARIZE, EXPLAIN. */
  private async typesOf(connection: number, text: string, signal?: AbortSignal): Promise<string[] | null> {
    try {
      const columns = await ask(this.call, connection, `DESCRIBE ${text}`, signal)
      return rowsOf<{ column_type: string }>(columns).map(column => column.column_type)
    } catch (error) {
      if (signal?.aborted || isTrap(error) || this.life.ended) throw error
      return null
    }
  }

  /** Work with a connection that is waited for in line, rolled back and given back. */
  private reading<T>(
    statement: string,
    signal: AbortSignal | undefined,
    work: (connection: number) => Promise<T>,
  ): Promise<T> {
    return this.work(statement, signal, async () => {
      const release = await this.slots.take(signal)
      try {
        const connection = await this.connections.take()
        try {
          return await work(connection)
        } finally {
          // The answer does not wait for this, but the slot does.
          const cleaned = this.connections.rollBack(connection).finally(release)
          if (signal?.aborted) await cleaned
        }
      } catch (error) {
        release()
        throw error
      }
    })
  }

  async run(script: readonly Sql[], signal?: AbortSignal): Promise<void> {
    return this.transaction('', signal, connection => this.runEach(connection, script, signal))
  }

  async load(table: string, streams: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<number> {
    const statement = `INSERT INTO ${print(identifier(table))}`
    const before = await this.reading(statement, signal, connection => sizeOf(this.call, connection, table))
    return this.transaction(statement, signal, connection => {
      const { call, guard } = this
      return append({ call, guard, connection, signal }, before, sectionsOf(table, streams))
    })
  }

  async fill(script: readonly Sql[], sections: AsyncIterable<Section>, signal?: AbortSignal): Promise<number> {
    return this.transaction('', signal, async connection => {
      await this.runTogether(connection, script)
      const { call, guard } = this
      return append({ call, guard, connection, signal }, empty, sections)
    })
  }

  async compact(signal?: AbortSignal): Promise<boolean> {
    return untilAborted(signal, () =>
      this.blaming(checkpoint, async () => {
        const connection = await this.call(database => database.connectInternal())
        try {
          // It would wait for what is open, and keep the engine's only thread from ending it; what comes later waits.
          if (this.atWork > 0) return false
          await this.call(database => database.runQuery(connection, checkpoint))
          return true
        } finally {
          await this.connections.close(connection)
        }
      }),
    )
  }

  /** Short statements in few calls: a way to the worker and back takes longer than to make a table. */
  private async runTogether(connection: number, script: readonly Sql[]): Promise<void> {
    let [batch, bytes] = ['', 0]
    const send = async (): Promise<void> => {
      const text = batch
      if (text !== '') await this.blaming(text, () => this.call(database => database.runQuery(connection, text)))
      ;[batch, bytes] = ['', 0]
    }
    for (const text of script.map(query => `${statementOf(query)};\n`)) {
      const size = new TextEncoder().encode(text).length
      if (bytes + size > longestStatement) await send()
      batch += text
      bytes += size
    }
    await send()
  }

  private async runEach(connection: number, script: readonly Sql[], signal: AbortSignal | undefined): Promise<void> {
    for (const text of script.map(statementOf)) {
      await this.blaming(text, () => ask(this.call, connection, text, signal))
    }
  }

  /** One statement that cannot change anything: DuckDB itself refuses to write, and a second statement is not let in. */
  private async answer(
    connection: number,
    text: string,
    signal?: AbortSignal,
    enough?: (chunk: Uint8Array) => boolean,
  ): Promise<Uint8Array[]> {
    if (text.includes(';')) await this.refuseSeveral(text)
    const begun = this.call(database => database.runQuery(connection, 'BEGIN TRANSACTION READ ONLY'))
    begun.catch(() => {}) // Awaited below; not before the question is sent, which saves a round trip.
    const chunks = await ask(this.call, connection, text, signal, enough)
    await begun
    return chunks
  }

  private async refuseSeveral(text: string): Promise<void> {
    const { offsets, types } = await this.call(database => database.tokenize(text))
    const bytes = new TextEncoder().encode(text)
    const last = offsets.findLastIndex((_, i) => types[i] !== comment)
    const semicolon = offsets.findIndex((offset, i) => types[i] === operator && bytes[offset] === 0x3b)
    if (semicolon < 0 || semicolon === last) return
    throw new QueryError('Only one statement can be asked at a time', 'query', text)
  }

  /** A fresh connection in a transaction, committed when `work` resolves, else rolled back; closed in any case. */
  private transaction<T>(
    statement: string,
    signal: AbortSignal | undefined,
    work: (connection: number) => Promise<T>,
  ): Promise<T> {
    return this.work(statement, signal, async () => {
      const connection = await this.call(database => database.connectInternal())
      try {
        await this.call(database => database.runQuery(connection, `${enterHome};\nBEGIN TRANSACTION`))
        const result = await work(connection)
        await this.call(database => database.runQuery(connection, 'COMMIT'))
        return result
      } finally {
        await this.connections.close(connection)
      }
    })
  }

  private work<T>(statement: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    const counted = async (): Promise<T> => {
      this.atWork++
      try {
        return await work()
      } finally {
        this.atWork--
      }
    }
    return untilAborted(signal, () => this.life.hurriedBy(signal, () => this.blaming(statement, counted)))
  }

  /** Errors as the caller is to see them. A trap ends this generation, and `statement` is blamed for it. */
  private async blaming<T>(statement: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if (isTrap(error)) {
        const message = `The engine failed: ${messageOf(error)}`
        this.end(new EngineEnded(message, 'engine', statement, { cause: error }))
      }
      throw refusal(error, statement)
    }
  }
}

/** Sizes of tables that were just made. */
const empty: Sizes = { has: () => true, get: () => 0 }

async function* sectionsOf(table: string, streams: AsyncIterable<Uint8Array>): AsyncGenerator<Section> {
  for await (const ipc of streams) yield { table, ipc }
}

const operator = 3
const comment = 5

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
