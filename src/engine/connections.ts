import type { Call } from './ask'
import { enterHome } from './start'

/** Most connections that are kept open while nobody uses them. */
const mostIdle = 8

/** Connections to one database, used by one statement or transaction at a time. */
export class Connections {
  private readonly idle: number[] = []

  constructor(private readonly call: Call) {}

  async take(): Promise<number> {
    const idle = this.idle.pop()
    if (idle !== undefined) return idle
    const connection = await this.call(database => database.connectInternal())
    await this.call(database => database.runQuery(connection, enterHome))
    return connection
  }

  /** Ends the transaction that is open on it and keeps the connection, or closes it when that fails. Never rejects. */
  async rollBack(connection: number): Promise<void> {
    try {
      await this.call(database => database.runQuery(connection, 'ROLLBACK'))
      this.keep(connection)
    } catch {
      await this.close(connection)
    }
  }

  /** Takes it back after its transaction was committed. */
  keep(connection: number): void {
    if (this.idle.length < mostIdle) this.idle.push(connection)
    else void this.close(connection)
  }

  /** Never rejects: an open transaction is rolled back by the engine, and with a dead worker nothing is left to close. */
  async close(connection: number): Promise<void> {
    await this.call(database => database.disconnect(connection)).catch(() => {})
  }
}
