import { expose } from 'comlink'
import init, * as parquet from 'parquet-wasm/esm'
import wasmUrl from 'parquet-wasm/esm/parquet_wasm_bg.wasm?url'
import { sortParquet } from './sortParquet'

export type SortParquet = (name: string, blob: Blob, order: Uint32Array) => Promise<Blob>

const sort: SortParquet = (name, blob, order) =>
  sortParquet(name, blob, order, async () => {
    await init({ module_or_path: wasmUrl })
    return parquet
  })

expose(sort)
