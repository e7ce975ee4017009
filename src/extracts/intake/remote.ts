import { type EndableWorker, RemoteWorker } from '../remoteWorker'
import type { Dropped, Found, FoundTable, IntakeCore, OnBytes, Read } from './core'
import type { ReadOptions, ReadTable } from './intake'
import type { JoinOn } from './joinTables'

type Method = 'open' | 'read' | 'join'

/**
 * The work of an intake in workers: one for each call that is under way, and one that waits. Cancelling ends the
 * worker, so that the work stops at once wherever it is; the others, and what was read, are not touched.
 */
export class RemoteCore implements IntakeCore {
  private readonly busy = new Set<RemoteWorker<Method>>()
  private idle: RemoteWorker<Method> | null = null

  constructor(
    private readonly spawn: () => EndableWorker,
    private readonly silenceSeconds = 120,
  ) {}

  open(files: readonly Dropped[], signal?: AbortSignal): Promise<Found> {
    return this.call(files[0]?.name ?? 'files', 'open', [files, undefined], undefined, signal)
  }

  read(table: FoundTable, options: ReadOptions, onBytes?: OnBytes, signal?: AbortSignal): Promise<Read> {
    return this.call(table.path.join('/'), 'read', [table, options], onBytes ?? (() => undefined), signal)
  }

  join(table: ReadTable, businesses: ReadTable, on: JoinOn, signal?: AbortSignal): Promise<ReadTable> {
    return this.call(table.path.join('/'), 'join', [table, businesses, on], undefined, signal)
  }

  end(): void {
    for (const worker of this.busy) worker.end('the intake was ended')
    this.busy.clear()
    this.idle?.end('the intake was ended')
    this.idle = null
  }

  private async call<Value>(
    subject: string,
    method: Method,
    args: readonly unknown[],
    onBytes: OnBytes | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Value> {
    if (signal?.aborted) throw cancelled()
    const worker = this.idle ?? new RemoteWorker<Method>(this.spawn(), 'reading worker', this.silenceSeconds)
    this.idle = null
    this.busy.add(worker)
    const stop = () => worker.end('cancelled')
    signal?.addEventListener('abort', stop)
    try {
      return await worker.call<Value>(subject, method, args, onBytes)
    } catch (error) {
      throw signal?.aborted ? cancelled() : error
    } finally {
      signal?.removeEventListener('abort', stop)
      this.busy.delete(worker)
      if (!worker.dead && this.idle === null) this.idle = worker
      else worker.end('no longer needed')
    }
  }
}

const cancelled = (): DOMException => new DOMException('The reading was cancelled', 'AbortError')
