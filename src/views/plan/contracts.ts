import type { PlanDraft } from '../../plan/draft'
import type { Committed, Planner, Preview, Verified } from '../../plan/planner'
import type { DrawRecord } from '../../plan/record'
import type { Rounds } from '../../plan/rounds'
import type { DocumentStore } from '../../storage/document'

/** The larger part of a plan, as texts: kept beside its draft. */
export type KeptText = 'plan' | 'commitment' | 'record'

export interface PlanTexts {
  /** Null where there is none. */
  read(id: string, what: KeptText): Promise<string | null>
  /** False where it is kept until the page is closed, and no longer. */
  keep(id: string, what: KeptText, text: string): Promise<boolean>
  remove(id: string): Promise<void>
}

/** `Planner` in a worker: the same methods, which reject with what went wrong in words. */
export interface RemotePlanner {
  preview(...input: Parameters<Planner['preview']>): Promise<Preview>
  commit(...input: Parameters<Planner['commit']>): Promise<Committed>
  reveal(...input: Parameters<Planner['reveal']>): Promise<DrawRecord>
  rounds(...input: Parameters<Planner['rounds']>): Promise<Rounds>
  verify(...input: Parameters<Planner['verify']>): Promise<Verified>
}

export interface PlanServices {
  readonly plans: DocumentStore<readonly PlanDraft[]>
  readonly texts: PlanTexts
  readonly planner: RemotePlanner
  /** An id that no other plan has. */
  newId(): string
  /** 32 random bytes in lower-case hex. */
  newSecret(): string
  /** Places 0 to n − 1 in an order by lot. */
  shuffled(n: number): number[]
  /** The clock on the wall: 2026-11-29T20:00:00. */
  now(): string
  /** Version of the extracts on screen. */
  version(): string
  /** Whether a day is one of work, by the calendar of the extracts. */
  isWorkday(day: string): boolean
}
