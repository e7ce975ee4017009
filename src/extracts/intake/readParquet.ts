import { type Data, DataType } from 'apache-arrow'
import { plainColumn } from '../decodeColumns'
import { plainValues } from '../decodeSample'
import { sha256Hex } from '../hash'
import { ParquetColumns } from '../parquetColumns'
import { checkForm, type FooterColumn, readFooter } from '../parquetFooter'
import { ExtractError, type SourceType } from '../source'
import type { ColumnFacts, ReadNote, ReadOptions } from './intake'
import { LateFreeText, MaskedText } from './maskedText'
import { type ColumnPlan, planColumns } from './masks'
import { type IntakeModule, ParquetParts, type WrittenFile } from './parquetParts'
import { checkAbort, type ReadContext, sampleRows } from './rowSource'
import { type BuiltTable, keptNumbers, maskedColumns, previewRows } from './tableBuilder'
import { TypedFacts } from './typedFacts'

/** A Parquet file whose columns can be asked for. */
export async function openParquet(module: IntakeModule, name: string, blob: Blob): Promise<ParquetColumns> {
  await checkForm(name, blob)
  return new ParquetColumns(name, blob, await readFooter(name, blob), module).withTypes()
}

export const isPlain = ({ type }: FooterColumn): boolean => type !== 'nested' && type !== 'binary'

/**
 * Facts of a Parquet file over all rows. Where something is masked or cannot be kept it is written anew, masked columns
 * as text; else its bytes are passed on. Rejects as the decoder does.
 */
export async function readParquet(
  module: IntakeModule,
  context: ReadContext,
  blob: Blob,
  options: ReadOptions,
): Promise<BuiltTable> {
  const file = await openParquet(module, context.name, blob)
  const plain = file.footer.columns.filter(isPlain)
  if (plain.length === 0) throw new ExtractError(context.name, 'nested', 'none of its columns holds plain values')
  const left = file.footer.columns.filter(column => !isPlain(column))
  const notes: ReadNote[] = left.map(({ name, type }) => {
    return { kind: 'dropped_columns', column: name, count: 1, examples: [String(type)] }
  })
  const plans = await plansOf(file, plain, options)
  for (;;) {
    const reading = new Reading(file, plain, plans)
    try {
      await reading.pass(context, null)
      if (left.length === 0 && reading.texts.every(text => !text || text.count === 0)) {
        return { ...reading.result(notes), parquet: blob, sha256: await sha256Hex(blob) }
      }
      const parts = new ParquetParts(module, context.name)
      const again = new Reading(file, plain, plans)
      await again.pass(context, parts)
      return { ...again.result(notes), ...(await parts.finish(plain.map(({ name }) => name))) }
    } catch (error) {
      if (!(error instanceof LateFreeText)) throw error
      error.plan.free = true
    }
  }
}

async function plansOf(
  file: ParquetColumns,
  columns: readonly FooterColumn[],
  options: ReadOptions,
): Promise<ColumnPlan[]> {
  const group = file.footer.groups.findIndex(({ rows }) => rows > 0)
  const sample = group < 0 ? [] : await plainData(file, group, columns, { offset: 0, limit: sampleRows })
  const names = columns.map(({ name }) => name)
  const plans = planColumns(
    names,
    index => textsOf(sample[index]).filter((text): text is string => text !== null && text.trim() !== ''),
    options.masks,
  )
  // Dates and numbers hold no free text.
  return plans.map((plan, index) =>
    columns[index]!.type === 'text' || plan.mask ? plan : { ...plan, free: false, keep: true },
  )
}

async function plainData(
  file: ParquetColumns,
  group: number,
  columns: readonly FooterColumn[],
  range?: { readonly offset: number; readonly limit: number },
): Promise<Data[]> {
  return (await file.read(group, columns, range)).map(plainColumn)
}

/** One way through all rows. */
class Reading {
  readonly texts: readonly (MaskedText | null)[]
  private readonly typed: readonly (TypedFacts | null)[]
  private readonly preview: (string | null)[][] = []
  private rows = 0

  constructor(
    private readonly file: ParquetColumns,
    private readonly columns: readonly FooterColumn[],
    plans: readonly ColumnPlan[],
  ) {
    this.texts = plans.map((plan, index) =>
      plan.mask || columns[index]!.type === 'text' ? new MaskedText(plan) : null,
    )
    this.typed = this.texts.map(text => (text ? null : new TypedFacts()))
  }

  async pass(context: ReadContext, parts: ParquetParts | null): Promise<void> {
    const { groups, rows: total } = this.file.footer
    for (const group of groups.keys()) {
      checkAbort(context.signal)
      const data = await plainData(this.file, group, this.columns)
      const { rows } = groups[group]!
      const texts = data.map((column, index) => this.take(column, index))
      const from = this.rows
      for (let row = 0; row < rows && from + row < previewRows; row++) this.preview.push(texts.map(at => at(row)))
      const kept = this.texts.map((text, index) => text?.column.flush() ?? data[index]!)
      parts?.add(kept, rows)
      await parts?.settled()
      this.rows += rows
      context.onProgress?.(Math.floor((this.file.footer.dataEnd * this.rows) / Math.max(1, total)), this.rows)
    }
    // Without rows, the types of the columns are those of an empty group.
    if (parts && groups.length === 0)
      parts.add(
        this.texts.map(() => new MaskedText(kept).column.flush()),
        0,
      )
  }

  result(notes: readonly ReadNote[]): Omit<BuiltTable, keyof WrittenFile> {
    const columns = this.columns.map(({ name, type }, index): ColumnFacts => {
      const text = this.texts[index]
      if (text) return { name, type: 'text', ...text.column.facts() }
      return { name, type: type as SourceType, ...this.typed[index]!.facts() }
    })
    const texts = this.texts.filter(text => text !== null)
    const names = columns.filter((_, index) => this.texts[index]).map(({ name }) => name)
    return {
      rows: this.rows,
      columns,
      preview: this.preview,
      masked: maskedColumns(names, texts),
      notes: [...notes, ...keptNumbers(names, texts)],
    }
  }

  /** Adds a group's column to its facts; gives the text of its rows. */
  private take(data: Data, index: number): (row: number) => string | null {
    const text = this.texts[index]
    if (text) {
      putAll(text, data)
      return row => text.column.textAt(row)
    }
    const texts = textsOf(data)
    this.typed[index]!.add(texts)
    return row => texts[row]!
  }
}

const kept: ColumnPlan = { mask: null, found: 'asked', free: false, keep: true, code: false }

/** Bytes are passed on as they are. */
function putAll(text: MaskedText, data: Data): void {
  const { type, length } = data
  if (DataType.isUtf8(type)) {
    const offsets: Int32Array = data.valueOffsets
    for (let i = 0; i < length; i++) {
      if (data.nullCount > 0 && !data.getValid(i)) text.column.null()
      else text.put(data.values, offsets[i]!, offsets[i + 1]!)
    }
  } else if (DataType.isDictionary(type)) {
    const words: Data | undefined = data.dictionary?.data[0]
    const codes: Int32Array = data.values
    for (let i = 0; i < length; i++) {
      if (!words || (data.nullCount > 0 && !data.getValid(i))) text.column.null()
      else text.put(words.values, words.valueOffsets[codes[i]!]!, words.valueOffsets[codes[i]! + 1]!)
    }
  } else for (const value of textsOf(data)) text.putText(value)
}

/** Values as the preview shows them; null and '' are empty. */
export function textsOf(data: Data | undefined): (string | null)[] {
  return data ? plainValues(data).map(value => (value === null || value === '' ? null : String(value))) : []
}
