import { expose } from 'comlink'
import init, * as parquet from 'parquet-wasm/esm'
import wasmUrl from 'parquet-wasm/esm/parquet_wasm_bg.wasm?url'
import type { ExportRow, ExportTable, TableFormat, TableWriter } from './exportTable'

/** One file a worker: it ends with its file, for the memory of WebAssembly never shrinks. */
export class ExportWorker {
  private writer: TableWriter | null = null

  async open(format: TableFormat, table: ExportTable): Promise<void> {
    if (format === 'xlsx') {
      const { XlsxWriter } = await import('./xlsxFile')
      this.writer = new XlsxWriter(table)
    } else {
      const [{ ParquetFileWriter }] = await Promise.all([import('./parquetFile'), init({ module_or_path: wasmUrl })])
      this.writer = new ParquetFileWriter(table, parquet)
    }
  }

  add(rows: readonly ExportRow[]): void {
    this.writer?.add(rows)
  }

  async finish(): Promise<Blob> {
    if (this.writer === null) throw new Error('there is no file to finish')
    return this.writer.finish()
  }
}

expose(new ExportWorker())
