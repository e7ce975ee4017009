import { useQueries } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { answerOptions } from '../../engine/answers'
import type { Sql } from '../../engine/sql'
import { useEngine } from '../../engine/useRows'
import type { ListedRow } from '../../queries/rows'

/** A part of a list: `limit` rows from `offset` on. */
export type PageQuery = (page: { readonly offset: number; readonly limit: number }) => Sql<ListedRow>

/** Rows asked for at once. */
export const pageRows = 200

/** The pages of a list that are in sight: only these are asked for, and each stays for some minutes. */
export function usePages(query: PageQuery) {
  const { engine, extractVersion } = useEngine()
  const [pages, setPages] = useState<{ first: number; last: number }>({ first: 0, last: 0 })
  const wanted = useMemo(() => Array.from({ length: pages.last - pages.first + 1 }, (_, i) => pages.first + i), [pages])
  const answers = useQueries({
    queries: wanted.map(page =>
      answerOptions<ListedRow>(engine, extractVersion, query({ offset: page * pageRows, limit: pageRows })),
    ),
  })
  const onVisible = useCallback((first: number, last: number) => {
    const [from, to] = [Math.floor(first / pageRows), Math.floor(last / pageRows)]
    setPages(now => (now.first === from && now.last === to ? now : { first: from, last: to }))
  }, [])
  const row = (index: number): ListedRow | undefined => {
    const page = Math.floor(index / pageRows)
    return answers[page - pages.first]?.data?.[index % pageRows]
  }
  return { row, onVisible, error: answers.find(answer => answer.error !== null)?.error ?? null }
}
