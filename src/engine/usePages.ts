import { useQueries } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { answerOptions } from './answers'
import type { Sql } from './sql'
import { useEngine } from './useRows'

/** A part of a list: `limit` rows from `offset` on. */
export type PageQuery<Row> = (page: { readonly offset: number; readonly limit: number }) => Sql<Row>

/** Rows asked for at once. */
export const pageRows = 200

/** The pages that were in sight when all of them were there. */
interface Kept<Row> {
  readonly query: PageQuery<Row>
  readonly first: number
  readonly pages: readonly (readonly Row[] | undefined)[]
}

/**
 * The pages of a list that are in sight: only these are asked for, and each stays for some minutes. While those of
 * another list or order are asked for, the old rows stay: `older`.
 */
export function usePages<Row>(query: PageQuery<Row>) {
  const { engine, extractVersion } = useEngine()
  const [pages, setPages] = useState<{ first: number; last: number }>({ first: 0, last: 0 })
  const wanted = useMemo(() => Array.from({ length: pages.last - pages.first + 1 }, (_, i) => pages.first + i), [pages])
  const answers = useQueries({
    queries: wanted.map(page =>
      answerOptions<Row>(engine, extractVersion, query({ offset: page * pageRows, limit: pageRows })),
    ),
  })
  const onVisible = useCallback((first: number, last: number) => {
    const [from, to] = [Math.floor(first / pageRows), Math.floor(last / pageRows)]
    setPages(now => (now.first === from && now.last === to ? now : { first: from, last: to }))
  }, [])
  const error = answers.find(answer => answer.error !== null)?.error ?? null
  const complete = answers.every(answer => answer.data !== undefined)
  const kept = useRef<Kept<Row> | null>(null)
  useEffect(() => {
    if (complete) kept.current = { query, first: pages.first, pages: answers.map(answer => answer.data) }
  })
  const old = complete || error !== null || kept.current?.query === query ? null : kept.current
  const row = (index: number): Row | undefined => {
    const page = Math.floor(index / pageRows)
    const rows = old === null ? answers[page - pages.first]?.data : old.pages[page - old.first]
    return rows?.[index % pageRows]
  }
  return { row, onVisible, older: old !== null, error }
}
