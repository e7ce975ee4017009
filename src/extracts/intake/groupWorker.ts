import init, { Table, WriterPropertiesBuilder, writeParquet } from 'parquet-wasm/esm'
import wasmUrl from 'parquet-wasm/esm/parquet_wasm_bg.wasm?url'
import { exposeMethods } from '../wire'
import { LocalGroupWriter } from './writeGroup'

const ready = init({ module_or_path: wasmUrl })
// The call that needs it says so.
ready.catch(() => undefined)

const writers = new Map<number, LocalGroupWriter>()

exposeMethods(
  {
    async write(file: number, ipc: Uint8Array, words: readonly boolean[], rows: number) {
      await ready
      const writer = writers.get(file) ?? new LocalGroupWriter({ Table, WriterPropertiesBuilder, writeParquet })
      writers.set(file, writer)
      return writer.write(ipc, words, rows)
    },
    async hash(file: number, end: Uint8Array) {
      const writer = writers.get(file)
      writers.delete(file)
      if (!writer) throw new Error('no row group was written')
      return writer.hash(end)
    },
  },
  'Parquet writer',
)
