import init, { readParquet, Table, WriterPropertiesBuilder, wasmMemory, writeParquet } from 'parquet-wasm/esm'
import wasmUrl from 'parquet-wasm/esm/parquet_wasm_bg.wasm?url'
import { exposeMethods } from '../wire'
import { LocalCore } from './core'

exposeMethods(
  new LocalCore(async () => {
    await init({ module_or_path: wasmUrl })
    return { readParquet, wasmMemory, Table, WriterPropertiesBuilder, writeParquet }
  }),
  'intake',
)
