import type { Intake, ReadTable } from '../extracts/intake/intake'
import { openIntake } from '../extracts/intake/intakeBrowser'
import { practiceFile } from '../extracts/practiceFile'
import { whenIdle } from './answers'

interface Waiting {
  readonly stop: AbortController
  intake: Intake | null
}

/** Makes an intake ready for files that will come, most likely: while an analyst looks for them there is time for it. */
export class ExpectedFiles {
  #waiting: Waiting | null = null
  #practice: Promise<ReadTable | null> = Promise.resolve(null)

  constructor(
    private readonly open: () => Intake = openIntake,
    private readonly idle: (task: () => void) => void = whenIdle,
  ) {}

  /** The practice file as it was read; null where it is not: nobody who brings in a file need hear of that. Never rejects. */
  get practice(): Promise<ReadTable | null> {
    return this.#practice
  }

  /** Opens an intake in an idle moment once `live` resolves, and reads the practice file with it. One at a time. */
  begin(live: Promise<unknown>): void {
    if (this.#waiting !== null) return
    const waiting: Waiting = { stop: new AbortController(), intake: null }
    this.#waiting = waiting
    this.#practice = this.#read(live, waiting).catch(() => {
      // It may be broken, and is not given to anyone.
      if (this.#waiting === waiting) this.end()
      return null
    })
  }

  /** The intake that waits, for files that come now; null where there is none: what has not begun is left out then. */
  take(): Intake | null {
    const { intake = null, stop } = this.#waiting ?? {}
    this.#waiting = null
    stop?.abort()
    return intake
  }

  /** No file will come. */
  end(): void {
    this.take()?.end()
  }

  async #read(live: Promise<unknown>, waiting: Waiting): Promise<ReadTable> {
    await live
    await new Promise<void>(resolve => this.idle(resolve))
    waiting.stop.signal.throwIfAborted()
    const intake = this.open()
    waiting.intake = intake
    const { tables } = await intake.open([practiceFile()])
    const read = await intake.read(tables[0]?.id ?? '')
    await intake.close(read.id)
    return read
  }
}
