import type { SourceType } from '../source'

/** How a file can be read; decided by its bytes, never by its name. */
export type SourceFormat = 'parquet' | 'csv' | 'xlsx'

/** What masking does to a column's values before anything is kept. */
export const maskKinds = ['phone', 'citizen_id', 'name', 'email', 'text'] as const
export type MaskKind = (typeof maskKinds)[number]

/** The analyst's answers to how a file is to be read; what is absent is found out. */
export interface ReadOptions {
  /** Lines or sheet rows of the header, from 1 and next to each other; two are joined as `upper/lower`. */
  readonly header?: readonly number[]
  /** CSV: a label of TextDecoder. */
  readonly encoding?: string
  /** CSV: one character. */
  readonly separator?: string
  /** By column: masked as this kind, or kept as it is. Wins over what is recognised. */
  readonly masks?: Readonly<Record<string, MaskKind | 'keep'>>
}

/** A table inside what was dropped: a file, a member of a ZIP, a sheet. */
export interface SourceTable {
  /** Unique among everything that one intake has opened. */
  readonly id: string
  /** The dropped file, then members and sheets inside it: `data.zip`, `2024.xlsx`, `Sheet1`. */
  readonly path: readonly string[]
  readonly format: SourceFormat
  /** Bytes of the file (unpacked, inside a ZIP). */
  readonly bytes: number
  /** A sheet that its workbook does not show: it may hold lists, or what was not meant to leave. */
  readonly hidden?: boolean
}

/** One column over all rows of a file. */
export interface ColumnFacts {
  /** Unique in the file, case folded too; repeated and empty headers were renamed, which a note says. */
  readonly name: string
  readonly type: SourceType
  /** Rows with a value: not null, not blank. */
  readonly filled: number
  /** Distinct values where there are at most `mostWords`, most frequent first; null where there are more. */
  readonly words: readonly { readonly text: string; readonly count: number }[] | null
  /** Characters of the longest value. */
  readonly longest: number
}

/** Distinct values of a column that are counted. */
export const mostWords = 1000

/** A masked column: which values and how many; `found` tells whether its name or its values gave it away. */
export interface MaskedColumn {
  readonly column: string
  readonly kind: MaskKind
  readonly found: 'name' | 'value' | 'asked'
  readonly count: number
}

/** `kept_numbers`: values that look like phones or citizen ids stayed, since their column is one of codes. */
export const noteKinds = [
  'renamed_column',
  'joined_header',
  'skipped_lines',
  'short_rows',
  'long_rows',
  'formulas',
  'empty_formulas',
  'error_cells',
  'macros',
  'nul_bytes',
  'lone_surrogates',
  'mixed_line_ends',
  'wrong_extension',
  'bad_encoding',
  'dropped_columns',
  'duplicate_keys',
  'kept_numbers',
  'hidden_sheet',
] as const

/** Something about the reading that an analyst should know; `kind` is a message, the rest fills it. */
export interface ReadNote {
  readonly kind: (typeof noteKinds)[number]
  readonly column: string | null
  readonly count: number
  /** First examples, `row 17: …`. */
  readonly examples: readonly string[]
}

/** A table that has been read whole. */
export interface ReadTable extends SourceTable {
  /** How it was read, so that the analyst can change it. */
  readonly header: readonly number[]
  readonly encoding: string | null
  readonly separator: string | null
  readonly rows: number
  readonly columns: readonly ColumnFacts[]
  /** Values of the first 50 rows as text, by row, in column order; null is an empty cell. */
  readonly preview: readonly (readonly (string | null)[])[]
  readonly masked: readonly MaskedColumn[]
  readonly notes: readonly ReadNote[]
  /**
   * All rows after masking, in the file's order: Snappy (written twice as fast as zstd), row groups of 100,000 or fewer; all text for CSV
   * and XLSX, typed for Parquet, whose own bytes are passed on where nothing was masked or left out.
   */
  readonly parquet: Blob
  /** SHA-256 of `parquet`, lower-case hex. */
  readonly sha256: string
}

/** A dropped file, or a part of it, that cannot be read: an `ExtractError`'s subject, kind and sentence. */
export interface ReadFault {
  readonly path: readonly string[]
  readonly kind: string
  readonly message: string
}

/** A file that is no table but belongs to a catalogue. */
export interface OtherFile {
  readonly path: readonly string[]
  readonly kind: 'regions' | 'profile'
  readonly text: string
}

export interface Opened {
  readonly tables: readonly SourceTable[]
  readonly others: readonly OtherFile[]
  readonly faults: readonly ReadFault[]
}

/** `bytes` of `total` of the file `name` are read, `rows` found in them. */
export interface ReadProgress {
  readonly id: string
  readonly name: string
  readonly bytes: number
  readonly total: number
  readonly rows: number
}

/**
 * Reads what an analyst drops. In the browser it lives in a worker; in Node in the same thread. Every method rejects
 * with `ExtractError` for what a file got wrong, with AbortError once `signal` fires, and when the worker dies.
 */
export interface Intake {
  /** Looks into files: recognises their format by signature, lists members and sheets. Never rejects for a bad file: it is a fault. */
  open(files: readonly File[], signal?: AbortSignal): Promise<Opened>
  /** Reads a table whole, masks it and writes it as Parquet. May be called again with other options. */
  read(
    id: string,
    options?: ReadOptions,
    onProgress?: (progress: ReadProgress) => void,
    signal?: AbortSignal,
  ): Promise<ReadTable>
  /**
   * The rows of a read table with the columns of `businesses` (a read table) added where its `key` equals `reference`:
   * as `businesses.<column>`, once more as Parquet. Rows without a match have nulls there.
   */
  join(
    id: string,
    businesses: string,
    on: { readonly key: string; readonly reference: string },
    signal?: AbortSignal,
  ): Promise<ReadTable>
  /** Forgets a table. */
  close(id: string): Promise<void>
  end(): void
}
