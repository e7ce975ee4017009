import { useCallback, useMemo } from 'react'
import { useRows } from '../engine/useRows'
import { type OtherRowsInput, otherRows, otherRowsCount, tableOfOthers } from '../queries/otherRows'
import { rowsAt } from '../queries/rows'
import type { RowRef } from '../risk/facts'
import { type RowsOfProps, RowsWindow } from './RowsWindow'

export interface CauseRowsProps extends RowsOfProps {
  /** Of one table, newest first. */
  readonly refs: readonly RowRef[]
}

/** The business's own rows behind a bar, in a window. */
export function CauseRows({ refs, ...rest }: CauseRowsProps) {
  const table = refs[0]?.table ?? 'inspections'
  const question = useCallback(
    (shown: readonly string[], limit: number) => rowsAt(table, refs.slice(0, limit), shown, limit),
    [table, refs],
  )
  return <RowsWindow {...rest} table={table} count={refs.length} question={question} />
}

export interface OtherCauseRowsProps extends RowsOfProps {
  readonly input: OtherRowsInput
}

/** The rows of others behind a bar: they are asked for now. */
export function OtherCauseRows({ input, ...rest }: OtherCauseRowsProps) {
  const { rows } = useRows(useMemo(() => otherRowsCount(input), [input]))
  const question = useCallback((shown: readonly string[], limit: number) => otherRows(input, shown, limit), [input])
  return <RowsWindow {...rest} table={tableOfOthers(input.others)} count={rows?.[0]?.n} question={question} />
}
