import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { PlanDraft } from '../../plan/draft'
import type { PlanServices } from './contracts'

/** Milliseconds after the last change until it is kept. */
const pause = 400

export interface PlanEdit {
  readonly plan: PlanDraft
  /** Changes what is on screen at once, and what is kept a moment later. */
  edit(change: Partial<PlanDraft>): void
  /** The same, kept before it resolves: for what must not be lost. Rejects where it cannot be kept. */
  keep(change: Partial<PlanDraft>): Promise<PlanDraft>
  /** Why the last change was not kept. */
  readonly failed: string | null
}

/** One plan as it is worked at; null where there is none of that id. What another tab changed is taken over. */
export function usePlanEdit(services: PlanServices, id: string): PlanEdit | null {
  const { plans, now } = services
  const kept = useSyncExternalStore(plans.subscribe, plans.state).value.find(plan => plan.id === id) ?? null
  /** What was changed here and is not kept yet. */
  const [own, setOwn] = useState<Partial<PlanDraft>>({})
  const [failed, setFailed] = useState<string | null>(null)
  const waiting = useRef<Partial<PlanDraft>>({})
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)

  const write = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current)
    const change = waiting.current
    if (Object.keys(change).length === 0) return
    waiting.current = {}
    try {
      await plans.change(all => all.map(plan => (plan.id === id ? { ...plan, ...change, changed: now() } : plan)))
      setFailed(null)
    } catch (error) {
      waiting.current = { ...change, ...waiting.current }
      setFailed(error instanceof Error ? error.message : String(error))
      throw error
    } finally {
      setOwn(waiting.current)
    }
  }, [plans, now, id])

  useEffect(() => () => void write().catch(() => undefined), [write])
  useEffect(() => {
    const leave = (): void => void write().catch(() => undefined)
    window.addEventListener('pagehide', leave)
    return () => window.removeEventListener('pagehide', leave)
  }, [write])

  if (kept === null) return null
  const plan = { ...kept, ...own }
  const change = (part: Partial<PlanDraft>): void => {
    waiting.current = { ...waiting.current, ...part }
    setOwn(waiting.current)
  }
  return {
    plan,
    failed,
    edit(part) {
      change(part)
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void write().catch(() => undefined), pause)
    },
    async keep(part) {
      change(part)
      await write()
      return { ...plan, ...part }
    },
  }
}
