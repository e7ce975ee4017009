import { useEffect, useState } from 'react'
import type { PlanDraft } from '../../plan/draft'
import type { Commitment, DrawRecord, PlanFile } from '../../plan/record'
import type { PlanServices } from './contracts'

/** What is kept beside a draft: each null where it is not there, or not yet. */
export interface PlanTexts {
  readonly planText: string | null
  readonly commitment: Commitment | null
  readonly record: DrawRecord | null
  /** The plan's file as it was committed to; read once there is a record. */
  readonly file: PlanFile | null
}

const nothing: PlanTexts = { planText: null, commitment: null, record: null, file: null }

/** Reads what was kept of a plan at its commitment and its draw; null while it is read. */
export function usePlanTexts({ texts }: PlanServices, { id, state }: PlanDraft): PlanTexts | null {
  const [found, setFound] = useState<{ readonly of: string; readonly texts: PlanTexts } | null>(null)
  const of = `${id} ${state}`
  useEffect(() => {
    let over = false
    const read = async (): Promise<PlanTexts> => {
      if (state === 'draft') return nothing
      const [plan, commitment, record] = await Promise.all([
        texts.read(id, 'plan'),
        texts.read(id, 'commitment'),
        state === 'drawn' ? texts.read(id, 'record') : null,
      ])
      return {
        planText: plan,
        commitment: parsed<Commitment>(commitment),
        record: parsed<DrawRecord>(record),
        file: state === 'drawn' ? parsed<PlanFile>(plan) : null,
      }
    }
    void read()
      .catch(() => nothing)
      .then(all => !over && setFound({ of, texts: all }))
    return () => {
      over = true
    }
  }, [texts, id, state, of])
  return found?.of === of ? found.texts : null
}

/** What this page wrote itself; what cannot be read counts as lost. */
function parsed<T>(text: string | null): T | null {
  if (text === null) return null
  try {
    return JSON.parse(text) as T
  } catch {
    return null
  }
}
