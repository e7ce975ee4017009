import { ExtractError } from '../source'
import type { ReadNote } from './intake'

export interface SheetInfo {
  readonly name: string
  readonly hidden: boolean
}

export interface Workbook {
  readonly sheets: readonly SheetInfo[]
  readonly notes: readonly ReadNote[]
}

export function openWorkbook(name: string, _bytes: Blob): Promise<Workbook> {
  return Promise.reject(new ExtractError(name, 'format', 'workbooks are not read yet'))
}

export function sheetRows(
  name: string,
  _bytes: Blob,
  _sheet: number,
  _notes: ReadNote[],
  _onBytes?: (done: number, total: number) => void,
): AsyncIterable<(string | null)[][]> {
  throw new ExtractError(name, 'format', 'workbooks are not read yet')
}
