import { type Alert, type AlertKind, type Findings, inOrder } from '../../insight/alerts/alert'
import { type Deed, type Entry, judged, mostNote, mostText, mostWho, parseEntries } from '../../insight/alerts/seen'
import type { AlertBoard, AlertsState } from '../../parts/alertBoard'
import { KeptDocument } from '../../storage/document'
import type { AppStorage } from '../../storage/kept'

/** Who works here, told once for all records of the page. */
export interface Signer {
  state(): { readonly who: string }
  subscribe(listener: () => void): () => void
  sayWho(who: string): Promise<void>
}

/** Alerts, and what was said about those of one catalogue, in the browser's storage; several tabs may add to it. */
export class KeptAlerts implements AlertBoard {
  #state: AlertsState
  readonly #listeners = new Set<() => void>()
  readonly #document: KeptDocument<readonly Entry[]>

  constructor(
    storage: AppStorage,
    private readonly signer: Signer,
  ) {
    this.#state = { findings: null, pending: [], judged: [], entries: [], who: signer.state().who, fault: null }
    signer.subscribe(() => {
      const { who } = signer.state()
      if (who !== this.#state.who) this.#set({ who })
    })
    this.#document = new KeptDocument(storage, 'alerts', { empty: [], read: parseEntries, write: entries => entries })
    this.#document.subscribe(() => {
      const { value, fault } = this.#document.state()
      this.#set({ entries: value, fault })
    })
  }

  readonly state = (): AlertsState => this.#state
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
  readonly persistent = (): boolean => this.#document.persistent()
  readonly sayWho = (who: string): Promise<void> => this.signer.sayWho(who)

  /** Reads what is kept of a catalogue. Never rejects. */
  readonly open = (url: string): Promise<void> => this.#document.open(url)
  readonly refresh = (): Promise<void> => this.#document.refresh()

  found(findings: Findings, pending: readonly AlertKind[]): void {
    this.#set({ findings: { ...findings, alerts: inOrder(findings.alerts) }, pending })
  }

  async enter(did: Deed, { id, kind, severity, size }: Alert, text: string, note: string): Promise<void> {
    const { who } = this.#state
    const entry: Entry = {
      id,
      did,
      who: who.trim().slice(0, mostWho),
      when: new Date().toISOString(),
      note: note.trim().slice(0, mostNote),
      seen: { kind, severity, size, text: text.slice(0, mostText) },
    }
    await this.#document.change(entries => [...entries, entry])
  }

  #set(change: Partial<AlertsState>): void {
    const next = { ...this.#state, ...change }
    this.#state = { ...next, judged: judged(next.findings?.alerts ?? [], next.entries) }
    for (const listener of this.#listeners) listener()
  }
}
