import { useMemo, useRef } from 'react'
import { raw, type Sql, sql } from '../engine/sql'
import { useRows } from '../engine/useRows'
import type { Search } from '../insight/decompose/combinations'
import { type Explained, explained, searched } from '../insight/decompose/explain'
import type { ContributionRow, PairRow } from '../queries/contributions'
import type { WhyAsked } from './whyQuestions'

/** Stands where nothing is asked. */
const nothing = sql`SELECT ${raw('NULL')} AS nothing`

/** An answer, with the questions that it answers. */
export interface WhyShown {
  readonly asked: WhyAsked
  readonly explained: Explained
}

/**
 * Asks why a figure changed. While another question is under way the former answer stays, with its own question: nothing on
 * screen mixes two. Combinations are searched once the parts are there.
 */
export function useWhy(asked: WhyAsked) {
  const answer = useRows<ContributionRow>((asked.question ?? nothing) as Sql<ContributionRow>, asked.question !== null)
  const fresh = asked.question !== null && !answer.older && answer.rows !== undefined
  const pairs = useRows<PairRow>((asked.pairs ?? nothing) as Sql<PairRow>, asked.pairs !== null && fresh)
  const rows = fresh ? answer.rows : undefined
  const now = useMemo(
    (): WhyShown | null =>
      rows === undefined
        ? null
        : { asked, explained: explained(asked.figure, asked.dimensions, rows, asked.days, asked.inputs) },
    [asked, rows],
  )
  const settled = useRef<WhyShown | null>(null)
  if (now !== null || asked.question === null) settled.current = now
  const shown = settled.current

  const cells = asked.pairs !== null && !pairs.older ? pairs.rows : undefined
  const found = useMemo(
    (): { readonly asked: WhyAsked; readonly search: Search } | null =>
      cells === undefined ? null : { asked, search: searched(asked.figure, cells, asked.days) },
    [asked, cells],
  )
  const former = useRef(found)
  if (found !== null || asked.pairs === null) former.current = found
  return { shown, answer, pairs, updating: now === null && shown !== null, search: former.current }
}
