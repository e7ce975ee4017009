import { createContext, useContext, useMemo, useSyncExternalStore } from 'react'
import type { Alert, AlertKind, Findings } from '../insight/alerts/alert'
import type { Deed, Entry, Judged } from '../insight/alerts/seen'
import type { FigureKey } from '../schema'

/** What the page knows of the alerts; one object as long as nothing changes. */
export interface AlertsState {
  /** Null until there was a first look; `pending` kinds are still to come. */
  readonly findings: Findings | null
  readonly pending: readonly AlertKind[]
  /** The alerts in their order, each with what was said about it. */
  readonly judged: readonly Judged[]
  /** Everything that was ever said, the oldest first. */
  readonly entries: readonly Entry[]
  /** Who works here, as they last said. */
  readonly who: string
  /** Why what is kept cannot be read; it is left as it is, and nothing is written over it. */
  readonly fault: Error | null
}

/** The alerts of the extracts on screen, and what this browser keeps about them. */
export interface AlertBoard {
  state(): AlertsState
  subscribe(listener: () => void): () => void
  /** False where notes are kept until the page is closed, and no longer. */
  persistent(): boolean
  /** What a look at the extracts found. */
  found(findings: Findings, pending: readonly AlertKind[]): void
  /** `text` is the alert's sentence as it is read now. Rejects where what is kept cannot be read. */
  enter(did: Deed, alert: Alert, text: string, note: string): Promise<void>
  sayWho(who: string): Promise<void>
}

const nothing: AlertsState = { findings: null, pending: [], judged: [], entries: [], who: '', fault: null }
/** Before anybody has looked. */
export const noBoard: AlertBoard = {
  state: () => nothing,
  subscribe: () => () => undefined,
  persistent: () => true,
  found: () => undefined,
  enter: () => Promise.reject(new Error('alerts: no board is above')),
  sayWho: () => Promise.resolve(),
}

/** A board that is there from the start, and whose alerts come with code that is fetched later. */
export class LaterBoard implements AlertBoard {
  #board = noBoard
  readonly #listeners = new Set<() => void>()

  readonly state = (): AlertsState => this.#board.state()
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly persistent = (): boolean => this.#board.persistent()
  readonly found: AlertBoard['found'] = (...of) => this.#board.found(...of)
  readonly enter: AlertBoard['enter'] = (...of) => this.#board.enter(...of)
  readonly sayWho: AlertBoard['sayWho'] = who => this.#board.sayWho(who)

  /** From now on it is this one. */
  become(board: AlertBoard): void {
    if (board === this.#board) return
    this.#board = board
    board.subscribe(() => this.#tell())
    this.#tell()
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

export const AlertBoardContext = createContext<AlertBoard>(noBoard)

export function useAlerts(): AlertsState & { readonly board: AlertBoard } {
  const board = useContext(AlertBoardContext)
  const state = useSyncExternalStore(board.subscribe, board.state)
  return useMemo(() => ({ ...state, board }), [state, board])
}

/** How many alerts are open, by the figure whose tile tells them; a figure without any is absent. */
export function openByFigure(judged: readonly Judged[]): ReadonlyMap<FigureKey, number> {
  const counts = new Map<FigureKey, number>()
  for (const each of judged) {
    const { figure } = each.alert
    if (figure !== null && each.state !== 'acknowledged') counts.set(figure, (counts.get(figure) ?? 0) + 1)
  }
  return counts
}
