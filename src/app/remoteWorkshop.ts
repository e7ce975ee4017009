import { type EndableWorker, RemoteWorker } from '../extracts/remoteWorker'
import type { Backtest, Cards, JudgeOptions, WindowVisit } from '../risk/backtest/backtest'
import type { AsOf } from '../risk/factsSql'
import { riskError } from '../risk/faults'
import type { Foretold } from '../risk/model/foretell'
import { type Ask, readHistory } from '../risk/model/history'
import type { Integrity, IntegrityWindow } from '../risk/model/integrity'
import type { FeatureShare } from '../risk/model/predict'
import type { RiskModel } from '../risk/model/riskModel'
import type { RosterRow } from '../risk/model/roster'
import type { TrainOptions } from '../risk/model/train'

type Method = 'learnFrom' | 'integrity' | 'train' | 'window' | 'judge' | 'foretell' | 'explain'

const openWorker = (): EndableWorker => new Worker(new URL('./riskWorker.ts', import.meta.url), { type: 'module' })

/** It tells no progress, and a large city takes minutes. */
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

  constructor(
    private readonly ask: Ask,
    private readonly open: () => EndableWorker = openWorker,
  ) {}

  train(options: TrainOptions): Promise<RiskModel> {
    return this.#call('train', options.name, [options])
  }

  window(from: string, to: string): Promise<readonly WindowVisit[]> {
    return this.#call('window', 'backtest', [from, to])
  }

  judge(options: JudgeOptions, cards: Cards): Promise<Backtest> {
    return this.#call('judge', 'backtest', [options, cards])
  }

  integrity(window: IntegrityWindow): Promise<Integrity> {
    return this.#call('integrity', 'inspectors', [window])
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

  async #call<Value>(method: Method, subject: string, args: readonly unknown[]): Promise<Value> {
    const worker = this.#living()
    await this.#learned
    return worker.call<Value>(subject, method, args)
  }

  #living(): RemoteWorker<Method> {
    if (this.#ended)
      throw riskError('replaced', {}, 'other extracts took the place of those that were asked: ask again')
    if (this.#worker !== null && !this.#worker.dead && this.#learned !== null) return this.#worker
    this.#worker?.end('it is started again')
    const worker = new RemoteWorker<Method>(this.open(), 'worker of the learned model', silenceSeconds)
    this.#worker = worker
    const learned = readHistory(this.ask).then(history => worker.call<void>('history', 'learnFrom', [history]))
    this.#learned = learned
    learned.catch(() => {
      // The next call reads it again.
      if (this.#learned === learned) this.#learned = null
    })
    return worker
  }
}
