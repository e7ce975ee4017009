import { type EndableWorker, RemoteWorker } from '../extracts/remoteWorker'
import type { Backtest, Cards, JudgeOptions, WindowVisit } from '../risk/backtest/backtest'
import type { AsOf } from '../risk/factsSql'
import { riskError } from '../risk/faults'
import type { Doing, OnDoing } from '../risk/model/doing'
import type { Foretold } from '../risk/model/foretell'
import { type Ask, readHistory } from '../risk/model/history'
import type { Integrity, IntegrityWindow } from '../risk/model/integrity'
import type { FeatureShare } from '../risk/model/predict'
import type { RiskModel } from '../risk/model/riskModel'
import type { RosterRow } from '../risk/model/roster'
import type { TrainOptions } from '../risk/model/train'

type Method = 'learnFrom' | 'integrity' | 'train' | 'window' | 'judge' | 'foretell' | 'explain'

const openWorker = (): EndableWorker => new Worker(new URL('./riskWorker.ts', import.meta.url), { type: 'module' })

/** Not all of its steps tell how far they are, and a large city takes minutes. */
const silenceSeconds = 600

/**
 * The workshop in a worker of its own, started and given the history when it is first needed, and started again where it
 * died. Every method rejects with a RiskError for what whoever asked can
 * do something about, else with an ExtractError.
 */
export class RemoteWorkshop {
  #worker: RemoteWorker<Method> | null = null
  #learned: Promise<void> | null = null
  #ended = false
  readonly #told = new Set<OnDoing>()
  #doing: Doing | null = null

  constructor(
    private readonly ask: Ask,
    private readonly open: () => EndableWorker = openWorker,
  ) {}

  train(options: TrainOptions, onDoing?: OnDoing): Promise<RiskModel> {
    return this.#telling('train', options.name, [options], onDoing)
  }

  window(from: string, to: string, onDoing?: OnDoing): Promise<readonly WindowVisit[]> {
    return this.#telling('window', 'backtest', [from, to], onDoing)
  }

  judge(options: JudgeOptions, cards: Cards, onDoing?: OnDoing): Promise<Backtest> {
    return this.#telling('judge', 'backtest', [options, cards], onDoing)
  }

  integrity(window: IntegrityWindow, onDoing?: OnDoing): Promise<Integrity> {
    return this.#telling('integrity', 'inspectors', [window], onDoing)
  }

  foretell(model: RiskModel, subjects: readonly RosterRow[], at: AsOf): Promise<Foretold> {
    return this.#call('foretell', model.name, [model, subjects, at])
  }

  explain(model: RiskModel, at: AsOf, entity: number): Promise<readonly FeatureShare[] | null | undefined> {
    return this.#call('explain', model.name, [model, at, entity])
  }

  end(): void {
    this.#ended = true
    this.#worker?.end('it was ended')
  }

  async #call<Value>(method: Method, subject: string, args: readonly unknown[], onProgress?: OnDoing): Promise<Value> {
    const worker = this.#living()
    await this.#learned
    return worker.call<Value>(subject, method, args, onProgress)
  }

  /** The worker does one thing at a time: whoever waits is told what that is, whosever task it is. */
  async #telling<Value>(
    method: Method,
    subject: string,
    args: readonly unknown[],
    onDoing: OnDoing = () => undefined,
  ): Promise<Value> {
    const listener: OnDoing = doing => onDoing(doing)
    this.#told.add(listener)
    if (this.#doing !== null) listener(this.#doing)
    try {
      return await this.#call<Value>(method, subject, args, doing => this.#tell(doing))
    } finally {
      this.#told.delete(listener)
      if (this.#told.size === 0) this.#doing = null
    }
  }

  #tell(doing: Doing): void {
    this.#doing = doing
    for (const listener of this.#told) listener(doing)
  }

  #living(): RemoteWorker<Method> {
    if (this.#ended)
      throw riskError('replaced', {}, 'other extracts took the place of those that were asked: ask again')
    if (this.#worker !== null && !this.#worker.dead && this.#learned !== null) return this.#worker
    this.#worker?.end('it is started again')
    const worker = new RemoteWorker<Method>(this.open(), 'worker of the learned model', silenceSeconds)
    this.#worker = worker
    this.#tell({ step: 'history', share: null })
    const learned = readHistory(this.ask).then(history => worker.call<void>('history', 'learnFrom', [history]))
    this.#learned = learned
    learned.catch(() => {
      // The next call reads it again.
      if (this.#learned === learned) this.#learned = null
    })
    return worker
  }
}
