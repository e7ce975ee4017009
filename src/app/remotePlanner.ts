import { type EndableWorker, RemoteWorker } from '../extracts/remoteWorker'
import type { RemotePlanner } from '../views/plan/contracts'

const openWorker = (): EndableWorker => new Worker(new URL('./planWorker.ts', import.meta.url), { type: 'module' })

/** The planner in a worker of its own, started when it is first needed and again where it died. */
export function remotePlanner(open: () => EndableWorker = openWorker): RemotePlanner {
  let worker: RemoteWorker<keyof RemotePlanner> | null = null
  const call = <Value>(method: keyof RemotePlanner, input: readonly unknown[]): Promise<Value> => {
    if (worker === null || worker.dead) worker = new RemoteWorker(open(), 'worker of plans')
    return worker.call<Value>('plan', method, input)
  }
  return {
    preview: (...input) => call('preview', input),
    commit: (...input) => call('commit', input),
    reveal: (...input) => call('reveal', input),
    rounds: (...input) => call('rounds', input),
    verify: (...input) => call('verify', input),
  }
}

let shared: RemotePlanner | null = null

/** One worker for the page. */
export function planner(): RemotePlanner {
  shared ??= remotePlanner()
  return shared
}
