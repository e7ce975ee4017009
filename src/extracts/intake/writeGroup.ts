import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Table, WriterPropertiesBuilder, writeParquet } from 'parquet-wasm/esm'
import { magic } from '../parquetThrift'

/** What writing needs of an initialised `parquet-wasm`. */
export interface WriterModule {
  readonly Table: typeof Table
  readonly WriterPropertiesBuilder: typeof WriterPropertiesBuilder
  readonly writeParquet: typeof writeParquet
}

/** Writes the row groups of one Parquet file, one after the other. */
export interface GroupWriter {
  /**
   * An Arrow IPC stream of one batch of `rows` as a Parquet file of one row group; `words` tells which of its columns,
   * named '0', '1', …, are dictionaries. Takes the stream's bytes.
   */
  write(ipc: Uint8Array, words: readonly boolean[], rows: number): Promise<Uint8Array>
  /** SHA-256, lower-case hex, of the whole: the pages of all groups with rows in the order they were written, then `end`. */
  hash(end: Uint8Array): Promise<string>
}

/** `Compression.SNAPPY`: an enum would be a value of the module. */
const snappy = 1
const noStatistics = 0
/** Above this the writer would leave the dictionary in the middle of a group. */
const dictionaryBytes = 64 * 1024 * 1024

/** What stands between the magic bytes and the footer of a Parquet file. */
export function pagesOf(file: Uint8Array): Uint8Array {
  const footer = new DataView(file.buffer, file.byteOffset + file.length - 8).getUint32(0, true)
  return file.subarray(magic.length, file.length - 8 - footer)
}

/** Writes in this thread. */
export class LocalGroupWriter implements GroupWriter {
  private readonly whole = sha256.create().update(magic)

  constructor(private readonly module: WriterModule) {}

  async write(ipc: Uint8Array, words: readonly boolean[], rows: number): Promise<Uint8Array> {
    const { Table, WriterPropertiesBuilder: Builder, writeParquet: write } = this.module
    const table = Table.fromIPCStream(ipc)
    // Each exception costs the writer a copy of those before it.
    const mostly = words.filter(Boolean).length * 2 > words.length
    let properties = new Builder()
      .setCompression(snappy)
      .setStatisticsEnabled(noStatistics)
      .setDictionaryEnabled(mostly)
      .setMaxRowGroupSize(Math.max(1, rows))
      .setDictionaryPageSizeLimit(dictionaryBytes)
    for (const [index, own] of words.entries()) {
      if (own !== mostly) properties = properties.setColumnDictionaryEnabled(String(index), own)
    }
    const file = write(table, properties.build())
    if (rows > 0) this.whole.update(pagesOf(file))
    return file
  }

  async hash(end: Uint8Array): Promise<string> {
    return bytesToHex(this.whole.update(end).digest())
  }
}
