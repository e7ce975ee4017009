import { ExtractError } from '../source'
import type { FoundTable, IntakeCore } from './core'
import type { Intake, Opened, ReadOptions, ReadProgress, ReadTable, SourceTable } from './intake'
import type { JoinOn } from './joinTables'

/** Remembers what was opened and read; the work is the core's, in this thread or in workers. */
export class IntakeReader implements Intake {
  private readonly found = new Map<string, FoundTable>()
  private readonly tables = new Map<string, ReadTable>()
  private opened = 0
  private ended = false

  constructor(private readonly core: IntakeCore) {}

  async open(files: readonly File[], signal?: AbortSignal): Promise<Opened> {
    this.alive(files[0]?.name ?? 'files')
    const { tables, others, faults } = await this.core.open(
      files.map(file => ({ name: file.name, blob: file })),
      signal,
    )
    const named = tables.map((table): SourceTable => {
      const id = `${++this.opened}`
      this.found.set(id, table)
      const { path, format, bytes, hidden } = table
      return { id, path, format, bytes, ...(hidden && { hidden }) }
    })
    return { tables: named, others, faults }
  }

  async read(
    id: string,
    options: ReadOptions = {},
    onProgress?: (progress: ReadProgress) => void,
    signal?: AbortSignal,
  ): Promise<ReadTable> {
    this.alive(id)
    const found = this.found.get(id)
    if (!found) throw new ExtractError(id, 'missing', 'is not open')
    const name = found.path.join('/')
    const onBytes =
      onProgress && ((bytes: number, rows: number) => onProgress({ id, name, bytes, total: found.bytes, rows }))
    const table = { ...(await this.core.read(found, options, onBytes, signal)), id }
    if (this.found.has(id)) this.tables.set(id, table)
    return table
  }

  async join(id: string, businesses: string, on: JoinOn, signal?: AbortSignal): Promise<ReadTable> {
    return this.core.join(this.table(id), this.table(businesses), on, signal)
  }

  async close(id: string): Promise<void> {
    this.found.delete(id)
    this.tables.delete(id)
  }

  end(): void {
    this.ended = true
    this.found.clear()
    this.tables.clear()
    this.core.end()
  }

  private table(id: string): ReadTable {
    this.alive(id)
    const table = this.tables.get(id)
    if (!table) throw new ExtractError(this.found.get(id)?.path.join('/') ?? id, 'missing', 'is not read yet')
    return table
  }

  private alive(subject: string): void {
    if (this.ended) throw new ExtractError(subject, 'worker', 'the intake was ended')
  }
}
