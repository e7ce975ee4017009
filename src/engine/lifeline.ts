import type { EngineEnded } from './failures'

const tickSeconds = 1

/**
 * The life of one worker: every wait on it is rejected when it ends, since the engine's own promises never are. A worker that
 * owes an answer and says nothing for too long is taken for dead. Silence is counted in ticks, so that a computer
 * that slept does not count as a silent worker.
 */
export class Lifeline {
  private reason: EngineEnded | null = null
  private readonly waits = new Set<(reason: EngineEnded) => void>()
  private owed = 0
  private silentTicks = 0
  private hurried = 0
  private timer: ReturnType<typeof setInterval> | undefined

  constructor(
    private readonly silenceSeconds: number,
    private readonly hurriedSeconds: number,
    private readonly onSilence: (seconds: number) => void,
  ) {}

  get ended(): EngineEnded | null {
    return this.reason
  }

  /** Rejects all waits, and every later one at once. Only the first reason counts. */
  end(reason: EngineEnded): void {
    if (this.reason) return
    this.reason = reason
    clearInterval(this.timer)
    for (const reject of this.waits) reject(reason)
    this.waits.clear()
  }

  /** The outcome of `work`, or the end of the worker, whichever is first. */
  guard<T>(work: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.reason) {
        work.catch(() => {})
        reject(this.reason)
        return
      }
      this.waits.add(reject)
      work.then(resolve, reject).finally(() => this.waits.delete(reject))
    })
  }

  /** `guard` for what the worker itself must answer: its silence is watched meanwhile. */
  async call<T>(work: () => Promise<T>): Promise<T> {
    if (this.reason) throw this.reason
    this.owed += 1
    if (this.owed === 1) this.watch()
    try {
      return await this.guard(work())
    } finally {
      this.heard()
      this.owed -= 1
      if (this.owed === 0) clearInterval(this.timer)
    }
  }

  /** Runs `work`; from the moment `signal` fires until it is over, the shorter limit of silence holds. */
  async hurriedBy<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    const hurry = () => {
      this.hurried += 1
      this.heard()
    }
    signal?.addEventListener('abort', hurry, { once: true })
    try {
      return await work()
    } finally {
      if (signal?.aborted) this.hurried -= 1
      else signal?.removeEventListener('abort', hurry)
    }
  }

  /** The worker gave a sign of life. */
  heard(): void {
    this.silentTicks = 0
  }

  private watch(): void {
    this.heard()
    this.timer = setInterval(() => {
      this.silentTicks += 1
      const limit = this.hurried > 0 ? Math.min(this.hurriedSeconds, this.silenceSeconds) : this.silenceSeconds
      if (this.silentTicks * tickSeconds >= limit) this.onSilence(limit)
    }, tickSeconds * 1_000)
  }
}
