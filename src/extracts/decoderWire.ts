import type { Endpoint } from 'comlink'
import type { Decoder } from './source'
import { exposeMethods } from './wire'

export type DecoderMethod = Exclude<keyof Decoder, 'end'>

/** Offers `decoder` to the other end. */
export function exposeDecoder(decoder: Decoder, endpoint?: Endpoint): void {
  exposeMethods(decoder, 'decoder', endpoint)
}
