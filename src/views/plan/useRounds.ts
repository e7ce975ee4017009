import { useEffect, useMemo, useState } from 'react'
import { type KnownBusiness, roundsInputOf, roundVisitsOf } from '../../plan/progress'
import type { DrawRecord, PlanFile } from '../../plan/record'
import type { Rounds, RoundsInput } from '../../plan/rounds'
import type { PlanServices, RemotePlanner } from './contracts'
import { newestOnly } from './newestOnly'

/** What rounds are asked for; one object as long as nothing in it changes. */
export interface RoundsAsked {
  /** First day that may be one of the plan, ISO. */
  readonly begins: string
  readonly input: RoundsInput
}

export interface RoundsOfPlan {
  readonly file: PlanFile
  readonly record: DrawRecord
  /** By ids of the roster; null while they are asked for. */
  readonly known: ReadonlyMap<string, KnownBusiness> | null
  /** Null until somebody says. */
  readonly begins: string | null
  readonly moved: RoundsInput['moved']
  readonly services: Pick<PlanServices, 'isWorkday'>
}

/** What the rounds of a drawn plan are made from; null where something of it is missing. */
export function useRoundsOf({ file, record, known, begins, moved, services }: RoundsOfPlan): RoundsAsked | null {
  const visits = useMemo(() => (known === null ? null : roundVisitsOf(file, record, known)), [file, record, known])
  // What is kept is read anew after every change, and is another object then.
  const pins = JSON.stringify(moved)
  return useMemo(() => {
    if (begins === null || visits === null) return null
    const { isWorkday } = services
    return { begins, input: roundsInputOf({ file, visits, begins, moved: JSON.parse(pins), isWorkday }) }
  }, [visits, file, begins, pins, services])
}

export interface RoundsAnswer {
  /** The last rounds that were made, with their first day: of what was asked before while `busy`. */
  readonly shown: { readonly begins: string; readonly rounds: Rounds } | null
  /** What is shown is not what is asked for: that is being worked out. */
  readonly busy: boolean
  readonly error: Error | null
  retry(): void
}

/** Rounds as the worker makes them: the old ones stay until those of the newest input are there. Null asks for none. */
export function useRounds(planner: RemotePlanner, asked: RoundsAsked | null): RoundsAnswer {
  const [answer, setAnswer] = useState<(Pick<RoundsAnswer, 'shown' | 'error'> & { of: RoundsAsked | null }) | null>(
    null,
  )
  const [tries, setTries] = useState(0)
  const newest = useMemo(() => newestOnly(planner.rounds), [planner])
  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` asks once more
  useEffect(() => {
    if (asked === null) return
    let over = false
    newest(asked.input).then(
      rounds => {
        if (rounds !== null && !over) setAnswer({ of: asked, shown: { begins: asked.begins, rounds }, error: null })
      },
      (error: unknown) => {
        if (!over)
          setAnswer({ of: asked, shown: null, error: error instanceof Error ? error : new Error(String(error)) })
      },
    )
    return () => {
      over = true
    }
  }, [newest, asked, tries])
  const current = answer?.of === asked
  return {
    shown: asked === null ? null : (answer?.shown ?? null),
    busy: asked !== null && !current,
    error: current ? (answer?.error ?? null) : null,
    retry() {
      setAnswer(null)
      setTries(n => n + 1)
    },
  }
}
