import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { Sql } from '../engine/sql'
import { type Rows, useEngine, useRows } from '../engine/useRows'
import type { Filters } from '../filters/filters'
import type { Outlook } from '../insight/forecast/outlook'
import type { Step } from '../insight/forecast/slots'
import { type HistoryRow, history } from '../queries/history'
import type { TableName } from '../schema'
import { useForecaster } from './forecaster'

export interface OutlookAnswer {
  readonly question: Sql<HistoryRow>
  readonly answer: Rows<HistoryRow>
  /** Undefined until there is one. May be of the question before: see `older`. */
  readonly outlook: Outlook | undefined
  readonly older: boolean
  /** Worked out of the running engine's answer to this very question. */
  readonly live: boolean
  /** Why it could not be worked out; that of asking is in `answer`. */
  readonly error: Error | null
  retry(): void
}

/** The question of a table's history under the filters, but for the window's beginning; no later than the as-of day. */
export function historyQuestion(table: TableName, step: Step, filters: Filters, asOf: string): Sql<HistoryRow> {
  const { window } = filters
  const to = window.to < asOf ? window.to : asOf
  return history(table, { ...filters, window: { from: null, to } }, step)
}

/** Asks a table's history and has what comes next worked out; while `may` is false nothing is asked. */
export function useOutlook(table: TableName, step: Step, filters: Filters, asOf: string, may = true): OutlookAnswer {
  const { extractVersion } = useEngine()
  const { calendar, foretell } = useForecaster()
  const to = filters.window.to < asOf ? filters.window.to : asOf
  const question = useMemo(() => historyQuestion(table, step, filters, asOf), [table, step, filters, asOf])
  const answer = useRows(question, may)
  const { rows, live } = answer
  const worked = useQuery({
    // Not under the version: what begins with it is an answer of the engine, and kept as one.
    queryKey: ['outlook', extractVersion, question.strings, question.values, step],
    queryFn: () => foretell({ rows: rows ?? [], step, to, calendar }),
    enabled: may && live && rows !== undefined,
    placeholderData: (old, previous) => (previous?.queryKey[1] === extractVersion ? old : undefined),
    staleTime: Number.POSITIVE_INFINITY,
    networkMode: 'always',
    retry: false,
    structuralSharing: false,
  })
  const { data, isPlaceholderData, error, refetch } = worked
  return useMemo(
    () => ({
      question,
      answer,
      outlook: data,
      older: isPlaceholderData,
      live: live && data !== undefined && !isPlaceholderData,
      error,
      retry: () => void refetch(),
    }),
    [question, answer, data, isPlaceholderData, live, error, refetch],
  )
}
