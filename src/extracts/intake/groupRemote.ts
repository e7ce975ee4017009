import { transfer } from 'comlink'
import { type EndableWorker, RemoteWorker } from '../remoteWorker'
import type { GroupWriter } from './writeGroup'

/** Opens writers by the names of their files that work in one worker, beside the thread that reads; it begins with the first group and ends with its parent. */
export function remoteGroupWriters(spawn: () => EndableWorker): (name: string) => GroupWriter {
  let worker: RemoteWorker<'write' | 'hash'> | null = null
  let files = 0
  return name => {
    const file = ++files
    const own = worker === null || worker.dead ? new RemoteWorker<'write' | 'hash'>(spawn(), 'writing worker') : worker
    worker = own
    return {
      write(ipc, words, rows) {
        const whole = ipc.byteLength === ipc.buffer.byteLength
        const args = [file, ipc, words, rows]
        return own.call(name, 'write', whole ? transfer(args, [ipc.buffer as ArrayBuffer]) : args)
      },
      hash: end => own.call(name, 'hash', [file, end]),
    }
  }
}
