const MiB = 1024 * 1024
const GiB = 1024 * MiB

/** Bounds of what an extract may unpack to. A footer tells sizes beforehand; it can lie, so decoding runs in a worker. */
export const limits = {
  /** Bytes of a Parquet footer. Ten thousand row groups of fifty columns stay below it. */
  footerBytes: 64 * MiB,
  /** Rows of one file: ten times what a browser's tables hold in the bench. */
  rows: 100_000_000,
  /** Rows for each byte of the file. A column of one repeated word reaches about 1,000 in its own chunk. */
  rowsPerByte: 2_000,
  /** Unpacked bytes of the columns asked for, over all row groups of a file. */
  fileBytes: 4 * GiB,
  /** Unpacked bytes of the columns asked for in one row group: decoding needs two to three times as much of 4 GiB. */
  groupBytes: GiB,
  /** A chunk that unpacks to more than `ratioFrom` bytes may be at most `ratio` times its packed size. */
  ratio: 1_000,
  ratioFrom: 64 * MiB,
  /** A trap while the decoder's memory (4 GiB at most) is larger than this was for want of memory. */
  nearFull: 2 * GiB,
  /** Bytes of a ZIP's list of members, and how many it may name. */
  zipDirectory: 64 * MiB,
  zipMembers: 100_000,
  /** Unpacked bytes of a sheet: a million rows of a hundred columns. It is streamed. */
  sheetBytes: 4 * GiB,
  /** Unpacked bytes of a workbook's shared strings, and how many they may be: all of them are held at once. */
  stringsBytes: 512 * MiB,
  strings: 16_000_000,
  /** Unpacked bytes of any other part of a workbook. */
  partBytes: 32 * MiB,
  /** A part of a workbook that unpacks to more than `ratioFrom` bytes may be at most this many times its packed size. */
  partRatio: 400,
  /** Characters of one cell. Excel writes 32,767 at most, other programs more. */
  cellText: 16 * MiB,
  /** Rows and columns of a sheet in any version of Excel. */
  sheetRows: 1_048_576,
  sheetColumns: 16_384,
  /** Bytes of one region file's text. */
  regionText: 128 * MiB,
  /** Unpacked bytes of one member of a ZIP, and of all its members. */
  memberBytes: 2 * GiB,
  zipBytes: 4 * GiB,
  /** Members of a ZIP. */
  members: 1_000,
  /** Columns of a table that is read: what a sheet of a workbook can hold. */
  columns: 16_384,
  /** Columns of a file that are kept as text beside the canonical ones: statements name each of them. */
  keptColumns: 300,
  /** Bytes of one row of a CSV: a quotation mark that is never closed would take the whole file for a cell. */
  csvRow: 128 * MiB,
} as const

/** Bytes as a person reads them: `812 B`, `4.3 KB`, `3.3 GB` (thousands, as file managers count). */
export function sizeText(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`
}
