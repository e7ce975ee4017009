import { RemoteDecoder } from './decoderRemote'
import type { Decoder } from './source'

/** A decoder in a worker of its own; `end` it when the extracts are loaded, for its memory never shrinks. */
export function openDecoder(): Decoder {
  return new RemoteDecoder(new Worker(new URL('./roleWorker.ts', import.meta.url), { type: 'module', name: 'decoder' }))
}
