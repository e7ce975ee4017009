import { csvSource, withEncoding } from './csvSource'
import type { ReadOptions } from './intake'
import type { IntakeModule } from './parquetParts'
import { type RowsRead, readRows } from './readRows'
import type { ReadContext } from './rowSource'
import { sheetSource } from './sheetSource'

/** A table of text that has been read: rows, and how. */
export interface TextRead extends RowsRead {
  readonly encoding: string | null
  readonly separator: string | null
}

export function readCsv(
  module: IntakeModule,
  context: ReadContext,
  blob: Blob,
  options: ReadOptions,
): Promise<TextRead> {
  return withEncoding(context.name, blob, options.encoding, async form => {
    const source = await csvSource(context, blob, form, options)
    const { encoding, separator } = source
    return { ...(await readRows(module, context.name, source, options)), encoding, separator }
  })
}

export async function readSheet(
  module: IntakeModule,
  context: ReadContext,
  blob: Blob,
  sheet: number,
  options: ReadOptions,
): Promise<TextRead> {
  const source = await sheetSource(context, blob, sheet)
  return { ...(await readRows(module, context.name, source, options)), encoding: null, separator: null }
}
