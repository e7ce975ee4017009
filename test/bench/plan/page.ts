import { remotePlanner } from '../../../src/app/remotePlanner'
import { madeUp } from './madeUp'

/** Milliseconds, but for `visits`. */
export interface PlanTimes {
  readonly visits: number
  /** The draw itself, in a worker. */
  readonly draw: number
  /** From the call until the plan's file and its commitment are back in the page. */
  readonly commit: number
  /** The same for the record: the plan's file is read and compared with the commitment before it is drawn. */
  readonly reveal: number
  /** The longest task of the page's own thread meanwhile; 0 where none was longer than 50. */
  readonly task: number
}

declare global {
  interface Window {
    planBench: { run(): Promise<PlanTimes> }
  }
}

window.planBench = {
  async run() {
    const tasks: number[] = []
    new PerformanceObserver(list => {
      for (const { duration } of list.getEntries()) tasks.push(duration)
    }).observe({ type: 'longtask' })
    const worker = new Worker(new URL('./drawWorker.ts', import.meta.url), { type: 'module' })
    const drawn = await new Promise<{ time: number; visits: number }>(resolve => {
      worker.addEventListener('message', ({ data }) => resolve(data))
      worker.postMessage('0f'.repeat(32))
    })
    worker.terminate()
    const file = { ...madeUp(), met: [] }
    const planner = remotePlanner()
    const secret = '1e'.repeat(32)
    const at = '2026-11-29T09:00:00'
    const occasion = { plan: 'P', office: 'O', at, extracts: 'v', asOf: '2026-11-28', source: 's', previous: null }
    await new Promise(resolve => setTimeout(resolve, 500))
    tasks.length = 0
    let from = performance.now()
    const { plan, commitment } = await planner.commit(file, secret, occasion)
    const commit = performance.now() - from
    from = performance.now()
    await planner.reveal(plan, commitment, secret, '1', '2026-11-30T09:00:00')
    const reveal = performance.now() - from
    await new Promise(resolve => setTimeout(resolve, 200))
    return { visits: drawn.visits, draw: drawn.time, commit, reveal, task: Math.max(0, ...tasks) }
  },
}
