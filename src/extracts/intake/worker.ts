import init, { readParquet, wasmMemory } from 'parquet-wasm/esm'
import wasmUrl from 'parquet-wasm/esm/parquet_wasm_bg.wasm?url'
import { exposeMethods } from '../wire'
import { LocalCore } from './core'
import { remoteGroupWriters } from './groupRemote'

const openWriter = remoteGroupWriters(
  () => new Worker(new URL('./groupWorker.ts', import.meta.url), { type: 'module' }),
)

exposeMethods(
  new LocalCore(async () => {
    await init({ module_or_path: wasmUrl })
    return { readParquet, wasmMemory, openWriter }
  }),
  'intake',
)
