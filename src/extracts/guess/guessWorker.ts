import init, { readParquet, wasmMemory } from 'parquet-wasm/esm'
import wasmUrl from 'parquet-wasm/esm/parquet_wasm_bg.wasm?url'
import { ExtractDecoder } from '../decode'
import { exposeMethods } from '../wire'
import { Guesser } from './guesser'

const decoder = new ExtractDecoder(async () => {
  await init({ module_or_path: wasmUrl })
  return { readParquet, wasmMemory }
})
exposeMethods(new Guesser(decoder), 'guessing worker')
