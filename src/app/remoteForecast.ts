import { type EndableWorker, RemoteWorker } from '../extracts/remoteWorker'
import type { Outlook, OutlookInput } from '../insight/forecast/outlook'

const openWorker = (): EndableWorker => new Worker(new URL('./forecastWorker.ts', import.meta.url), { type: 'module' })

/** Forecasts in a worker of their own, started when it is first needed and again where it died. */
export class RemoteForecast {
  #worker: RemoteWorker<'outlook'> | null = null

  constructor(private readonly open: () => EndableWorker = openWorker) {}

  /** Rejects with an ExtractError that says why the worker gave no answer. */
  foretell(input: OutlookInput): Promise<Outlook> {
    if (this.#worker === null || this.#worker.dead) this.#worker = new RemoteWorker(this.open(), 'worker of forecasts')
    return this.#worker.call<Outlook>('forecast', 'outlook', [input])
  }
}

let shared: RemoteForecast | null = null

/** One worker for the page. */
export function foretell(input: OutlookInput): Promise<Outlook> {
  shared ??= new RemoteForecast()
  return shared.foretell(input)
}
