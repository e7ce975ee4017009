import { type Endpoint, proxy, type Remote, wrap } from 'comlink'
import { RiskError } from '../risk/faults'
import { ExtractError } from './source'
import { unwrap, type WireMethods } from './wire'

/** A worker that exposes methods (`exposeMethods`), or its twin in a test. */
export interface EndableWorker extends Endpoint {
  terminate(): void
}

const tickSeconds = 1

/**
 * Calls to a worker. One that died never answers: every call is therefore raced with its death (an error that nobody
 * caught, a message that cannot be read, `end`), and later calls are refused at once. One that owes answers and gives
 * none, nor progress, for too long is taken for dead; counted in ticks, so that a computer that slept does not count.
 */
export class RemoteWorker<Method extends string> {
  private readonly remote: Remote<WireMethods>
  private readonly pending = new Set<(cause: string) => void>()
  private death: string | null = null
  private silentTicks = 0
  private timer: ReturnType<typeof setInterval> | undefined

  /** `what`: as messages call it; `silenceSeconds`: the longest wait for any answer. */
  constructor(
    private readonly worker: EndableWorker,
    private readonly what: string,
    private readonly silenceSeconds = 120,
  ) {
    this.remote = wrap<WireMethods>(worker)
    worker.addEventListener('error', this.onError as EventListener)
    worker.addEventListener('messageerror', this.onUnreadable)
  }

  get dead(): boolean {
    return this.death !== null
  }

  /** `onProgress` is given to the method behind its arguments. */
  call<Value>(
    subject: string,
    method: Method,
    args: readonly unknown[],
    onProgress?: (...values: never[]) => void,
  ): Promise<Value> {
    return new Promise<Value>((resolve, reject) => {
      const fail = (cause: string) => reject(new ExtractError(subject, 'worker', cause))
      if (this.death !== null) return fail(this.death)
      if (this.pending.size === 0) this.watch()
      this.pending.add(fail)
      let settled = false
      // Progress has a channel of its own, and so may come behind the answer.
      const told = (...values: unknown[]) => {
        this.silentTicks = 0
        if (!settled && this.death === null) (onProgress as (...values: unknown[]) => void)(...values)
      }
      const answer = onProgress ? this.remote.call(method, args, proxy(told)) : this.remote.call(method, args)
      answer
        .then(reply => resolve(unwrap(reply) as Value))
        .catch(error =>
          error instanceof ExtractError || error instanceof RiskError ? reject(error) : fail(String(error)),
        )
        .finally(() => {
          settled = true
          this.silentTicks = 0
          this.pending.delete(fail)
          if (this.pending.size === 0) clearInterval(this.timer)
        })
    })
  }

  /** Ends the worker; everything pending rejects with `cause`. */
  end(cause: string): void {
    if (this.death !== null) return
    this.death = cause
    clearInterval(this.timer)
    this.worker.terminate()
    for (const fail of this.pending) fail(cause)
    this.pending.clear()
  }

  private watch(): void {
    this.silentTicks = 0
    clearInterval(this.timer)
    this.timer = setInterval(() => {
      this.silentTicks += 1
      if (this.silentTicks * tickSeconds < this.silenceSeconds) return
      this.end(`the ${this.what} said nothing for ${this.silenceSeconds} s: load again, or split the file`)
    }, tickSeconds * 1_000)
  }

  private readonly onError = (event: { readonly message?: string }) => {
    const words = event.message || 'it could not be loaded, or ran out of memory'
    this.end(`the ${this.what} stopped: ${words}`)
  }

  private readonly onUnreadable = () => this.end(`the ${this.what} stopped: its answer cannot be read`)
}
