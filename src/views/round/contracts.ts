import type { BookState, Taken } from '../../round/book'
import type { VisitEntry } from '../../round/round'
import type { OfflineContract } from './offlineContract'

/** `RoundBook`, as the page needs it. */
export interface Book {
  state(): BookState
  subscribe(listener: () => void): () => void
  take(text: string, name: string): Promise<Taken>
  write(id: string, visit: string, entry: VisitEntry): void
  choose(id: string, visit: string, keep: 'own' | 'other'): void
  markSent(id: string, revisions: Readonly<Record<string, number>>): void
  remove(id: string): Promise<void>
  keep(): Promise<void>
}

export interface RoundServices {
  readonly book: Book
  readonly offline: OfflineContract
  /** The clock on the wall: 2026-11-29T20:00:00. */
  now(): string
  /** The text of a round's file that lies beside the app. Rejects, naming it, where it is not there. */
  fetchRound(path: string, signal: AbortSignal): Promise<string>
}
