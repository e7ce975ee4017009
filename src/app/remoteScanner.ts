import { aborted } from '../engine/engine'
import { type EndableWorker, RemoteWorker } from '../extracts/remoteWorker'
import type { ScanFindings } from '../insight/warning/findings'
import type { ScanInput } from '../insight/warning/scan/scan'
import type { Scan } from '../parts/scanContext'

const openWorker = (): EndableWorker => new Worker(new URL('./scanWorker.ts', import.meta.url), { type: 'module' })

/** It tells how far it is several times a second. */
const silenceSeconds = 60

/**
 * The scan in a worker of its own for each one that is asked: a scan that nobody wants any more is ended with its worker.
 * Rejects with AbortError once `signal` fires, with an ExtractError where the worker died.
 */
export const remoteScan =
  (open: () => EndableWorker = openWorker): Scan =>
  async (input: ScanInput, { signal, tell = () => undefined } = {}): Promise<ScanFindings> => {
    if (signal?.aborted) throw aborted(signal)
    const worker = new RemoteWorker<'scan'>(open(), 'scan in space and time', silenceSeconds)
    return new Promise<ScanFindings>((resolve, reject) => {
      const stop = (): void => {
        reject(aborted(signal as AbortSignal))
        worker.end('nobody waits for it any more')
      }
      signal?.addEventListener('abort', stop, { once: true })
      worker
        .call<ScanFindings>('clusters', 'scan', [input], tell)
        .then(resolve, reject)
        .finally(() => {
          signal?.removeEventListener('abort', stop)
          worker.end('its work is done')
        })
    })
  }
