import { aborted } from './engine'

/** At most `size` holders at a time; the others wait in the order they came, and leave the line when their signal fires. */
export class Slots {
  private free: number
  private readonly line: (() => void)[] = []

  constructor(size: number) {
    this.free = size
  }

  /** Resolves to the function that gives the slot back (calling it twice does nothing). Rejects once `signal` fires. */
  take(signal?: AbortSignal): Promise<() => void> {
    if (signal?.aborted) return Promise.reject(aborted(signal))
    if (this.free > 0) {
      this.free -= 1
      return Promise.resolve(this.holder())
    }
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.line.splice(this.line.indexOf(enter), 1)
        reject(aborted(signal))
      }
      const enter = () => {
        signal?.removeEventListener('abort', leave)
        resolve(this.holder())
      }
      this.line.push(enter)
      signal?.addEventListener('abort', leave, { once: true })
    })
  }

  private holder(): () => void {
    let held = true
    return () => {
      if (!held) return
      held = false
      const next = this.line.shift()
      if (next) next()
      else this.free += 1
    }
  }
}

/** The work's outcome, or a rejection as soon as `signal` fires; the work itself goes on and cleans up behind it. */
export async function untilAborted<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  if (!signal) return work()
  if (signal.aborted) throw aborted(signal)
  return new Promise((resolve, reject) => {
    const stop = () => reject(aborted(signal))
    signal.addEventListener('abort', stop, { once: true })
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', stop))
  })
}
