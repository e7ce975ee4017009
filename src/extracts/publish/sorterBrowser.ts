import { transfer, wrap } from 'comlink'
import { ExtractError } from '../source'
import type { Sorter } from './publishFolder'
import type { SortParquet } from './sortWorker'

/** A sorter in a worker of its own for each file: the memory of WebAssembly never shrinks. */
export function openSorter(): Sorter {
  const ends = new Set<(cause: string) => void>()
  return {
    sort: (name, blob, order) =>
      new Promise<Blob>((resolve, reject) => {
        const worker = new Worker(new URL('../roleWorker.ts', import.meta.url), { type: 'module', name: 'sort' })
        const end = (cause: string): void => {
          ends.delete(end)
          worker.terminate()
          // An error of the worker comes without its class, its subject in front.
          const detail = cause.startsWith(`${name}: `) ? cause.slice(name.length + 2) : cause
          reject(new ExtractError(name, 'worker', detail))
        }
        ends.add(end)
        worker.addEventListener('error', event => end(event.message || 'the sorting worker ran out of memory'))
        const remote = wrap<SortParquet>(worker)
        remote(name, blob, transfer(order, [order.buffer]))
          .then(resolve, error => end(error instanceof Error ? error.message : String(error)))
          .finally(() => {
            ends.delete(end)
            worker.terminate()
          })
      }),
    end() {
      for (const end of [...ends]) end('the sorting was ended')
    },
  }
}
