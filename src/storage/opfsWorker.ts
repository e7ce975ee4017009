import type { WriteRequest, WriteWord } from './opfsWorkerClient'

const pieceBytes = 4 * 1024 * 1024
const say = (word: WriteWord) => postMessage(word)

/** Writes one file with a synchronous handle, which is given to workers alone. */
async function write({ handle, bytes }: WriteRequest) {
  const access = await handle.createSyncAccessHandle()
  try {
    access.truncate(0)
    for (let at = 0; at < bytes.size; at += pieceBytes) {
      const piece = new Uint8Array(await bytes.slice(at, at + pieceBytes).arrayBuffer())
      const written = access.write(piece, { at })
      if (written < piece.length) throw new DOMException('only a part was written', 'QuotaExceededError')
      say({ written: at + piece.length })
    }
    access.flush()
  } finally {
    access.close()
  }
}

addEventListener('message', ({ data }: MessageEvent<WriteRequest>) => {
  write(data).then(
    () => say('done'),
    (cause: unknown) =>
      say(
        cause instanceof Error || cause instanceof DOMException
          ? { name: cause.name, message: cause.message }
          : { name: 'Error', message: String(cause) },
      ),
  )
})
