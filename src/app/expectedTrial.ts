import type { PracticeExtract } from '../extracts/practice'
import { whenIdle } from './answers'
import type { EngineAhead } from './engineAhead'

/** Makes an engine ready for a trial that will come, most likely: while an analyst looks for a file there is time for it. */
export class ExpectedTrial {
  /** The one that waits for a trial; `ahead` once it is on its way. */
  #waiting: { ahead: Promise<EngineAhead | null> | null } | null = null

  constructor(
    private readonly open: (
      practice: Promise<PracticeExtract | null>,
    ) => EngineAhead | Promise<EngineAhead> = openAhead,
  ) {}

  /** Opens an engine in an idle moment once `live` resolves: the page's own comes first. One at a time. It practises with `practice`. */
  begin(live: Promise<unknown>, practice: Promise<PracticeExtract | null>): void {
    if (this.#waiting !== null) return
    const own: { ahead: Promise<EngineAhead | null> | null } = { ahead: null }
    this.#waiting = own
    const start = (): void => {
      if (this.#waiting !== own) return
      // A trial without one opens its engine itself, and says what is wrong.
      own.ahead = Promise.resolve()
        .then(() => this.open(practice))
        .catch(() => null)
    }
    live.then(
      () => whenIdle(start),
      // The page may be loaded once more, and a trial be expected then.
      () => {
        if (this.#waiting === own) this.#waiting = null
      },
    )
  }

  /** The engine for a trial that comes now; null where none is on its way. */
  async take(): Promise<EngineAhead | null> {
    const own = this.#waiting
    this.#waiting = null
    return (await own?.ahead) ?? null
  }

  /** No trial will come. */
  async end(): Promise<void> {
    ;(await this.take())?.end()
  }
}

/** Its JavaScript is not the page's own. */
const openAhead = async (practice: Promise<PracticeExtract | null>): Promise<EngineAhead> =>
  (await import('./engineAhead')).openAhead(practice)
