import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as parquet from 'parquet-wasm/esm'
import { ExtractDecoder } from './decode'
import type { Decoder } from './source'

/** A decoder in this thread, for Node: the command line and tests. */
export function openDecoder(): Decoder {
  return new ExtractDecoder(async () => {
    const wasm = createRequire(import.meta.url).resolve('parquet-wasm/esm/parquet_wasm_bg.wasm')
    // The module keeps its instance: further decoders share it.
    parquet.initSync({ module: readFileSync(wasm) })
    return parquet
  })
}
