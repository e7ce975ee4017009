import { type Alert, type AlertKind, type Findings, inOrder } from '../../insight/alerts/alert'
import { type Deed, type Entry, judged, mostNote, mostText, mostWho, parseEntries } from '../../insight/alerts/seen'
import type { AlertBoard, AlertsState } from '../../parts/alertBoard'
import type { AppStorage } from '../../storage/kept'

/** Who works here, told once for all records of the page. */
export interface Signer {
  state(): { readonly who: string }
  subscribe(listener: () => void): () => void
  sayWho(who: string): Promise<void>
}

const keyOf = (url: string): string => `alerts of ${url}`

/** Alerts, and what was said about those of one catalogue, in the browser's storage; several tabs may add to it. */
export class KeptAlerts implements AlertBoard {
  #state: AlertsState
  #key: string | null = null
  readonly #listeners = new Set<() => void>()
  readonly #channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('alerts')

  constructor(
    private readonly storage: AppStorage,
    private readonly signer: Signer,
  ) {
    this.#state = { findings: null, pending: [], judged: [], entries: [], who: signer.state().who, fault: null }
    signer.subscribe(() => {
      const { who } = signer.state()
      if (who !== this.#state.who) this.#set({ who })
    })
    // Another tab wrote: this one follows.
    this.#channel?.addEventListener('message', () => void this.refresh())
  }

  readonly state = (): AlertsState => this.#state
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly persistent = (): boolean => this.storage.persistent
  readonly sayWho = (who: string): Promise<void> => this.signer.sayWho(who)

  /** Reads what is kept of a catalogue. Never rejects. */
  async open(url: string): Promise<void> {
    this.#key = keyOf(url)
    await this.refresh()
  }

  async refresh(): Promise<void> {
    if (this.#key === null) return
    const kept = await this.storage.get(this.#key)
    try {
      this.#set({ entries: kept === undefined ? [] : parseEntries(kept), fault: null })
    } catch (error) {
      this.#set({ entries: [], fault: error instanceof Error ? error : new Error(String(error)) })
    }
  }

  found(findings: Findings, pending: readonly AlertKind[]): void {
    this.#set({ findings: { ...findings, alerts: inOrder(findings.alerts) }, pending })
  }

  async enter(did: Deed, { id, kind, severity, size }: Alert, text: string, note: string): Promise<void> {
    const { fault, who } = this.#state
    if (this.#key === null) throw new Error('alerts: the catalogue is not open yet; wait for the page')
    if (fault !== null) throw fault
    const entry: Entry = {
      id,
      did,
      who: who.trim().slice(0, mostWho),
      when: new Date().toISOString(),
      note: note.trim().slice(0, mostNote),
      seen: { kind, severity, size, text: text.slice(0, mostText) },
    }
    let next: readonly Entry[] = this.#state.entries
    // Asked in the same step as written: another tab may have been first.
    await this.storage.update(this.#key, kept => {
      // A disk that was too slow gives nothing: what this tab knows goes on. One that answers has been emptied.
      const nothing = this.storage.persistent ? [] : this.#state.entries
      next = [...(kept === undefined ? nothing : parseEntries(kept)), entry]
      return next
    })
    this.#set({ entries: next })
    this.#channel?.postMessage('changed')
  }

  #set(change: Partial<AlertsState>): void {
    const next = { ...this.#state, ...change }
    this.#state = { ...next, judged: judged(next.findings?.alerts ?? [], next.entries) }
    for (const listener of this.#listeners) listener()
  }
}
