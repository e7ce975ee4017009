import { NoAnswer } from './faults'

export interface WriteRequest {
  readonly handle: FileSystemFileHandle
  readonly bytes: Blob
}
export type WriteWord = 'done' | { readonly written: number } | { readonly name: string; readonly message: string }

/** Writes and flushes a file in a worker of its own; a worker that says nothing for `stalled` milliseconds is ended. */
export function writeInWorker(
  handle: FileSystemFileHandle,
  name: string,
  bytes: Blob,
  onBytes: (written: number) => void,
  stalled: number,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./opfsWorker.ts', import.meta.url), { type: 'module' })
    let timer: ReturnType<typeof setTimeout> | undefined
    const end = (settle: () => void) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
      worker.terminate()
      settle()
    }
    const stop = () => end(() => reject(signal?.reason))
    const wait = () => {
      clearTimeout(timer)
      timer = setTimeout(() => end(() => reject(new NoAnswer(name, stalled))), stalled)
    }
    worker.onmessage = ({ data }: MessageEvent<WriteWord>) => {
      if (data === 'done') return end(resolve)
      if ('message' in data) return end(() => reject(new DOMException(data.message, data.name)))
      wait()
      onBytes(data.written)
    }
    worker.onerror = event =>
      end(() => reject(new Error(`${name}: the worker that writes failed: ${event.message ?? 'it did not start'}`)))
    signal?.addEventListener('abort', stop, { once: true })
    wait()
    worker.postMessage({ handle, bytes } satisfies WriteRequest)
  })
}
